from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("linkage", "0002_grants"), ("people", "0004_find")]
    operations = load("linkage", "0001_sealed")
