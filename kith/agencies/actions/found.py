from django.db import IntegrityError, transaction

from kith.agencies.models import Agency, Practitioner, RoleName
from kith.core.errors import Invalid


def found(*, name: str, kind: str, administrators: list[tuple[str, str]]) -> list[Practitioner]:
    """A new organisation with its first administrators, (name, email) each, written as the database's owner.

    Two at least: nobody gives access to themself, so one alone could give nobody else's work to themself, nor be
    helped. Raises Invalid. Only a command calls this: the owner's login is not the application's to use.
    """
    if len(administrators) < 2:
        raise Invalid("Name two administrators at least: each needs the other for what they cannot give themself.")
    try:
        with transaction.atomic(using="owner"):
            agency = Agency.objects.using("owner").create(name=name, kind=kind)
            return [_administrator(agency, *who) for who in administrators]
    except IntegrityError as clash:
        raise Invalid("This organisation, or one of these email addresses, is in Kith already.") from clash


def _administrator(agency: Agency, name: str, email: str) -> Practitioner:
    practitioner = Practitioner.objects.using("owner").create(name=name, email=email.lower())
    post = practitioner.posts.create(agency=agency, title="Kith administrator")
    post.roles.create(name=RoleName.ADMINISTRATOR)
    return practitioner
