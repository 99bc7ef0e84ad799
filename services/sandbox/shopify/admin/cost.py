"""What a call costs and the bucket that it is paid from, as Shopify's rate limits describe them.

What has an id is a point, scalars and what only holds them are free, a connection counts what is in it, a mutation is
ten. Shopify's own tariff differs field by field and is not published whole; only its order of magnitude is played.
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
    is_list_type,
    is_non_null_type,
)

from services.sandbox.shopify.shop.shop import Conduct

MOST = 1_000
MUTATION = 10
# a list without a size of its own
USUAL_LENGTH = 10


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
        return inside + (MUTATION - 1) * sum(1 for _ in self._fields(self.operation.selection_set))

    def _selections(self, selected: SelectionSetNode, of: Any, answered: object) -> int:
        cost = 0
        for field in self._fields(selected):
            holder = self._holder(selected, field, of)
            definition = getattr(holder, "fields", {}).get(field.name.value)
            if definition is None or field.selection_set is None:
                continue
            name = field.alias.value if field.alias else field.name.value
            there = answered.get(name) if isinstance(answered, Mapping) else answered
            cost += self._field(field, definition.type, there, None)
        return cost

    def _field(self, field: FieldNode, kind: GraphQLOutputType, there: object, size: int | None) -> int:
        assert field.selection_set is not None, "looked at by the caller"
        named = get_named_type(kind)
        if there is None or not is_composite_type(named):
            return 0
        listed = is_list_type(kind.of_type if is_non_null_type(kind) else kind)
        if isinstance(there, list):
            return sum(self._field(field, named, one, None) for one in there)
        wanted = self._size(field)
        if named.name.endswith("Connection"):
            return self._connection(field.selection_set, named, there, wanted)
        once = int("id" in getattr(named, "fields", {})) + self._selections(field.selection_set, named, there)
        if isinstance(there, Unknown) and listed:
            return once * (size or wanted or USUAL_LENGTH)
        return once

    def _connection(self, selected: SelectionSetNode, kind: Any, there: object, size: int | None) -> int:
        cost = 0
        for field in self._fields(selected):
            if field.selection_set is None or field.name.value == "pageInfo":
                continue
            inner = (
                there.get(field.alias.value if field.alias else field.name.value)
                if isinstance(there, Mapping)
                else there
            )
            if field.name.value == "nodes":
                cost += self._field(field, kind.fields["nodes"].type, inner, size)
            elif field.name.value == "edges":
                edge = get_named_type(kind.fields["edges"].type)
                edges = inner if isinstance(inner, list) else [UNKNOWN] * (size or USUAL_LENGTH)
                cost += sum(self._selections(field.selection_set, edge, one) for one in edges)
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

    def _size(self, field: FieldNode) -> int | None:
        for argument in field.arguments or ():
            if argument.name.value in {"first", "last"}:
                value = argument.value
                named = getattr(value, "name", None)
                found = self.variables.get(named.value) if named is not None else getattr(value, "value", None)
                return int(found) if found is not None else None
        return None


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
