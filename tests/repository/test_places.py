"""Nothing in the repository names a machine, a registry's host or a secret."""

import re

from tests.repository import tree

# Written apart, so that this file does not find itself.
HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "files\\.python" + "hosted", "registry\\.npm" + "js", "registry\\.yarn" + "pkg"])
)
PLACES = re.compile(r"(?<![\w.])/(work|opt/kv|root|home/\w+)/")
SECRETS = re.compile("BEGIN (RSA |EC |OPENSSH )?PRIV" + "ATE KEY")
BIGGEST = 1_000_000  # bytes


def _found(pattern: re.Pattern[str]) -> list[str]:
    text = ((file, tree.words(file)) for file in tree.files())
    return [f"{tree.name(f)}: {m.group()}" for f, words in text if words and (m := pattern.search(words))]


def test_no_registry_hosts() -> None:
    """Addresses come from each machine's own clients, which may use a mirror."""
    assert not _found(HOSTS)


def test_no_machine_paths() -> None:
    assert not _found(PLACES)


def test_no_private_keys() -> None:
    assert not _found(SECRETS)


def test_nothing_built_or_huge_is_committed() -> None:
    assert not [tree.name(f) for f in tree.files() if f.stat().st_size > BIGGEST]
