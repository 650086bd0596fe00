"""The seven who open the same child's record, for the sign-in page, the tests and `script/demo --check`."""

from dataclasses import dataclass
from uuid import UUID

from kith.demo.region.hero import AMARA
from kith.demo.region.ids import person_uuid


@dataclass(frozen=True)
class Viewer:
    """`key` names the viewer in expected/seven_views.yaml; `post` is the key of the post in the region."""

    key: str
    post: str
    email: str
    name: str
    who: str


SEVEN = (
    Viewer(
        "social worker",
        "hannah-brearley",
        "hannah.brearley@childrens.larkshire.example",
        "Hannah Brearley",
        "Amara's allocated social worker",
    ),
    Viewer(
        "manager", "kwame-asante", "kwame.asante@childrens.larkshire.example", "Kwame Asante", "Hannah's team manager"
    ),
    Viewer(
        "health visitor",
        "bridie-corcoran",
        "bridie.corcoran@trust.larkshire.example",
        "Bridie Corcoran",
        "the family's health visitor, in the core group",
    ),
    Viewer(
        "teacher",
        "parveen-akhtar",
        "parveen.akhtar@primary.larkshire.example",
        "Parveen Akhtar",
        "safeguarding lead of Amara's school",
    ),
    Viewer(
        "police officer",
        "tom-wieczorek",
        "tom.wieczorek@police.larkshire.example",
        "DC Tom Wieczorek",
        "police officer in the case",
    ),
    Viewer(
        "duty desk",
        "lorna-pettifer",
        "lorna.pettifer@adults.larkshire.example",
        "Lorna Pettifer",
        "adults' duty desk, not involved: may find people",
    ),
    Viewer(
        "governance",
        "dilwyn-pugh",
        "dilwyn.pugh@childrens.larkshire.example",
        "Dilwyn Pugh",
        "information governance, reviewing access",
    ),
)


def hero_id() -> UUID:
    """Amara Fenwick-Osei's id in every demo."""
    return person_uuid(AMARA)
