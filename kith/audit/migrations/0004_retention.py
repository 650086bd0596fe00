from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_tree")]
    operations = load("audit", "0003_retention")
