from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("core", "0001_schemas")]
    operations = load("audit", "0001_events")
