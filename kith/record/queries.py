"""Reading the record. What is returned is what the reader opens: the locks decide, nothing here does.

Each reading leaves its event (reading.py). Only current versions are listed; `versions` has the others.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kith.core.errors import Unknown
from kith.core.session import acting, rows
from kith.record.filters import Filter, Place, search_words
from kith.record.models import Draft, Entry
from kith.record.reading import looked, looked_across
from kith.record.searching import best_first, holding
from kith.record.snippets import Part, parts

PAGE = 25
MOST_PRINTED = 2_000
MOST_FOUND = 50
PEOPLE = ("owner", "author__practitioner", "author__agency")


@dataclass(frozen=True)
class Page:
    """One page of a chronology, newest first. `next`: where the following page goes on; None at the end.

    `snippets`: entry id → where the words were found, when words were searched for.
    """

    entries: Sequence[Entry]
    next: Place | None
    snippets: dict[UUID, tuple[Part, ...]]


@dataclass(frozen=True)
class Counts:
    """How many entries of a person I see, in all and by domain, kind and owner (id → name, count)."""

    total: int
    domains: dict[str, int]
    kinds: dict[str, int]
    agencies: dict[int, tuple[str, int]]


@dataclass(frozen=True)
class Hit:
    """An entry that was found, and where the words stand in it."""

    entry: Entry
    snippet: tuple[Part, ...]


def chronology(person_id: UUID, narrowed: Filter | None = None, after: Place | None = None, size: int = PAGE) -> Page:
    """A page of what I see of a person, newest first. Keyset paging: what is recorded meanwhile shifts nothing."""
    wanted = narrowed or Filter()
    listed = _narrowed(person_id, wanted)
    if after:
        listed = listed.filter(Q(happened_at=after.at, id__lt=after.id) | Q(happened_at__lt=after.at))
    found = list(listed[: size + 1])
    more, shown = len(found) > size, found[:size]
    looked("list", person_id, shown)
    last = Place(shown[-1].happened_at, shown[-1].id) if more else None
    return Page(shown, last, _snippets(shown))


def counts(person_id: UUID) -> Counts:
    """What stands beside the filters: counts of what I see of a person, whatever is filtered."""
    found = rows(
        "SELECT e.domain, e.kind, a.id, a.name, count(*) FROM record_entry e"
        " JOIN agencies_agency a ON a.id = e.owner_id"
        " WHERE e.person_id = %s AND e.current GROUP BY GROUPING SETS ((e.domain), (e.kind), (a.id, a.name), ())",
        person_id,
    )
    looked("list", person_id, ())
    return Counts(
        total=sum(n for domain, kind, agency, _, n in found if (domain, kind, agency) == (None, None, None)),
        domains={domain: n for domain, _, _, _, n in found if domain},
        kinds={kind: n for _, kind, _, _, n in found if kind},
        agencies={agency: (name, n) for _, _, agency, name, n in found if agency},
    )


def printed(person_id: UUID, narrowed: Filter | None = None) -> Sequence[Entry]:
    """A chronology to print, oldest first, at most `MOST_PRINTED` entries: the newest of them."""
    newest = list(_narrowed(person_id, narrowed or Filter())[:MOST_PRINTED])
    return looked("print", person_id, newest[::-1])


def search(words: str, person_id: UUID | None = None, limit: int = MOST_FOUND) -> Sequence[Hit]:
    """What I see that holds these words, the best first: of one person; or, of everybody I open, the newest that do.

    Keys first, authors after: beside a policy PostgreSQL guesses at few rows and joins every hit with every author.
    """
    wanted = search_words(words)
    if not wanted:
        return ()
    most = min(limit, MOST_FOUND)
    keys = _best_of(person_id, wanted, most) if person_id else rows(NEWEST_HOLDING, most, wanted)
    found = list(best_first(holding(Entry.objects.select_related(*PEOPLE).filter(pk__in=keys), wanted), wanted))
    _looked_at(found, "search", person_id)
    marked = _snippets(found)
    return [Hit(entry, marked[entry.id]) for entry in found]


def entry(person_id: UUID, entry_id: UUID) -> Entry:
    """One entry, whichever version. Raises Unknown: not there and not mine to open are the same."""
    found = Entry.objects.select_related(*PEOPLE).filter(person_id=person_id, id=entry_id).first()
    if found is None:
        raise Unknown
    looked("open", person_id, [found])
    return found


def versions(person_id: UUID, series: UUID) -> Sequence[Entry]:
    """The versions that I open, newest first."""
    found = Entry.objects.select_related(*PEOPLE).filter(person_id=person_id, series=series).order_by("-version")
    return looked("list", person_id, list(found))


def same_occasion(entry: Entry) -> Sequence[Entry]:
    """What was recorded of the same event about others, as far as I open it."""
    others = Entry.objects.select_related(*PEOPLE).filter(occasion=entry.occasion, current=True)
    return looked_across("list", list(others.exclude(person_id=entry.person_id).order_by("person_id")))


def newest_for(people: Collection[UUID], since: datetime | None = None, limit: int = 50) -> Sequence[Entry]:
    """What was recorded last about these people, newest first; after `since` if given."""
    return looked_across("list", _newest_for(people, since, limit))


def newest_and_unfinished(
    people: Collection[UUID], since: datetime, limit: int
) -> tuple[Sequence[Entry], Sequence[Draft]]:
    """`newest_for` these people and `drafts`, with one event a person for both."""
    fresh, unfinished = _newest_for(people, since, limit) if people else [], _drafts()
    looked_across("list", [*fresh, *unfinished])
    return fresh, unfinished


def _newest_for(people: Collection[UUID], since: datetime | None, limit: int) -> list[Entry]:
    recorded = Entry.objects.select_related(*PEOPLE).filter(person_id__in=people, current=True)
    if since:
        recorded = recorded.filter(recorded_at__gt=since)
    return list(recorded.order_by("-recorded_at", "-id")[:limit])


def latest(people: Collection[UUID], kinds: Collection[str]) -> dict[tuple[UUID, str], Entry]:
    """Where things stand: the last that happened of each kind for each person, as far as I open it."""
    standing = (
        Entry.objects.select_related(*PEOPLE)
        .filter(person_id__in=people, kind__in=kinds, current=True, happened_at__lte=acting().at)
        .order_by("person_id", "kind", "-happened_at", "-id")
        .distinct("person_id", "kind")
    )
    found = list(standing)
    one = next(iter(people)) if len(people) == 1 else None
    return {(each.person_id, each.kind): each for each in _looked_at(found, "list", one)}


def newest_i_may_see(limit: int = 50) -> Sequence[Entry]:
    """What was recorded last about anybody that I open, newest first, in one of two ways (sql/0004_shapes.sql)."""
    found = Entry.objects.select_related(*PEOPLE).filter(pk__in=rows(NEWEST, limit))
    return looked_across("list", list(found.order_by("-recorded_at", "-id")))


def drafts() -> Sequence[Draft]:
    """My unfinished drafts in this post, the last saved first."""
    return looked_across("list", _drafts())


def _drafts() -> list[Draft]:
    mine = Draft.objects.filter(author_id=acting().post, recorded_as=None, discarded_at=None)
    return list(mine.order_by("-saved_at", "-id"))


def draft(person_id: UUID, draft_id: UUID) -> Draft:
    """One unfinished draft of mine. Raises Unknown."""
    found = Draft.objects.filter(person_id=person_id, id=draft_id, author_id=acting().post, recorded_as=None).first()
    if found is None:
        raise Unknown("There is no such draft. It may have been recorded already.")
    looked("open", person_id, [found])
    return found


NEWEST = "SELECT person_id, id FROM record.newest(%s)"
NEWEST_HOLDING = "SELECT person_id, id FROM record.newest(%s, %s)"


def _best_of(person_id: UUID, wanted: str, most: int) -> Sequence[tuple[UUID, UUID]]:
    listed = holding(Entry.objects.filter(person_id=person_id, current=True), wanted)
    return list(best_first(listed, wanted).values_list("person_id", "id")[:most])


def _narrowed(person_id: UUID, wanted: Filter) -> QuerySet[Entry]:
    listed = Entry.objects.select_related(*PEOPLE).filter(person_id=person_id, current=True)
    within = {
        "domain__in": wanted.domains,
        "kind__in": wanted.kinds,
        "owner_id__in": wanted.agencies,
        "happened_at__gte": wanted.begins,
        "happened_at__lt": wanted.ends,
        "significant": wanted.significant,
    }
    listed = listed.filter(**{name: value for name, value in within.items() if value})
    if wanted.words:
        listed = holding(listed, wanted.words)
    return listed.order_by("-happened_at", "-id")


def _snippets(found: Sequence[Entry]) -> dict[UUID, tuple[Part, ...]]:
    return {each.id: parts(each.headline) for each in found if hasattr(each, "headline")}


def _looked_at(found: Sequence[Entry], action: str, person_id: UUID | None) -> Sequence[Entry]:
    return looked(action, person_id, found) if person_id else looked_across(action, found)
