"""Relay connections in SQL: pages by keyset in both directions, cursors, page information and the total."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from graphql import GraphQLObjectType, get_named_type

from services.api.protocol.errors import coded
from services.api.reads.declared import DEFINITION, WALKED, WHERE, postgres_type, table_of
from services.api.reads.holes import Applied
from services.api.reads.sources import page_size
from services.core.ids import is_id

DEFAULT_SIZE = 20
MOST_COUNTED = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: by a moment that is never null, then by id in the same direction."""

    column: str = "created_at"
    descending: bool = True

    @property
    def tag(self) -> str:
        """Begins the cursors of this order, so that they are told from others."""
        return f"{self.column[0]}{'d' if self.descending else 'a'}"

    def sql(self, row: str, *, reverse: bool = False) -> str:
        """The list to order by."""
        way = "desc" if self.descending != reverse else "asc"
        return f"{row}.{self.column} {way}, {row}.id {way}"

    def behind(self, row: str, moment: str, row_id: str, *, reverse: bool = False) -> str:
        """The condition on rows that come behind a key, or before it."""
        sign = "<" if self.descending != reverse else ">"
        return f"({row}.{self.column}, {row}.id) {sign} ({moment}, {row_id})"


NEWEST = Order()


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection: of all the storefront's rows, or of those that name the row in scope."""

    key: str | None
    orders: dict[Enum, Order]

    def sql(self, asked: Any, row: Any) -> str:
        """The connection as an object. Raises BAD_USER_INPUT for pages that cannot be."""
        return _Page(self, asked, row).sql()


