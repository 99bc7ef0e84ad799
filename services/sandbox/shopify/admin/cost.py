"""What a call costs and the bucket that it is paid from, after Shopify's page on rate limits.

What has an id is a point, a connection is two and what is in it, a mutation is ten; scalars, and what only holds them,
are free. Shopify's own tariff differs field by field and is not published, so that its figures are not these.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)

from services.sandbox.shopify.shop.shop import Conduct

MOST = 1_000
MUTATION = 10
CONNECTION = 2


class Unknown:
    """Stands for an answer that nobody has yet."""


UNKNOWN = Unknown()


@dataclass(slots=True)
class Scale:
    """Weighs an operation: before it runs by what it could answer, afterwards by what it did."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    def weigh(self, answered: object = UNKNOWN) -> int:
        """The cost in points."""
        root = self.schema.get_root_type(self.operation.operation)
        assert root is not None, "validated"
        inside = self._selections(self.operation.selection_set, root, answered)
        if self.operation.operation is not OperationType.MUTATION:
            return inside
        return inside + MUTATION * sum(1 for _ in self._fields(self.operation.selection_set))

    def _selections(self, selected: SelectionSetNode, of: Any, answered: object) -> int:
        cost = 0
        for field in self._fields(selected):
            holder = self._holder(selected, field, of)
            definition = getattr(holder, "fields", {}).get(field.name.value)
            if definition is None or field.selection_set is None:
                continue
            name = field.alias.value if field.alias else field.name.value
            there = answered.get(name) if isinstance(answered, Mapping) else answered
            cost += self._field(field, definition.type, there)
        return cost

    def _field(self, field: FieldNode, kind: GraphQLOutputType, there: object) -> int:
        assert field.selection_set is not None, "looked at by the caller"
        named = get_named_type(kind)
        if there is None or not is_composite_type(named):
            return 0
        if isinstance(there, list):
            return sum(self._field(field, named, one) for one in there)
        if named.name.endswith("Connection"):
            return CONNECTION + self._connection(field.selection_set, named, there, self._size(field))
        return int("id" in getattr(named, "fields", {})) + self._selections(field.selection_set, named, there)

    def _connection(self, selected: SelectionSetNode, kind: Any, there: object, size: int) -> int:
        cost = 0
        for field in self._fields(selected):
            if field.name.value not in {"nodes", "edges"} or field.selection_set is None:
                continue
            name = field.alias.value if field.alias else field.name.value
            inner = there.get(name) if isinstance(there, Mapping) else [UNKNOWN]
            once = sum(self._field(field, kind.fields[field.name.value].type, one) for one in inner or ())
            cost += once if isinstance(there, Mapping) else once * size
        return cost

    def _fields(self, selected: SelectionSetNode) -> Iterator[FieldNode]:
        for node in selected.selections:
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                yield from self._fields(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                yield from self._fields(self.fragments[node.name.value].selection_set)

    def _holder(self, selected: SelectionSetNode, field: FieldNode, of: Any) -> Any:
        """The type that a field stands on: `of`, or that of the fragment around it."""
        if isinstance(of, GraphQLObjectType | GraphQLInterfaceType) and field.name.value in of.fields:
            return of
        for node in selected.selections:
            if isinstance(node, InlineFragmentNode) and node.type_condition is not None:
                inner = self.schema.get_type(node.type_condition.name.value)
            elif isinstance(node, FragmentSpreadNode):
                inner = self.schema.get_type(self.fragments[node.name.value].type_condition.name.value)
            else:
                continue
            if field.name.value in getattr(inner, "fields", {}):
                return inner
        return of

    def _size(self, field: FieldNode) -> int:
        for argument in field.arguments or ():
            if argument.name.value in {"first", "last"}:
                value = argument.value
                named = getattr(value, "name", None)
                found = self.variables.get(named.value) if named is not None else getattr(value, "value", None)
                return int(found or 0)
        return 0


class Bucket:
    """Points that one app has left in one shop."""

    def __init__(self, now: datetime) -> None:
        self._spent = 0.0
        self._at = now

    def left(self, conduct: Conduct, now: datetime) -> float:
        """The points that can be spent."""
        restored = max((now - self._at).total_seconds(), 0.0) * conduct.points_per_second
        self._spent = max(self._spent - restored, 0.0)
        self._at = now
        return max(conduct.points - self._spent, 0.0)

    def spend(self, cost: int) -> None:
        """Take points out."""
        self._spent += cost

    def drain(self, conduct: Conduct, now: datetime, left: float) -> None:
        """Leave so many points."""
        self.left(conduct, now)
        self._spent = conduct.points - left
