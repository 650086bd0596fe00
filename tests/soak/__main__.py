"""`script/soak`: what the ordinary run samples, at length. Exit code 0: nothing disagreed, nothing survived."""

import argparse
import shutil
import sys
from importlib import import_module

from tests.conftest import FOLDER, Database, drop, make_clone, point_django_at, server


def main() -> int:
    asked = argparse.ArgumentParser(prog="script/soak", description=__doc__)
    what = asked.add_subparsers(dest="what", required=True)
    access = what.add_parser("access", help="generated worlds and changes, asked of PostgreSQL, the model and Cedar")
    access.add_argument("--decisions", type=int, default=1_000_000, help="stop after so many")
    access.add_argument("--minutes", type=float, help="or after so long")
    access.add_argument("--seed", type=int, help="the seed that a failing run printed")
    what.add_parser("mutants", help="every mutant, and what noticed it")
    what.add_parser("ssda903", help="the whole sample of a return imported twice: every row accounted for")
    forms = what.add_parser("forms", help="every form answered by chance, in Kith and in LHC-Forms")
    forms.add_argument("--times", type=int, default=40, help="each form so often")
    forms.add_argument("--seed", type=int, help="the seed that a failing run printed")
    docx = what.add_parser("docx", help="forms for Word, drawn by a word processor: every word, and pages to look at")
    docx.add_argument("--to", default=".kith/docx", help="the folder for the files and the pictures of their pages")
    what.add_parser("clamd", help="the real virus scanner, asked as Kith asks it")
    options = asked.parse_args()
    database = make_clone()
    point_django_at(database)
    try:
        run = import_module(f"tests.soak.{options.what}")
        return int(run.main(Database(database), options))
    finally:
        drop(database)
        server.stop()
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
