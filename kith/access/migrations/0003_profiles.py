from django.db import migrations

from kith.access.starting import profiles


def load_profiles(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO access.profile (name, version, held_by, grades, current)"
            " VALUES (%s, 1, %s, %s::smallint[], true)",
            profiles(),
        )


class Migration(migrations.Migration):
    dependencies = [("access", "0002_engine")]
    operations = [migrations.RunPython(load_profiles, migrations.RunPython.noop)]
