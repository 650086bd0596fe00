from django.db import migrations

GRANT = """
GRANT SELECT, INSERT ON linkage_importrun TO kith_app;
GRANT USAGE ON SEQUENCE linkage_importrun_id_seq TO kith_app;
GRANT SELECT ON linkage_importrun TO kith_backup;
"""


class Migration(migrations.Migration):
    dependencies = [("linkage", "0001_initial")]
    operations = [migrations.RunSQL(GRANT, migrations.RunSQL.noop)]
