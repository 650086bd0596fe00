from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial"), ("access", "0002_engine"), ("people", "0002_graded")]
    operations = load(
        "sharing",
        "0001_requests",
        "0002_consent",
        "0003_representatives",
        "0004_looks",
        "0005_disclosures",
        "0006_subject_access",
    )
