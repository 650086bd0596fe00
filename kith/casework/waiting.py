"""What waits for somebody, over all their people: referrals, steps, sign-offs, actions. One statement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kith.casework.chains import kind_of, receiving
from kith.casework.clocks import clock_for, due
from kith.core.session import acting, rows

MOST = 100
ACTION, REFERRAL = "action", "referral"


@dataclass(frozen=True)
class Task:
    """A step that waits for a holder; an action or a referral (`state` says so, `step`: what is to be done, its title).

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
    approvals: int = 0

    @property
    def title(self) -> str:
        return self.step if self.state in (ACTION, REFERRAL) else kind_of(self.chain, self.step).title

    @property
    def what(self) -> str:
        """What is due, in words."""
        return "to be done" if self.state == ACTION else self.clock

    @property
    def signs(self) -> str:
        """What is waited for, of a step that is to be signed off."""
        following = kind_of(self.chain, self.step).approvals[self.approvals :]
        return "Panel's decision to record" if following[:1] == ("panel",) else "To sign off"

    @property
    def page(self) -> str:
        """Where it is done, by the name of the address."""
        return {ACTION: "report_on_action", REFERRAL: "entry"}.get(self.state, "step")

    def late(self, at: datetime) -> bool:
        return self.due is not None and self.due < at


# Steps held by some; where somebody manages teams, what waits there to be signed off; actions of plans that hold. Each
# step with the clocks of its line, of the same organisation. Referrals for a front door, while it screens
# and no work has begun with them: `chain` is the kind of the organisation. As the caller, under the policy.
TASKS = """
    SELECT s.person_id, s.id, s.chain, s.step, s.state, s.holder, s.owner_id, s.began_at,
           c.due_at AS due, '', s.approvals, c.running
    FROM casework_step s
    LEFT JOIN LATERAL (
        SELECT min(r.due_at) AS due_at, json_agg(json_build_array(r.due_at, r.clock) ORDER BY r.due_at) AS running
        FROM casework_running r
        WHERE r.person_id = s.person_id AND r.line = s.line AND r.owner_id = s.owner_id
          AND r.stopped_at IS NULL AND r.due_at IS NOT NULL
    ) c ON true
    WHERE s.state <> 'finished' AND (
        s.holder = ANY (%s) AND NOT (s.state = 'waiting' AND s.submitted_by = %s)
        OR s.state = 'waiting' AND s.owner_id = %s AND %s NOT IN (s.holder, s.submitted_by)
           AND (s.holder = ANY (%s)
                OR s.holder IN (SELECT m.post_id FROM agencies_membership m WHERE m.team_id = ANY (%s)))
    )
    UNION ALL
    SELECT a.person_id, a.id, '', a.what, 'action', a.holder, a.owner_id, a.recorded_at,
           (a.by_when + time '23:59:59') AT TIME ZONE 'Europe/London', '', 0, NULL
    FROM casework_action a LEFT JOIN casework_plan p ON p.person_id = a.person_id AND p.id = a.plan_id
    WHERE (p.state = 'current' OR a.entry_id IS NOT NULL) AND a.holder = ANY (%s)
      AND NOT coalesce((SELECT r.done FROM casework_report r WHERE r.person_id = a.person_id AND r.action_key = a.key
                        ORDER BY r.recorded_at DESC, r.id DESC LIMIT 1), false)
    UNION ALL
    SELECT e.person_id, e.id, (SELECT g.kind FROM agencies_agency g WHERE g.id = e.owner_id), e.title, 'referral',
           i.holder_id, e.owner_id, e.recorded_at, e.recorded_at, '', 0, NULL
    FROM record_entry e JOIN access_involvement i ON i.person_id = e.person_id AND i.holder_id = ANY (%s)
    WHERE e.owner_id = %s AND e.source_key LIKE 'refer:%%' AND e.recorded_at > core.now() - interval '90 days'
      AND e.current AND i.profile = 'front door screening' AND NOT i.closed
      AND i.starts <= core.now() AND (i.ends IS NULL OR i.ends > core.now())
      AND NOT EXISTS (SELECT FROM casework_step s WHERE s.person_id = e.person_id AND s.entry = e.series)
    ORDER BY due NULLS LAST, began_at LIMIT %s"""


def tasks(holders: Sequence[int], manages: Sequence[int] = (), limit: int = MOST) -> list[Task]:
    """What waits for these holders, the soonest due first; and to be signed off in the teams that somebody manages.

    The reader leaves the event.
    """
    me, held, teams = acting(), list(holders), list(manages)
    found = rows(TASKS, held, me.post, me.agency, me.post, teams, teams, held, held, me.agency, limit)
    timed = (_limited(Task(*row), running or ()) for *row, running in found)
    return sorted(timed, key=lambda task: (task.due is None, task.due or task.began_at))


def _limited(task: Task, running: Sequence[tuple[str, str]]) -> Task:
    """A step with the soonest of the clocks that it stops, of all of its line where it stops none that runs; a referral
    with the limit that runs since it came: that of the step which begins with it.
    """
    if task.state == ACTION:
        return task
    if task.state != REFERRAL:
        own = kind_of(task.chain, task.step).stops
        of_it = [clock for clock in running if clock[1] in own] or running
        return replace(task, due=datetime.fromisoformat(of_it[0][0]), clock=of_it[0][1]) if of_it else task
    begins = receiving(task.chain)
    if not begins or not begins[1].start:
        return replace(task, due=None)
    limits = [(due(clock_for(name, task.began_at), task.began_at), name) for name in begins[1].start]
    soonest, name = min((by, name) for by, name in limits if by)
    return replace(task, due=soonest, clock=name)
