"""The whole database as text, so that a change of schema is read in review: docs/schema.sql.

`python -m tests.repository.schema` writes it anew, from a database that every migration has just made.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from kith.core.embedded import EmbeddedServer
from kith.core.instance import Instance
from kith.core.opened import opened
from kith.core.prepare import prepare

FILE = Path(__file__).resolve().parents[2] / "docs" / "schema.sql"
HEAD = "-- The whole schema, as pg_dump tells it after every migration. Written by script/fix; compared by a test.\n\n"
OF_THE_RUN = re.compile(r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)?$")
RUNS = {"LC_ALL": "C", "PATH": "/usr/bin:/bin", "PGTZ": "UTC"}


def dumped(server: EmbeddedServer, database: str) -> str:
    """Schema of `database`, with owners and grants, without what differs from run to run."""
    command = [str(server.binaries() / "pg_dump"), "--schema-only", "--dbname", server.dsn(database)]
    told = subprocess.run(command, env=RUNS, cwd="/", check=True, capture_output=True, text=True).stdout
    return HEAD + "".join(f"{line}\n" for line in told.splitlines() if not OF_THE_RUN.match(line))


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="kith-schema-"))
    folder.chmod(0o711)
    try:
        instance = Instance(folder=str(folder))
        with opened(instance, careless=True) as admin_dsn:
            prepare(instance, admin_dsn)
            FILE.write_text(dumped(EmbeddedServer(folder), instance.name))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
