"""One WebSocket in the graphql-transport-ws protocol (enisdenjo/graphql-ws, PROTOCOL.md)."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any, cast

import strawberry
from graphql import GraphQLError
from starlette.websockets import WebSocket
from strawberry.types import ExecutionResult

from services.api import metrics
from services.api.context import Context
from services.api.process import process_of
from services.api.protocol.answers import is_request_error, payload
from services.api.protocol.errors import ENDS_SESSION, code_of, coded, present, told
from services.api.protocol.limits import check_variables
from services.api.protocol.line import End, Gone, Line
from services.api.protocol.messages import Complete, Hello, Message, Ping, Pong, Subscribe
from services.api.protocol.requests import Operation

PROTOCOL = "graphql-transport-ws"
HELLO_SECONDS = 5.0
MOST_OPERATIONS = 20


class Socket:
    """Serves one connection."""

    def __init__(self, schema: strawberry.Schema, websocket: WebSocket) -> None:
        self._schema = schema
        self._websocket = websocket
        self._process = process_of(websocket)
        self._line = Line(websocket)
        self._hello: Hello | None = None
        self._storefront_id: str | None = None
        self._operations: dict[str, asyncio.Task[None]] = {}

    async def serve(self) -> None:
        """Accept, and answer messages until either side closes."""
        if not await self._is_welcome():
            await self._websocket.close(1008)  # before it was accepted this is HTTP 403
            return
        if PROTOCOL not in self._websocket.scope["subprotocols"]:
            await self._websocket.accept()
            await self._websocket.close(4406, "Subprotocol not acceptable")
            return
        await self._websocket.accept(PROTOCOL)
        self._line.finish_after(HELLO_SECONDS, End(4408, "Connection initialisation timeout"))
        metrics.SOCKETS.inc()
        try:
            with suppress(Gone):
                while (message := await self._line.receive()) is not None:
                    await self._handle(message)
                await self._close()
        finally:
            metrics.SOCKETS.dec()
            if self._storefront_id is not None:
                self._process.sockets.leave(self._storefront_id)
            self._line.keep_on()
            await self._stop_operations()

    async def _is_welcome(self) -> bool:
        """A page of an origin that no storefront lists is turned away; when nobody can tell, `connection_init` will."""
        origin = self._websocket.headers.get("origin")
        if origin is None or origin.partition("://")[2] == self._websocket.headers.get("host"):
            return True
        try:
            return await self._process.callers.allows(origin)
        except GraphQLError:
            return True

    async def _handle(self, message: Message) -> None:
        match message:
            case Hello():
                await self._greet(message)
            case Ping():
                await self._line.send(Pong(message.payload))
            case Subscribe():
                await self._subscribe(message)
            case Complete():
                task = self._operations.pop(message.id, None)
                if task is not None:
                    task.cancel()

    async def _greet(self, hello: Hello) -> None:
        if self._hello is not None:
            self._line.finish(End(4429, "Too many initialisation requests"))
            return
        self._hello = hello
        self._line.keep_on()
        try:
            context = await self._context()
            if not self._process.sockets.take(context.storefront.id):
                raise coded("TOO_MANY_CONNECTIONS", "The storefront has as many connections as it may have.")
        except GraphQLError as error:
            code = code_of(error)
            later = code in {"SERVICE_UNAVAILABLE", "TOO_MANY_CONNECTIONS"}
            self._line.finish(End(1013 if later else 4403, f"{code}: {error.message}"))
            return
        self._storefront_id = context.storefront.id
        if context.caller.expires_at is not None:
            left = (context.caller.expires_at - self._process.clock()).total_seconds()
            expired = coded("TOKEN_EXPIRED", "The token has expired.")
            self._line.finish_after(left, End(4403, "TOKEN_EXPIRED", expired))
        await self._line.send({"type": "connection_ack"})

    async def _subscribe(self, message: Subscribe) -> None:
        try:
            operation = message.payload.operation()
        except GraphQLError as unclear:
            self._line.finish(End(4400, f"Invalid message: {unclear.message}"))
            return
        if self._storefront_id is None:
            self._line.finish(End(4401, "Unauthorized"))
        elif message.id in self._operations:
            self._line.finish(End(4409, f"Subscriber for {message.id} already exists"))
        elif len(self._operations) >= MOST_OPERATIONS:
            error = coded("TOO_MANY_SUBSCRIPTIONS", f"A connection may run {MOST_OPERATIONS} operations at once.")
            await self._line.send(_error(message.id, error))
        elif not self._process.operations.take(self._storefront_id):
            error = coded("TOO_MANY_SUBSCRIPTIONS", "The storefront runs as many operations as it may.")
            await self._line.send(_error(message.id, error))
        else:
            task = self._operations[message.id] = asyncio.create_task(self._run(message.id, operation))
            storefront_id = self._storefront_id
            task.add_done_callback(lambda _: self._process.operations.leave(storefront_id))

    async def _run(self, name: str, operation: Operation) -> None:
        """Carry out one operation; whatever goes wrong in it ends only this one, unless it voids the session."""
        task = asyncio.current_task()
        last: list[GraphQLError] = []
        try:
            check_variables(operation.variables)
            # anew for each operation: since the connection began, the key or token may have been revoked
            context = await self._context()
            results = await self._schema.stream(
                await self._process.documents.find(context.storefront, operation),
                variable_values=operation.variables,
                context_value=context,
                operation_name=operation.name,
            )
            async with aclosing(cast("AsyncGenerator[Any, None]", aiter(results))) as stream:
                async for result in stream:
                    assert isinstance(result, ExecutionResult)
                    if is_request_error(result):
                        last = list(result.errors or ())
                        break
                    await self._line.send({"id": name, "type": "next", "payload": payload(result)})
        except Gone:
            return
        except Exception as error:  # noqa: BLE001 - the client is told, and the error is logged as any other
            last = [told(error)]
        if self._operations.get(name) is not task:
            return  # the client has completed it
        del self._operations[name]
        if any(code_of(error) == "SERVICE_RESTARTING" for error in last):
            # cut, not complete: the client comes back and continues
            self._line.finish(End(1012, "Service restart"))
            return
        with suppress(Gone):
            await self._line.send(_error(name, *last) if last else Complete(name))
        fatal = next((error for error in last if code_of(error) in ENDS_SESSION), None)
        if fatal is not None:
            self._line.finish(End(4403, code_of(fatal), fatal))

    async def _context(self) -> Context:
        assert self._hello is not None
        caller, storefront = await self._process.callers.identify(
            self._hello.text("authorization"),
            self._hello.text("makegood-storefront"),
            self._websocket.headers.get("origin"),
        )
        return Context(self._process, caller, storefront)

    async def _close(self) -> None:
        end, running = self._line.end, list(self._operations)
        await self._stop_operations()
        if end.error is not None:
            for operation in running:
                await self._line.send(_error(operation, end.error))
        await self._line.close()

    async def _stop_operations(self) -> None:
        tasks = list(self._operations.values())
        self._operations.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _error(operation: str, *errors: GraphQLError) -> dict[str, Any]:
    return {"id": operation, "type": "error", "payload": present(errors)}
