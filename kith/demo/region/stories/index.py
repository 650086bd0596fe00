"""What the index first learns of a family: names, births, numbers, addresses, relationships, needs, alerts."""

from datetime import date, timedelta
from itertools import count

from kith.demo.region.days import age
from kith.demo.region.household import Household
from kith.demo.region.names import SAID
from kith.demo.region.numbers import landline, mobile, nhs_number, upn
from kith.demo.region.shapes import Person
from kith.demo.region.telling import Telling

COMMUNICATION = (
    ("British Sign Language", "Book the interpreter two weeks ahead; lip-reads a little, not on the telephone."),
    ("Easy read", "Short sentences, one thing at a time, pictures help. Check by asking back."),
    (
        "Autistic",
        "Say what will happen before it happens. No surprises, no strong smells, do not insist on eye contact.",
    ),
    ("Large print", "18 point. Voicemail is better than letters."),
    ("Texts, not calls", "Does not answer withheld numbers. Will text back the same day."),
)
numbers = count(1)


def restart_numbers() -> None:
    """Begin again at the first test number: a region numbers its people from one."""
    global numbers
    numbers = count(1)


def learn(t: Telling, author: str, on: date) -> None:
    """Everything the index knows of the household at first contact, recorded by `author` on that day."""
    for person in t.household.people:
        _who(t, person, author, on)
        _numbers(t, person, author, on)
        _home(t, person, author, on)
        _needs(t, person, author, on)
    _relationships(t, author, on)


def _who(t: Telling, person: Person, author: str, on: date) -> None:
    say = SAID.get(person.given, "")
    if person.unborn:
        t.hold(person, "name", author, on, 1, kind="label", family=f"Baby {person.surname} (unborn)")
        t.hold(person, "birth", author, on, 1, on=person.born, precision="unborn")
        return
    t.hold(
        person, "name", author, on, 1, given=person.given, family=person.surname, pronunciation=say, since=person.born
    )
    t.hold(person, "birth", author, on, 1, on=person.born, died_on=person.died)
    if person.sex == "F" and age(person.born, on) > 30 and t.rng.random() < 0.25:
        t.hold(
            person,
            "name",
            author,
            on,
            2,
            kind="former",
            given=person.given,
            family=t.rng.choice(t.household.heritage.surnames),
        )
    if age(person.born, on) > 12 and t.rng.random() < 0.06:
        t.hold(person, "name", author, on, 2, kind="alias", given=person.given[:3], family="")


def _numbers(t: Telling, person: Person, author: str, on: date) -> None:
    n = next(numbers)
    if not person.unborn and t.rng.random() < 0.9:
        t.hold(person, "identifier", author, on, 2, scheme="nhs", value=nhs_number(n), check_passed=True)
    if 4 < age(person.born, on) < 17:
        number = upn(3000 + n % 40, person.born.year + 4, n % 1000)
        t.hold(person, "identifier", author, on, 2, scheme="upn", value=number, check_passed=True)
    if age(person.born, on) > 15:
        t.hold(person, "particular", author, on, 2, kind="telephone", value=mobile(n) if n % 5 else landline(500 + n))


def _home(t: Telling, person: Person, author: str, on: date) -> None:
    home = t.household
    if person.key not in home.away:
        since = max(person.born, on - timedelta(days=t.rng.randint(200, 2500)))
        t.hold(
            person,
            "address",
            author,
            on,
            2,
            lines=home.lines,
            postcode=home.postcode,
            since=None if person.unborn else since,
        )


