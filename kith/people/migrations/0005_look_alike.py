from django.db import migrations

import kith.people.models
from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("people", "0004_find")]
    operations = [
        migrations.AlterField("identifier", "value", kith.people.models.NumberField()),
        *load("people", "0003_look_alike"),
    ]
