"""Where Strawberry meets the compiler: an extension for every query, an executor for the rest, and a fast path."""

from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from inspect import isawaitable
from typing import Any, cast

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLObjectType,
    create_source_event_stream,
    is_non_null_type,
    located_error,
)
from graphql import ExecutionResult as CoreResult
from strawberry import federation
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from services.api.context import Context
from services.api.live import Live
from services.api.protocol.counting import counted
from services.api.reads import reader
from services.api.reads.declared import is_read, table_of
from services.api.reads.plan import Bounded
from services.api.reads.reader import Prepared
from services.api.reads.references import Reference
from services.core.storefronts.model import Scope

MOST_KNOWN = 1000
OF_THE_WHOLE = frozenset({"OPERATION_TOO_LARGE", "THROTTLED", "UNAUTHENTICATED"})
"""Codes of errors that leave nothing to answer."""
LONGEST_KNOWN = 16 * 1024


class Compiled(SchemaExtension):
    """Answers queries with the compiler. It is the last extension, so that all others have had their say."""

    async def on_execute(self) -> AsyncIterator[None]:
        """Answer a query whose root fields are all read; leave the rest to the executor."""
        asked = self.execution_context
        if isinstance(asked.context, Context):
            assert asked.graphql_document is not None, "what is executed was parsed"
            schema = cast("ReadSchema", asked.schema)
            name = asked._provided_operation_name  # noqa: SLF001 - the public one guesses
            prepared = schema.prepared(asked.query, name, asked.graphql_document)
            asked.context.prepared = prepared
            if prepared.is_subscription:
                asked.result = CoreResult(None, None)  # it is found valid here, and begun by `stream`
            elif prepared.whole:
                result = await schema.answer(prepared, asked.variables, asked.context)
                asked.result = CoreResult(result.data, result.errors)
        yield

    def get_results(self) -> dict[str, Any]:
        """What a query or mutation cost."""
        context = self.execution_context.context
        prepared = context.prepared if isinstance(context, Context) else None
        return context.costs() if prepared is not None and prepared.operation.kind != "subscription" else {}


