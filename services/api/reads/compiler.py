"""Turns a selection into one SQL statement, for one role and one shape of the variables."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from graphql import (
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)

from services.api.protocol.errors import VISITORS, coded
from services.api.reads.declared import DEFINITION, Reading, Table, reading_of, table_of
from services.api.reads.holes import Asking, filler
from services.api.reads.plan import Cost, Plan
from services.api.reads.selection import Details, Selection
from services.api.reads.sources import Column
from services.core.storefronts.model import Role, Scope

_MARK = re.compile(r"\x00([0-9]+):")


class Row(NamedTuple):
    """A row in scope: its name in the statement, or expressions for an object inside it.

    `same` are the columns that all rows of its list have in common, each with what it equals outside of the list.
    """

    name: str
    columns: dict[str, str] | None = None
    same: tuple[tuple[str, str], ...] = ()

    def read(self, field: str) -> str:
        """The expression for a field of which nothing is said."""
        return self.write(f"{{t}}.{field}" if self.columns is None else self.columns[field])

    def write(self, expression: str) -> str:
        """An expression over `{t}`, as it stands in the statement."""
        for column, outside in self.same:
            # what names no row of the list is worked out once for all of them, not row by row
            expression = re.sub(rf"\{{t\}}\.{column}\b", outside, expression)
        return expression.format(t=self.name, feed=FEED, s="s.id")


class Compiler:
    """Puts one statement together. What it is given holds no values, so a plan cannot depend on any."""

    def __init__(self, selection: Selection, role: Role) -> None:
        self.selection, self.role = selection, role
        self.cost = Cost()
        self.checks: list[Any] = []
        self.notices: list[tuple[str, Any]] = []
        self.finishes = False
        self._values: list[Any] = []
        self._places: dict[Any, int] = {}
        self._scopes: set[Scope] = set()
        self._aliases = 0
        self._depth = 0

    def roots(self) -> Plan:
        """All root fields of a query."""
        kind = self.selection.operation.schema.query_type
        assert kind is not None, "a schema has a query type"
        roots = self.selection.roots()
        for _, details in roots:
            self._admit(kind, details)
        return self._plan(lambda: self._pairs(kind, roots, Row("s")))

    def root(self, kind: GraphQLObjectType, details: Details) -> Plan:
        """One root field, for a query that is not read as a whole."""
        self._admit(kind, details)
        return self._plan(lambda: self.field(kind, details, Row("s")))

    def reference(self, kind: GraphQLObjectType, details: Details, row_id: Any) -> Plan:
        """The object of this type with an id."""
        table, alias = table_of(kind), self.alias()
        where = [*self.conditions(table, alias), f"{alias}.id = {self.parameter(row_id, 'text')}"]

        def find() -> str:
            found = self.object(kind, details, Row(alias))
            return f"(select {found} from {table.name} {alias} where {' and '.join(where)})"

        return self._plan(find)

    def object(self, kind: GraphQLObjectType, details: Details, row: Row) -> str:
        """The selected fields of a row as a JSON object."""
        return self._pairs(kind, self.selection.fields(kind, details), row)

    def json(self, pairs: list[tuple[str, str]]) -> str:
        """A JSON object, counted as one; fragments on other types may leave nothing in it."""
        self.cost.objects += 1
        if not pairs:
            return "'{}'::json"
        separator = ",\n" + "  " * self._depth
        return "json_object(" + separator.join(f"'{name}' value {value}" for name, value in pairs) + ")"

    def field(self, kind: GraphQLObjectType, details: Details, row: Row) -> str:
        """One selected field of a row. Raises FORBIDDEN for one that the role cannot name."""
        name = details[0].node.name.value
        if name == "__typename":
            return f"'{kind.name}'::text"
        field = kind.fields[name]
        reading = reading_of(field) or SILENCE
        if reading.internal and self.role is Role.CUSTOMER:
            raise _refused("FORBIDDEN", f"`{name}` is not shown to customers.", details)
        return reading.source.sql(Asked(self, field, details), row)

    def conditions(self, table: Table, alias: str, *, by_id: bool = False) -> list[str]:
        """What every row of a table has to fulfil for this caller."""
        found = [f"{alias}.{table.storefront} = s.id"]
        if self.role is Role.CUSTOMER and table.customer is not None:
            order = self.parameter(Asking(_order_of), "text")
            found.append(f"({table.customer.format(t=alias, order=order)})")
        if by_id and table.scope is not None:
            found.append(self.parameter(_MAY[table.scope], "boolean"))
        return found

    def parameter(self, value: Any, kind: str) -> str:
        """The place of a value in the statement; numbered when it is complete, as some are dropped on the way."""
        key = (repr(value), kind)
        if key not in self._places:
            self._places[key] = len(self._values)
            self._values.append(value)
        return f"\x00{self._places[key]}:::{kind}"

    def check(self, value: Any) -> Any:
        """The same value, which is looked at before each run even when the statement does not need it."""
        self.checks.append(value)
        return value

    def alias(self) -> str:
        """A new name for a row."""
        self._aliases += 1
        return f"t{self._aliases}"

    @contextmanager
    def counting(self, size: Any = None, cost: Cost | None = None) -> Iterator[Cost]:
        """What is compiled inside is answered `size` times, or, with a cost given, counted there."""
        outer, self.cost = self.cost, cost or Cost()
        self._depth += 1
        try:
            yield self.cost
        finally:
            if size is not None:
                outer.lists.append((filler(size), self.cost))
            self.cost = outer
            self._depth -= 1

    def _pairs(self, kind: GraphQLObjectType, fields: list[tuple[str, Details]], row: Row) -> str:
        return self.json([(key, self.field(kind, details, row)) for key, details in fields])

    def _admit(self, kind: GraphQLObjectType, details: Details) -> None:
        name = details[0].node.name.value
        if name == "__typename":
            return
        reading = reading_of(kind.fields[name]) or SILENCE
        if self.role is Role.VISITOR and not reading.visitors:
            raise _refused("FORBIDDEN", VISITORS, details)
        if reading.scope is not None:
            self._scopes.add(reading.scope)

    def _plan(self, compile_: Callable[[], str]) -> Plan:
        try:
            expression, refusal = compile_(), None
        except GraphQLError as error:
            # a plan too, as whoever lacks the scope is to be told that instead
            expression, refusal = "null::json", error
        storefront = self.parameter(Asking(_storefront_of), "text")
        feed = ""
        if FEED in expression:
            feed = (
                " cross join lateral (select coalesce((select f.position from feeds f where f.storefront_id = s.id), 0)"
                " as position offset 0) feed"
            )
        # setting the storefront in the same statement saves two round trips. Everything else hangs on s.id, so that
        # no table can be looked at before it is set; and the setting ends with the statement.
        text = f"select {expression}\nfrom (select set_config('makegood.storefront', {storefront}, true) as id) s{feed}"
        order: dict[int, int] = {}

        def number(found: re.Match[str]) -> str:
            return f"${order.setdefault(int(found[1]), len(order) + 1)}"

        sql = _MARK.sub(number, text)
        return Plan(
            sql=sql,
            values=tuple(filler(self._values[place]) for place in order),
            checks=tuple(map(filler, self.checks)),
            scopes=frozenset(self._scopes),
            finishes=self.finishes,
            cost=self.cost,
            refusal=refusal,
            notices=tuple((key, filler(value)) for key, value in self.notices),
        )


FEED = "feed.position"
SILENCE = Reading(Column())
"""A field of which nothing is said is the column of the same name."""


@dataclass(frozen=True)
class Asked:
    """One field as it is asked for."""

    compiler: Compiler
    field: GraphQLField
    details: Details

    @property
    def name(self) -> str:
        """The field's name in Python."""
        name: str = self.field.extensions[DEFINITION].python_name
        return name

    @property
    def key(self) -> str:
        """The field's name in the answer."""
        node = self.details[0].node
        return node.alias.value if node.alias else node.name.value

    @property
    def kind(self) -> Any:
        """The type of the field, or of its list's items."""
        return get_named_type(self.field.type)

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """The arguments by their names in GraphQL; those from variables are holes."""
        return self.compiler.selection.arguments(self.field, self.details)

    def object(self, row: Row) -> str:
        """What is selected of a row of the field's type."""
        return self.compiler.object(self.kind, self.details, row)

    def refuse(self, message: str) -> GraphQLError:
        """An error about the way that the field is asked for, to be raised."""
        return _refused("BAD_USER_INPUT", message, self.details)

    def possible(self) -> list[GraphQLObjectType]:
        """The types of which the field's value can be."""
        if isinstance(self.kind, GraphQLInterfaceType | GraphQLUnionType):
            return list(self.compiler.selection.operation.schema.get_possible_types(self.kind))
        return [self.kind]


def _refused(code: str, message: str, details: Details) -> GraphQLError:
    error = coded(code, message)
    return GraphQLError(message, [one.node for one in details], extensions=error.extensions)


def _storefront_of(context: Any) -> object:
    return context.caller.storefront_id


def _order_of(context: Any) -> object:
    return context.caller.order_id


def _may(scope: Scope) -> Asking:
    return Asking(lambda context: context.caller.may(scope))


_MAY = {scope: _may(scope) for scope in Scope}
