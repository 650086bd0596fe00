"""What waits for somebody, over all their people: steps, what is to be signed off, actions of plans. One statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.casework.chains import kind_of
from kith.core.session import acting, rows

MOST = 100
ACTION = "action"


@dataclass(frozen=True)
class Task:
    """A step that waits for a holder, or an action (`state` "action", `step`: what is to be done).

    `due`: the soonest of its clocks, or the end of the day agreed; None: no clock runs.
    """

    person: UUID
    id: UUID
    chain: str
    step: str
    state: str
    holder: int
    owner: int
    began_at: datetime
    due: datetime | None
    clock: str

    @property
    def title(self) -> str:
        return self.step if self.state == ACTION else kind_of(self.chain, self.step).title

    @property
    def what(self) -> str:
        """What is due, in words."""
        return "to be done" if self.state == ACTION else self.clock

    def late(self, at: datetime) -> bool:
        return self.due is not None and self.due < at


# Steps held by some; where somebody manages teams, what waits there to be signed off; actions of plans that hold. Each
# step with its soonest clock: those of its line, of the same organisation. As the caller, under the policy.
TASKS = """
    SELECT s.person_id, s.id, s.chain, s.step, s.state, s.holder, s.owner_id, s.began_at,
           c.due_at AS due, coalesce(c.clock, '')
    FROM casework_step s
    LEFT JOIN LATERAL (
        SELECT r.due_at, r.clock FROM casework_running r
        WHERE r.person_id = s.person_id AND r.line = s.line AND r.owner_id = s.owner_id
          AND r.stopped_at IS NULL AND r.due_at IS NOT NULL
        ORDER BY r.due_at LIMIT 1
    ) c ON true
    WHERE s.state <> 'finished' AND (
        s.holder = ANY (%s) AND NOT (s.state = 'waiting' AND s.submitted_by = %s)
        OR s.state = 'waiting' AND s.owner_id = %s AND %s NOT IN (s.holder, s.submitted_by)
           AND (s.holder = ANY (%s)
                OR s.holder IN (SELECT m.post_id FROM agencies_membership m WHERE m.team_id = ANY (%s)))
    )
    UNION ALL
    SELECT a.person_id, a.id, '', a.what, 'action', a.holder, a.owner_id, a.recorded_at,
           (a.by_when + time '23:59:59') AT TIME ZONE 'Europe/London', ''
    FROM casework_action a LEFT JOIN casework_plan p ON p.person_id = a.person_id AND p.id = a.plan_id
    WHERE (p.state = 'current' OR a.entry_id IS NOT NULL) AND a.holder = ANY (%s)
      AND NOT coalesce((SELECT r.done FROM casework_report r WHERE r.person_id = a.person_id AND r.action_key = a.key
                        ORDER BY r.recorded_at DESC, r.id DESC LIMIT 1), false)
    ORDER BY due NULLS LAST, began_at LIMIT %s"""


def tasks(holders: Sequence[int], manages: Sequence[int] = (), limit: int = MOST) -> list[Task]:
    """What waits for these holders, the soonest due first; and to be signed off in the teams that somebody manages.

    The reader leaves the event.
    """
    me, held, teams = acting(), list(holders), list(manages)
    return [Task(*row) for row in rows(TASKS, held, me.post, me.agency, me.post, teams, teams, held, limit)]
