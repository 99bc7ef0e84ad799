"""Walks an operation without executing it: what would its fields refuse if something stood behind every parent?"""

from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLIncludeDirective,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    Visitor,
    get_named_type,
    is_abstract_type,
    visit,
)
from graphql.execution.values import get_argument_values, get_directive_values, get_variable_values

from tests.reads.fuzz.asking import Asking
from tests.reads.fuzz.checks import refusals_of
from tests.reads.fuzz.document import Document

UNSTORABLE = frozenset({"INVALID", "BAD_USER_INPUT"})
"""What text may get that PostgreSQL cannot keep."""


def refusals(schema: GraphQLSchema, document: Document, asking: Asking) -> set[str]:
    """The codes of all that is refused by some field, whether or not it is ever reached."""
    definitions = document.node.definitions
    operations = [node for node in definitions if isinstance(node, OperationDefinitionNode)]
    name = document.operation_name
    (operation,) = [node for node in operations if name is None or (node.name and node.name.value == name)]
    coerced: Any = get_variable_values(schema, operation.variable_definitions or (), document.variables)
    if isinstance(coerced, list):
        return {"BAD_USER_INPUT"}
    fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
    walk = _Walk(schema, fragments, coerced, asking)
    walk.selection(operation.operation.value.capitalize(), operation.selection_set)
    return walk.codes


class _Walk:
    def __init__(
        self, schema: GraphQLSchema, fragments: dict[str, FragmentDefinitionNode], variables: Any, asking: Asking
    ) -> None:
        self.schema, self.fragments, self.variables, self.asking = schema, fragments, variables, asking
        self.codes: set[str] = set()

    def selection(self, parent: str, selections: SelectionSetNode, possible: set[str] | None = None) -> None:
        """Walk a selection on `parent`, in a place where only the `possible` types can stand."""
        if possible is None:
            possible = self._possible(parent)
        for node in selections.selections:
            try:
                included = self._included(node)
            except GraphQLError:
                self.codes.add("BAD_USER_INPUT")
                continue
            if not included:
                continue
            if isinstance(node, FieldNode):
                self._field(parent, node)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self.fragments[node.name.value]
                self._narrowed(fragment.type_condition.name.value, fragment.selection_set, possible)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                self._narrowed(condition.name.value if condition else parent, node.selection_set, possible)

    def _narrowed(self, on: str, selections: SelectionSetNode, possible: set[str]) -> None:
        left = possible & self._possible(on)
        if left:  # a narrower condition inside a wider one may leave nothing, and then nothing is asked for
            self.selection(on, selections, left)

    def _possible(self, name: str) -> set[str]:
        kind: Any = self.schema.type_map[name]
        return {one.name for one in self.schema.get_possible_types(kind)} if is_abstract_type(kind) else {name}

    def _included(self, node: Any) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _field(self, parent: str, node: FieldNode) -> None:
        name = node.name.value
        if name.startswith("__"):
            return
        kind: Any = self.schema.type_map[parent]
        field = kind.fields[name]
        try:
            arguments = get_argument_values(field, node, self.variables)
        except GraphQLError:
            self.codes.add("BAD_USER_INPUT")
            arguments = {}
        try:
            for refused in refusals_of(parent, name, field, arguments, self.asking):
                self.codes.add(str((refused.extensions or {})["code"]))
        except KeyError:
            pass  # an argument that could not be read was noted before
        if node.selection_set:
            self.selection(get_named_type(field.type).name, node.selection_set)


def unstorable(document: Document) -> bool:
    """Whether some text of it is none that PostgreSQL can keep; whoever gets it may refuse or find nothing."""
    literals = _Texts()
    visit(document.node, literals)
    return _unstorable([*literals.found, document.variables])


class _Texts(Visitor):
    """Collects the texts that a document holds itself, as literals and as defaults of its variables."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        self.found.append(node.value)


def _unstorable(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_unstorable, value.values()))
    if isinstance(value, list):
        return any(map(_unstorable, value))
    return isinstance(value, str) and any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value)
