from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_events")]
    operations = load("audit", "0002_tree")
