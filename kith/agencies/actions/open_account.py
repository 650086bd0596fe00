from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import connections, transaction

from kith.agencies.models import Practitioner


def open_account(*, practitioner: Practitioner) -> User:
    """The account with which a practitioner signs in; made when there is none. It has no password yet.

    The e-mail address counts as verified: nobody but its reader gets the link that sets a password.
    """
    with transaction.atomic(using="door"):
        if practitioner.user_id:
            return User.objects.get(pk=practitioner.user_id)
        user = User.objects.create_user(username=practitioner.email, email=practitioner.email)
        EmailAddress.objects.create(user=user, email=practitioner.email, verified=True, primary=True)
        _bind(practitioner, user)
    return user


def _bind(practitioner: Practitioner, user: User) -> None:
    with connections["door"].cursor() as cursor:
        cursor.execute("SELECT agencies.bind_account(%s, %s)", [practitioner.pk, user.pk])
        (bound,) = cursor.fetchone()
    if not bound:
        raise ValueError(f"Practitioner {practitioner.pk} has an account already")
    practitioner.user_id = user.pk
