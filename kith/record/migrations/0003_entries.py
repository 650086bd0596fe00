from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("record", "0002_graded")]
    operations = load("record", "0002_entries", "0003_referrals", "0004_shapes")
