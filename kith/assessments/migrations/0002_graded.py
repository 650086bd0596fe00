from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial"), ("record", "0003_entries")]
    operations = load("assessments", "0001_responses")
