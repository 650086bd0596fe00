"""References in the database point down the floors too: imports are import-linter's, these are ours."""

import psycopg

from tests.repository import tree

OF_ALLAUTH = {"account", "mfa", "socialaccount"}
FLOORLESS = {"auth", "contenttypes", "sessions", "django", "procrastinate", "sign"} | OF_ALLAUTH  # others' tables


def _app(table: str) -> str:
    """`access.seal` and `access_share` are both of `access`."""
    return table.replace("public.", "").replace(".", "_").split("_")[0]


def test_models_refer_downward() -> None:
    from django.apps import apps

    floors = tree.floors()
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model and model._meta.app_label in floors
        and floors[model._meta.app_label] < floors.get(field.related_model._meta.app_label, -1)
    ]  # fmt: skip
    assert not upward


def test_foreign_keys_point_downward(catalogue: psycopg.Connection) -> None:
    floors = tree.floors()
    pairs = catalogue.execute(
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
    )
    upward = [
        (table, to)
        for table, to in pairs
        if not {_app(table), _app(to)} & FLOORLESS and floors[_app(table)] < floors[_app(to)]
    ]
    assert not upward


def test_sql_of_an_app_names_only_tables_below(catalogue: psycopg.Connection) -> None:
    """A function of a lower floor that reads a table of a higher one is an import by another name."""
    floors = tree.floors()
    tables = [name for (name,) in catalogue.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text"
        " NOT IN ('pg_catalog', 'information_schema', 'pg_toast')")]  # fmt: skip
    wrong = [
        f"{tree.name(file)} names {table}"
        for file in tree.files()
        if file.suffix == ".sql" and file.is_relative_to(tree.ROOT / "kith")
        for table in tables
        if _app(table) not in FLOORLESS and table in file.read_text()
        and floors[_app(table)] > floors[file.relative_to(tree.ROOT / "kith").parts[0]]
    ]  # fmt: skip
    assert not wrong


def test_migrations_depend_downward() -> None:
    from django.db.migrations.loader import MigrationLoader

    floors = tree.floors()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    upward = [
        f"{app}.{name} → {to}.{on}"
        for (app, name), migration in loader.disk_migrations.items()
        for to, on in migration.dependencies
        if app in floors and to in floors and floors[app] < floors[to]
    ]
    assert not upward
