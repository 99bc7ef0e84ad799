"""Finds or makes the plan of what is asked, and runs it: one statement, whose JSON is the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from graphql import DocumentNode, GraphQLObjectType, GraphQLSchema, get_named_type

from services.api.protocol.errors import coded
from services.api.reads.compiler import Compiler
from services.api.reads.declared import TABLE, is_read
from services.api.reads.finishing import finish
from services.api.reads.holes import Hole
from services.api.reads.plan import Bounded, Plan, count_objects, errors_of
from services.api.reads.selection import (
    Details,
    Operation,
    Selection,
    find_operation,
)
from services.core.database import ReadPool
from services.core.refusal import Refused
from services.core.storefronts.model import Role, Scope

if TYPE_CHECKING:
    from services.api.context import Context

Values = Mapping[str, Any]

MOST_PLANS = 64
"""Plans of one operation: its roles times the shapes of its variables."""
MOST_OBJECTS = 20_000
"""Objects that one operation may ask for."""
ID = "\x00id"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A valid operation with the plans that it has so far; `whole` when one statement answers all of it."""

    document: DocumentNode
    operation: Operation
    whole: bool
    plans: Bounded[Any, Plan] = field(default_factory=lambda: Bounded(MOST_PLANS))

    @property
    def is_subscription(self) -> bool:
        """Whether it is begun instead of executed."""
        return self.operation.kind == "subscription"

    def roots(self, values: Values) -> list[tuple[str, Details]]:
        """The root fields, by response key."""
        return Selection(self.operation, self.operation.hollow(values)).roots()

    def root(self, values: Values) -> tuple[str, GraphQLObjectType, Details]:
        """The one root field of a subscription: its response key, type and selection."""
        ((key, details),) = self.roots(values)
        schema = self.operation.schema
        assert schema.subscription_type is not None, "a schema with subscriptions has their type"
        kind: Any = get_named_type(schema.subscription_type.fields[details[0].node.name.value].type)
        return key, kind, details


def prepare(schema: GraphQLSchema, document: DocumentNode, name: str | None) -> Prepared:
    """The operation of a valid document, ready to be planned."""
    operation = find_operation(schema, document, name)
    fields = schema.query_type.fields if schema.query_type else {}
    whole = operation.kind == "query" and all(
        name == "__typename" or (name in fields and is_read(fields[name])) for name in operation.root_names()
    )
    return Prepared(document, operation, whole)


def plan_query(prepared: Prepared, values: Values, role: Role) -> Plan:
    """The plan of a whole query."""
    return _plan(prepared, values, role, None, lambda selection: Compiler(selection, role).roots())


def plan_root(prepared: Prepared, values: Values, role: Role, key: str, details: Details) -> Plan:
    """The plan of one root field of a query."""
    kind = prepared.operation.schema.query_type
    assert kind is not None, "a schema has a query type"
    return _plan(prepared, values, role, key, lambda selection: Compiler(selection, role).root(kind, details))


def plan_reference(
    prepared: Prepared, values: Values, role: Role, path: Any, kind: GraphQLObjectType, details: Details
) -> Plan:
    """The plan of an object that stands at a path of a mutation's or subscription's answer, by its id."""
    return _plan(
        prepared, values, role, path, lambda selection: Compiler(selection, role).reference(kind, details, Hole((ID,)))
    )


def _plan(prepared: Prepared, values: Values, role: Role, place: Any, make: Any) -> Plan:
    role = Role.CLIENT if role is Role.STAFF else role
    key = (role, place, prepared.operation.shape(values))
    plan = prepared.plans.get(key)
    if plan is None:
        plan = make(Selection(prepared.operation, prepared.operation.hollow(values)))
        prepared.plans.put(key, plan)
    return plan


async def read(plan: Plan, variables: dict[str, Any], context: "Context", pool: ReadPool) -> Any:
    """What the plan answers, as JSON that nobody looks into any more; nothing when there is no such object.

    Raises:
        GraphQLError: UNAUTHENTICATED, FORBIDDEN, OPERATION_TOO_LARGE, THROTTLED, or a value that is not taken.
    """
    for scope in plan.scopes:
        context.require(scope)
    parameters = plan.bind(variables, context)
    requested = plan.cost.of(variables, context)
    total = context.requested + requested
    if total > MOST_OBJECTS:
        raise coded(
            "OPERATION_TOO_LARGE",
            f"An operation may ask for up to {MOST_OBJECTS} objects; this one could answer {total}.",
            limit=MOST_OBJECTS,
        )
    context.errors += errors_of(plan, variables, context)
    context.spend(requested)
    actual = 0
    try:
        answer: bytes | None = await pool.read_json(plan.sql, parameters)
        actual = count_objects(answer) if answer is not None else 0
    except Refused as refused:
        raise coded("BAD_USER_INPUT", refused.problems[0].message) from None
    finally:
        context.settle(requested, actual)
    if answer is None:
        return None
    return msgspec.Raw(finish(answer, context) if plan.finishes else answer)


async def sees(context: "Context", kind: type, row_id: str) -> bool:
    """Whether the caller may see the row of this type. Raises FORBIDDEN for one who may not read."""
    caller, table = context.require(Scope.READ), getattr(kind, TABLE)
    customer = f" and ({table.customer.format(t='t', order='$3')})" if caller.is_customer and table.customer else ""
    sql = f"select true from {table.name} t where t.{table.storefront} = $1 and t.id = $2{customer}"
    values = [caller.storefront_id, row_id] + ([caller.order_id] if customer else [])
    async with context.read() as db:
        return bool(await db.fetchval(sql, *values))
