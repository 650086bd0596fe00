"""What was given by itself, attacked: on every page of the record, in every file, before, while and after it is open.

Sara's organisation works with the child; the trust gives her one entry and one letter, deeper than the agreement opens.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kith.access import facts
from kith.core.clock import now
from kith.core.errors import Refused
from kith.documents.actions.keep_document import keep_document
from kith.documents.judging import judged
from kith.record.actions.amend_entry import amend_entry
from kith.record.actions.record_entry import record_entry
from kith.record.queries import entry, search
from kith.record.recording import Recording, said_by
from kith.sharing.actions.give import give
from kith.sharing.actions.put_together import add_exhibit, begin_bundle, of_entry
from kith.sharing.models import Request
from kith.sharing.queries import conversation
from tests.documents.conftest import said
from tests.sharing.test_requests import asked
from tests.sweep.addresses import Address, addresses
from tests.sweep.asking import words_in

MARK = "CANARYBURN"
ROWS = ("record_entry", "documents_document")
PLAIN = [a for a in addresses().values() if a.group == "practitioner" and a.about_a_person and not a.row]
OF_ROWS = [a for a in addresses().values() if a.group == "practitioner" and a.table in ROWS]


class Given:
    """One entry and one letter, and the request in answer to which they were given."""

    def __init__(self, town, child: UUID):
        self.town, self.child = town, child
        with town.acting("visitor"):
            at = now() - timedelta(hours=1)
            self.entry = record_entry(
                person_id=child, recording=Recording("case_note", at, f"{MARK} seen", f"{MARK} on a hand", "health", 4)
            ).id
            kept = said(domain="health", grade=4, title=f"{MARK} letter", description=f"{MARK} was dressed")
            self.paper = keep_document(person_id=child, said=kept, file=judged(f"{MARK} letter".encode()), token="").id
        self.request = asked(town, child, grades={"health": 4})

    def give(self) -> None:
        with self.town.acting("visitor"):
            of = Request.objects.get(person_id=self.child, id=self.request)
            give(request=of, rows=[self.entry, self.paper], until=now() + timedelta(days=2))

    def row(self, address: Address) -> UUID:
        return self.entry if address.table == "record_entry" else self.paper


@pytest.fixture
def given(town, child) -> Iterator[Given]:
    """Over again at the end: the child is everybody's here."""
    made = Given(town, child)
    made.give()
    yield made
    with town.database.superuser() as superuser:
        superuser.execute("SET ROLE kith_engine")
        superuser.execute("UPDATE access_share SET closed = true WHERE person_id = %s", [child])
        superuser.execute("SELECT access.rekey_person(%s)", [child])


def met(browser, who: str, given: Given) -> Iterator[str]:
    """The pages on which the mark stands for them: of the record, of the two rows, of requests, of search, of home."""
    client = browser(who)
    asked_for = {a.name: a.at(given.child) for a in PLAIN}
    asked_for |= {a.name: a.at(given.child, given.row(a)) for a in OF_ROWS}
    asked_for |= {
        "request": reverse("request", args=[given.child, given.request]),
        "home": "/",
        "requests": reverse("requests"),
    }
    for name, address in asked_for.items():
        if MARK in words_in(client.get(address)):
            yield name
    for name, address in (
        ("search", reverse("search")),
        ("chronology, searched", reverse("chronology", args=[given.child])),
    ):
        found = client.post(address, {"words": MARK}).text
        if f"{MARK} seen" in found or f"{MARK} on a hand" in found:
            yield name


def recalled(given: Given) -> None:
    with given.town.acting("visitor"):
        facts.end_share(given.child, conversation(given.child, given.request).turns[-1].share, "By mistake")


def past_its_date(given: Given) -> None:
    with given.town.database.superuser() as superuser:
        superuser.execute("SET ROLE kith_engine")
        superuser.execute(
            "UPDATE access_share SET starts = now() - interval '3 days', ends = now() WHERE person_id = %s",
            [given.child],
        )


CLOSED: dict[str, Callable[[Given], None]] = {"recalled": recalled, "past its date": past_its_date}


def test_while_it_is_open_it_stands_where_what_is_open_stands(browser, given) -> None:
    pages = set(met(browser, "sara", given))
    assert {"entry", "document", "document_file", "chronology", "documents", "request", "search"} <= pages


@pytest.mark.parametrize("how", CLOSED)
def test_afterwards_it_stands_nowhere(browser, given, how) -> None:
    CLOSED[how](given)
    assert list(met(browser, "sara", given)) == []


@pytest.mark.parametrize("who", ["mo", "manager", "teacher", "officer", "duty", "governor"])
def test_for_others_it_stands_nowhere_while_it_is_open(browser, given, who) -> None:
    assert list(met(browser, who, given)) == []


def test_whoever_is_barred_reads_it_nowhere_though_it_was_given_to_them(browser, town, child, given) -> None:
    with town.acting("manager"):
        bar = facts.exclude(child, town.human["sara"], "A relative")
    assert list(met(browser, "sara", given)) == []
    with town.acting("manager"):
        facts.end_exclusion(child, bar, "Not a relative")
    assert "entry" in set(met(browser, "sara", given))


def test_once_the_record_is_sealed_to_others_it_stands_nowhere(browser, town, child, given) -> None:
    with town.acting("manager"):
        seal = facts.seal(child, [town.human["manager"], town.human["visitor"]], "By name")
    assert list(met(browser, "sara", given)) == []
    with town.acting("manager"):
        facts.unseal(child, seal, "Over")
    assert "entry" in set(met(browser, "sara", given))


def test_what_it_says_later_is_not_given(browser, town, child, given) -> None:
    """Neither on a page of what was given nor in what its history shows."""
    with town.acting("visitor"):
        of = replace(said_by(entry(child, given.entry)), text="LATERWORDS")
        newer = amend_entry(person_id=child, entry_id=given.entry, recording=of, reason="A word was wrong")
    for address in (reverse("entry", args=[child, given.entry]), reverse("request", args=[child, given.request])):
        page = browser("sara").get(address).text
        assert MARK in page and "LATERWORDS" not in page and "A word was wrong" not in page
    assert browser("sara").get(reverse("entry", args=[child, newer.id])).status_code == 404


def test_nothing_is_counted_that_is_not_open(town, child, given) -> None:
    with town.acting("sara"):
        assert [hit.entry.id for hit in search(MARK, child)] == [given.entry]
    recalled(given)
    with town.acting("sara"):
        assert not search(MARK, child)


def test_no_copy_of_it_is_made_for_a_court_by_whom_it_was_given_to(town, child, given) -> None:
    """The copy would have an id of its own, which no share names: nobody could read what was put in."""
    with town.acting("sara"):
        made = begin_bundle(person=child, title="First hearing", court="Larkshire", number="1", token=uuid4().hex)
        with pytest.raises(Refused, match="given to you by itself"):
            add_exhibit(person=child, bundle=made, of=of_entry(child, given.entry), place=1, section="", removing=None)


def test_what_is_told_of_it_says_nothing_of_what_it_says(town, child, given, database) -> None:
    """Notices, events and what waits to be sent."""
    with database.superuser() as superuser:
        for table in ("access.notice", "audit_event", "procrastinate_jobs"):
            (found,) = superuser.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{MARK}%"]
            ).fetchone()
            assert found == 0, table
