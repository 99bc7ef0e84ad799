"""Whether the schema and the database fit: every column is there, nothing non-null can be null, no list is sorted."""

import re
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_list_type,
    parse,
)

from services.api.reads.compiler import SILENCE, Compiler
from services.api.reads.connections import NEWEST, Connected
from services.api.reads.declared import DEFINITION, has_table, reading_of, table_of
from services.api.reads.reader import prepare
from services.api.reads.selection import Selection, VariableValues
from services.api.reads.sources import Column, Embedded, Finished, ToMany
from services.core.database import AWAY, Connection
from services.core.storefronts.model import Role

_NEVER_NULL = re.compile(r"(\(select )?coalesce\(|\{feed\}$|.* is not null$", re.DOTALL)
_PLAIN = re.compile(r"\{t\}\.(\w+)")


async def find_faults(schema: GraphQLSchema, connection: Connection) -> list[str]:
    """What does not fit, one line each; nothing when all is well."""
    rows = await connection.fetch(
        """select c.relname as name, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
           where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0
               and a.attnotnull"""
    )
    never_null = {(row["name"], row["column"]) for row in rows}
    rows = await connection.fetch(
        "select tablename as name, indexdef from pg_indexes where schemaname = current_schema()"
    )
    indexes: dict[str, list[str]] = {}
    for row in rows:
        indexes.setdefault(row["name"], []).append(row["indexdef"].partition(" USING btree (")[2])
    assert schema.query_type is not None, "a schema has a query type"
    faults = _orders(schema.query_type, indexes)
    for kind in tabled(schema):
        faults += _nulls(kind, never_null) + _orders(kind, indexes)
        try:
            await connection.execute(f"prepare fits as {select_all(schema, kind)}")
            await connection.execute("deallocate fits")
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the statement is the finding
            faults.append(f"{kind.name} cannot be read: {error}")
    return list(dict.fromkeys(faults))


def tabled(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    """The types whose objects are rows."""
    return [kind for kind in schema.type_map.values() if isinstance(kind, GraphQLObjectType) and has_table(kind)]


def select_all(schema: GraphQLSchema, kind: GraphQLObjectType) -> str:
    """The statement that reads every field of a type, and of what is one step away."""
    document = parse(f'{{ node(id: "") {{ ... on {kind.name} {_fields(kind)} }} }}')
    selection = Selection(prepare(schema, document, None).operation, VariableValues({}, {}))
    ((_, details),) = selection.roots()
    return Compiler(selection, Role.CLIENT).reference(kind, details, "").sql


def _fields(kind: Any, *, deep: bool = True) -> str:
    names = ["__typename"]
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            names.append(name)
        elif deep:
            names.append(f"{name} {_fields(inner, deep=False)}")
    return f"{{ {' '.join(names)} }}"


def _nulls(kind: GraphQLObjectType, never_null: set[tuple[str, str]]) -> list[str]:
    table = table_of(kind).name
    return [
        f"{kind.name}.{name} is never null in the schema, and `{expression}` may be null in the database"
        for name, expression in _promises(kind)
        if not _NEVER_NULL.match(expression)
        and not ((plain := _PLAIN.fullmatch(expression)) and (table, plain[1]) in never_null)
    ]


def _promises(kind: GraphQLObjectType) -> Iterator[tuple[str, str]]:
    """The fields that promise never to be null, each with the expression that it is read from."""
    for name, field in kind.fields.items():
        source, python_name = (reading_of(field) or SILENCE).source, field.extensions[DEFINITION].python_name
        if not isinstance(field.type, GraphQLNonNull) or is_list_type(field.type.of_type):
            continue
        match source:
            case Column(expression):
                yield name, expression or f"{{t}}.{python_name}"
            case Finished(_, expression):
                yield name, expression
            case Embedded(columns, _):
                inner: Any = get_named_type(field.type)
                for below, part in inner.fields.items():
                    if isinstance(part.type, GraphQLNonNull):
                        yield f"{name}.{below}", columns[part.extensions[DEFINITION].python_name]
            case Connected():
                pass
            case _:
                yield name, f"{type(source).__name__}, of which there may be none"


def _orders(kind: GraphQLObjectType, indexes: dict[str, list[str]]) -> list[str]:
    """The lists of this type's fields that no index delivers in their order."""
    faults = []
    for name, field in kind.fields.items():
        reading = reading_of(field)
        for table, columns in wanted_indexes(field, reading.source) if reading else ():
            # every table has an index; a view has none, and what it puts together is sorted in memory
            if table in indexes and not any(found.startswith(columns) for found in indexes[table]):
                faults.append(f"{kind.name}.{name} needs an index on {table} ({columns})")
    return faults


def wanted_indexes(field: Any, source: Any) -> list[tuple[str, str]]:
    """The indexes that a list's word asks for, as (table, beginning of its columns)."""
    if isinstance(source, Connected):
        connection: Any = get_named_type(field.type)
        table = table_of(get_named_type(connection.fields["nodes"].type))
        key = f", {source.key}" if source.key else ""
        return [
            (table.name, f"{table.storefront}{key}, {order.column} DESC, id DESC")
            for order in (source.orders.values() or [NEWEST])
        ]
    if isinstance(source, ToMany) and source.source is None:
        table = table_of(get_named_type(field.type))
        order = source.order.replace("{t}.", "").replace(" desc", " DESC")
        # an order by another table's column is sorted in memory: such lists are short
        ordered = "" if "select" in order else f", {order}"
        return [(table.name, f"{table.storefront}, {source.key}{ordered}")]
    return []
