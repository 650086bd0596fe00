"""Full-text expressions over what a reader opens. The database keeps the vector (sql/0002_entries.sql)."""

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVectorField
from django.contrib.postgres.search import SearchVectorExact as Holds
from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.functions import Concat

from kith.record.models import Entry
from kith.record.snippets import LESS, START, STOP

ENGLISH = "english"


class Words(Func):
    """The vector of an entry's words: not a field, so that no reading fetches it and no insert returns it."""

    template = "record_entry.search"
    arity = 0
    output_field = SearchVectorField()


def asked(words: str) -> SearchQuery:
    """What was typed as a query: phrases in quotes, `or`, `-` for not. Nothing that is typed is an error."""
    return SearchQuery(words, config=ENGLISH, search_type="websearch")


def holding(listed: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Those that hold the words, each with its `headline`.

    Headlines are made for the rows of the page alone: PostgreSQL puts costly columns off until after the limit.
    """
    plain = Func(
        Concat("title", Value(" · "), "text", output_field=TextField()),
        Value(f"<{START}{STOP}"),
        Value(LESS),
        function="translate",
        output_field=TextField(),
    )
    marked = SearchHeadline(
        plain, asked(words), config=ENGLISH, start_sel=START, stop_sel=STOP,
        max_words=24, min_words=8, short_word="0", max_fragments=2, fragment_delimiter=" … ",
    )  # fmt: skip
    return listed.filter(Holds(Words(), asked(words))).annotate(headline=marked)


def best_first(found: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Titles count most; of two that say it equally, the later one."""
    return found.annotate(rank=SearchRank(Words(), asked(words))).order_by("-rank", "-happened_at", "-id")
