"""Whom one may ask for advice: the Caldicott guardian and information governance first, then everybody."""

from typing import Any

from kith.core.session import acting, rows
from kith.desk.requests.whom import everybody

ROLES = (
    "SELECT r.name, po.id, pr.name || ', ' || po.title FROM agencies_role r JOIN agencies_post po ON po.id = r.post_id"
    " JOIN agencies_practitioner pr ON pr.id = po.practitioner_id"
    " WHERE po.agency_id = %s AND r.name IN ('caldicott', 'governance')"
    " AND r.starts <= core.now() AND po.starts <= core.now()"
    " AND coalesce(r.ends > core.now(), true) AND coalesce(po.ends > core.now(), true) ORDER BY pr.name"
)
LABELS = (("caldicott", "Caldicott guardian"), ("governance", "Information governance"))


def to_discuss_with(besides: set[int]) -> list[tuple[str, Any]]:
    """As groups of choices, less who has it already."""
    mine, found = acting(), rows(ROLES, acting().agency)
    away = besides | {mine.post}
    first = [(label, [(post, words) for name, post, words in found if name == role and post not in away])
             for role, label in LABELS]  # fmt: skip
    listed = {post for _, posts in first for post, _ in posts}
    ours = mine.organisation
    rest = [(holder, words) for holder, words in everybody() if holder not in away | listed]
    own = [each for each in rest if each[1].endswith(f", {ours}")]
    others = [each for each in rest if each not in own]
    return [group for group in (*first, (ours, own), ("Other organisations", others)) if group[1]]
