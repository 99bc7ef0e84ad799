"""What the words of root fields become in SQL: one row found in several ways, and anything by its id."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from strawberry.utils.str_converters import to_camel_case

from services.api.protocol.errors import coded
from services.api.reads.declared import table_of
from services.api.reads.holes import Applied
from services.api.reads.plan import Cost
from services.api.reads.sources import LARGEST_SIZE, conditions_of

MOST_ENTITIES = 1000


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
        cases, costs = cases_of(asked, row, alias, lambda kind: f"{table_of(kind).prefix}_")
        case = f"case left({alias}.id, 4) {cases} end"
        if not self.many:
            compiler.cost.choices.append(costs)
            return f"(select {case} from (select {compiler.parameter(asked.arguments['id'], 'text')} as id) {alias})"
        ids = compiler.check(Applied(at_most_a_page, (asked.arguments["ids"],)))
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
        given = (asked.arguments["representations"], tuple(kind.name for kind in asked.possible()))
        compiler.notices.append((asked.key, Applied(faults_of, given)))
        pairs = compiler.check(Applied(pairs_of, given))
        cases, costs = cases_of(asked, row, alias, lambda kind: kind.name)
        with compiler.counting(pairs) as each:
            each.choices.append(costs)
        types, ids = (compiler.parameter(Applied(side_of, (pairs, side)), "text[]") for side in (0, 1))
        source = f"unnest({types}, {ids}) with ordinality {alias} (kind, id, place)"
        return f"(select coalesce(json_agg(case {alias}.kind {cases} end order by {alias}.place), '[]') from {source})"


def cases_of(asked: Any, row: Any, alias: str, label: Callable[[Any], str]) -> tuple[str, list[Cost]]:
    """For each type that it can be, the object with the id in scope, and what it may cost."""
    compiler, cases, costs = asked.compiler, [], []
    for kind in asked.possible():
        table, inner = table_of(kind), compiler.alias()
        with compiler.counting() as cost:
            found = compiler.object(kind, asked.details, type(row)(inner))
        where = [*compiler.conditions(table, inner, by_id=True), f"{inner}.id = {alias}.id"]
        cases.append(
            f"when '{label(kind)}' then (select {found} from {table.name} {inner} where {' and '.join(where)})"
        )
        costs.append(cost)
    return " ".join(cases), costs


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


def at_most_a_page(ids: list[str]) -> list[str]:
    """As many ids as may be asked for at once. Raises BAD_USER_INPUT for more."""
    if len(ids) > LARGEST_SIZE:
        raise coded("BAD_USER_INPUT", f"Ask for {LARGEST_SIZE} ids at most.")
    return ids
