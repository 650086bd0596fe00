from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("access", "0004_administration"), ("audit", "0004_retention")]
    operations = load("access", "0012_retention")
