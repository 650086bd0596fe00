"""`script/backup` and `script/restore`: what Kith holds, sealed in one file; and an instance made from it."""

import argparse
import os
import sys
from pathlib import Path

from kith.core.instance import DEFAULT_PORT, Instance, folder_of
from kith.core.keeping import back_up, drift, restore, told
from kith.core.opened import InUse, opened
from kith.core.prepare import NotPrepared
from kith.core.sealing import NotOpened, make_key


def main() -> None:
    try:
        {"backup": _backup, "restore": _restore}[sys.argv[1]](sys.argv[2:])
    except (NotOpened, NotPrepared, InUse, FileNotFoundError, FileExistsError) as why:
        sys.exit(f"Nothing was done. {why}")


def _backup(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="script/backup", description=__doc__)
    parser.add_argument("file", type=Path, help="where to write: a sealed backup, or a new private key")
    parser.add_argument("--make-key", action="store_true", help="make a key: take FILE away, give the server the rest")
    parser.add_argument("--to-key", help="the public key that --make-key printed")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="of the instance that runs")
    given = parser.parse_args(words)
    if given.make_key:
        public = make_key(given.file)
        _say(f"The private key is in {given.file}: keep it away from this machine. The public key:\n{public}")
        return
    if not given.to_key:
        parser.error("--to-key is needed: the public key that --make-key printed")
    size = back_up(Instance.load(_folder(given.port)), given.to_key, given.file)
    _say(f"{given.file}: {size:,} bytes, sealed.")


def _restore(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="script/restore", description=__doc__)
    parser.add_argument("file", type=Path, help="a backup")
    parser.add_argument("--key", type=Path, required=True, help="the file of the private key")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="of the new instance")
    parser.add_argument("--database", help="another name than it had: for a server where it still stands")
    given = parser.parse_args(words)
    folder = _folder(given.port)
    if (folder / "instance.json").exists():
        raise NotPrepared(f"There is an instance in {folder}. Take another --port, or move it away.")
    with given.file.open("rb") as file:
        instance, dump = told(file, given.key.read_text())
        instance.folder, instance.name = str(folder), given.database or instance.name
        with opened(instance, os.environ.get("DATABASE_URL")) as admin_dsn:
            restore(instance, admin_dsn, dump)
            checked, drifted = drift(admin_dsn, instance.name)
    if drifted:
        raise NotPrepared(f"{drifted} of {checked} locks differ from the facts: do not use it; tell the maintainers.")
    _say(f"Restored into {folder}. {checked:,} locks were computed anew and are as they were.")


def _folder(port: int) -> Path:
    return Path(os.environ.get("KITH_INSTANCE") or folder_of(port))


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    main()
