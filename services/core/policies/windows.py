"""When a bound falls: hours by the clock, days and working days by the calendar of a country and the storefront."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from services.core.policies.model import Anchor, Bound, Unit

Moments = Mapping[Anchor, datetime | None]
"""When an order went through each stage, as far as it did."""


def opens_at(bound: Bound | None, moments: Moments, zone: ZoneInfo, country: str | None) -> datetime | None:
    """The first moment in time: the beginning of a day that is counted. Nothing while its anchor did not happen."""
    anchor = moments.get(bound.anchor) if bound else None
    if bound is None or anchor is None:
        return None
    if bound.unit is Unit.HOURS:
        return anchor + timedelta(hours=bound.amount)
    return max(anchor, midnight(_day(bound, anchor, zone, country), zone))


def closes_at(bound: Bound | None, moments: Moments, zone: ZoneInfo, country: str | None) -> datetime | None:
    """The first moment that is too late: the end of a day that is counted. Nothing while its anchor did not happen."""
    anchor = moments.get(bound.anchor) if bound else None
    if bound is None or anchor is None:
        return None
    if bound.unit is Unit.HOURS:
        return anchor + timedelta(hours=bound.amount)
    return midnight(_day(bound, anchor, zone, country) + timedelta(days=1), zone)


def _day(bound: Bound, anchor: datetime, zone: ZoneInfo, country: str | None) -> date:
    begun = anchor.astimezone(zone).date()
    if bound.unit is Unit.CALENDAR_DAYS:
        return begun + timedelta(days=bound.amount)
    return working_day(begun, bound.amount, country)


def working_day(begun: date, amount: int, country: str | None) -> date:
    """The day so many working days of a country after another; after 0 the day itself, or the next working day."""
    return _calendar(country).get_nth_working_day(begun, amount)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins somewhere."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


@lru_cache(maxsize=300)
def _calendar(country: str | None) -> holidays.HolidayBase:
    """The public holidays of a country; where none are known, only weekends are free."""
    try:
        return holidays.country_holidays(country) if country else holidays.HolidayBase()
    except NotImplementedError:
        return holidays.HolidayBase()
