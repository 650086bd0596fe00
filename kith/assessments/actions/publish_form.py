"""Publish a version of a form. What stands is never changed: the next version is published beside it."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from kith.assessments.checking import Fault, faults
from kith.assessments.definition import read
from kith.assessments.models import Form
from kith.core.clock import now
from kith.core.errors import Invalid
from kith.core.session import call


class Broken(Invalid):
    """A definition that cannot be published. `faults`: each with the path at which it stands."""

    def __init__(self, found: Sequence[Fault]):
        self.faults = tuple(found)
        super().__init__("\n".join(map(str, found)))


def publish_form(questionnaire: dict[str, Any]) -> Form:
    """The version that the definition names, written as the database's owner: only commands and migrations call this.

    The same text again is the same version. Raises Broken; Invalid where that version stands with another text, or a
    later one stands already.
    """
    if found := faults(questionnaire):
        raise Broken(found)
    form = read(questionnaire)
    with transaction.atomic(using="owner"):
        standing = Form.objects.using("owner").filter(slug=form.slug).order_by("-version").first()
        if standing and standing.version == form.version and standing.definition == questionnaire:
            return standing
        if standing and standing.version >= form.version:
            raise Invalid(f"version: {form.slug} stands at {standing.version} already, with another text. Count it up.")
        domain, grade = form.part
        return Form.objects.using("owner").create(
            slug=form.slug, version=form.version, title=form.title, domain=domain, grade=grade,
            definition=questionnaire, published_at=now(),
        )  # fmt: skip


def publish_own(questionnaire: dict[str, Any]) -> int:
    """A version of a form of the caller's organisation, for its own people; the database says who may. Its number.

    Raises Broken, Invalid (that version stands already), Refused (not information governance, another's form),
    Unconfirmed.
    """
    if found := faults(questionnaire):
        raise Broken(found)
    return int(call("assessments.publish", json.dumps(questionnaire)))
