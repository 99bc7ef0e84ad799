"""`POST …/graphql.json`: who calls, what it costs, and the answer in Shopify's shape."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from inspect import isawaitable
from typing import Any

import msgspec
import structlog
from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    execute,
    parse,
)
from starlette.requests import Request
from starlette.responses import Response

from services.sandbox.shopify.admin import errors
from services.sandbox.shopify.admin.answers import answer
from services.sandbox.shopify.admin.cost import MOST, Bucket, Scale
from services.sandbox.shopify.admin.mutations import Mutations
from services.sandbox.shopify.admin.queries import Queries
from services.sandbox.shopify.admin.schema import schema
from services.sandbox.shopify.admin.view import kind_of, resolve
from services.sandbox.shopify.news.webhooks import Webhooks
from services.sandbox.shopify.shop.shop import Shop

MOST_TOKENS = 5_000
MOST_DOCUMENTS = 200

log = structlog.get_logger()


class Asked(msgspec.Struct):
    """A request's body."""

    query: str | None = None
    variables: dict[str, Any] | None = None
    operationName: str | None = None  # noqa: N815 - GraphQL's word


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read, with what is wrong with it."""

    node: DocumentNode | None
    wrong: list[dict[str, Any]] = field(default_factory=list)

    @property
    def operations(self) -> list[OperationDefinitionNode]:
        """Its operations."""
        nodes = self.node.definitions if self.node is not None else ()
        return [node for node in nodes if isinstance(node, OperationDefinitionNode)]

    @property
    def fragments(self) -> Mapping[str, FragmentDefinitionNode]:
        """Its fragments."""
        nodes = self.node.definitions if self.node is not None else ()
        return {node.name.value: node for node in nodes if isinstance(node, FragmentDefinitionNode)}

    def named(self, name: str | None) -> OperationDefinitionNode | None:
        """The operation that is meant."""
        found = [one for one in self.operations if name is None or (one.name and one.name.value == name)]
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=MOST_DOCUMENTS)
def read(text: str) -> Document:
    """Read a document and compare it with the schema."""
    try:
        node = parse(text, max_tokens=MOST_TOKENS)
    except GraphQLSyntaxError as error:
        return Document(None, [errors.unreadable(error)])
    return Document(node, errors.invalid(schema(), node))


def names(body: bytes) -> tuple[str, ...]:
    """What a body asks for: the operation's name and its root fields; nothing when it cannot be read."""
    asked = _asked(body)
    if asked is None or asked.query is None:
        return ()
    operation = read(asked.query).named(asked.operationName)
    if operation is None:
        return ()
    fields = [node.name.value for node in operation.selection_set.selections if isinstance(node, FieldNode)]
    return tuple(dict.fromkeys(([operation.name.value] if operation.name else []) + fields))


class Endpoint:
    """One shop's Admin API."""

    def __init__(self, shop: Shop, webhooks: Webhooks) -> None:
        self._shop = shop
        self._queries = Queries(shop, webhooks)
        self._mutations = Mutations(shop, webhooks)
        self.bucket = Bucket(shop.clock())

    async def serve(self, request: Request) -> Response:
        """Answer a call."""
        if request.headers.get("x-shopify-access-token") not in self._shop.access.tokens:
            return errors.refused(401)
        asked = _asked(await request.body())
        if asked is None or not asked.query:
            return answer({"errors": {"query": "Required parameter missing or invalid"}}, 400)
        document = read(asked.query)
        if document.wrong:
            return answer({"errors": document.wrong})
        operation = document.named(asked.operationName)
        if operation is None:
            return answer({"errors": [{"message": "An operation name is required"}]})
        return await self._run(document, operation, asked)

    async def _run(self, document: Document, operation: OperationDefinitionNode, asked: Asked) -> Response:
        shop = self._shop
        scale = Scale(schema(), operation, document.fragments, _with_defaults(operation, asked.variables or {}))
        requested = scale.weigh()
        if requested > MOST:
            return answer({"errors": [errors.too_dear(requested, MOST)]})
        if requested > self.bucket.left(shop.conduct, shop.clock()):
            return answer({"errors": [errors.throttled()], "extensions": self._cost(requested, None)})
        assert document.node is not None, "a document that could not be read was answered"
        mutates = operation.operation is OperationType.MUTATION
        running = execute(
            schema(),
            document.node,
            root_value=self._mutations if mutates else self._queries,
            variable_values=asked.variables or {},
            operation_name=asked.operationName,
            field_resolver=resolve,
            type_resolver=kind_of,
        )
        result = await running if isawaitable(running) else running
        return self._answer(scale, requested, result)

    def _answer(self, scale: Scale, requested: int, result: ExecutionResult) -> Response:
        wrong = result.errors or []
        if wrong and not any(error.path for error in wrong):
            return answer({"errors": errors.bad_variables(wrong)})
        actual = min(scale.weigh(result.data), requested)
        self.bucket.spend(actual)
        shown: dict[str, Any] = {"data": result.data}
        if wrong:
            shown["errors"] = [_shown(error) for error in wrong]
        return answer(shown | {"extensions": self._cost(requested, actual)})

    def _cost(self, requested: int, actual: int | None) -> dict[str, Any]:
        conduct = self._shop.conduct
        status = {
            "maximumAvailable": float(conduct.points),
            "currentlyAvailable": int(self.bucket.left(conduct, self._shop.clock())),
            "restoreRate": float(conduct.points_per_second),
        }
        return {"cost": {"requestedQueryCost": requested, "actualQueryCost": actual, "throttleStatus": status}}


def _asked(body: bytes) -> Asked | None:
    try:
        return msgspec.json.decode(body, type=Asked)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _with_defaults(operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Variables with the numbers that the document gives those that are missing; costs look at nothing else."""
    defaults = {
        one.variable.name.value: getattr(one.default_value, "value", None)
        for one in operation.variable_definitions or ()
        if one.default_value is not None
    }
    return {**defaults, **variables}


def _shown(error: GraphQLError) -> dict[str, Any]:
    if error.original_error is not None and not isinstance(error.original_error, GraphQLError):
        log.error("a field failed", path=error.path, exc_info=error.original_error)
    return dict(error.formatted)
