"""UPS's JSON: parts of what nobody promises the structure of, how it says no, and how it writes a moment."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from services.core.outside.reading import decode, text
from services.core.ports import Rejected, Unintelligible

NOT_FOUND = frozenset({"TW0001"})
NOT_LET_IN = frozenset({"10401", "250002", "250003", "251004", "UJ0001"})
"""Codes about the account or its token, inside whatever answer they come."""

_OFFSET = re.compile(r"([+-]?)(\d{1,2}):?(\d{2})?")


def part(value: object, *names: str) -> object:
    """What lies below these names, if they are there."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def parts(value: object, *names: str) -> list[dict[str, object]]:
    """The objects in the list below these names, if it is there."""
    found = part(value, *names)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says: `{"response": {"errors": [{"code", "message"}]}}`."""
    try:
        told = decode("ups", body, object)
    except Unintelligible:
        told = None
    first = next(iter(parts(told, "response", "errors")), {})
    code = text(first.get("code"), 100) or f"HTTP_{status}"
    if status == 404 or code in NOT_FOUND:
        code = "NOT_FOUND"
    return Rejected(code, text(first.get("message"), 300) or "UPS gave no reason.", status=status)


def inside(told: object) -> Rejected | None:
    """The refusal that an answer holds although it is called a good one."""
    first = next(iter(parts(told, "response", "errors")), None)
    if first is None:
        return None
    code = text(first.get("code"), 100) or "HTTP_200"
    message = text(first.get("message"), 300) or "UPS gave no reason."
    if code in NOT_LET_IN:
        return Rejected(code, message, status=401)
    return Rejected("NOT_FOUND" if code in NOT_FOUND else code, message)


def offset(value: object) -> tzinfo | None:
    """`-05:00`, `-0500` or `+5` as a zone."""
    found = _OFFSET.fullmatch(text(value, 10))
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    away = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-away if sign == "-" else away) if away < timedelta(hours=24) else None


def moment(date: object, time: object, zone: tzinfo) -> datetime | None:
    """A day (`20260305`) and a time (`140209` or `14:02:09`; midnight without) in a zone, in UTC."""
    day, clock = (re.sub(r"\D", "", text(value, 20)) for value in (date, time))
    # written as a number it lost its zeros
    clock = clock.zfill(6) if len(clock) != 4 else f"{clock}00"
    try:
        return datetime.strptime(f"{day} {clock}", "%Y%m%d %H%M%S").replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
