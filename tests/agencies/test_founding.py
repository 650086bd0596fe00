"""The first administrators of an organisation, before anybody is there to add them."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from kith.access import administration as administer
from kith.access.door import as_post
from kith.agencies.models import Agency, Post
from tests.town import Town

NAMED = ["Harbour Refuge", "--kind", "voluntary organisation", "--site", "https://kith.example"]
ANN = ["--administrator", "Ann Bell", "Ann@example.org"]
CAZ = ["--administrator", "Caz Doe", "caz@example.org"]


def test_two_administrators_who_can_add_others(town: Town) -> None:
    call_command("found_organisation", *NAMED, *ANN, *CAZ)
    assert [letter.to for letter in mail.outbox] == [["ann@example.org"], ["caz@example.org"]]
    assert "https://kith.example/password/set/" in mail.outbox[0].body
    ann, caz = Post.objects.filter(agency__name="Harbour Refuge").order_by("practitioner__name")
    with as_post(ann.pk):
        administer.give_role(caz.pk, "governance")


def test_one_alone_is_not_enough(town: Town) -> None:
    with pytest.raises(CommandError, match="two administrators"):
        call_command("found_organisation", "Lone House", *NAMED[1:], *ANN)
    assert not Agency.objects.filter(name="Lone House").exists()


def test_an_organisation_that_is_there_already(town: Town) -> None:
    taken = ["--administrator", "Sara", "sara@example.org"]
    with pytest.raises(CommandError, match="is in Kith already"):
        call_command("found_organisation", "Other House", *NAMED[1:], *taken, *CAZ)
    assert not Agency.objects.filter(name="Other House").exists()
