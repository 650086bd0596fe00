"""The index: who a person is. A person shares their id with `access.Subject`.

A name and a birth date are identity at grade 1 (locate); the rest of identity is grade 2, a protected address 5.
Nothing is overwritten: what no longer holds gets `until`; what was wrong gets `withdrawn_at`.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from kith.access.models import Graded, Subject
from kith.people import names
from kith.people.identifiers import canonical
from kith.people.kin import Kin


class Held(Graded):
    """Something true of a person from a date until a date, unless withdrawn as recorded in error."""

    since = models.DateField(null=True)
    until = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    source_key = models.TextField(null=True)

    class Meta:
        abstract = True


class NameKind(models.TextChoices):
    PREFERRED = "preferred", "Preferred name"
    LEGAL = "legal", "Legal name"
    FORMER = "former", "Former name"
    ALIAS = "alias", "Also known as"
    LABEL = "label", "No name on record"


class CluesField(ArrayField):
    """What the name can be found by (kith/people/names.py), worked out from it on every insert, bulk ones included."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("base_field", models.TextField())
        super().__init__(**kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> list[str]:
        name: Any = model_instance
        name.clues = names.clues(name.given, name.family)
        return list(name.clues)


class PersonName(Held):
    """A name; `pronunciation` is how to say it. A LABEL stands in where no name is known ("Child 566910")."""

    kind = models.TextField(choices=NameKind.choices, default=NameKind.PREFERRED)
    given = models.TextField(blank=True, default="")
    family = models.TextField(blank=True, default="")
    pronunciation = models.TextField(blank=True, default="")
    clues = CluesField(editable=False, default=list)

    class Meta:
        indexes = [GinIndex(fields=["clues"], name="name_by_clue", condition=Q(grade=1))]

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


class BirthPrecision(models.TextChoices):
    EXACT = "exact", "exact"
    MONTH = "month", "month and year known"
    YEAR = "year", "year known"
    ESTIMATED = "estimated", "estimated"
    UNBORN = "unborn", "unborn, due"


class Birth(Held):
    """When a person was born, or is due, and when they died."""

    on = models.DateField(null=True)
    precision = models.TextField(choices=BirthPrecision.choices, default=BirthPrecision.EXACT)
    died_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["on"], name="birth_by_day", condition=Q(grade=1))]


class ParticularKind(models.TextChoices):
    SEX = "sex", "Sex"
    GENDER = "gender", "Gender"
    PRONOUNS = "pronouns", "Pronouns"
    ETHNICITY = "ethnicity", "Ethnic group"
    RELIGION = "religion", "Religion"
    LANGUAGE = "language", "First language"
    INTERPRETER = "interpreter", "Interpreter"
    COMMUNICATION = "communication", "Communication"
    DISABILITY = "disability", "Disability"
    TELEPHONE = "telephone", "Telephone"
    EMAIL = "email", "E-mail"
    CONTACT = "contact", "How to make contact"


class Particular(Held):
    """One particular of a person: how to reach them and what they need to be understood."""

    kind = models.TextField(choices=ParticularKind.choices)
    value = models.TextField()
    note = models.TextField(blank=True, default="")


class NumberField(models.TextField):
    """A number in its canonical form, whoever writes it: it is compared on an index, not as it was typed."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        number = canonical(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, number)
        return number


class Identifier(Held):
    """A number by which somebody knows the person: NHS number, UPN, or a local id of an agency."""

    scheme = models.TextField()  # "nhs", "upn", "local" (people/identifiers.py)
    value = NumberField()
    check_passed = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(Lower("value"), name="identifier_by_value")]  # why not the value: sql/0002_find.sql


class IdentifierClash(Graded):
    """The same number stands on another person's record: two rows, one for each, with the gates of both.

    Written by a trigger of the database as a number is recorded, so that nobody learns of it who may not open both.
    """

    other = models.ForeignKey(Subject, models.DO_NOTHING, related_name="+")
    scheme = models.TextField()
    identifier = models.UUIDField()
    settled_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True, default="")


class Address(Held):
    """Where a person lives or lived. A protected address is grade 5."""

    lines = models.TextField()
    postcode = models.TextField(blank=True, default="")
    protected = models.BooleanField(default=False)
    kind = models.TextField(default="home")


class Relationship(Held):
    """This person's side of a relationship: two rows, one for each person, each with the gates of both."""

    other = models.ForeignKey(Subject, models.DO_NOTHING, related_name="+")
    kind = models.TextField(choices=Kin.choices)  # what the other is to this person
    parental_responsibility = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="relationship_with_another", condition=~Q(person=F("other")))]


class Alert(Held):
    """What anyone who knocks must know to be safe. Graded essential, so that everyone who may knock sees it."""

    kind = models.TextField()
    words = models.TextField()
    review_on = models.DateField(null=True)
