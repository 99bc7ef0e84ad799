"""What the words become in SQL: columns, objects inside a row, one row, many rows, and ways to find one."""

import secrets
from dataclasses import dataclass
from typing import Any

from graphql import get_named_type
from strawberry.utils.str_converters import to_camel_case

from services.api.protocol.errors import coded
from services.api.reads.declared import postgres_type, table_of
from services.api.reads.holes import Applied

LARGEST_SIZE = 100
MOST_ENTITIES = 1000
NONCE = f"{secrets.token_hex(16)}:"
"""Begins each text that is finished in Python; nobody outside can know it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or an expression."""

    expression: str | None = None

    def sql(self, asked: Any, row: Any) -> str:
        """Its value; decimals as text, so that no reader rounds them."""
        if self.expression is None:
            found = row.read(asked.name)
        else:
            found = self.expression.format(t=row.name, feed="feed.position", s="s.id")
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
        return f"{mark} || ({self.expression.format(t=row.name, feed='feed.position')})"


@dataclass(frozen=True, slots=True)
class Embedded:
    """An object inside the row."""

    columns: dict[str, str]
    present: str | None

    def sql(self, asked: Any, row: Any) -> str:
        """The object, or null."""
        found = asked.object(type(row)(row.name, self.columns))
        if self.present is None:
            return str(found)
        return f"case when {self.present.format(t=row.name)} then {found} end"


@dataclass(frozen=True, slots=True)
class ToOne:
    """The row whose id is in a column."""

    key: str

    def sql(self, asked: Any, row: Any) -> str:
        """The row as an object, or null."""
        compiler, table = asked.compiler, table_of(asked.kind)
        alias = compiler.alias()
        where = [*compiler.conditions(table, alias), f"{alias}.id = {row.name}.{self.key}"]
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
        if self.source is None:
            table = table_of(asked.kind)
            source = f"{table.name} {alias}"
            where = [*compiler.conditions(table, alias), f"{alias}.{self.key} = {row.name}.id"]
        else:
            source, where = self.source.format(t=row.name, r=alias), []
        where += conditions_of(asked, self.arguments, alias)
        size, limit = self.usual, ""
        if self.bounded:
            size = compiler.check(Applied(page_size, ("first", asked.arguments["first"])))
            limit = f" limit {compiler.parameter(size, 'integer')}"
        with compiler.counting(size):
            found = asked.object(type(row)(alias))
        filtered = f" where {' and '.join(where)}" if where else ""
        rows = f"select {found} as o from {source}{filtered} order by {self.order.format(t=alias)}{limit}"
        return f"(select coalesce(json_agg({alias}.o), '[]') from ({rows}) {alias})"


@dataclass(frozen=True, slots=True)
class Find:
    """One row, found in one of several ways."""

    arguments: tuple[Any, ...]
    ways: tuple[Any, ...]
    otherwise: str

    def sql(self, asked: Any, row: Any) -> str:
        """The row as an object, or null. Raises BAD_USER_INPUT when it is asked for in no such way."""
        given = {told.name for told in self.arguments if asked.arguments.get(to_camel_case(told.name)) is not None}
        way = next((way for way in self.ways if set(way.names) == given), None)
        if way is None:
            raise asked.refuse(self.otherwise)
        compiler, table = asked.compiler, table_of(asked.kind)
        alias = compiler.alias()
        where = [*compiler.conditions(table, alias, by_id=True), *conditions_of(asked, self.arguments, alias)]
        found = asked.object(type(row)(alias))
        order = f" order by {way.order.format(t=alias)} limit 1" if way.order else ""
        return f"(select {found} from {table.name} {alias} where {' and '.join(where)}{order})"


