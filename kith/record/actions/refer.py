"""Refer a person to a front door: write, then lose sight (docs/decisions/0011-referrals.md)."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.agencies.models import Team
from kith.core.clock import now
from kith.core.errors import Invalid
from kith.core.session import call
from kith.record.actions.finish_draft import finish_draft
from kith.record.recording import Recording
from kith.record.storing import form_key

REFERRAL = "referral"  # the kind of entry


@dataclass(frozen=True)
class Acknowledgement:
    """All that the sender has of a referral: a reference, who received it, whom to ring, and when."""

    reference: UUID
    team: str
    agency: str
    telephone: str
    at: datetime


@transaction.atomic
def refer(
    *, person_id: UUID, team_id: int, recording: Recording, token: str, draft_id: UUID | None = None
) -> Acknowledgement:
    """Into the front door of `team_id`, which is involved from now on. Above the sender's own grade, if need be.

    Sent again with the same token it is the same referral. Raises Unknown, Refused (a sealed record: ring), Invalid.
    """
    team = Team.objects.select_related("agency").filter(id=team_id, front_door=True).first()
    if team is None:
        raise Invalid("Choose a front door to refer to.")
    if not form_key(token):
        raise Invalid("This form is out of date. What you wrote is kept as a draft: open it again and send it.")
    said = recording.settled()
    reference = call(
        "record.refer", person_id, team_id, token, said.kind, said.domain, said.grade, said.title, said.text,
        said.happened_at, said.day_only, said.present, json.dumps(said.details),
    )  # fmt: skip
    if draft_id:
        finish_draft(person_id, draft_id, reference)
    telephone = team.telephone or team.agency.front_door_telephone
    return Acknowledgement(reference, team.name, team.agency.name, telephone, now())
