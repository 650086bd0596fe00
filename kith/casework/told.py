"""A plan as the person may see it, or somebody who speaks for them. Pure.

Of what its reader opens: nothing above practice grade, since what is sensitive is mostly about somebody else and is
given by a decision on each piece (subject access); and nothing in a domain that is kept from whoever asks.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from kith.access.grades import Grade
from kith.access.models import Graded
from kith.casework.plans import InPlan, Said, Standing

MOST = Grade.PRACTICE


def may_see(row: Graded, away: Collection[str]) -> bool:
    """`away`: the domains that are kept from them."""
    return row.grade <= MOST and row.domain not in away


def told_plan(plan: Standing, away: Collection[str]) -> Standing | None:
    """The plan without what they may not see; None where they may not see that there is one.

    An action for a need that they do not see stands apart, as for every reader.
    """
    if not may_see(plan.row, away):
        return None
    seen = [aim for aim in plan.aims if may_see(aim.row, away)]
    apart = [said for aim in plan.aims if aim not in seen for said in aim.actions]
    aims = [InPlan(aim.row, _said(aim.actions, away)) for aim in seen]
    return replace(plan, aims=aims, elsewhere=_said([*apart, *plan.elsewhere], away))


def _said(actions: Sequence[Said], away: Collection[str]) -> list[Said]:
    return [
        (action, report if report is not None and may_see(report, away) else None)
        for action, report in actions
        if may_see(action, away)
    ]