@dataclass(frozen=True, slots=True)
class Nodes:
    """Anything by its id alone: the prefix tells the table."""

    many: bool

    def sql(self, asked: Any, row: Any) -> str:
        """The object, or the list of objects, null where there is nothing to see."""
        compiler, alias = asked.compiler, asked.compiler.alias()
        costs, cases = [], []
        ids = asked.arguments["ids"] if self.many else asked.arguments["id"]
        for kind in asked.possible():
            table, inner = table_of(kind), compiler.alias()
            with compiler.counting() as cost:
                found = compiler.object(kind, asked.details, type(row)(inner))
            costs.append(cost)
            where = [*compiler.conditions(table, inner, by_id=True), f"{inner}.id = {alias}.id"]
            select = f"(select {found} from {table.name} {inner} where {' and '.join(where)})"
            cases.append(f"when '{table.prefix}_' then {select}")
        case = f"case left({alias}.id, 4) {' '.join(cases)} end"
        if not self.many:
            compiler.cost.choices.append(costs)
            return f"(select {case} from (select {compiler.parameter(ids, 'text')} as id) {alias})"
        ids = compiler.check(Applied(at_most_a_page, (ids,)))
        with compiler.counting(ids) as each:
            each.choices.append(costs)
        source = f"unnest({compiler.parameter(ids, 'text[]')}) with ordinality {alias} (id, place)"
        return f"(select coalesce(json_agg({case} order by {alias}.place), '[]') from {source})"


@dataclass(frozen=True, slots=True)
class Entities:
    """Entities by type and id, as a gateway represents them."""

    def sql(self, asked: Any, row: Any) -> str:
        """The list of objects, null where there is nothing to see or the representation is none."""
        compiler, alias = asked.compiler, asked.compiler.alias()
        given, kinds = asked.arguments["representations"], asked.possible()
        names = tuple(kind.name for kind in kinds)
        compiler.notices.append((asked.key, Applied(faults_of, (given, names))))
        pairs = compiler.check(Applied(pairs_of, (given, names)))
        costs, cases = [], []
        for kind in kinds:
            table, inner = table_of(kind), compiler.alias()
            with compiler.counting() as cost:
                found = compiler.object(kind, asked.details, type(row)(inner))
            costs.append(cost)
            where = [*compiler.conditions(table, inner, by_id=True), f"{inner}.id = {alias}.id"]
            select = f"(select {found} from {table.name} {inner} where {' and '.join(where)})"
            cases.append(f"when '{kind.name}' then {select}")
        with compiler.counting(pairs) as each:
            each.choices.append(costs)
        types, ids = (compiler.parameter(Applied(side_of, (pairs, side)), "text[]") for side in (0, 1))
        source = f"unnest({types}, {ids}) with ordinality {alias} (kind, id, place)"
        case = f"case {alias}.kind {' '.join(cases)} end"
        return f"(select coalesce(json_agg({case} order by {alias}.place), '[]') from {source})"


def pairs_of(representations: list[Any], names: tuple[str, ...]) -> list[tuple[str | None, str | None]]:
    """Type and id of each representation, nothing for those that are none. Raises BAD_USER_INPUT for too many."""
    if len(representations) > MOST_ENTITIES:
        raise coded("BAD_USER_INPUT", f"Ask for {MOST_ENTITIES} representations at most.")
    return [(None, None) if fault_of(one, names) else (one["__typename"], one["id"]) for one in representations]


def side_of(pairs: list[tuple[str | None, str | None]], side: int) -> list[str | None]:
    """All types, or all ids."""
    return [pair[side] for pair in pairs]


def faults_of(representations: list[Any], names: tuple[str, ...]) -> list[tuple[int, str]]:
    """Which representations are none, and why."""
    found = ((place, fault_of(one, names)) for place, one in enumerate(representations))
    return [(place, fault) for place, fault in found if fault]


def fault_of(representation: Any, names: tuple[str, ...]) -> str | None:
    """Why this is no representation of an entity of ours."""
    if not isinstance(representation, dict) or representation.get("__typename") not in names:
        return f"A representation is an object whose `__typename` is one of {', '.join(names)}."
    if not isinstance(representation.get("id"), str):
        return "A representation has the `id` of its entity, as a string."
    return None


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


def at_most_a_page(ids: list[str]) -> list[str]:
    """As many ids as may be asked for at once. Raises BAD_USER_INPUT for more."""
    if len(ids) > LARGEST_SIZE:
        raise coded("BAD_USER_INPUT", f"Ask for {LARGEST_SIZE} ids at most.")
    return ids
