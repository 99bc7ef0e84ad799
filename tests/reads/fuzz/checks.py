"""What a field refuses because of its arguments or of who asks, told without looking at a row."""

from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)
from graphql.execution.values import get_argument_values, get_directive_values, get_variable_values

from services.core.storefronts.model import Role, Scope
from tests.reads.fuzz.asking import Asking
from tests.reads.fuzz.document import Document

PREFIXES = {"ClaimConnection": "clm", "TaskConnection": "tsk", "EffectConnection": "eff"}
NAMES = {"order": ("id", "number", "externalId"), "claim": ("id", "number"), "shipment": ("id", "trackingNumber")}
MOST = 100


def check(parent: str, name: str, field: GraphQLField, arguments: dict[str, Any], asking: Asking) -> None:
    """Raise what the field refuses."""
    caller = asking.caller
    if parent == "Query":
        if caller.role is Role.VISITOR and name != "storefront":
            raise GraphQLError("visitors only see the storefront")
        if name != "storefront" and not caller.may(Scope.OPERATE if name in {"tasks", "effects"} else Scope.READ):
            raise GraphQLError("the scope is missing")
        if name in NAMES and [arguments[one] for one in NAMES[name]].count(None) != len(NAMES[name]) - 1:
            raise GraphQLError("exactly one name")
        if name == "shipment" and arguments["carrier"] is not None and arguments["trackingNumber"] is None:
            raise GraphQLError("a carrier alone is no name")
        if name == "nodes" and len(arguments["ids"]) > MOST:
            raise GraphQLError("too many ids")
    if caller.role is Role.CUSTOMER and "not shown to customers" in (field.description or ""):
        raise GraphQLError("not shown to customers")
    for size in (arguments.get("first"), arguments.get("last")):
        if size is not None and not 1 <= size <= MOST:
            raise GraphQLError("no such size")
    if arguments.get("first") is not None and arguments.get("last") is not None:
        raise GraphQLError("first or last")
    for side in ("after", "before"):
        if arguments.get(side) is not None:
            kind = PREFIXES[get_named_type(field.type).name]
            if asking.cursors.read(arguments[side], kind, arguments.get("sort", "NEWEST")) is None:
                raise GraphQLError("no cursor of this connection")


def refuses(schema: GraphQLSchema, document: Document, asking: Asking) -> bool:
    """Whether some field that is asked for would refuse if its parent were there."""
    definitions = document.node.definitions
    operations = [node for node in definitions if isinstance(node, OperationDefinitionNode)]
    name = document.operation_name
    (operation,) = [node for node in operations if name is None or (node.name and node.name.value == name)]
    fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
    coerced: Any = get_variable_values(schema, operation.variable_definitions or (), document.variables)
    if isinstance(coerced, list):
        return True
    root = schema.query_type
    assert root is not None
    try:
        _Walk(schema, fragments, coerced, asking).selection(root, operation.selection_set)
    except GraphQLError:
        return True
    return False


class _Walk:
    def __init__(
        self, schema: GraphQLSchema, fragments: dict[str, FragmentDefinitionNode], variables: Any, asking: Asking
    ) -> None:
        self.schema, self.fragments, self.variables, self.asking = schema, fragments, variables, asking

    def selection(self, parent: GraphQLObjectType | GraphQLInterfaceType, selections: SelectionSetNode) -> None:
        for node in selections.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                self._field(parent, node)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self.fragments[node.name.value]
                self._within(fragment.type_condition.name.value, fragment.selection_set)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                self._within(condition.name.value if condition else parent.name, node.selection_set)

    def _within(self, type_name: str, selections: SelectionSetNode) -> None:
        kind: Any = self.schema.type_map[type_name]
        self.selection(kind, selections)

    def _included(self, node: Any) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _field(self, parent: GraphQLObjectType | GraphQLInterfaceType, node: FieldNode) -> None:
        name = node.name.value
        if name.startswith("__"):
            return
        field = parent.fields[name]
        check(parent.name, name, field, get_argument_values(field, node, self.variables), self.asking)
        below: Any = get_named_type(field.type)
        if node.selection_set:
            self.selection(below, node.selection_set)
