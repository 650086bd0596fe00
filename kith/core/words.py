"""How dates, times and ages are said on screen: as people say them, exact where exactness is asked for."""

from datetime import date, datetime, timedelta

from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kith.core.clock import today

NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
MONTHS_UNTIL_YEARS = 24  # a toddler's age is said in months until the second birthday
DAYS_UNTIL_MONTHS = 28


def day(value: date | datetime | None) -> str:
    """`3 Nov 2025`."""
    return dateformat.format(_local(value), "j M Y") if value else ""


def clock(value: datetime | None) -> str:
    """`14:10`, in the time of the place."""
    return dateformat.format(timezone.localtime(value), "H:i") if value else ""


def when(value: date | datetime | None) -> SafeString | str:
    """`today 14:10`, `yesterday`, `3 Nov 2025`: a <time> that carries the exact moment for a pointer and for print."""
    if value is None:
        return ""
    form = '<time datetime="{}" title="{}"><span class="kith-said">{}</span><span class="kith-exact">{}</span></time>'
    exact = dateformat.format(_local(value), "l j F Y") + (f", {clock(value)}" if isinstance(value, datetime) else "")
    moment = value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    return format_html(form, moment, exact, _said(value), exact)


def age(born: date | None, on: date | None = None) -> str:
    """`14 years`, `11 months`, `9 days` on a day (today unless told); `due 3 Mar 2026` before birth."""
    if born is None:
        return ""
    on = on or today()
    if born > on:
        return f"due {day(born)}"
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months >= MONTHS_UNTIL_YEARS:
        return f"{months // 12} years"
    days = (on - born) // timedelta(days=1)
    return _count(days, "day") if days < DAYS_UNTIL_MONTHS or months == 0 else _count(months, "month")


def _said(value: date | datetime) -> str:
    near = NEAR.get((_local(value) - today()).days)
    if near is None:
        return day(value)
    return f"{near} {clock(value)}" if isinstance(value, datetime) else near


def _local(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
