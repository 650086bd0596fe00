"""Numbered SQL files beside each app, loaded by migrations."""

from pathlib import Path

from django.db import migrations

KITH = Path(__file__).resolve().parent.parent


def load(app: str, *names: str) -> list[migrations.RunSQL]:
    """Operations that run `kith/<app>/sql/<name>.sql`, in the order given."""
    return [migrations.RunSQL((KITH / app / "sql" / f"{name}.sql").read_text()) for name in names]
