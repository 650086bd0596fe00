"""An instance: the folder that holds one Kith's database address, passwords of its logins and secret key.

Written once by set-up, mode 0600, never committed. Everything that connects reads it.
"""

import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from psycopg.conninfo import make_conninfo

CLONE = Path(__file__).resolve().parents[2]
DEFAULT_PORT = 8000
LOGINS = (
    "kith_owner",
    "kith_app",
    "kith_portal",
    "kith_outside",
    "kith_door",
    "kith_backup",
    "kith_sequencer",
    "kith_auditor",
)


def _password() -> str:
    return secrets.token_urlsafe(24)


@dataclass
class Instance:
    """`host`, `port`, `name`: where the database is; `parameters`: what else libpq needs to reach it (`sslmode`)."""

    folder: str
    host: str = "127.0.0.1"
    port: int = 5432
    name: str = "kith"
    parameters: dict[str, str] = field(default_factory=dict)
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    passwords: dict[str, str] = field(default_factory=lambda: {login: _password() for login in LOGINS})

    def __post_init__(self) -> None:
        """An instance of an older Kith gets passwords for the logins that have come since."""
        for login in LOGINS:
            self.passwords.setdefault(login, _password())

    @property
    def file(self) -> Path:
        return Path(self.folder) / "instance.json"

    def save(self) -> None:
        make_passable(self.file.parent)
        new = self.file.with_suffix(".new")
        with open(new, "w", opener=closed) as f:
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
        told = {"host": self.host, "port": str(self.port), "dbname": name or self.name, **self.parameters}
        return make_conninfo("", **told, user=login, password=self.passwords[login])


def root() -> Path:
    """Where instances live, one folder a port: `.kith` in the clone, or under root a folder that `nobody` can pass.

    The embedded server never runs as root (`embedded.py`), so it could not open its data below a closed folder.
    """
    if os.geteuid() == 0 and not open_to_all(CLONE):
        return Path("/var/lib/kith") / f"{CLONE.name}-{hashlib.sha256(str(CLONE).encode()).hexdigest()[:8]}"
    return CLONE / ".kith"


def open_to_all(folder: Path) -> bool:
    """Whether anyone may read `folder` and pass through every folder above it."""
    passable = all(p.stat().st_mode & 0o001 for p in folder.resolve().parents)
    return passable and folder.stat().st_mode & 0o005 == 0o005


def make_passable(folder: Path) -> None:
    """Make `folder` and what is missing above it, for anyone to pass whatever the umask: secrets in it are 0600."""
    for missing in reversed([p for p in (folder, *folder.parents) if not p.exists()]):
        missing.mkdir(exist_ok=True)
        missing.chmod(0o711)


def closed(name: str, flags: int) -> int:
    """An opener for `open()`: a file that only its owner reads."""
    return os.open(name, flags, 0o600)


def folder_of(port: int) -> Path:
    return root() / str(port)


def default_folder() -> Path:
    """`KITH_INSTANCE`, or the instance of the port that the demo takes by default."""
    return Path(os.environ.get("KITH_INSTANCE") or folder_of(DEFAULT_PORT))
