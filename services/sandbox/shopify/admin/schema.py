"""The schema: a part of Shopify's own, with scalars that read and write as Shopify's do."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from graphql import GraphQLError, GraphQLScalarType, GraphQLSchema, build_schema

from services.sandbox.shopify.admin.view import instant
from services.sandbox.shopify.money import decimal_text, money_text

FILE = Path(__file__).parents[1] / "admin-2026-10.graphql"
LONGEST = 40
_PLAIN = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,20})?")


@cache
def schema() -> GraphQLSchema:
    """The schema, read once."""
    built = build_schema(FILE.read_text(), assume_valid=True)
    for name, (read, write) in _SCALARS.items():
        scalar = built.get_type(name)
        if isinstance(scalar, GraphQLScalarType):
            if read is not None:
                scalar.coerce_input_value = scalar.parse_value = read  # type: ignore[method-assign]
            scalar.coerce_output_value = scalar.serialize = write  # type: ignore[method-assign]
    return built


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not _PLAIN.fullmatch(str(value)):
        raise GraphQLError("must be a decimal number")
    return Decimal(str(value))


def _moment(value: Any) -> datetime:
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise GraphQLError(f"invalid datetime '{str(value)[:LONGEST]}'") from None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


_SCALARS: dict[str, Any] = {
    "Decimal": (_decimal, decimal_text),
    "Money": (_decimal, money_text),
    "DateTime": (_moment, instant),
    "UnsignedInt64": (None, str),
}
