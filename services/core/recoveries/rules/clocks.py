"""When a rule's window opens and closes for one parcel, by the calendar of where the counterparty is."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.core.policies.windows import midnight, working_day
from services.core.recoveries.rules.deadlines import Alarm, Assumption, DeadlineKind, Deadlines, Facts, Standing
from services.core.recoveries.rules.model import AfterHours, Bound, Offset, Rule, Span
from services.core.recoveries.rules.terms import Anchor, Unit

ALARMS = (7, 3, 1)
"""How many days before a deadline somebody is told."""

UNTOLD_TRANSIT = timedelta(days=14)
"""After how long a parcel of which nobody told when it is due is late on any lane."""

_STORY = {
    "ORDER": 0,
    Anchor.SHIP: 1,
    Anchor.MAILING: 2,
    Anchor.ACCEPTANCE: 3,
    Anchor.SCHEDULED: 4,
    Anchor.DELIVERY: 4,
}
"""What cannot come before what; only arrivals may come in any order."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A bound for one parcel: from when it was counted, when it falls, and what had to be assumed."""

    begun: datetime
    at: datetime
    assumption: Assumption | None


def clock(rule: Rule, facts: Facts, now: datetime) -> Deadlines:
    """A rule's window for one parcel, and where `now` lies in it.

    What a missing moment is counted from is on the safe side, and said: a deadline from what happened before, an
    opening from the latest that is known. Nothing is assumed of a decision.
    """
    window = rule.window
    opens = _counted(window.opens, "opens", rule, facts)
    due = {
        kind: found
        for kind, bound in (
            (DeadlineKind.NOTICE, window.notice),
            (DeadlineKind.FILE, window.file),
            (DeadlineKind.APPEAL, rule.appeal),
        )
        if (found := _counted(bound, kind.value, rule, facts))
    }
    by = {kind: found.at for kind, found in due.items()}
    assumed = [found.assumption for found in (opens, *due.values()) if found and found.assumption]
    return Deadlines(
        opens_at=opens.at if opens else None,
        notice_by=by.get(DeadlineKind.NOTICE),
        file_by=by.get(DeadlineKind.FILE),
        appeal_by=by.get(DeadlineKind.APPEAL),
        standing=_standing(opens.at if opens else None, by, facts, now),
        alarms=_alarms(due, now),
        assumed=tuple(assumed),
    )


def _standing(opens_at: datetime | None, by: dict[DeadlineKind, datetime], facts: Facts, now: datetime) -> Standing:
    notice_by, file_by = by.get(DeadlineKind.NOTICE), by.get(DeadlineKind.FILE)
    if file_by and now >= file_by:
        return Standing.PASSED
    if opens_at and now < opens_at:
        return Standing.WAITING
    told_at = facts.notified_at or now
    return Standing.NOTICE_PASSED if notice_by and told_at >= notice_by else Standing.OPEN


def _alarms(due: dict[DeadlineKind, _Counted], now: datetime) -> tuple[Alarm, ...]:
    """Alarms from before the clock began to run fall together at its beginning, as in a window of hours."""
    found = {}
    for kind, counted in due.items():
        for days in ALARMS:
            at = max(counted.at - timedelta(days=days), min(counted.begun, counted.at))
            if at >= now:
                found[kind, at] = Alarm(kind, days, at)
    return tuple(sorted(found.values(), key=lambda alarm: alarm.at))


def _counted(bound: Bound | None, name: str, rule: Rule, facts: Facts) -> _Counted | None:
    if bound is None:
        return None
    opening = name == "opens"
    for offset in bound.offsets:
        if begun := facts.at(offset.anchor):
            return _Counted(begun, _falls(offset, begun, rule, opening=opening), None)
    offset = bound.offsets[-1]
    if offset.anchor is Anchor.DECISION:
        return None
    begun, instead = (_latest if opening else _earliest)(offset.anchor, facts)
    assumption = Assumption(name, offset.anchor, instead)
    return _Counted(begun, _falls(offset, begun, rule, opening=opening), assumption)


def _earliest(anchor: Anchor, facts: Facts) -> tuple[datetime, str]:
    """What has happened before it: no deadline is counted from a plan."""
    before = [
        (at, known)
        for known in (Anchor.SHIP, Anchor.MAILING, Anchor.ACCEPTANCE)
        if (at := _before(known, anchor, facts))
    ]
    return min(before, default=(facts.ordered_at, "ORDER"))


def _before(known: Anchor, anchor: Anchor, facts: Facts) -> datetime | None:
    return facts.at(known) if _STORY[known] < _STORY[anchor] else None


def _latest(anchor: Anchor, facts: Facts) -> tuple[datetime, str]:
    """The last that is known, and a while more when that comes before it."""
    known = [(at, name) for name in Anchor if name is not Anchor.DECISION and (at := facts.at(name))]
    at, instead = max(known, default=(facts.ordered_at, "ORDER"))
    return (at + UNTOLD_TRANSIT if _STORY[instead] < _STORY[anchor] else at), instead


def _falls(offset: Offset, begun: datetime, rule: Rule, *, opening: bool) -> datetime:
    """The beginning of the day that is counted for an opening, its end for a deadline; hours by the clock."""
    zone = ZoneInfo(rule.zone)
    local = begun.astimezone(zone)
    if offset.span.unit is Unit.HOURS:
        late = rule.window.after_hours
        if late and not opening and local.time() >= late.after:
            return _next_morning(local, late, rule)
        return begun + timedelta(hours=offset.span.amount)
    day = _after(local.date(), offset.span, rule.country)
    return max(begun, midnight(day, zone)) if opening else midnight(day + timedelta(days=1), zone)


def _next_morning(local: datetime, late: AfterHours, rule: Rule) -> datetime:
    day = working_day(local.date(), 1, rule.country)
    return datetime.combine(day, late.until, local.tzinfo).astimezone(UTC)


def _after(day: date, span: Span, country: str | None) -> date:
    if span.unit is Unit.WORKING_DAYS:
        return working_day(day, span.amount, country)
    if span.unit is Unit.DAYS:
        return day + timedelta(days=span.amount)
    years, month = divmod(day.month - 1 + span.amount, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
