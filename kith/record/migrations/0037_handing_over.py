from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("record", "0003_entries"), ("access", "0037_moves")]
    operations = load("record", "0037_handing_over")
