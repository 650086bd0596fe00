"""Sign-in tables live behind the door's login: the application's login has no grant on them.

A hole in a page that reads records cannot read or change a password, a second factor or a browser session.
"""

from typing import Any

DOOR_APPS = {"auth", "sessions", "account", "mfa", "socialaccount", "usersessions", "contenttypes", "django_cache"}


class DoorRouter:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "door" if model._meta.app_label in DOOR_APPS else None

    db_for_write = db_for_read

    def allow_relation(self, a: Any, b: Any, **hints: Any) -> bool | None:
        return (a._meta.app_label in DOOR_APPS) == (b._meta.app_label in DOOR_APPS)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return db == "owner"
