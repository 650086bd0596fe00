"""Before an agreement changes: how much a new version would open and close, from the owner's own rows."""

from typing import Any

from django.utils import timezone

from kith.access import facts
from kith.access.grades import vector
from kith.core.session import call, rows
from kith.people.models import Alert


def test_what_a_new_version_would_open_and_close(town: Any) -> None:
    child = town.child()
    with town.acting("sara"):
        facts.involve(child, town.team["health visitors"], "core group: health visitor or school nurse")
        for domain, grade in (("identity", 2), ("plan", 3), ("health", 3)):
            Alert.objects.create(person_id=child, domain=domain, grade=grade, kind="dog", words="A dog")
    cap = vector({"identity": 2, "health": 3, "social_care": 2})
    with town.acting("governor"):
        edge = call(
            "access.propose_edge", town.agency["trust"], "regional agreement", cap, ["care"], timezone.now(), None, None
        )
        for (person,) in rows("SELECT DISTINCT p FROM access.persons_of_edge(%s) p", edge):
            call("access.prepare_person", person)
        ((gained, lost, persons),) = rows("SELECT gained, lost, persons FROM access.preview_edge(%s)", edge)
    assert (gained, lost, persons) == (0, 1, 1)  # the plan closes, nothing more opens
    with town.acting("visitor"):
        assert Alert.objects.filter(person_id=child).count() == 3
    with town.acting("governor"):
        call("access.go_live", edge)
    with town.acting("visitor"):
        assert Alert.objects.filter(person_id=child).count() == 2
