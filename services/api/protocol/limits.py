"""How large an operation may be, counted once for each fragment, so that fragments that double cost nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)
from strawberry.extensions import SchemaExtension

from services.api.protocol.errors import coded

MOST_TOKENS = 2000
MOST_OPERATIONS = 20
"""Operations in one document; only one of them runs."""
MOST_FRAGMENTS = 100


@dataclass(frozen=True, slots=True)
class Size:
    """How large a selection is once its fragments are written out."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.directives + other.directives,
        )


LARGEST = Size(depth=12, fields=1000, aliases=30, directives=30)
MOST_ROOT_FIELDS = 10


class Limits(SchemaExtension):
    """Refuses a document that is too large, before it is validated."""

    def on_operation(self) -> Iterator[None]:
        """Bound the tokens before anything is parsed."""
        self.execution_context.parse_options["max_tokens"] = MOST_TOKENS
        yield

    def on_validate(self) -> Iterator[None]:
        """Measure the document; what is too large is not validated, as that can be what costs."""
        context = self.execution_context
        if context.graphql_document is not None:
            error = find_excess(context.graphql_document)
            several = sum(isinstance(node, OperationDefinitionNode) for node in context.graphql_document.definitions)
            if error is None and several > 1 and context._provided_operation_name is None:  # noqa: SLF001
                error = coded(
                    "OPERATION_RESOLUTION_FAILURE", 'The document has several operations; send "operationName".'
                )
            if error is not None:
                context.pre_execution_errors = [error]
        yield
        for found in context.pre_execution_errors or ():
            if found.extensions is None:
                found.extensions = {}
            found.extensions.setdefault("code", "GRAPHQL_VALIDATION_FAILED")


def find_excess(document: DocumentNode) -> GraphQLError | None:
    """The first limit that the document breaks."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) > MOST_OPERATIONS:
        return _excess("operations", MOST_OPERATIONS)
    if len(document.definitions) - len(operations) > MOST_FRAGMENTS:
        return _excess("fragments", MOST_FRAGMENTS)
    measure = _Measure(document)
    for operation in operations:
        size = measure.selection(operation.selection_set) + Size(directives=len(operation.directives or ()))
        for what in ("depth", "fields", "aliases", "directives"):
            if getattr(size, what) > getattr(LARGEST, what):
                return _excess(what, getattr(LARGEST, what))
        if measure.roots(operation.selection_set) > MOST_ROOT_FIELDS:
            return _excess("root fields", MOST_ROOT_FIELDS)
    return None


def _excess(what: str, most: int) -> GraphQLError:
    return coded("OPERATION_TOO_LARGE", f"An operation may have {what} up to {most}; ask for less at once.", limit=most)


class _Measure:
    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._sizes: dict[str, Size] = {}
        self._roots: dict[str, int] = {}

    def selection(self, selections: SelectionSetNode | None) -> Size:
        """The size of all that is selected here and below."""
        total = Size()
        for node in selections.selections if selections else ():
            total += self._node(node)
        return total

    def roots(self, selections: SelectionSetNode) -> int:
        """How many fields stand at this level."""
        count = 0
        for node in selections.selections:
            if isinstance(node, FieldNode):
                count += 1
            elif isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name not in self._roots:
                    self._roots[name] = 0  # a fragment within itself is for validation to refuse
                    fragment = self._fragments.get(name)
                    self._roots[name] = self.roots(fragment.selection_set) if fragment else 0
                count += self._roots[name]
            else:
                inline: SelectionSetNode = getattr(node, "selection_set")  # noqa: B009 - a node's class does not tell
                count += self.roots(inline)
        return count

    def _node(self, node: SelectionNode) -> Size:
        own = Size(directives=len(node.directives or ()))
        if isinstance(node, FragmentSpreadNode):
            return own + self._fragment(node.name.value)
        if not isinstance(node, FieldNode):
            return own + self.selection(getattr(node, "selection_set", None))
        if node.name.value in {"__schema", "__type"}:
            return own  # deep by nature; graphql-core bounds it by a rule of its own
        below = self.selection(node.selection_set)
        return own + Size(below.depth + 1, below.fields + 1, below.aliases + bool(node.alias), below.directives)

    def _fragment(self, name: str) -> Size:
        if name not in self._sizes:
            self._sizes[name] = Size()  # a fragment within itself is for validation to refuse
            fragment = self._fragments.get(name)
            if fragment is not None:
                size = self.selection(fragment.selection_set)
                self._sizes[name] = size + Size(directives=len(fragment.directives or ()))
        return self._sizes[name]
