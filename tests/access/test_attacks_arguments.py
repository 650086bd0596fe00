"""Attacks with odd arguments to functions that the application may call (docs/security/attacks.md)."""

from datetime import timedelta

import psycopg
import pytest

from kith.access import facts
from kith.core.clock import now
from tests.access.test_town import note

SHIFTED = "[9:19]={0,0,4,0,0,0,0,0,0,0,0}"  # what stands third, where social care does, is read as number eleven


@pytest.mark.parametrize(
    "wanted",
    [SHIFTED, "[0:10]={0,0,0,3,0,0,0,0,0,0,0}", "{{0,0,3,0,0,0,0,0,0,0,0}}", "{0,0,3}", "{0,0,NULL,0,0,0,0,0,0,0,0}"],
)  # fmt: skip
def test_grades_are_read_where_they_are_compared(town, steal, child, wanted) -> None:
    """An array may begin at another number than one: compared by place, read by number it gave what nobody opened."""
    day = "now() + interval '1 day'"
    shared = f"SELECT access.share('{child}', {town.post['mo']}, '{wanted}', {day}, 'task', 'because')"
    called = (
        f"SELECT sharing.convene('{child}', 'meeting', {town.post['sara']}, '{{{town.post['visitor']}}}', '{{\"\"}}',"
        f" '{wanted}', {day}, 'task', 'because', 'a token')"
    )
    assert {steal("sara", shared), steal("manager", shared), steal("sara", called)} == {"KI422"}
    assert steal("governor", f"SELECT access.propose_profile('allocated social worker', '{wanted}')") == "KI422"
    edge = f"{town.agency['school']}, 'one', '{wanted}', '{{care}}', now(), NULL, NULL"
    assert steal("governor", f"SELECT access.propose_edge({edge})") == "KI422"


def test_a_share_ends_on_a_day_that_comes(town, steal, child) -> None:
    given = f"{town.post['mo']}, '{{0,0,3,0,0,0,0,0,0,0,0}}', 'infinity', 'task', 'because'"
    assert steal("sara", f"SELECT access.share('{child}', {given})") == "KI422"


@pytest.mark.parametrize("act", ["seal", "unseal", "exclude", "end_exclusion", "link", "confirm_link", "unlink"])
def test_about_no_person_at_all_nothing_is_held(town, act) -> None:
    """Without a person whoever stands around them was looked for until the statement was stopped."""
    more = {"seal": "'{1}', 'x'", "exclude": "1, 'x'", "unseal": "NULL, 'x'", "end_exclusion": "NULL, 'x'"}
    with town.database.connect("kith_app") as one, pytest.raises(psycopg.Error) as stopped, one.transaction():
        one.execute("SET LOCAL statement_timeout = '3s'")
        one.execute("SELECT access.enter(%s)", [town.token("sara")])
        one.execute(f"SELECT access.{act}(NULL, {more.get(act, 'gen_random_uuid()')})")
    assert stopped.value.sqlstate in ("KI404", "KI422")


def test_what_was_sealed_since_is_not_told_with_what_was_given(town) -> None:
    """The list of what a share gives named a row that a seal has shut since, and answered whoever asked about it."""
    child = town.child()
    with town.acting("sara"):
        one, other = note(child).id, note(child).id
        ends = now() + timedelta(days=1)
        facts.share_rows(child, town.post["officer"], [one, other], ends, "task", "because")
    with town.acting("officer"):
        assert facts.given_with(child, one) == {one, other}
    with town.acting("sara"):
        facts.seal(child, [town.human["sara"]], "x", row=other)
    with town.acting("officer"):
        assert facts.given_with(child, one) == {one} and not facts.given_with(child, other)
