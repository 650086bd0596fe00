"""The guide leads to the law that fits who asks whom for what; its data is whole."""

import pytest

from kith.agencies.models import AgencyKind
from kith.sharing.guide import STRENGTH, consent_advice, starting

CHILDREN, TRUST, SCHOOL, POLICE = AgencyKind.CHILDREN, AgencyKind.HEALTH_TRUST, AgencyKind.SCHOOL, AgencyKind.POLICE


@pytest.mark.parametrize(
    ("purpose", "asks", "of", "first", "absent"),
    [
        ("enquiry", CHILDREN, TRUST, "duty", None),
        ("enquiry", CHILDREN, POLICE, "duty", "ca1989-47"),  # section 47 does not list the police
        ("enquiry", CHILDREN, SCHOOL, "duty", "ca1989-47"),
        ("enquiry", SCHOOL, TRUST, "duty", "ca1989-47"),  # nor does a school ask under it
        ("adult care", AgencyKind.ADULTS, TRUST, "duty", "ca2004-10"),
        ("crime", POLICE, TRUST, "power", "ca2004-10"),
        ("agreed", SCHOOL, TRUST, "permission", None),
    ],
)
def test_what_fits(purpose, asks, of, first, absent) -> None:
    found = starting().fitting(purpose, asks, of)
    assert found[0].force == first
    assert absent not in {gateway.code for gateway in found}


def test_police_who_ask_about_a_victim_are_told_the_limit() -> None:
    assert "limit" in {gateway.force for gateway in starting().fitting("crime", POLICE, TRUST)}


def test_a_duty_does_not_rest_on_consent() -> None:
    assert "Do not rest on consent" in consent_advice(starting().fitting("enquiry", CHILDREN, TRUST))
    assert "withdraw" in consent_advice(starting().fitting("agreed", SCHOOL, TRUST))


def test_the_data_is_whole() -> None:
    purposes = {purpose.code for purpose in starting().purposes}
    used = {purpose for gateway in starting().gateways for purpose in gateway.purposes}
    assert used == purposes
    kinds = set(AgencyKind.values)
    for gateway in starting().gateways:
        assert gateway.force in STRENGTH
        assert {*gateway.asks, *gateway.of} <= kinds
        assert gateway.exception or gateway.force != "duty", f"{gateway.code}: a duty says when it does not hold"
        assert gateway.sure
    codes = [gateway.code for gateway in starting().gateways]
    assert len(codes) == len(set(codes))


def test_every_purpose_leads_somewhere_between_some_two() -> None:
    for purpose in starting().purposes:
        assert any(starting().fitting(purpose.code, a, b) for a in AgencyKind.values for b in AgencyKind.values)
