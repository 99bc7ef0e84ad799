"""What a storefront may be: pure checks."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.core.countries import COUNTRIES, country_of
from services.core.money import BadMoney, exponent
from services.core.refusal import Problem
from services.core.storefronts.model import NewStorefront

# as browsers send it (RFC 6454): lower case, no user, no path
_ORIGIN = re.compile(r"https?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")


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
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last for a folder of zones, such as "Europe"
        problems.append(Problem("INVALID", 'Name a time zone such as "Europe/Copenhagen".', ("timeZone",)))
    return problems + check_origins(new.allowed_origins) + check_country(new.country_code)


def check_origins(origins: tuple[str, ...]) -> list[Problem]:
    """What is wrong with the origins of a storefront's pages."""
    return [
        Problem("INVALID", f'{origin!r} is no origin such as "https://shop.example".', ("allowedOrigins",))
        for origin in origins
        if not _ORIGIN.fullmatch(origin)
    ]


def check_country(country_code: str | None) -> list[Problem]:
    """What is wrong with a country that parcels leave from."""
    if country_code is None or country_code in COUNTRIES:
        return []
    return [Problem("UNKNOWN_COUNTRY", 'Name a country as in ISO 3166-1, such as "DK".', ("countryCode",))]


def home_country(country_code: str | None, time_zone: str) -> str | None:
    """Where a storefront's parcels leave from: as it was told, or else where its time zone lies."""
    return country_code or country_of(time_zone)
