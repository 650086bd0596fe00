from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("access", "0036_volume")]
    operations = load("access", "0037_moves")
