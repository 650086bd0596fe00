from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("people", "0003_finding"), ("audit", "0002_events")]
    operations = load("people", "0002_find")
