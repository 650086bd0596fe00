"""Words that name somebody else are found: as they are, short, misspelt; and what is removed is nowhere in the text."""

import pytest

from kith.sharing.third_parties import REMOVED, Other, found_in, key, removed_from

MOTHER = Other("Jessica Fenwick, mother", ("Jessica Fenwick", "Jess Rudd"), ("9 Mill Lane", "ZZ9 1AB"))
FATHER = Other("Kofi Osei, father", ("Kofi Osei",))
NEIGHBOUR = Other("Siobhan O'Neill, neighbour", ("Siobhan O'Neill",))
KATE = Other("Katherine Blackwood, aunt", ("Katherine Blackwood",))
OTHERS = (MOTHER, FATHER, NEIGHBOUR, KATE)
OWN = ("Amara Fenwick-Osei",)


def phrases(text: str) -> list[str]:
    return [found.phrase for found in found_in(text, OTHERS, OWN)]


FINDS = [
    ("Jessica was there", ["Jessica"]),
    ("I spoke to JESSICA FENWICK today", ["JESSICA FENWICK"]),
    ("spoke to jess", ["jess"]),
    ("Jess's car", ["Jess"]),
    ("Jessie rang", ["Jessie"]),  # a short form
    ("Jesica rang", ["Jesica"]),  # a letter lost
    ("Jessicca rang", ["Jessicca"]),  # a letter doubled
    ("Jessiac rang", ["Jessiac"]),  # two letters exchanged
    ("Mr Osei-Kofi", None),
    ("Kofi said no", ["Kofi"]),
    ("Koffi said no", ["Koffi"]),
    ("Shevaun heard it", None),
    ("Siobahn heard it", ["Siobahn"]),
    ("O'Neil and ONeill", ["O'Neil", "ONeill"]),
    ("Oneill\u2019s door", ["Oneill"]),
    ("Kate and Kathy", ["Kate", "Kathy"]),
    ("Auntie Kate came", ["Auntie Kate"]),
    ("Kathrine Blackwod came", ["Kathrine Blackwod"]),
    ("Jessica\nFenwick", ["Jessica\nFenwick"]),
    ("ring 07700 900123 now", ["07700 900123"]),
    ("ring +44 7700 900 123", ["+44 7700 900 123"]),
    ("write to jess.r@example.org.", ["jess.r@example.org"]),
    ("at 9 Mill Lane, zz91ab", ["9 Mill Lane", "zz91ab"]),
    ("at 9  mill   lane", ["9  mill   lane"]),
]
FINDS_NOT = [
    "Amara Fenwick-Osei was there",
    "Amara went to school",
    "Fenwick is her name",
    "The plan was agreed on 3 November 2025 at 14:10",
    "She kept her key in the mill",
    "Seen by the health visitor; no worry",
]


@pytest.mark.parametrize(("text", "expected"), [case for case in FINDS if case[1]])
def test_found(text, expected) -> None:
    assert phrases(text) == expected


@pytest.mark.parametrize("text", FINDS_NOT)
def test_not_found(text) -> None:
    assert phrases(text) == []


def test_who_and_why_are_said() -> None:
    found = found_in("Jessie and Jesica", OTHERS, OWN)
    assert [f.who for f in found] == ["Jessica Fenwick, mother"] * 2
    assert found[0].why.startswith("short or long for")
    assert found[1].why == "spelt like Jessica"


def test_a_name_that_several_have_is_said_to_be_any_of_theirs() -> None:
    """And who is a relative and speaks for them is one."""
    isla, noah = Other("Isla Rudd, sister", ("Isla Rudd",)), Other("Noah Rudd, brother", ("Noah Rudd",))
    speaks = Other("Isla Rudd, who speaks for them", ("Isla Rudd",))
    found = found_in("Mr Rudd came. Isla Rudd did not, nor Isla.", [isla, noah, speaks], OWN)
    several = "Isla Rudd, sister or Noah Rudd, brother, or somebody else of that name"
    assert [(f.phrase, f.who) for f in found] == [
        ("Mr Rudd", several),
        *((name, isla.who) for name in ("Isla Rudd", "Isla")),
    ]


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("Jess said JESS and jess", ["jess"], f"{REMOVED} said {REMOVED} and {REMOVED}"),
        ("Jessica\n  Fenwick came", ["jessica fenwick"], f"{REMOVED} came"),
        ("Jess and Jessamine", ["jess"], f"{REMOVED} and Jessamine"),  # a whole word, or it is another
        ("Jess Rudd, Jess", ["jess", "jess rudd"], f"{REMOVED}, {REMOVED}"),
        ("ring (07700) 900123", ["(07700) 900123"], f"ring {REMOVED}"),
        ("a.b@example.org", ["a.b@example.org"], REMOVED),
        ("aXb@example.org", ["a.b@example.org"], "aXb@example.org"),  # a dot is a dot
    ],
)
def test_removed(text, gone, left) -> None:
    assert removed_from(text, gone) == left


def test_whatever_is_found_can_be_removed_whole() -> None:
    """The way through: found, kept by its key, removed; nothing of it is left."""
    text = " ".join(text for text, expected in FINDS if expected)
    gone = [key(found.phrase) for found in found_in(text, OTHERS, OWN)]
    left = removed_from(text, gone)
    for word in ("jess", "osei", "siob", "blackw", "07700", "mill lane", "zz91ab", "example.org"):
        assert word not in left.casefold().replace("mr osei-kofi", ""), word
