from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = []
    operations = load("core", "0001_schemas")