class Executor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor, which hands references, and root fields that are read, to the compiler."""

    def execute_field(
        self, parent_type: Any, source: Any, field_details_list: Any, path: Any, position_context: Any
    ) -> Any:
        """Read a root field that has a word, as it needs no resolver."""
        field = parent_type.fields.get(field_details_list[0].node.name.value)
        if parent_type is self.schema.query_type and field is not None and is_read(field):
            return self._read_root(field, field_details_list, path)
        return super().execute_field(parent_type, source, field_details_list, path, position_context)

    def complete_value(
        self, return_type: Any, field_details_list: Any, info: Any, path: Any, result: Any, position_context: Any
    ) -> Any:
        """Read a reference; what was read is not looked into any more."""
        if isinstance(result, Reference) and not is_non_null_type(return_type):
            return self._read(return_type, field_details_list, path, result)
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)

    @property
    def values(self) -> dict[str, Any]:
        """The variables as their types read them."""
        return self.variable_values.coerced

    def _prepared(self) -> Prepared:
        prepared: Prepared | None = self.context_value.prepared
        assert prepared is not None, "what is executed was prepared"
        return prepared

    async def _read_root(self, field: Any, details: Any, path: Any) -> Any:
        context: Context = self.context_value
        try:
            plan = reader.plan_root(self._prepared(), self.values, context.caller.role, path.key, details)
            answer = await reader.read(plan, self.values, context, context.process.reads)
        except Exception as error:  # noqa: BLE001 - it is told as every field's error is
            self.handle_field_error(error, field.type, details, path)
            return None
        for found in context.errors:
            self.collected_errors.add(found, None)
        return answer

    async def _read(self, kind: GraphQLObjectType, details: Any, path: Any, reference: Reference) -> Any:
        context: Context = self.context_value
        context.require(table_of(kind).scope or Scope.READ)
        place = tuple(path.as_list())
        plan = reader.plan_reference(self._prepared(), self.values, context.caller.role, place, kind, details)
        variables = self.values | {reader.ID: reference.id}
        return await reader.read(plan, variables, context, context.process.present)


class ReadSchema(federation.Schema):
    """A schema whose queries are compiled. Texts that were answered before go the short way, past Strawberry."""

    def __init__(self, **options: Any) -> None:
        super().__init__(execution_context_class=Executor, **options)
        self._known: Bounded[tuple[str, str | None], Prepared] = Bounded(MOST_KNOWN)

    def prepared(self, text: str | None, name: str | None, document: DocumentNode) -> Prepared:
        """The operation of a document that was found valid and within all limits, with the plans it has by now."""
        known = self._known.get((text or "", name))
        if known is None:
            known = reader.prepare(self._schema, document, name)
            if text is not None and len(text) <= LONGEST_KNOWN:
                self._known.put((text, name), known)
        return known

    async def answer(self, prepared: Prepared, variables: dict[str, Any] | None, context: Context) -> ExecutionResult:
        """The answer of a query that is read as a whole: all of it, or errors alone."""
        try:
            values = prepared.operation.coerce(variables)
        except GraphQLError as error:
            return ExecutionResult(data=None, errors=[error])
        try:
            plan = reader.plan_query(prepared, values, context.caller.role)
            data = await reader.read(plan, values, context, context.process.reads)
        except GraphQLError as error:
            if (error.extensions or {}).get("code") in OF_THE_WHOLE:
                return ExecutionResult(data=None, errors=[error])
            return await self._answer_apart(prepared, values, context)
        except Exception as error:  # noqa: BLE001 - it is logged and hidden where errors are presented
            return ExecutionResult(data=None, errors=[GraphQLError("", original_error=error)])
        return ExecutionResult(data=data, errors=context.errors or None, extensions=context.costs())

    async def _answer_apart(self, prepared: Prepared, values: dict[str, Any], context: Context) -> ExecutionResult:
        """Each root field by itself, so that one that is asked for in a wrong way leaves the others their answers."""
        assert self._schema.query_type is not None, "a schema has a query type"
        context.errors, context.requested, context.actual = [], 0, 0
        data: dict[str, Any] = {}
        for key, details in prepared.roots(values):
            name = details[0].node.name.value
            if name == "__typename":
                data[key] = self._schema.query_type.name
                continue
            try:
                plan = reader.plan_root(prepared, values, context.caller.role, key, details)
                data[key] = await reader.read(plan, values, context, context.process.reads)
            except Exception as error:  # noqa: BLE001 - it is told as every field's error is
                if isinstance(error, GraphQLError) and (error.extensions or {}).get("code") in OF_THE_WHOLE:
                    return ExecutionResult(data=None, errors=[error], extensions=context.costs())
                context.errors.append(located_error(error, [one.node for one in details], [key]))
                if is_non_null_type(self._schema.query_type.fields[name].type):
                    return ExecutionResult(data=None, errors=context.errors, extensions=context.costs())
                data[key] = None
        return ExecutionResult(data=data, errors=context.errors or None, extensions=context.costs())

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """Execute an operation; a known query goes straight to its plan."""
        known = self._known.get((query, operation_name)) if query is not None else None
        allowed = allowed_operation_types is None or OperationType.QUERY in allowed_operation_types
        if known is None or not known.whole or not allowed or not isinstance(context_value, Context):
            return await super().execute(
                query,
                variable_values,
                context_value,
                root_value,
                operation_name,
                allowed_operation_types,
                operation_extensions,
            )
        with counted("query") as count:
            result = await self.answer(known, variable_values, context_value)
            count(result.errors)
        return result

    async def stream(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
    ) -> Any:
        """What is pushed of a subscription, as a `Live`; of anything else the one answer, as a generator."""
        assert isinstance(context_value, Context), "subscriptions need to know who asks"
        known = self._known.get((query or "", operation_name))
        if known is None or not known.is_subscription:
            result = await self.execute(
                query, variable_values, context_value, root_value, operation_name, allowed_operation_types
            )
            known = context_value.prepared
            if result.errors or known is None or not known.is_subscription:
                return _only(result)
        async with context_value.process.arrivals:
            return await self._subscribe(known, operation_name, variable_values, context_value)

    async def _subscribe(
        self, prepared: Prepared, name: str | None, variables: dict[str, Any] | None, context: Context
    ) -> Live | AsyncGenerator[ExecutionResult, None]:
        """Have the root field's resolver say what is watched; what is selected of it is known here."""
        executor = Executor.build(
            self._schema, prepared.document, None, context, variables, name, hide_suggestions=True
        )
        if isinstance(executor, list):
            return _only(PreExecutionError(data=None, errors=executor))
        source: Any = create_source_event_stream(executor)
        source = await source if isawaitable(source) else source
        if isinstance(source, CoreResult):
            return _only(PreExecutionError(data=None, errors=source.errors))
        values = executor.variable_values.coerced
        key, kind, details = prepared.root(values)
        plan = reader.plan_reference(prepared, values, context.caller.role, key, kind, details)
        assert isinstance(source, Live), "every subscription answers with what it watches"
        source.view = context.process.pushes.view(key, plan, values, context)
        return source


async def _only(result: ExecutionResult) -> AsyncGenerator[ExecutionResult, None]:
    yield result
