"""/graphql: one request, or one stream of events, over HTTP; WebSockets are handed to `Socket`."""

import asyncio
from functools import partial

import strawberry
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from services.api.context import Context
from services.api.cors import name_origin, preflight
from services.api.process import process_of
from services.api.protocol.answers import answer, refusal
from services.api.protocol.errors import coded, told, unavailable
from services.api.protocol.events import EventStream
from services.api.protocol.limits import check_variables
from services.api.protocol.negotiation import DOCUMENTS, OFFERED, negotiate
from services.api.protocol.requests import Operation, PlainRequest, parse_operation, parse_query_string, read_body
from services.api.protocol.socket import Socket
from services.core.storefronts.model import Storefront

METHODS = "GET, POST, OPTIONS"
LONGEST_BODY = 256 * 1024
OPERATION_SECONDS = 30.0


class Endpoint:
    """The GraphQL endpoint. First it finds out who asks; then the request is read, bounded and executed."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self._schema = schema

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or serve one WebSocket until it ends."""
        if scope["type"] == "websocket":
            await Socket(self._schema, WebSocket(scope, receive, send)).serve()
            return
        response = await self._answer(PlainRequest(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return await preflight(request)
        try:
            response = await self._respond(request)
        except Exception as error:  # noqa: BLE001 - it is logged, and told without its text
            response = refusal(request, told(error))
        await name_origin(request, response)
        return response

    async def _respond(self, request: Request) -> Response:
        if request.method not in {"GET", "POST"}:
            raise coded("METHOD_NOT_ALLOWED", f"Use one of {METHODS}.", allow=METHODS)
        media = negotiate(request.headers.get("accept", ""))
        if media is None:
            raise coded("NOT_ACCEPTABLE", f"Accept one of {', '.join(OFFERED)}.")
        context = await _context(request)
        operation = await _read(request, context.storefront)
        check_variables(operation.variables)
        text = await context.process.documents.find(context.storefront, operation)
        allowed = {OperationType.QUERY} if request.method == "GET" else {OperationType.QUERY, OperationType.MUTATION}
        if media not in DOCUMENTS:
            begin = partial(
                self._schema.stream,
                text,
                variable_values=operation.variables,
                context_value=context,
                operation_name=operation.name,
                allowed_operation_types=allowed | {OperationType.SUBSCRIPTION},
            )
            return EventStream(begin, media, context.process.heartbeats)
        try:
            async with asyncio.timeout(OPERATION_SECONDS):
                result = await self._schema.execute(
                    text,
                    variable_values=operation.variables,
                    context_value=context,
                    operation_name=operation.name,
                    allowed_operation_types=allowed,
                )
        except TimeoutError:
            raise unavailable() from None
        except CannotGetOperationTypeError as error:
            raise GraphQLError(str(error), original_error=error) from None
        except InvalidOperationTypeError as error:
            if error.args[0] is OperationType.SUBSCRIPTION:
                message = "Send a subscription with `Accept: text/event-stream`, or over a WebSocket."
                raise coded("OPERATION_RESOLUTION_FAILURE", message) from None
            raise coded("METHOD_NOT_ALLOWED", "Send a mutation by POST.", allow="POST") from None
        return answer(request, result, cacheable=request.method == "GET" and operation.text is None)


async def _context(request: Request) -> Context:
    process, headers = process_of(request), request.headers
    caller, storefront = await process.callers.identify(
        headers.get("authorization"), headers.get("makegood-storefront"), headers.get("origin")
    )
    return Context(process, caller, storefront, last_event_id=headers.get("last-event-id"))


async def _read(request: Request, storefront: Storefront) -> Operation:
    if request.method == "GET":
        operation = parse_query_string(request.query_params)
        if operation.text is not None and storefront.trusted_documents_only:
            raise coded("METHOD_NOT_ALLOWED", "By GET, name one of the storefront's documents.", allow="POST")
        return operation
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.partition("charset=")[2].strip(' "').lower()
    if media.strip().lower() != "application/json" or charset not in {"", "utf-8", "utf8"}:
        raise coded("UNSUPPORTED_MEDIA_TYPE", "Send the request as application/json in UTF-8.")
    return parse_operation(await read_body(request, LONGEST_BODY))
