from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("people", "0005_look_alike"), ("access", "0036_volume")]
    operations = load("people", "0004_watching")
