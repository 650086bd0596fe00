"""Who lives together: adults, children, an address, and the small things that make one family not another."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from kith.demo.region import names as n
from kith.demo.region.days import age
from kith.demo.region.places import SHELTERED, SITES, address
from kith.demo.region.shapes import Person
from kith.demo.region.words import sections

SMALL_THINGS = ("pet", "likes", "toy", "food", "friend", "helper", "room")  # words/small_things.txt
PRONOUNS = {"F": ("she", "her", "her"), "M": ("he", "him", "his"), "T": ("they", "them", "their")}


@dataclass
class Household:
    """`adults` in the order mother or the one cared for first. `fathers` who live elsewhere are adults too."""

    key: str
    heritage: n.Heritage
    lines: str
    postcode: str
    adults: list[Person] = field(default_factory=list)
    children: list[Person] = field(default_factory=list)
    away: set[str] = field(default_factory=set)  # keys of those who live elsewhere
    small: dict[str, str] = field(default_factory=dict)
    school: str = "school"
    teacher: str = "the class teacher"

    @property
    def people(self) -> list[Person]:
        return [*self.children, *self.adults]

    @property
    def focus(self) -> Person:
        return self.children[0] if self.children else self.adults[0]

    @property
    def father(self) -> Person | None:
        return next((a for a in self.adults if a.sex == "M"), None)

    def slots(self, who: Person | None, today: date) -> dict[str, str]:
        """What sentences may name."""
        child = who or self.focus
        they, them, their = PRONOUNS[child.sex]
        others = [c.given for c in self.children if c is not child and not c.unborn]
        mum = self.adults[0].given
        dad = self.father.given if self.father and self.father is not self.adults[0] else "the father"
        return {
            **self.small,
            "child": child.given,
            "they": they,
            "them": them,
            "their": their,
            "They": they.capitalize(),
            "Their": their.capitalize(),
            "mum": mum,
            "dad": dad,
            "sibs": _and(others) or "the cousins",
            "person": child.given,
            "carer": self.adults[-1].given,
            "school": self.school,
            "teacher": self.teacher,
            "street": self.lines.split(",")[0],
            "town": self.lines.split(", ")[-2],
            "age": str(age(child.born, today)),
        }


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


@dataclass
class Maker:
    """Makes households for one region. Names are not used twice in one family."""

    rng: random.Random
    today: date
    made: int = 0

    def begin(self, heritage: n.Heritage | None = None, where: str = "") -> Household:
        """An empty home of a heritage drawn as the county is mixed."""
        self.made += 1
        if heritage is None:
            kinds, weights = zip(*n.HERITAGES, strict=True)
            heritage = self.rng.choices(kinds, weights)[0]
        if heritage is n.TRAVELLER and self.rng.random() < 0.7:
            where = self.rng.choice(SITES)
        lines, postcode = address(self.rng, where)
        small = {thing: self.rng.choice(sections()[f"small.{thing}"]) for thing in SMALL_THINGS}
        surname = self.rng.choice(heritage.surnames)
        return Household(f"{surname.lower()}-{self.made:03d}", heritage, lines, postcode, small=small)

    def person(
        self, home: Household, sex: str, born: date, surname: str = "", given: str = "", **more: object
    ) -> Person:
        """Somebody new of this home (added to nothing), by a given name that nobody there has."""
        taken = {p.given for p in home.people}
        free = [g for g in (home.heritage.women if sex == "F" else home.heritage.men) if g not in taken]
        given = given or self.rng.choice(free)
        surname = surname or home.key.rsplit("-", 1)[0].title()
        return Person(f"{home.key}.{given.lower()}", home.key, given, surname, born, sex, **more)  # type: ignore[arg-type]  # flags only

    def born(self, years: float) -> date:
        """A birthday so many years ago, give or take half a year."""
        return self.today - timedelta(days=round(years * 365.25) + self.rng.randint(-180, 180))

    def parents(self, home: Household, oldest: float, father: str) -> None:
        """A mother, and a father "home", "away" or "none", old enough for the oldest child."""
        start = oldest + self.rng.choice([17.5, 19, 20, 21, 23, 25, 26, 28, 30, 33])
        home.adults.append(self.person(home, "F", self.born(start)))
        if father != "none":
            surname = "" if father == "home" else self.rng.choice(home.heritage.surnames)
            man = self.person(home, "M", self.born(start + self.rng.uniform(0, 5)), surname)
            home.adults.append(man)
            if father == "away":
                home.away.add(man.key)

    def child(
        self, home: Household, born: date, *, sex: str = "", father: Person | None = None, unborn: bool = False
    ) -> Person:
        """A child of the home's mother and of a father if known."""
        parents = tuple(p.key for p in (home.adults[0], father) if p)
        while any(0 < abs((born - c.born).days) < 320 for c in home.children):
            born -= timedelta(days=90)
        child = self.person(
            home, sex or self.rng.choice("FM"), born, home.adults[0].surname, parents=parents, unborn=unborn
        )
        home.children.append(child)
        return child


def young_family(make: Maker, ages: list[float], father: str = "home", twins: bool = False) -> Household:
    """A mother, perhaps a father, and children of about these ages (whole region's usual shape)."""
    home = make.begin()
    make.parents(home, max(ages), father)
    dad = home.father
    for years in ages:
        make.child(home, make.born(years), father=dad)
    if twins:
        make.child(home, home.children[0].born, father=dad)
    return home


def two_fathers(make: Maker, ages: list[float]) -> Household:
    """Siblings with different fathers: the oldest child's father lives elsewhere, the younger ones' at home."""
    home = make.begin()
    make.parents(home, max(ages), "away")
    first = home.father
    second = make.person(home, "M", make.born(max(ages) + 22), make.rng.choice(home.heritage.surnames))
    home.adults.append(second)
    for i, years in enumerate(sorted(ages, reverse=True)):
        make.child(home, make.born(years), father=second if i else first)
    return home


def older_home(make: Maker, years: float, company: str, old: bool = True) -> Household:
    """An adult with a "spouse", a "daughter" (who lives elsewhere) or both. `old`: names of their time."""
    older = old and make.rng.random() < 0.8
    home = make.begin(n.OLDER if older else None, make.rng.choice(SHELTERED) if make.rng.random() < 0.25 else "")
    first = make.person(home, make.rng.choice("FFM"), make.born(years))
    home.adults.append(first)
    if "spouse" in company:
        home.adults.append(make.person(home, "M" if first.sex == "F" else "F", make.born(years + 1)))
    if "daughter" in company:
        pool = n.BRITISH if home.heritage is n.OLDER else home.heritage
        given = make.rng.choice([w for w in pool.women if w not in {p.given for p in home.adults}])
        grown = make.person(home, "F", make.born(years - 27), given=given, parents=(first.key,))
        home.adults.append(grown)
        home.away.add(grown.key)
    return home
