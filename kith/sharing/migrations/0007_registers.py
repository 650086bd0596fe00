"""What left, and accesses to be reviewed, for information governance (sql/0011_registers.sql)."""

from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("sharing", "0006_bundles")]
    operations = [*load("sharing", "0011_registers")]
