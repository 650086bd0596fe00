"""What people are to one another, and what the one is called from the other's side.

`Relationship.kind` says what the other is to the person: on a child's record the mother's row says "mother", on the
mother's record the child's row says "daughter".
"""

from django.db import models


class Kin(models.TextChoices):
    """What the other person is to this person."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    PARENT = "parent", "Parent"
    STEP_PARENT = "step-parent", "Step-parent"
    ADOPTIVE_PARENT = "adoptive parent", "Adoptive parent"
    FOSTER_CARER = "foster carer", "Foster carer"
    SPECIAL_GUARDIAN = "special guardian", "Special guardian"
    GUARDIAN = "guardian", "Guardian"
    DAUGHTER = "daughter", "Daughter"
    SON = "son", "Son"
    CHILD = "child", "Child"
    STEP_CHILD = "step-child", "Step-child"
    ADOPTED_CHILD = "adopted child", "Adopted child"
    FOSTERED_CHILD = "fostered child", "Child in foster care"
    WARD = "child under guardianship", "Child under guardianship"
    SISTER = "sister", "Sister"
    BROTHER = "brother", "Brother"
    SIBLING = "sibling", "Brother or sister"
    HALF_SIBLING = "half-sibling", "Half-brother or half-sister"
    STEP_SIBLING = "step-sibling", "Step-brother or step-sister"
    TWIN = "twin", "Twin"
    GRANDMOTHER = "grandmother", "Grandmother"
    GRANDFATHER = "grandfather", "Grandfather"
    GRANDPARENT = "grandparent", "Grandparent"
    GRANDCHILD = "grandchild", "Grandchild"
    AUNT = "aunt", "Aunt"
    UNCLE = "uncle", "Uncle"
    AUNT_OR_UNCLE = "aunt or uncle", "Aunt or uncle"
    NIECE_OR_NEPHEW = "niece or nephew", "Niece or nephew"
    COUSIN = "cousin", "Cousin"
    SPOUSE = "husband, wife or civil partner", "Husband, wife or civil partner"
    PARTNER = "partner", "Partner"
    FORMER_PARTNER = "former partner", "Former partner"
    CARER = "carer", "Carer"
    CARED_FOR = "cared for", "Person they care for"
    FRIEND = "friend", "Friend"
    HOUSEHOLD = "household member", "Member of the household"
    PROFESSIONAL = "known through work", "Known through work"
    OTHER = "other", "Other"


PARENTS = {Kin.MOTHER, Kin.FATHER, Kin.PARENT, Kin.ADOPTIVE_PARENT}
CHILDREN = {Kin.DAUGHTER, Kin.SON, Kin.CHILD, Kin.ADOPTED_CHILD}
PARTNERS = {Kin.SPOUSE, Kin.PARTNER, Kin.FORMER_PARTNER}
BROTHERS_AND_SISTERS = {Kin.SISTER, Kin.BROTHER, Kin.SIBLING, Kin.HALF_SIBLING, Kin.STEP_SIBLING, Kin.TWIN}

# Who may hold parental responsibility (Children Act 1989 ss 2 to 5, 12, 14C, 33; Adoption and Children Act 2002 s 46).
MAY_BE_RESPONSIBLE = PARENTS | {Kin.STEP_PARENT, Kin.SPECIAL_GUARDIAN, Kin.GUARDIAN, Kin.GRANDMOTHER, Kin.GRANDFATHER,
                                Kin.GRANDPARENT, Kin.AUNT, Kin.UNCLE, Kin.AUNT_OR_UNCLE, Kin.OTHER}  # fmt: skip

_GENDERED = {  # neutral: (female, male)
    Kin.PARENT: (Kin.MOTHER, Kin.FATHER),
    Kin.CHILD: (Kin.DAUGHTER, Kin.SON),
    Kin.SIBLING: (Kin.SISTER, Kin.BROTHER),
    Kin.GRANDPARENT: (Kin.GRANDMOTHER, Kin.GRANDFATHER),
    Kin.AUNT_OR_UNCLE: (Kin.AUNT, Kin.UNCLE),
}
_NEUTRAL = {kind: neutral for neutral, both in _GENDERED.items() for kind in both}
_ACROSS = {
    Kin.PARENT: Kin.CHILD,
    Kin.STEP_PARENT: Kin.STEP_CHILD,
    Kin.ADOPTIVE_PARENT: Kin.ADOPTED_CHILD,
    Kin.FOSTER_CARER: Kin.FOSTERED_CHILD,
    Kin.SPECIAL_GUARDIAN: Kin.WARD,
    Kin.GUARDIAN: Kin.WARD,
    Kin.GRANDPARENT: Kin.GRANDCHILD,
    Kin.AUNT_OR_UNCLE: Kin.NIECE_OR_NEPHEW,
    Kin.CARER: Kin.CARED_FOR,
}
_BACK = {to: of for of, to in _ACROSS.items()} | {Kin.WARD: Kin.GUARDIAN}


def reciprocal(kind: str, sex: str | None = None) -> Kin:
    """What the person is to the other, when the other is `kind` to the person whose sex is "female", "male" or None.

    A mother's daughter, or child where the sex is not known. Kinds that are the same from both sides stay.
    """
    neutral = _NEUTRAL.get(Kin(kind), Kin(kind))
    across = _ACROSS.get(neutral) or _BACK.get(neutral) or neutral
    female, male = _GENDERED.get(across, (across, across))
    return {"female": female, "male": male}.get(sex or "", across)
