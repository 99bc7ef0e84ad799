"""How large an operation may be."""

from collections.abc import Iterator
from typing import Any

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

from services.api.protocol.errors import coded
from services.api.protocol.size import Measure, Size

MOST_TOKENS = 2000
MOST_OPERATIONS = 20
"""Operations in one document; only one of them runs."""
MOST_FRAGMENTS = 60
LARGEST = Size(depth=12, fields=500, aliases=30, directives=30)
MOST_ROOT_FIELDS = 10
MOST_VALUES = 10_000
"""Values in the variables, however they are nested; each is checked one by one."""


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
            error = find_excess(context.graphql_document) or find_excess_of_variables(context.variables)
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
    measure = Measure(document)
    for operation in operations:
        size = measure.selection(operation.selection_set) + Size(directives=len(operation.directives or ()))
        for what in ("depth", "fields", "aliases", "directives"):
            if getattr(size, what) > getattr(LARGEST, what):
                return _excess(what, getattr(LARGEST, what))
        if measure.roots(operation.selection_set) > MOST_ROOT_FIELDS:
            return _excess("root fields", MOST_ROOT_FIELDS)
    return None


def find_excess_of_variables(variables: dict[str, Any] | None) -> GraphQLError | None:
    """What is wrong when there are too many values; it stops counting soon after there are."""
    count = 0
    waiting: list[Any] = [variables or {}]
    while waiting:
        values = waiting.pop()
        count += len(values)
        if count > MOST_VALUES:
            return _excess("values in its variables", MOST_VALUES)
        inner = values.values() if isinstance(values, dict) else values
        waiting += [value for value in inner if isinstance(value, dict | list)]
    return None


def _excess(what: str, most: int) -> GraphQLError:
    return coded("OPERATION_TOO_LARGE", f"An operation may have {what} up to {most}; ask for less at once.", limit=most)
