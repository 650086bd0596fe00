from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("access", "0003_profiles"), ("agencies", "0002_door")]
    operations = load("access", "0008_administration", "0009_sessions", "0020_recovery")
