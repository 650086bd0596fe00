"""Which way is safest between two organisations: the strongest that both have.

Both on Kith: nothing leaves, it is opened under graded access. Else a message behind a link and a code; the code goes
by another way than the link. A voice at a number that was known before is stronger than a text message, which whoever
has the telephone reads, or has had its number moved; a letter is as safe and takes days.
"""

from collections.abc import Iterable

from django.conf import settings

from kith.sharing.models import Channel

STRENGTH = (Channel.TELEPHONE, Channel.SMS, Channel.LETTER)


def ours() -> set[Channel]:
    """What this installation can send a code by: a text message where a gateway is set."""
    return {Channel.TELEPHONE, Channel.LETTER} | ({Channel.SMS} if settings.SMS_GATEWAY else set())


def common(theirs: Iterable[str]) -> list[Channel]:
    """What both have, the strongest first."""
    both = ours() & {Channel(each) for each in theirs}
    return [each for each in STRENGTH if each in both]
