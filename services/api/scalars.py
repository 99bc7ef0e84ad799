"""The scalars of the wire: moments in UTC, and exact decimals as text."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from services.api.protocol.errors import coded

_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
_LONGEST_MOMENT = 40


def _bad(message: str) -> GraphQLError:
    return coded("BAD_USER_INPUT", message)


def read_moment(value: object) -> datetime:
    """A moment with its offset, in UTC. Raises a coded error for anything else, a local time included."""
    if not isinstance(value, str) or len(value) > _LONGEST_MOMENT:
        raise _bad('Write a moment as text, like "2026-03-01T12:00:00Z" (RFC 3339).')
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise _bad(f'{value!r} has no time zone; end it with "Z" or an offset like "+01:00".')
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _bad(f'{value!r} is no moment like "2026-03-01T12:00:00Z" (RFC 3339).') from None


def write_moment(moment: datetime) -> str:
    """The moment in UTC, as PostgreSQL writes it in JSON: trailing zeros of the second's fraction are left out."""
    text = moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    return (text.rstrip("0") if "." in text else text) + "+00:00"


def read_decimal(value: object) -> Decimal:
    """A plain decimal from text. Raises a coded error for anything else; a JSON number may have been rounded."""
    if not isinstance(value, str):
        raise _bad('Write a decimal as text, like "12.50", so that nothing is rounded on the way.')
    if not _DECIMAL.fullmatch(value):
        raise _bad(f'{value[:40]!r} is no plain decimal; write it like "12.50".')
    return Decimal(value)


def write_decimal(value: Decimal) -> str:
    """The decimal in plain notation."""
    return f"{value:f}"


SCALARS: Mapping[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment in UTC, such as `2026-03-01T12:00:00+00:00`; input may have any offset, but needs one.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=write_moment,
        parse_value=read_moment,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number as text, such as `"12.50"`.',
        serialize=write_decimal,
        parse_value=read_decimal,
    ),
}
