from django.db import migrations

from kith.core.sql_files import load


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("audit", "0002_events")]
    operations = load(
        "access",
        "0001_tables",
        "0002_keys",
        "0003_locks",
        "0003_protection",
        "0003_rekeying",
        "0004_facts",
        "0004_involvements",
        "0004_shares",
        "0004_seals",
        "0004_links",
        "0005_explain",
        "0005_leading",
        "0006_agreements",
        "0007_proposals",
        "0007_told",
    )
