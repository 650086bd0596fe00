import django.db.models.deletion
from django.db import migrations, models

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("core", "0001_schemas"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("audit", "0002_events"),
    ]
    operations = [
        migrations.AddField(
            model_name="practitioner",
            name="state_set_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        *load("agencies", "0001_door", "0002_identity"),
    ]
