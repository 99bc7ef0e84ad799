"""What an operation selects and asks with. The only importer of graphql-core's inner functions, which may change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInputType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.get_variable_signature import get_variable_signature
from graphql.execution.values import (
    VariableValues,
    VariableValueSource,
    get_argument_values,
    get_variable_values,
)
from graphql.pyutils import Undefined
from graphql.utilities.coerce_input_value import coerce_input_value

from services.api.reads.holes import hollow, is_closed, shape_of

__all__ = ["Details", "Operation", "Selection", "VariableValues", "find_operation"]

Details = list[FieldDetails]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that an operation declares. It is `closed` when its value decides nothing but whether it is null."""

    name: str
    kind: GraphQLInputType
    default: Any
    closed: bool

    def shape(self, value: Any) -> Any:
        """What of a value decides the plan."""
        return value is None if self.closed else shape_of(hollow(value, self.kind, ()))


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a valid document."""

    schema: GraphQLSchema
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDetails]
    variables: tuple[Variable, ...]
    sources: dict[str, VariableValueSource]

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

    def coerce(self, given: Mapping[str, Any] | None) -> dict[str, Any]:
        """The variables as their types read them. Raises the first `GraphQLError`."""
        given, coerced = given or {}, dict[str, Any]()
        for variable in self.variables:
            value = given.get(variable.name, Undefined)
            value = variable.default if value is Undefined else coerce_input_value(value, variable.kind)
            if value is not Undefined:
                coerced[variable.name] = value
            elif variable.name in given or is_non_null_type(variable.kind):
                raise self._wrong(given)
        return coerced

    def shape(self, coerced: Mapping[str, Any]) -> tuple[Any, ...]:
        """What of the variables decides the plan."""
        return tuple(one.shape(coerced[one.name]) if one.name in coerced else "-" for one in self.variables)

    def hollow(self, coerced: Mapping[str, Any]) -> VariableValues:
        """The variables with a hole for each value that a plan must not see."""
        found = {
            one.name: hollow(coerced[one.name], one.kind, (one.name,)) for one in self.variables if one.name in coerced
        }
        return VariableValues(self.sources, found)

    def _wrong(self, given: Mapping[str, Any]) -> GraphQLError:
        nodes = self.node.variable_definitions or ()
        errors = get_variable_values(self.schema, nodes, dict(given), hide_suggestions=True)
        assert isinstance(errors, list), "a variable that cannot be coerced is an error"
        return errors[0]


def find_operation(schema: GraphQLSchema, document: DocumentNode, name: str | None) -> Operation:
    """The operation of that name, or the only one; a request without either was refused before."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    named = [node for node in operations if name is None or (node.name is not None and node.name.value == name)]
    fragments = {
        node.name.value: FragmentDetails(node)
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    variables, sources = [], {}
    for definition in named[0].variable_definitions or ():
        signature = get_variable_signature(schema, definition)
        assert not isinstance(signature, GraphQLError), "a valid document's variables have types"
        alone = get_variable_values(schema, [definition], {})
        default = Undefined if isinstance(alone, list) else alone.coerced.get(signature.name, Undefined)
        variables.append(Variable(signature.name, signature.type, default, is_closed(signature.type)))
        # without their values, so that none can get into a plan by way of a literal that it stands in
        sources[signature.name] = VariableValueSource(signature)
    return Operation(schema, named[0], fragments, tuple(variables), sources)


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
