"""`script/server`: an instance's database prepared, its web server and one worker running, until Ctrl-C."""

import argparse
import os
import sys
from pathlib import Path

from kith.core import processes
from kith.core.instance import DEFAULT_PORT, Instance, folder_of
from kith.core.opened import InUse, opened, start_again
from kith.core.prepare import NotPrepared, prepare


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/server", description=__doc__)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"of the web server (default {DEFAULT_PORT})")
    port = parser.parse_args().port
    processes.end_on_signals()
    try:
        _serve(port, os.environ.pop("DATABASE_URL", None))
    except (processes.Ended, InUse, NotPrepared, TimeoutError) as told:
        sys.exit(f"Kith did not start. {told}")
    except KeyboardInterrupt:
        sys.exit(130)


def _serve(port: int, url: str | None) -> None:
    instance = Instance.load_or_new(Path(os.environ.get("KITH_INSTANCE") or folder_of(port)))
    commands = {"web server": processes.web_server(port), "worker": processes.worker()}
    with opened(instance, url) as admin_dsn:
        prepare(instance, admin_dsn)
        environment = os.environ | {"KITH_INSTANCE": instance.folder}
        with processes.running(commands, environment, Path(instance.folder)) as started:
            processes.wait_for_answer(f"http://localhost:{port}", started)
            sys.stdout.write(f"Kith answers at http://localhost:{port}; its logs are in {instance.folder}\n")
            processes.watch(started, mend=lambda: start_again(instance))


if __name__ == "__main__":
    main()
