"""What an operation selects and asks with. The only importer of graphql-core's inner functions, which may change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values

from services.api.reads.holes import hollow

__all__ = ["Details", "Operation", "Selection", "VariableValues", "find_operation", "hollow_variables"]

Details = list[FieldDetails]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a valid document."""

    schema: GraphQLSchema
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDetails]

    @property
    def kind(self) -> str:
        """`query`, `mutation` or `subscription`."""
        return self.node.operation.value

    def root_names(self) -> set[str]:
        """The names of all fields that may stand at the root, whatever directives say."""
        names, spreads = set[str](), [self.node.selection_set]
        seen = set[str]()
        while spreads:
            for node in spreads.pop().selections:
                if isinstance(node, FieldNode):
                    names.add(node.name.value)
                elif isinstance(node, InlineFragmentNode):
                    spreads.append(node.selection_set)
                elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                    seen.add(node.name.value)
                    spreads.append(self.fragments[node.name.value].definition.selection_set)
        return names

    def coerce(self, variables: Mapping[str, Any] | None) -> VariableValues:
        """The variables as their types read them. Raises the first `GraphQLError`."""
        values = get_variable_values(
            self.schema, self.node.variable_definitions or (), dict(variables or {}), hide_suggestions=True
        )
        if isinstance(values, list):
            raise values[0]
        return values


def find_operation(schema: GraphQLSchema, document: DocumentNode, name: str | None) -> Operation:
    """The operation of that name, or the only one; a request without either was refused before."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    named = [node for node in operations if name is None or (node.name is not None and node.name.value == name)]
    fragments = {
        node.name.value: FragmentDetails(node)
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    return Operation(schema, named[0], fragments)


@dataclass(frozen=True, slots=True)
class Selection:
    """What an operation selects once its variables' shape is known: every other value in it is a hole."""

    operation: Operation
    variables: VariableValues

    def roots(self) -> list[tuple[str, Details]]:
        """The root fields, by response key, merged and in order."""
        operation = self.operation
        kind = operation.schema.get_root_type(operation.node.operation)
        assert kind is not None, "a valid operation has a root type"
        collected = collect_fields(operation.schema, dict(operation.fragments), self.variables, kind, operation.node)
        return list(collected.grouped_field_set.items())

    def fields(self, kind: GraphQLObjectType, details: Details) -> list[tuple[str, Details]]:
        """The fields selected below, for an object of this type."""
        operation = self.operation
        collected = collect_subfields(
            operation.schema, dict(operation.fragments), self.variables, operation.node, kind, details
        )
        return list(collected.grouped_field_set.items())

    def arguments(self, field: GraphQLField, details: Details) -> dict[str, Any]:
        """The field's arguments; what comes from variables is hollow."""
        return get_argument_values(field, details[0].node, self.variables, hide_suggestions=True)


def hollow_variables(operation: Operation, values: VariableValues) -> VariableValues:
    """The variables with a hole for each value that a plan must not see."""
    coerced = {
        name: hollow(value, values.sources[name].signature.type, (name,)) for name, value in values.coerced.items()
    }
    return VariableValues(values.sources, coerced)
