"""The countries of ISO 3166-1 by their two letters, and in which of them a time zone lies."""

import re

from babel import Locale
from babel.core import get_global

_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
COUNTRIES = {code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code)} - _NO_COUNTRIES
"""Every code that a country has."""


def country_of(time_zone: str) -> str | None:
    """The country of a time zone by Unicode's table; nothing for one of no country, such as `UTC`."""
    country: str | None = get_global("zone_territories").get(time_zone)
    return country if country in COUNTRIES else None
