"""A colleague who moves to another team, or leaves: one step, with what it ends shown before (docs/decisions/0037)."""

from dataclasses import dataclass

from kith.access import administration
from kith.access.administration import Carried
from kith.agencies import queries
from kith.agencies.models import AccountState, Membership, Post, Team
from kith.agencies.queries import Colleague
from kith.record.actions.hand_over_drafts import hand_over_drafts, unfinished_of


@dataclass(frozen=True)
class Parting:
    """What a post is and carries, before it moves or ends."""

    colleague: Colleague
    carried: Carried
    drafts: int
    own: list[Membership]  # in teams of the organisation
    guest: list[Membership]  # in others' teams, which look after them
    managers: list[Post]  # of those teams, the colleague left out
    elsewhere: bool  # they have another post somewhere


def parting(colleague: Colleague) -> Parting:
    """Raises Refused, Unconfirmed."""
    post = colleague.post
    own = [m for m in colleague.memberships if m.team.agency_id == post.agency_id]
    return Parting(
        colleague,
        administration.carried_by(post.pk),
        unfinished_of(post.pk),
        own,
        [m for m in colleague.memberships if m not in own],
        [m for m in queries.managers_of({m.team_id for m in own}) if m.pk != post.pk],
        any(other.pk != post.pk for other in queries.open_posts(post.practitioner_id)),
    )


def move(parting: Parting, *, out_of: Membership, into: Team, keep: bool) -> int:
    """From one team to another at this moment; how many allocations ended. `keep`: they go on until handed over."""
    post = parting.colleague.post
    why = f"{post.practitioner.name} moved to {into.name}"
    ended = 0 if keep else administration.hand_back(post.pk, out_of.team_id, why[:200])
    administration.leave_team(out_of.pk)
    administration.join_team(post.pk, into.pk)
    return ended


@dataclass(frozen=True)
class Left:
    """What leaving ended: allocations, drafts that went to the manager, drafts that stay their author's."""

    allocations: int
    handed: int
    kept: int


def leave(parting: Parting, *, team: int | None, drafts_to: int | None) -> Left:
    """The post ends now, and with it its teams, roles, allocations and sessions; the account ends with the last."""
    post = parting.colleague.post
    handed, kept = hand_over_drafts(from_post=post.pk, to_post=drafts_to) if drafts_to else (0, parting.drafts)
    ended = administration.hand_back(post.pk, team, f"{post.practitioner.name} left"[:200])
    for membership in parting.own:
        administration.leave_team(membership.pk)
    for role in parting.colleague.roles:
        administration.end_role(role.pk)
    if not parting.elsewhere:
        administration.set_account_state(post.practitioner_id, AccountState.LEFT)
    administration.end_post(post.pk)
    return Left(ended, handed, kept)
