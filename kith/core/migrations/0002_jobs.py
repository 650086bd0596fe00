from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("core", "0001_schemas"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = load("core", "0002_jobs")
