from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("assessments", "0003_starter")]
    operations = load("casework", "0001_steps", "0002_plans", "0003_service")
