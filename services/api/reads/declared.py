"""What the types of a schema declare about their sources, read back from the built schema."""

from dataclasses import dataclass
from typing import Any, Protocol

from graphql import GraphQLField, GraphQLObjectType, is_enum_type, is_list_type, is_non_null_type

from services.core.storefronts.model import Scope

DEFINITION = "strawberry-definition"
READING = "reading"
WHERE = "where"
WALKED = "walked"
TABLE = "__read_table__"
TYPES = {
    "ID": "text",
    "String": "text",
    "Int": "integer",
    "Boolean": "boolean",
    "DateTime": "timestamptz",
    "Decimal": "numeric",
}
"""The PostgreSQL type of each scalar that may be an argument."""


class Source(Protocol):
    """How a field becomes SQL."""

    def sql(self, asked: Any, row: Any) -> str:
        """An expression whose value is the field's, for a row in scope."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What a field's word says. `internal` fields cannot be named by customers; root fields have a scope."""

    source: Source
    internal: bool = False
    scope: Scope | None = None
    visitors: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Where a type's rows are. Without a prefix it has no global id.

    `customer` is the condition on what a customer of `{order}` may see of it; nothing says that only what belongs to
    something visible is ever reached. `scope` is needed to find it by id alone.
    """

    name: str
    prefix: str | None = None
    customer: str | None = None
    scope: Scope | None = None
    storefront: str = "storefront_id"


def is_read(field: GraphQLField) -> bool:
    """Whether the field has a word, so that it is read and not resolved."""
    definition = field.extensions.get(DEFINITION)
    return definition is not None and READING in (definition.metadata or {})


def reading_of(field: GraphQLField) -> Reading | None:
    """What the field's word says, if it has one."""
    reading: Reading | None = (field.extensions[DEFINITION].metadata or {}).get(READING)
    return reading


def table_of(kind: GraphQLObjectType) -> Table:
    """Where the type's rows are. Raises `KeyError` for a type without a table."""
    table: Table = kind.extensions[DEFINITION].origin.__dict__[TABLE]
    return table


def has_table(kind: Any) -> bool:
    """Whether the type's objects are rows."""
    definition = getattr(kind, "extensions", {}).get(DEFINITION)
    return TABLE in getattr(getattr(definition, "origin", None), "__dict__", {})


def postgres_type(kind: Any) -> str:
    """The type of a parameter for an argument. Raises `KeyError` for a scalar without one."""
    if is_non_null_type(kind):
        return postgres_type(kind.of_type)
    if is_list_type(kind):
        return f"{postgres_type(kind.of_type)}[]"
    return "text" if is_enum_type(kind) else TYPES[kind.name]
