"""Introspection beside the event loop: a schema told in full is work enough to hold up everybody else."""

import re
from collections.abc import AsyncIterator
from functools import partial

from graphql import OperationDefinitionNode, execute_sync
from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType

from services.api.protocol.aside import aside
from services.api.protocol.size import INTROSPECTION, Measure

_MAYBE = re.compile(r"__schema\b|__type\b")


class Introspection(SchemaExtension):
    """Carries out a query that asks for nothing but the schema in a thread. `Limits` refuses to mix the two."""

    async def on_execute(self) -> AsyncIterator[None]:
        """Answer before anything else would."""
        context = self.execution_context
        document = context.graphql_document
        if (
            document is not None
            and context.operation_type is OperationType.QUERY
            and _MAYBE.search(context.query or "")
        ):
            named = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
            name = context.operation_name
            chosen = next(node for node in named if name is None or (node.name is not None and node.name.value == name))
            if INTROSPECTION & Measure(document).roots(chosen.selection_set).keys():
                work = partial(
                    execute_sync,
                    context.schema._schema,  # noqa: SLF001 - graphql-core's own
                    document,
                    variable_values=context.variables,
                    operation_name=name,
                )
                context.result = await aside(work)
        yield
