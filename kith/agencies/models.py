"""Who works where: agencies, teams, practitioners, their posts, memberships and roles.

Ids of posts, teams, managers of teams and practitioners are drawn from one sequence (`agencies.principal`),
because each of them can stand in a key (access/sql). The application reads these tables and writes them only
through the functions in `sql/`: whoever can write a membership can read a person.
"""

from django.db import models
from django.db.models.functions import Now

NEXT_PRINCIPAL = models.Func(
    models.Value("agencies.principal"), function="nextval", output_field=models.BigIntegerField()
)


class AgencyKind(models.TextChoices):
    """Kinds as agreements name them."""

    CHILDREN = "council children's services", "Children's services"
    ADULTS = "council adults' services", "Adults' services"
    HEALTH_TRUST = "health trust", "NHS trust"
    GENERAL_PRACTICE = "general practice", "General practice"
    SCHOOL = "school", "School"
    POLICE = "police", "Police"
    YOUTH_JUSTICE = "youth justice", "Youth justice service"
    PROBATION = "probation", "Probation"
    COURT = "family court advisory service", "Family court advisory service"
    VOLUNTARY = "voluntary organisation", "Charity"
    PROVIDER = "foster or residential provider", "Foster or residential provider"
    TELECARE = "telecare provider", "Telecare provider"


class Agency(models.Model):
    """An organisation that holds or uses records."""

    id = models.BigIntegerField(primary_key=True, db_default=NEXT_PRINCIPAL)
    name = models.TextField(unique=True)
    kind = models.TextField(choices=AgencyKind.choices)
    telephone = models.TextField(blank=True, default="")
    front_door_telephone = models.TextField(blank=True, default="")
    training_required = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of one agency; posts of other agencies may be members.

    `domain` is what the team's involvement is information about. A `discreet` service (mental health, sexual
    health, substance misuse, a refuge) shows at locate as "another service".
    """

    id = models.BigIntegerField(primary_key=True, db_default=NEXT_PRINCIPAL)
    managers_id = models.BigIntegerField(unique=True, db_default=NEXT_PRINCIPAL)
    agency = models.ForeignKey(Agency, models.PROTECT)
    name = models.TextField()
    domain = models.TextField()
    discreet = models.BooleanField(default=False)
    front_door = models.BooleanField(default=False)
    telephone = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="team_name_once_an_agency")]

    def __str__(self) -> str:
        return self.name


class AccountState(models.TextChoices):
    ACTIVE = "active", "Active"
    SUSPENDED = "suspended", "Suspended"
    LEFT = "left", "Left"


class Practitioner(models.Model):
    """A human who works. The id is their human key, in whatever post they act."""

    id = models.BigIntegerField(primary_key=True, db_default=NEXT_PRINCIPAL)
    user_id = models.BigIntegerField(unique=True, null=True)  # auth_user, kept behind the door's login: no foreign key
    name = models.TextField()
    email = models.TextField(unique=True)
    telephone = models.TextField(blank=True, default="")
    state = models.TextField(choices=AccountState.choices, default=AccountState.ACTIVE)
    state_set_by = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="+"
    )  # only they may lift a suspension
    trained_until = models.DateField(null=True)
    training_warned = models.DateField(null=True)  # the end of training that they were written to about

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A practitioner's employment by one agency. They sign in to one post at a time."""

    id = models.BigIntegerField(primary_key=True, db_default=NEXT_PRINCIPAL)
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, models.PROTECT)
    title = models.TextField()
    telephone = models.TextField(blank=True, default="")
    starts = models.DateTimeField(db_default=Now())
    ends = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.practitioner.name}, {self.title}"


class Membership(models.Model):
    """A post's place in a team, with dates. A manager also holds the managers' key of the team."""

    id = models.BigIntegerField(primary_key=True, db_default=NEXT_PRINCIPAL)
    post = models.ForeignKey(Post, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    manager = models.BooleanField(default=False)
    starts = models.DateTimeField(db_default=Now())
    ends = models.DateTimeField(null=True)


class RoleName(models.TextChoices):
    """What a post may do beyond its involvements, each in words for the people who grant it."""

    FINDER = "finder", "Finds people at locate grade (intake, emergency duty)"
    ALLOCATOR = "allocator", "Gives work to people and teams of their own organisation without opening it"
    GOVERNANCE = "governance", "Looks after agreements, profiles, reviews and who has looked"
    ADMINISTRATOR = "administrator", "Looks after accounts, posts and teams of their organisation"
    ON_CALL = "on_call", "Is told at once when a sealed person is searched for"
    CALDICOTT = "caldicott", "Caldicott guardian: is asked whether something told in confidence may be shared"


class Role(models.Model):
    """A role of a post, with dates."""

    id = models.BigIntegerField(primary_key=True, db_default=NEXT_PRINCIPAL)
    post = models.ForeignKey(Post, models.PROTECT, related_name="roles")
    name = models.TextField(choices=RoleName.choices)
    starts = models.DateTimeField(db_default=Now())
    ends = models.DateTimeField(null=True)
