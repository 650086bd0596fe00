"""What a colleague who leaves had begun to write goes to their manager."""

from kith.core.session import call, rows


def hand_over_drafts(*, from_post: int, to_post: int) -> tuple[int, int]:
    """How many went over, and how many stay: the manager does not open what those are about. An administrator's act.

    Raises Refused, Unconfirmed, Invalid (no manager of a team of theirs).
    """
    handed, kept = rows("SELECT handed, kept FROM record.hand_over_drafts(%s, %s)", from_post, to_post)[0]
    return handed, kept


def unfinished_of(post: int) -> int:
    """How many drafts the post has, for the administrator who ends it."""
    return int(call("record.unfinished_of", post))
