"""The demo's commands begin before Django is set up: nothing that they import may need it."""

import os
import subprocess
import sys


def test_what_the_commands_import_needs_no_settings() -> None:
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    modules = "import kith.demo.start, kith.demo.check, kith.demo.visitor, kith.config.cli"
    done = subprocess.run([sys.executable, "-c", modules], env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
