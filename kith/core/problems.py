"""What is said when something does not work: what happened, what was kept, what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    title: str
    happened: str
    kept: str
    do: tuple[str, ...]


ABSENT = Problem(
    title="There is nothing here that you can open",
    happened="The address may be mistyped, or what it leads to may not be open to you. Kith says the same either way.",
    kept="Nothing was changed.",
    do=(
        "If you followed a link, go back and look for the person by name.",
        "If you need to know whether somebody is known, ring the number below.",
    ),
)
REFUSED = Problem(
    title="You cannot do this",
    happened="Kith did not let this through. Your organisation can see that you tried.",
    kept="Nothing was saved or changed by this.",
    do=(
        "If you need it for your work, ask your manager or the lead practitioner.",
        "If somebody is in danger now, ring 999, then the number below.",
    ),
)
BAD_REQUEST = Problem(
    title="Kith could not read what was sent",
    happened="Something in the address or the form was not in a form that Kith can take.",
    kept="Nothing was saved or changed.",
    do=("Go back, check what you typed, and try again.", "If it happens again, ring the number below."),
)
TOO_LARGE = Problem(
    title="What you sent is too large",
    happened="It is more than Kith takes at once, and none of it was read. Where a document is kept the page says"
    " how large a file may be; anything else is typed.",
    kept="Nothing was saved by this. Drafts that were saved as you typed are kept.",
    do=(
        "Go back: what you typed is usually still there, and stands among your drafts.",
        "Make the picture smaller, or split the document into parts, and send it again.",
    ),
)
INVALID = Problem(
    title="Something you entered cannot be taken",
    happened="Kith checked it before saving and stopped.",
    kept="Nothing was saved by this. Drafts that were saved as you typed are kept.",
    do=("Go back: what you typed is usually still there. Change it as said above and send it again.",),
)
CSRF = Problem(
    title="Send the form once more",
    happened="The page had been open too long, or you signed in again in another window. "
    "Kith could not be sure that it was you who sent the form.",
    kept="Nothing was saved by this. Drafts that were saved as you typed are kept.",
    do=("Go back: what you typed is usually still there.", "Reload the page, then send it again."),
)
FAILED = Problem(
    title="Something went wrong in Kith",
    happened="This is our fault, not yours. It has been recorded for those who look after Kith.",
    kept="Nothing of what you just sent was saved. Drafts saved before this are kept.",
    do=(
        "Go back: what you typed is usually still there. Copy it, then try again.",
        "If it cannot wait, ring the number below and pass it on by telephone.",
    ),
)
UNAVAILABLE = Problem(
    title="Kith cannot be used at the moment",
    happened="Kith cannot reach its records. Nobody can open or record anything until it can.",
    kept="What you just sent may not have been saved. Everything recorded before this is kept.",
    do=(
        "Go back and send it again in a few minutes: the same form is recorded once, not twice.",
        "If you need to know something to keep somebody safe, ring the number below.",
    ),
)
