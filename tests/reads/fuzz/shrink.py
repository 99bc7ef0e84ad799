"""Makes a document that shows a difference smaller for as long as the difference stays."""

from collections.abc import Awaitable, Callable
from typing import Any

from graphql import (
    REMOVE,
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    ObjectFieldNode,
    OperationDefinitionNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

from tests.reads.fuzz.document import Document

MOST_TRIES = 300
REMOVABLE = (FieldNode, FragmentSpreadNode, InlineFragmentNode, DirectiveNode, ArgumentNode, ObjectFieldNode)


async def shrunk(document: Document, schema: GraphQLSchema, still: Callable[[Document], Awaitable[bool]]) -> Document:
    """The smallest document found for which `still` holds."""
    tries, progress = MOST_TRIES, True
    while progress:
        progress = False
        at = 0
        while tries > 0:
            smaller = _without(document, at)
            if smaller is None:
                break
            tries -= 1
            if _valid(smaller, schema) and await still(smaller):
                document, progress = smaller, True
            else:
                at += 1
    return document


def _valid(document: Document, schema: GraphQLSchema) -> bool:
    try:
        return not validate(schema, parse(document.text))
    except GraphQLError:
        return False


def _without(document: Document, at: int) -> Document | None:
    """The document without its nth part, and without what only that part used; nothing when it has fewer parts."""
    remover = _Remover(at)
    node = visit(document.node, remover)
    if remover.left >= 0:
        return None
    node = _tidy(node)
    names = {one.variable.name.value for one in _all(node, VariableDefinitionNode)}
    operations = _all(node, OperationDefinitionNode)
    values = {name: value for name, value in document.variables.items() if name in names}
    return Document(print_ast(node), node, values, document.operation_name if len(operations) > 1 else None)


def _tidy(node: DocumentNode) -> DocumentNode:
    """Without fragments and variables that nothing uses any more."""
    while True:
        spread = {one.name.value for one in _all(node, FragmentSpreadNode)}
        used = {
            one.name.value
            for definition in node.definitions
            for part in (getattr(definition, "selection_set", None), *(getattr(definition, "directives", None) or ()))
            if part is not None
            for one in _all(part, VariableNode)
        }
        tidier: DocumentNode = visit(node, _Tidier(spread, used))
        if print_ast(tidier) == print_ast(node):
            return tidier
        node = tidier


def _all(node: Node, kind: type[Any]) -> list[Any]:
    finder = _Finder(kind)
    visit(node, finder)
    return finder.found


class _Finder(Visitor):
    def __init__(self, kind: type[Any]) -> None:
        super().__init__()
        self.kind, self.found = kind, list[Any]()

    def enter(self, node: Node, *_: object) -> None:
        if isinstance(node, self.kind):
            self.found.append(node)


class _Remover(Visitor):
    def __init__(self, at: int) -> None:
        super().__init__()
        self.left = at

    def enter(self, node: Node, *_: object) -> Any:
        if self.left >= 0 and isinstance(node, REMOVABLE):
            self.left -= 1
            if self.left < 0:
                return REMOVE
        return None


class _Tidier(Visitor):
    def __init__(self, spread: set[str], used: set[str]) -> None:
        super().__init__()
        self.spread, self.used = spread, used

    def enter(self, node: Node, *_: object) -> Any:
        if isinstance(node, FragmentDefinitionNode) and node.name.value not in self.spread:
            return REMOVE
        if isinstance(node, VariableDefinitionNode) and node.variable.name.value not in self.used:
            return REMOVE
        return None
