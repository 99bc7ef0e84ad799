"""The words that say where a field comes from; they stand beside the fields of a type. Silence is the column's name.

A new field is one line, a new type is a class with `@table`. Each word becomes SQL in `sources` or `connections`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from services.api.reads import finding, sources
from services.api.reads.connections import Connected, Order
from services.api.reads.declared import READING, TABLE, WALKED, WHERE, Reading, Table
from services.core.storefronts.model import Scope

K = TypeVar("K", bound=type)


def table(
    name: str,
    *,
    prefix: str | None = None,
    customer: str | None = None,
    scope: Scope | None = None,
    storefront: str = "storefront_id",
) -> Callable[[K], K]:
    """Say which table a type's rows are in."""

    def mark(kind: K) -> K:
        setattr(kind, TABLE, Table(name, prefix, customer, scope, storefront))
        return kind

    return mark


def column(description: str, sql: str | None = None, *, internal: bool = False) -> Any:
    """The column of the same name, or an expression over `{t}`, the row. `{feed}` is the feed's position."""
    return _field(description, Reading(sources.Column(sql), internal))


def computed(description: str, finisher: str, sql: str) -> Any:
    """What the function of that name in `finishing` makes in Python of an expression's text."""
    return _field(description, Reading(sources.Finished(finisher, sql)))


def embedded(
    description: str, columns: Mapping[str, str], *, present: str | None = None, internal: bool = False
) -> Any:
    """An object inside the row: each of its fields as an expression over `{t}`. It is null unless `present` holds."""
    return _field(description, Reading(sources.Embedded(dict(columns), present), internal))


def to_one(description: str, key: str, *, internal: bool = False) -> Any:
    """The row of the field's type whose id is in this column."""
    return _field(description, Reading(sources.ToOne(key), internal))


def to_many(
    description: str,
    key: str,
    *,
    order: str,
    usual: int = 10,
    first: tuple[int, str] | None = None,
    arguments: Sequence["Argument"] = (),
    source: str | None = None,
    internal: bool = False,
) -> Any:
    """The rows of the field's type with this row's id in their column `key`.

    `first` is the default and the description of an argument that bounds how many; without it all come, `usual` ones
    by estimate. `source` is what to select from instead of the type's table, `{r}` being its rows' name.
    """
    told = list(arguments)
    if first is not None:
        told.insert(0, Argument("first", int, first[1], first[0]))
    word = sources.ToMany(key, order, usual, first is not None, tuple(told), source)
    return _field(description, Reading(word, internal), told)


def connection(
    description: str,
    key: str | None = None,
    *,
    filter: type | None = None,  # noqa: A002 - the argument's name
    sort: tuple[type[Enum], Mapping[Any, Order], Enum] | None = None,
    scope: Scope | None = Scope.READ,
) -> Any:
    """A Relay connection over the table of its nodes: all of the storefront's, or those with this row's id in `key`.

    `filter` is an input whose fields are made with `wanted`; `sort` an enum, the order of each value, and the default.
    """
    told = []
    if filter is not None:
        told.append(Argument("filter", filter | None, "Which ones; left out, all."))
    if sort is not None:
        told.append(Argument("sort", sort[0], "In which order.", sort[2]))
    told += PAGE
    word = Connected(key, dict(sort[1]) if sort else {})
    return _field(description, Reading(word, scope=scope), told)


def find(
    description: str,
    *arguments: "Argument",
    ways: Sequence["Way"] = (),
    otherwise: str = "",
    scope: Scope | None = Scope.READ,
    visitors: bool = False,
) -> Any:
    """A root field that finds one row in one of several ways; `otherwise` is said when it is asked in another."""
    word = finding.Find(tuple(arguments), tuple(ways) or (Way(),), otherwise)
    return _field(description, Reading(word, scope=scope, visitors=visitors), arguments)


def nodes(description: str, argument: "Argument", *, many: bool) -> Any:
    """A root field that finds anything by its id alone, or a list of such things."""
    return _field(description, Reading(finding.Nodes(many), scope=Scope.READ), [argument])


def entities(description: str, argument: "Argument", *, name: str) -> Any:
    """A root field that finds a gateway's entities by their representations."""
    return _field(description, Reading(finding.Entities(), scope=Scope.READ), [argument], name)


def wanted(description: str, sql: str) -> Any:
    """A field of a filter: a condition over `{t}`, the row, and `{value}`."""
    return strawberry.field(description=description, default=None, metadata={WHERE: sql})


def wanted_any(description: str, column: str) -> Any:
    """A field of a filter that takes a list of words, of which the column holds one.

    There must be an index on (storefront, column, created_at desc, id desc): each word's rows are read by it and the
    lists merged, since one walk through everything reads all of it when the word is rare.
    """
    metadata = {WHERE: f"{{t}}.{column} = any({{value}})", WALKED: column}
    return strawberry.field(description=description, default=None, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a field. `where` is a condition over `{t}` and `{value}`, `read` makes the value ready for it."""

    name: str
    kind: Any
    description: str
    default: Any = None
    where: str | None = None
    read: Callable[[Any], object] | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Arguments that together name one row; of several rows the first in this order."""

    names: tuple[str, ...] = ()
    order: str | None = None


REQUIRED = object()
"""The default of an argument that has none."""

PAGE = [
    Argument("first", int | None, "At most so many, 0 to 100, from the first one on."),
    Argument("after", str | None, "Only what comes behind this edge's cursor."),
    Argument("last", int | None, "At most so many, 0 to 100, from the last one back."),
    Argument("before", str | None, "Only what comes before this edge's cursor."),
]


def _field(description: str, reading: Reading, arguments: Sequence[Argument] = (), name: str | None = None) -> Any:
    made = strawberry.field(name=name, description=description, metadata={READING: reading})
    made.init = made.repr = made.compare = False
    made.arguments = [
        StrawberryArgument(
            python_name=told.name,
            graphql_name=None,
            type_annotation=StrawberryAnnotation(told.kind),
            description=told.description,
            **({} if told.default is REQUIRED else {"default": told.default}),
        )
        for told in arguments
    ]
    return made
