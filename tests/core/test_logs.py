"""What is logged: a line a record, in UTC, that nobody can forge, and in which no word of a record stands."""

import json
import logging
from typing import Any

from kith.core.logs import LOGGING, JsonLines


def told(message: str, *args: Any, error: bool = False, **more: Any) -> dict[str, Any]:
    """The line for a record, which must be one."""
    record = logging.LogRecord("kith.session", logging.ERROR, __file__, 1, message, args, _error() if error else None)
    vars(record).update(more)
    line = JsonLines().format(record)
    assert "\n" not in line and "\r" not in line
    return dict(json.loads(line))


def _error() -> Any:
    import sys

    try:
        raise ValueError("Ada Marsh, born 2016")
    except ValueError:
        return sys.exc_info()


def test_one_line_with_its_time_in_utc() -> None:
    line = told("answer withheld: %s", "OperationalError", status_code=500)
    assert line["at"].endswith("+00:00") and line["says"] == "answer withheld: OperationalError"
    assert (line["level"], line["from"], line["status"]) == ("error", "kith.session", 500)


def test_nobody_forges_a_line() -> None:
    line = told("Not Found: %s", '/x\n{"at": "2026-01-01", "level": "info"}\r\u2028\x1b[2J')
    assert line["level"] == "error" and line["says"].startswith("Not Found: /x\n{")


def test_an_endless_address_is_cut() -> None:
    assert len(told("Not Found: %s", "/" + "a" * 100_000)["says"]) == 500


def test_no_word_of_an_error_is_logged() -> None:
    line = told("failed", error=True)
    assert line["error"] == "ValueError" and line["at_code"][-1].endswith(" _error")
    assert "Ada" not in json.dumps(line) and "2016" not in json.dumps(line)


def test_every_logger_writes_so() -> None:
    assert LOGGING["handlers"] == {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}}
    assert all(logger["handlers"] == ["stderr"] for logger in LOGGING["loggers"].values())
