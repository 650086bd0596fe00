from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("record", "0003_entries"), ("access", "0012_retention")]
    operations = load("documents", "0001_documents")
