"""Data-protection training that ends within a month, or has ended, where the organisation demands it."""

from datetime import date

from django.utils.timezone import localtime

from kith.agencies.queries import training_ending_in, warned_from
from kith.core.session import Actor
from kith.core.words import day


def my_training(me: Actor) -> str:
    """What to say to whoever acts; nothing while it counts for longer."""
    today = localtime(me.at).date()
    if not me.training_required or (me.trained_until and me.trained_until > warned_from(today)):
        return ""
    if me.trained_until and me.trained_until >= today:
        return f"counts until {day(me.trained_until)}. After that you open no records until it is renewed"
    return "has ended. You open no records until it is renewed and your administrator has noted it"


def training_of_my_teams(me: Actor) -> list[str]:
    """For managers, a line a colleague, the soonest first."""
    if not me.manages:
        return []
    today = localtime(me.at).date()
    ending = training_ending_in(me.manages, today)
    return [f"{p.name}: {_said(p.trained_until, today)}" for p in ending if p.pk != me.human]


def _said(until: date | None, today: date) -> str:
    if until is None:
        return "no data-protection training is noted, and no record opens to them"
    if until < today:
        return f"data-protection training ended {day(until)}, and no record opens to them"
    return f"data-protection training counts until {day(until)}"
