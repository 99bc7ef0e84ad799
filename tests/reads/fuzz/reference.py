"""The schema executed by graphql-core over plain rows in memory: one naive resolver for what each field promises."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLField,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    build_schema,
    execute_sync,
)

from tests.reads.fuzz import entities, pages, roots
from tests.reads.fuzz.asking import Asking
from tests.reads.fuzz.checks import check
from tests.reads.fuzz.document import Document
from tests.reads.fuzz.rows import Row
from tests.reads.golden.statements import VALUES

SDL = (Path(__file__).resolve().parents[3] / "schema" / "schema.graphql").read_text()

Resolver = Callable[[Any, Asking, dict[str, Any]], object]
RESOLVERS: Mapping[str, Resolver] = {**roots.RESOLVERS, **pages.RESOLVERS, **entities.RESOLVERS}
"""How fields are read, by `Type.field`, or `*.field` for all types; any other field is the row's column."""


def make_reference(resolvers: Mapping[str, Resolver] = RESOLVERS, sdl: str = SDL) -> GraphQLSchema:
    """The executable schema."""
    schema = build_schema(sdl)
    assert schema.query_type is not None
    # what gateways ask, and values that are no rows, have tests of their own
    for name in ("_entities", "_service", *VALUES):
        del schema.query_type.fields[name]
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for name, field in kind.fields.items():
                read = resolvers.get(f"{kind.name}.{name}") or resolvers.get(f"*.{name}") or partial(_column, name)
                field.resolve = partial(
                    _resolve, kind.name, name, field, _changed if kind is schema.mutation_type else read
                )
    moment, decimal = schema.type_map["DateTime"], schema.type_map["Decimal"]
    assert isinstance(moment, GraphQLScalarType)
    assert isinstance(decimal, GraphQLScalarType)
    moment.coerce_input_value, moment.coerce_output_value = _read_moment, _write_moment
    decimal.coerce_output_value = "{:f}".format
    return schema


def answer(schema: GraphQLSchema, document: Document, asking: Asking) -> ExecutionResult:
    """What graphql-core makes of the document."""
    return execute_sync(
        schema,
        document.node,
        context_value=asking,
        variable_values=document.variables,
        operation_name=document.operation_name,
    )


def _resolve(
    parent: str, name: str, field: GraphQLField, read: Resolver, source: object, info: Any, **arguments: Any
) -> object:
    asking: Asking = info.context
    check(parent, name, field, arguments, asking)
    asking.reached[f"{parent}.{name}"] += 1
    return read(source, asking, arguments)


def _column(name: str, row: Row, *_: object) -> object:
    return row[re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)]


def _changed(_: object, asking: Asking, arguments: dict[str, Any]) -> Row:
    return asking.changes[arguments["input"]["idempotencyKey"]].payload(asking.rows)


def _read_moment(value: object) -> datetime:
    moment = datetime.fromisoformat(value if isinstance(value, str) else "")
    if moment.tzinfo is None:
        raise ValueError("no offset")
    return moment.astimezone(UTC)


def _write_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