class _Page:
    """One connection as it is asked for."""

    def __init__(self, word: Connected, asked: Any, row: Any) -> None:
        self.asked, self.compiler, self.row = asked, asked.compiler, row
        arguments = asked.arguments
        first, last = arguments.get("first"), arguments.get("last")
        if first is not None and last is not None:
            raise asked.refuse("Ask with `first` or with `last`, not with both.")
        self.backward = last is not None
        self.cursors = {name: arguments[name] for name in ("after", "before") if arguments.get(name) is not None}
        given = ("last", last) if self.backward else ("first", DEFAULT_SIZE if first is None else first)
        self.size = self.compiler.check(Applied(page_size, given))
        self.limit = self.compiler.parameter(self.size, "integer")
        self.order = word.orders.get(arguments.get("sort"), NEWEST)
        self.kind: GraphQLObjectType = asked.kind
        self.node: Any = get_named_type(self.kind.fields["nodes"].type)
        self.table = table_of(self.node)
        self.alias, self.page, self.all = (self.compiler.alias() for _ in range(3))
        self.where = self.compiler.conditions(self.table, self.alias, by_id=True)
        self.same: tuple[tuple[str, str], ...] = ()
        if word.key is not None:
            self.where.append(f"{self.alias}.{word.key} = {row.name}.id")
            self.same = ((self.table.storefront, "s.id"), (word.key, f"{row.name}.id"))
        self.walked: tuple[str, str] | None = None
        self.where += self._filter()
        self.aggregates: list[str] = []
        self.fields = self.compiler.selection.fields(self.kind, asked.details)
        self.bounds = self._bounds()

    def sql(self) -> str:
        found = self.compiler.json([(key, self._field(details)) for key, details in self.fields])
        if not self.aggregates:
            return str(found)
        columns = ",\n".join(self.aggregates)
        return f"(select {found} from (select {columns} from {self._rows()} {self.page}) {self.all})"

    def _field(self, details: Any) -> str:
        match details[0].node.name.value:
            case "nodes":
                with self.compiler.counting(self.size):
                    return self._aggregate(f"json_agg({self._node(details)})")
            case "edges":
                with self.compiler.counting(self.size):
                    kind: Any = get_named_type(self.kind.fields["edges"].type)
                    pairs = [
                        (key, self._edge(kind, below)) for key, below in self.compiler.selection.fields(kind, details)
                    ]
                    return self._aggregate(f"json_agg({self.compiler.json(pairs)})")
            case "pageInfo":
                kind = get_named_type(self.kind.fields["pageInfo"].type)
                fields = self.compiler.selection.fields(kind, details)
                return str(self.compiler.json([(key, self._info(below)) for key, below in fields]))
            case "totalCount":
                return f"(select count(*) from ({self._select('', self.where, f'limit {MOST_COUNTED}')}) {self.alias})"
            case _:
                return str(self.compiler.field(self.kind, details, self.row))

    def _edge(self, kind: Any, details: Any) -> str:
        match details[0].node.name.value:
            case "node":
                return self._node(details)
            case "cursor":
                return self._cursor(f"{self.page}.{self.order.column}", f"{self.page}.id")
            case _:
                return str(self.compiler.field(kind, details, self.row))

    def _node(self, details: Any) -> str:
        return str(self.compiler.object(self.node, details, type(self.row)(self.page, same=self.same)))

    def _info(self, details: Any) -> str:
        match details[0].node.name.value:
            case "hasNextPage":
                return ("true" if "before" in self.cursors else "false") if self.backward else self._more()
            case "hasPreviousPage":
                return self._more() if self.backward else ("true" if "after" in self.cursors else "false")
            case "startCursor":
                return self._end("1")
            case "endCursor":
                return self._end(self._once("count(*)"))
            case _:
                return "'PageInfo'::text"

    def _more(self) -> str:
        """Whether there is a row beyond the page; one look into the index, cheaper than a row more on every page."""
        count = self._once("count(*)")
        key = self._key("1" if self.backward else count)
        beyond = self.order.behind(self.alias, *key, reverse=self.backward)
        # by cases, as row-level security lets no index be asked for a key that coalesce() made
        return f"case {count} when 0 then {self._any()} else {self._any(beyond)} end"

    def _any(self, *beyond: str) -> str:
        # ordered, or PostgreSQL may hope to come across one by reading the table from its beginning
        order = self.order.sql(self.alias, reverse=self.backward)
        found = self._select("true ", [*self.where, *self.bounds, *beyond], f"order by {order} limit 1")
        return f"({found}) is not null"

    def _end(self, place: str) -> str:
        """The cursor of one of the rows; only this one is written, not each row's."""
        return self._cursor(*self._key(place))

    def _key(self, place: str) -> tuple[str, str]:
        moments = self._once(f"array_agg({self.page}.{self.order.column})")
        ids = self._once(f"array_agg({self.page}.id)")
        return f"({moments})[{place}]", f"({ids})[{place}]"

    def _cursor(self, moment: str, row_id: str) -> str:
        key = f"'{self.order.tag}' || (extract(epoch from {moment}) * 1000000)::bigint || '.' || {row_id}"
        return f"rtrim(encode(convert_to({key}, 'UTF8'), 'base64'), '=')"

    def _aggregate(self, call: str) -> str:
        if f"{self.page}." not in call:
            # an aggregate of nothing but outer columns would belong to the outer query
            call += f" filter (where {self.page}.id is not null)"
        return self._once(f"coalesce({call}, '[]')")

    def _once(self, aggregate: str) -> str:
        """An aggregate over the page, worked out once, by its name."""
        named = [one.rpartition(" as ")[0] for one in self.aggregates]
        if aggregate not in named:
            self.aggregates.append(f"{aggregate} as a{len(named)}")
            named.append(aggregate)
        return f"{self.all}.a{named.index(aggregate)}"

    def _rows(self) -> str:
        """The page's rows in the list's order."""
        order = self.order.sql(self.alias, reverse=self.backward)
        end = f"order by {order} limit {self.limit}"
        rows = f"({self._select(f'{self.alias}.* ', [*self.where, *self.bounds], end)})"
        if not self.backward:
            return rows
        return f"(select * from {rows} {self.alias} order by {self.order.sql(self.alias)})"

    def _select(self, what: str, where: list[str], end: str) -> str:
        """Rows of the list: from one walk through it, or from one for each word that is wanted, merged."""
        if self.walked is None:
            return f"select {what}from {self.table.name} {self.alias} where {' and '.join(where)} {end}"
        column, words = self.walked
        each = f"{self.alias}.{column} = w.word"
        rows = f"select * from {self.table.name} {self.alias} where {' and '.join([*where, each])} {end}"
        apart = f"(select distinct unnest({words}) as word) w"
        return f"select {what}from {apart} cross join lateral ({rows}) {self.alias} {end}"

    def _bounds(self) -> list[str]:
        found = []
        for name, cursor in self.cursors.items():
            given = (cursor, self.order.tag, self.table.prefix)
            moment = self.compiler.parameter(self.compiler.check(Applied(moment_of, given)), "timestamptz")
            row_id = self.compiler.parameter(Applied(id_of, given), "text")
            found.append(self.order.behind(self.alias, moment, row_id, reverse=name == "before"))
        return found

    def _filter(self) -> list[str]:
        given = self.asked.arguments.get("filter") or {}
        if not given:
            return []
        kind: Any = get_named_type(self.asked.field.args["filter"].type)
        found = []
        for name, value in given.items():
            if value is not None:
                field = kind.fields[name]
                place = self.compiler.parameter(value, postgres_type(field.type))
                told = field.extensions[DEFINITION].metadata
                if WALKED in told and self.walked is None and self.order.column == NEWEST.column:
                    self.walked = (told[WALKED], place)
                else:
                    found.append(told[WHERE].format(t=self.alias, value=place))
        return found


def write_key(tag: str, moment: datetime, row_id: str) -> str:
    """The cursor of a row, as the statements write it."""
    key = f"{tag}{(moment - _EPOCH) // _MICROSECOND}.{row_id}"
    return base64.b64encode(key.encode()).decode().rstrip("=")


def read_key(cursor: str, tag: str, prefix: str) -> tuple[datetime, str]:
    """The moment and id that a cursor was made of. Raises BAD_USER_INPUT for any other text."""
    wrong = coded("BAD_USER_INPUT", "This is no cursor of this connection.")
    try:
        key = base64.b64decode(cursor[:100] + "=" * (-len(cursor) % 4), validate=True).decode("ascii")
        micros, _, row_id = key.removeprefix(tag).partition(".")
        moment = _EPOCH + int(micros) * _MICROSECOND
    except (binascii.Error, ValueError, OverflowError):
        raise wrong from None
    if not is_id(row_id, prefix) or write_key(tag, moment, row_id) != cursor.rstrip("="):
        raise wrong
    return moment, row_id


def moment_of(cursor: str, tag: str, prefix: str) -> datetime:
    """The moment of a cursor's row. Raises BAD_USER_INPUT."""
    return read_key(cursor, tag, prefix)[0]


def id_of(cursor: str, tag: str, prefix: str) -> str:
    """The id of a cursor's row. Raises BAD_USER_INPUT."""
    return read_key(cursor, tag, prefix)[1]
