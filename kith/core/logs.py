"""What Kith writes for those who run it: one JSON object a line, with ids and never content.

OWASP ASVS 5.0, V16: whatever a stranger puts into an address or a header stays inside its own JSON string, so nobody
forges a line (V16.4.1); of an error stand its kind and its places in the code, not its message, which may quote a
record or a form (V16.2.5). Times are UTC, to the millisecond.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

LONGEST = 500  # characters of a message: an address may be endless
PLACES = 12  # of the code, innermost last


class JsonLines(logging.Formatter):
    """One record, one line."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage()[:LONGEST],
        }
        if isinstance(status := getattr(record, "status_code", None), int):
            told["status"] = status
        if record.exc_info and record.exc_info[0]:
            told |= {"error": record.exc_info[0].__name__, "at_code": _places(record.exc_info[2])}
        return json.dumps(told, ensure_ascii=True)


def _places(where: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(where)[-PLACES:]
    return [f"{frame.filename.rpartition('/site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "kith.core.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "loggers": {
        "kith": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.security": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "procrastinate": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "psycopg.pool": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
