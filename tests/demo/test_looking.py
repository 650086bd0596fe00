"""The demo's reading: four weeks of it, usual and not, for the pages of information governance."""

from datetime import datetime, time

import psycopg

from kith.demo.looking import AN_HOUR, DAYS, Staff, told
from kith.demo.region.build import build
from kith.demo.region.days import LONDON
from kith.demo.region.ids import person_uuid
from tests.conftest import ANCHOR, Database, server


def test_nobody_reads_tomorrow_or_whom_a_colleague_is_barred_from() -> None:
    region = build(ANCHOR)
    looks = list(told(region, lambda key: person_uuid(key, region.seed)))
    times = [when for when, _, _ in looks]
    assert len(looks) > 300 and times == sorted(times)
    assert times[-1] < datetime.combine(ANCHOR, time(0), LONDON) and (ANCHOR - times[0].date()).days <= DAYS
    staff = Staff(region)
    every = [*staff.usual(), *staff.on_a_sunday(), *staff.many_at_once(), *staff.unallocated()]
    assert not {b.person for b in region.barred} & {person for _, _, whom in every for person in whom}
    (sunday,), (many,) = staff.on_a_sunday(), staff.many_at_once()
    assert sunday[0].isoweekday() == 7 and len(set(many[2])) == AN_HOUR and many[0].isoweekday() < 6


def test_what_was_out_of_the_ordinary_was_found(county: Database) -> None:
    """The county is a fourth of the demo: nobody in it has twenty people."""
    with psycopg.connect(server.dsn(), dbname=county.name) as owner:
        rules = {rule for (rule,) in owner.execute("SELECT rule FROM people.finding")}
        (hours,) = owner.execute("SELECT count(*) FROM people.reading").fetchone() or (0,)
    assert {"after hours", "not involved"} <= rules and hours > 50
