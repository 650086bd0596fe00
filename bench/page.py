"""A person's page as the desk reads it, the whole transaction, beside the same without protection."""

from typing import Any
from uuid import UUID

from bench.acting import Acting, Statement, again, bare, statements
from bench.place import Place
from bench.timing import interleaved, processor_of

RUNS = 200
SIGNED_IN = """SELECT s.id, h.name, p.title, a.name, p.agency_id FROM access.session s
    JOIN agencies_post p ON p.id = s.post JOIN agencies_practitioner h ON h.id = p.practitioner_id
    JOIN agencies_agency a ON a.id = p.agency_id
    WHERE s.token_hash = access.hashed(%s) AND s.ended_at IS NULL AND s.expires_at > now()"""
INVOLVED = """SELECT s.lead_id, x.profile, x.capacity, x.domain, x.starts, x.ends, x.accepted, h.*
    FROM access_subject s JOIN access_involvement x ON x.person_id = s.id AND NOT x.closed
    CROSS JOIN LATERAL (SELECT * FROM agencies.holder a WHERE a.id = x.holder_id OFFSET 0) h
    WHERE s.id = %s AND x.starts <= now() AND (x.ends IS NULL OR x.ends > now())"""


def page(here: Place, who: Acting, person: UUID, runs: int = RUNS) -> dict[str, dict[str, Any]]:
    """Kith: entering, explaining, the statements, the event, commit. Beside it an unprotected page that shows the same:
    the statements and who is involved, as an application sends them. Also the statements without who is involved;
    the page with who is signed in; and the page planned once.
    """
    from kith.desk.person.banner import open_record
    from kith.desk.person.parts import AHEAD, RECENT
    from kith.record.queries import chronology
    from kith.record.reading import one_look

    def read() -> None:
        with one_look(person):
            open_record(person)
            chronology(person, size=RECENT + AHEAD)

    told = statements(who, read)[0]
    plain = [(sql, params) for sql, params in told if "access." not in sql and " FROM " in sql]
    shown: list[Statement] = [(INVOLVED, [person]), *plain]
    signed_in: list[Statement] = [(SIGNED_IN, [who.token]), *shown]
    app, sent, planned = here.connect(), here.superuser(), here.superuser(planned=True)
    times = interleaved(
        {
            "Kith": lambda: again(app, who, told),
            "unprotected": lambda: bare(sent, shown),
            "unprotected, nobody involved": lambda: bare(sent, plain),
            "unprotected, signed in": lambda: bare(sent, signed_in),
            "unprotected, planned once": lambda: bare(planned, shown),
        },
        runs,
        processor_of(app, sent, planned),
    )
    return {name: each.told() for name, each in times.items()}
