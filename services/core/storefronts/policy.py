"""What a storefront may be: pure checks."""

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.core.money import BadMoney, exponent
from services.core.refusal import Problem
from services.core.storefronts.model import NewStorefront


def check(new: NewStorefront) -> list[Problem]:
    """Everything that is wrong with a new storefront."""
    problems: list[Problem] = []
    if not new.name.strip() or len(new.name) > 200:
        problems.append(Problem("INVALID", "Name the storefront in 1 to 200 characters.", ("name",)))
    try:
        exponent(new.currency_code)
    except BadMoney as error:
        problems.append(Problem("INVALID_MONEY", str(error), ("currencyCode",)))
    try:
        ZoneInfo(new.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        problems.append(Problem("INVALID", 'Name a time zone such as "Europe/Copenhagen".', ("timeZone",)))
    for origin in new.allowed_origins:
        parts = urlsplit(origin)
        if f"{parts.scheme}://{parts.netloc}" != origin or parts.scheme not in ("http", "https") or not parts.netloc:
            problems.append(
                Problem("INVALID", f'{origin!r} is no origin such as "https://shop.example".', ("allowedOrigins",))
            )
    return problems