def _needs(t: Telling, person: Person, author: str, on: date) -> None:
    home, rng = t.household, t.rng
    if person.unborn:
        return
    particulars = [("sex", "Female" if person.sex == "F" else "Male", ""), ("ethnicity", home.heritage.ethnicity, "")]
    if home.heritage.language != "English":
        particulars.append(("language", home.heritage.language, ""))
        if age(person.born, on) > 24 and rng.random() < 0.4:
            particulars.append(("interpreter", home.heritage.language, "Not the children, and not a neighbour."))
    if home.heritage.religion and rng.random() < 0.6:
        particulars.append(("religion", home.heritage.religion, ""))
    if rng.random() < 0.08:
        particulars.append(("communication", *rng.choice(COMMUNICATION)))
    if age(person.born, on) in range(13, 19) and rng.random() < 0.06:
        particulars.append(("pronouns", "they/them", "Asked for this at school; not yet used at home. Ask first."))
    for kind, value, note in particulars:
        t.hold(person, "particular", author, on, 2, kind=kind, value=value, note=note)


def _relationships(t: Telling, author: str, on: date) -> None:
    home = t.household
    for one in home.people:
        for other in home.people:
            kind = kin(home, one, other)
            if kind:
                parent = other.key in one.parents and age(one.born, on) < 18 and not one.unborn
                certain = other.sex == "F" or t.rng.random() < 0.8
                values = {"other": other.key, "kind": kind, "parental_responsibility": parent and certain}
                t.hold(one, "relationship", author, on, 2, "family", **values)


def kin(home: Household, one: Person, other: Person) -> str:
    """What `other` is to `one`, in a word; "" for nobody or themself."""
    woman = other.sex == "F"
    if other.key in one.parents:
        return "mother" if woman else "father"
    if one.key in other.parents:
        return "daughter" if woman else "son"
    if set(one.parents) & set(other.parents) and one is not other:
        return _sibling(one, other)
    if other.key in _grandparents(home, one):
        return "grandmother" if woman else "grandfather"
    if one.key in _grandparents(home, other):
        return "grandchild"
    return _by_household(home, one, other)


def _grandparents(home: Household, one: Person) -> set[str]:
    return {key for p in home.people if p.key in one.parents for key in p.parents}


def _by_household(home: Household, one: Person, other: Person) -> str:
    """Partners, and a parent's partner who lives there; an older generation on the father's side is nobody."""
    adults = home.adults
    if one in adults and other in adults:
        couple = one.sex != other.sex and abs((one.born - other.born).days) < 7500 and adults[0] in (one, other)
        apart = {one.key, other.key} & home.away
        return ("former partner" if apart else "partner") if couple else ""
    if {one.key, other.key} & home.away:
        return ""
    if other in adults:
        return "step-parent"
    return "step-child" if one in adults else ""


def _sibling(one: Person, other: Person) -> str:
    if one.born == other.born:
        return "twin"
    if one.parents != other.parents:
        return "half-sibling"
    return "sister" if other.sex == "F" else "brother"


ALERTS = {
    "dog": ("Dog at the address", "Large dog, not good with strangers. Ring ahead so that it is shut in the kitchen."),
    "abuse": (
        "Risk of domestic abuse",
        "Known risk of domestic abuse at this address. Do not discuss the referral by telephone or text.",
    ),
    "alone": (
        "Do not visit alone",
        "Do not visit alone. Go in pairs, in daylight, and tell your duty desk when you are out.",
    ),
    "weapon": ("Weapon", "A knife was found under a mattress. Police to be told before any planned visit."),
    "stairs": ("Access", "Fourth floor, lift usually broken. Buzzer does not work: text when outside."),
    "key": ("Key safe", "Key safe by the back door; number with the telecare centre. Call out loudly when you go in."),
}


def warn(t: Telling, persons: list[Person], author: str, on: date, what: str) -> None:
    """A safety alert, at the grade of everyone who may knock, to be looked at again within half a year."""
    kind, words = ALERTS[what]
    review = on
    while review <= t.today:
        review += timedelta(days=182)
    for person in persons:
        t.hold(person, "alert", author, on, 2, kind=kind, words=words, since=on, review_on=review)


def learn_one(t: Telling, person: Person, author: str, on: date) -> None:
    """What the index learns of one person alone."""
    _who(t, person, author, on)
    _numbers(t, person, author, on)
    _home(t, person, author, on)
    _needs(t, person, author, on)
