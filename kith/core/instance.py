"""An instance: the folder that holds one Kith's database address, passwords of its logins and secret key.

Written once by set-up, mode 0600, never committed. Everything that connects reads it.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

LOGINS = ("kith_owner", "kith_app", "kith_door", "kith_backup")


def _password() -> str:
    return secrets.token_urlsafe(24)


@dataclass
class Instance:
    """`host`, `port`, `name`: where the database is. `demo`: whether this instance's database was made by the demo."""

    folder: str
    host: str = "127.0.0.1"
    port: int = 5432
    name: str = "kith"
    demo: bool = False
    secret_key: str = field(default_factory=_password)
    passwords: dict[str, str] = field(default_factory=lambda: {login: _password() for login in LOGINS})

    @property
    def file(self) -> Path:
        return Path(self.folder) / "instance.json"

    def save(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        new = self.file.with_suffix(".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
            json.dump(asdict(self), f, indent=1)
        new.replace(self.file)

    @classmethod
    def load(cls, folder: Path) -> "Instance":
        """The instance in `folder`. FileNotFoundError where set-up has not been."""
        return cls(**{**json.loads((folder / "instance.json").read_text()), "folder": str(folder)})

    @classmethod
    def load_or_new(cls, folder: Path) -> "Instance":
        try:
            return cls.load(folder)
        except FileNotFoundError:
            return cls(folder=str(folder))

    def dsn(self, login: str, name: str | None = None) -> str:
        """libpq connection string for one of `LOGINS`."""
        where = f"host={self.host} port={self.port} dbname={name or self.name}"
        return f"{where} user={login} password={self.passwords[login]}"


def default_folder() -> Path:
    """`KITH_INSTANCE`, or `.kith/default` in the working tree."""
    return Path(os.environ.get("KITH_INSTANCE") or Path(__file__).resolve().parents[2] / ".kith" / "default")
