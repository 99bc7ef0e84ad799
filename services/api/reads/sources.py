"""What the words become in SQL: columns, objects inside a row, one row, and many rows."""

import secrets
from dataclasses import dataclass
from typing import Any

from graphql import get_named_type
from strawberry.utils.str_converters import to_camel_case

from services.api.protocol.errors import coded
from services.api.reads.declared import postgres_type, table_of
from services.api.reads.holes import Applied

LARGEST_SIZE = 100
NONCE = f"{secrets.token_hex(16)}:"
"""Begins each text that is finished in Python; nobody outside can know it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or an expression."""

    expression: str | None = None

    def sql(self, asked: Any, row: Any) -> str:
        """Its value; decimals as text, so that no reader rounds them."""
        found = row.read(asked.name) if self.expression is None else row.write(self.expression)
        return f"({found})::text" if get_named_type(asked.field.type).name == "Decimal" else found


@dataclass(frozen=True, slots=True)
class Finished:
    """An expression's text, marked for a function in Python."""

    function: str
    expression: str

    def sql(self, asked: Any, row: Any) -> str:
        """The mark, the function's name, and the text."""
        asked.compiler.finishes = True
        mark = asked.compiler.parameter(f"{NONCE}{self.function}:", "text")
        return f"{mark} || ({row.write(self.expression)})"


@dataclass(frozen=True, slots=True)
class Embedded:
    """An object inside the row."""

    columns: dict[str, str]
    present: str | None

    def sql(self, asked: Any, row: Any) -> str:
        """The object, or null."""
        found = asked.object(row._replace(columns=self.columns))
        if self.present is None:
            return str(found)
        return f"case when {row.write(self.present)} then {found} end"


@dataclass(frozen=True, slots=True)
class ToOne:
    """The row whose id is in a column."""

    key: str

    def sql(self, asked: Any, row: Any) -> str:
        """The row as an object, or null."""
        compiler, table = asked.compiler, table_of(asked.kind)
        alias = compiler.alias()
        where = [*compiler.conditions(table, alias), f"{alias}.id = {row.write(f'{{t}}.{self.key}')}"]
        found = asked.object(type(row)(alias))
        return f"(select {found} from {table.name} {alias} where {' and '.join(where)})"


@dataclass(frozen=True, slots=True)
class ToMany:
    """The rows that name this one."""

    key: str
    order: str
    usual: int
    bounded: bool
    arguments: tuple[Any, ...]
    source: str | None

    def sql(self, asked: Any, row: Any) -> str:
        """A list of objects."""
        compiler, alias = asked.compiler, asked.compiler.alias()
        same: tuple[tuple[str, str], ...] = ()
        if self.source is None:
            table = table_of(asked.kind)
            source = f"{table.name} {alias}"
            where = [*compiler.conditions(table, alias), f"{alias}.{self.key} = {row.name}.id"]
            same = ((table.storefront, "s.id"), (self.key, f"{row.name}.id"))
        else:
            source, where = self.source.format(t=row.name, r=alias), []
        where += conditions_of(asked, self.arguments, alias)
        size, limit = self.usual, ""
        if self.bounded:
            size = compiler.check(Applied(page_size, ("first", asked.arguments["first"])))
            limit = f" limit {compiler.parameter(size, 'integer')}"
        with compiler.counting(size):
            found = asked.object(type(row)(alias, same=same))
        filtered = f" where {' and '.join(where)}" if where else ""
        rows = f"select {found} as o from {source}{filtered} order by {self.order.format(t=alias)}{limit}"
        return f"(select coalesce(json_agg({alias}.o), '[]') from ({rows}) {alias})"


def conditions_of(asked: Any, arguments: tuple[Any, ...], alias: str) -> list[str]:
    """The conditions of those arguments that are given."""
    found = []
    for told in arguments:
        name = to_camel_case(told.name)
        value = asked.arguments.get(name)
        if told.where is not None and value is not None:
            if told.read is not None:
                value = Applied(told.read, (value,))
            place = asked.compiler.parameter(value, postgres_type(asked.field.args[name].type))
            found.append(told.where.format(t=alias, value=place))
    return found


def page_size(name: str, size: int) -> int:
    """A size that may be asked for. Raises BAD_USER_INPUT for any other."""
    if not 0 <= size <= LARGEST_SIZE:
        raise coded("BAD_USER_INPUT", f"`{name}` is from 0 to {LARGEST_SIZE}.")
    return size
