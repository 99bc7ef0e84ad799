"""Answers of companies made safe to keep: decoding that fails in one way only, text and moments within bounds."""

import re
from datetime import UTC, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import TypeVar
from xml.etree.ElementTree import Element

import msgspec
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from services.core.money import LARGEST, BadMoney, rounded
from services.core.ports import Unintelligible

T = TypeVar("T")

# PostgreSQL keeps no NUL, and no reader wants the other control characters
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def decode(company: str, body: bytes | msgspec.Raw, shape: type[T]) -> T:
    """JSON in the given shape. Raises `Unintelligible`, which quotes no value of the body."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise Unintelligible(f"{company}: {type(error).__name__} while reading {shape.__name__}.") from error


def decode_xml(company: str, body: bytes) -> Element:
    """The root of an XML document without entities or references. Raises `Unintelligible`."""
    try:
        return fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise Unintelligible(f"{company}: {type(error).__name__} while reading XML.") from error


def text(value: object, longest: int) -> str:
    """The text without control characters and outer space, cut to `longest` characters; empty for anything else.

    Whole numbers count as text, as companies write codes with and without quotes.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return CONTROL.sub("", value).strip()[:longest] if isinstance(value, str) else ""


def record(value: object) -> dict[str, object]:
    """A JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def records(value: object) -> list[dict[str, object]]:
    """The objects in a JSON list, in its order; what is none is left out, and all of what is no list."""
    return [inner for inner in value if isinstance(inner, dict)] if isinstance(value, list) else []


def storable(value: object, depth: int = 20) -> object:
    """Decoded JSON that any database keeps: without control characters, and empty below `depth` levels."""
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, (dict, list)) and not depth:
        return None
    if isinstance(value, dict):
        return {CONTROL.sub("", str(key)): storable(inner, depth - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [storable(inner, depth - 1) for inner in value]
    return value


def instant(value: object, zone: tzinfo | None = None) -> datetime | None:
    """A moment in ISO 8601, in UTC. One without offset is read in `zone`, or is none at all without it.

    Nothing is returned for what is no moment of the years 1 to 9999 in UTC.
    """
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        if moment.tzinfo is None:
            if zone is None:
                return None
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def amount(value: object, currency_code: str) -> Decimal | None:
    """An amount of money, with its currency's decimals; nothing for what is none, or of a currency that is none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        exact = Decimal(str(value)[:50])
        return rounded(exact, currency_code) if exact.is_finite() and 0 <= exact < LARGEST else None
    except (InvalidOperation, BadMoney):
        return None
