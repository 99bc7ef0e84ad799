"""How large an operation may be."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode
from graphql.validation.rules import overlapping_fields_can_be_merged
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from services.api.protocol.aside import aside
from services.api.protocol.errors import coded
from services.api.protocol.size import INTROSPECTION, Measure, Size

MOST_TOKENS = 2000
MOST_TOKENS_INLINE = 400
"""What is longer is validated beside the event loop."""
MOST_OPERATIONS = 20
"""Operations in one document; only one of them runs."""
MOST_FRAGMENTS = 100
LARGEST = Size(depth=12, fields=1000, aliases=30, directives=30)
MOST_ROOT_FIELDS = 10
MOST_VALUES = 10_000
"""Values in the variables, however they are nested; each is checked one by one."""

# graphql-core's own bound on comparing fields with each other, made lower: its 500,000 held the loop for 100 ms
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 200_000


class Limits(SchemaExtension):
    """Refuses a document that is too large, before it is validated."""

    def on_operation(self) -> Iterator[None]:
        """Bound the tokens before anything is parsed."""
        self.execution_context.parse_options["max_tokens"] = MOST_TOKENS
        yield

    async def on_validate(self) -> AsyncIterator[None]:
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
            elif context.graphql_document.token_count > MOST_TOKENS_INLINE:
                work = partial(
                    validate_document,
                    context.schema._schema,  # noqa: SLF001 - graphql-core's own
                    context.graphql_document,
                    context.validation_rules,
                )
                context.pre_execution_errors = await aside(work)
        yield
        for found in context.pre_execution_errors or ():
            if found.extensions is None:
                found.extensions = {}
            found.extensions.setdefault("code", "GRAPHQL_VALIDATION_FAILED")


def find_excess(document: DocumentNode) -> GraphQLError | None:
    """What is wrong with the document: the first limit that it breaks, or introspection beside other fields."""
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
        roots = measure.roots(operation.selection_set)
        if roots.total() > MOST_ROOT_FIELDS:
            return _excess("root fields", MOST_ROOT_FIELDS)
        if roots.keys() & INTROSPECTION and roots.keys() - INTROSPECTION - {"__typename"}:
            return coded("BAD_USER_INPUT", "Ask for the schema in an operation of its own.")
    return None


def check_variables(variables: dict[str, Any] | None) -> None:
    """Bound what the transports hand over. It stops counting soon after there is too much.

    Raises:
        GraphQLError: OPERATION_TOO_LARGE.
    """
    count = 0
    waiting: list[Any] = [variables or {}]
    while waiting:
        values = waiting.pop()
        count += len(values)
        if count > MOST_VALUES:
            raise _excess("values in its variables", MOST_VALUES)
        inner = values.values() if isinstance(values, dict) else values
        waiting += [value for value in inner if isinstance(value, dict | list)]


def _excess(what: str, most: int) -> GraphQLError:
    return coded("OPERATION_TOO_LARGE", f"An operation may have {what} up to {most}; ask for less at once.", limit=most)
