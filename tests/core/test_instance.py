"""An instance's folder: found again as it was, passable for the embedded server, its secrets closed."""

import os
import stat
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from kith.core.instance import LOGINS, Instance, make_passable, open_to_all


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_instance_is_found_again(tmp_path: Path) -> None:
    made = Instance(folder=str(tmp_path), port=5499, name="kith_demo_8001", parameters={"sslmode": "require"})
    made.save()
    assert Instance.load(tmp_path) == made


def test_every_instance_has_secrets_of_its_own(tmp_path: Path) -> None:
    one, other = Instance(str(tmp_path / "a")), Instance(str(tmp_path / "b"))
    secrets = [one.secret_key, other.secret_key, *one.passwords.values(), *other.passwords.values()]
    assert len(set(secrets)) == 2 + 2 * len(LOGINS)


def test_nothing_is_there_before_set_up(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Instance.load(tmp_path)


def test_a_password_with_spaces_and_quotes_reaches_the_server_whole(tmp_path: Path) -> None:
    instance = Instance(str(tmp_path), parameters={"sslmode": "prefer"})
    instance.passwords["kith_app"] = "it's a pass word\\"
    told = conninfo_to_dict(instance.dsn("kith_app"))
    assert told["password"] == "it's a pass word\\" and told["sslmode"] == "prefer"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_folder_passable_and_secrets_closed_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        instance = Instance(str(tmp_path / "deep" / "8000"))
        instance.save()
        instance.save()
    finally:
        os.umask(before)
    assert _mode(instance.file) == 0o600
    assert _mode(tmp_path / "deep") == _mode(tmp_path / "deep" / "8000") == 0o711


def test_what_was_there_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o700)
    make_passable(tmp_path / "mine" / "new")
    assert _mode(tmp_path / "mine") == 0o700


def test_a_closed_folder_above_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o700)
    (tmp_path / "home" / "kith").mkdir(mode=0o755)
    assert not open_to_all(tmp_path / "home" / "kith")
