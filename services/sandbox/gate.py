"""The gate before a company: notes each call, lets the ordered fault befall it, and replays what is in a folder."""

import asyncio
import contextlib

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.sandbox.calls import Call, Calls
from services.sandbox.company import Company
from services.sandbox.connection import Line
from services.sandbox.faults import Fault, Faults, Kind
from services.sandbox.parcels import Clock
from services.sandbox.replay import Replay

LARGEST_BODY = 12 * 1_048_576  # of a claim with its pictures
NO_JSON = b"<html><body><h1>upstream answered strangely</h1></body></html>"

log = structlog.get_logger()


class Gate:
    """An ASGI application around one company's."""

    def __init__(
        self,
        company: Company,
        calls: Calls,
        faults: Faults,
        clock: Clock,
        closing: asyncio.Event,
        replay: Replay,
    ) -> None:
        self._company = company
        self._calls = calls
        self._faults = faults
        self._clock = clock
        self._closing = closing
        self._replay = replay

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        request = Request(scope, receive)
        body = await read_body(request)
        if body is None:
            refusal = self._company.refusal(413, None) or PlainTextResponse("too large", 413)
            await refusal(scope, receive, send)
            return
        path = scope["path"].removeprefix(self._company.root)
        caller = self._company.read(request, body)
        call = self._calls.note(self._clock(), self._company.name, request.method, path, caller)
        fault = self._faults.take(self._company.name, request.method, path, caller)
        if fault is not None:
            call.fault = str(fault.fault)
        line = Line(scope, receive, self._closing)
        replayed = await asyncio.to_thread(self._replay.answer, self._company.name, caller.tracking_codes)
        work = replayed or self._company.app
        await self._answer(work, scope, _Again(body, receive), _noting(call, send), line, fault)
        if fault is not None:
            log.info("fault", company=call.company, method=call.method, path=path, fault=call.fault)

    async def _answer(
        self, work: ASGIApp, scope: Scope, receive: Receive, send: Send, line: Line, fault: Fault | None
    ) -> None:
        if fault is None:
            await work(scope, receive, send)
            return
        if fault.fault is Kind.LATE:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), fault.silence)
            await work(scope, receive, send)
            return
        still_there = await line.wait(fault.silence)
        match fault.fault:
            case Kind.HANG:
                await line.cut()
            case _ if not still_there:
                await line.cut()
            case Kind.SLOW:
                await work(scope, receive, send)
            case Kind.RESET_BEFORE_WORK:
                await line.reset()
            case Kind.RESET_AFTER_WORK:
                await work(scope, receive, _Kept())
                await line.reset()
            case Kind.MALFORMED:
                kept = _Kept()
                await work(scope, receive, kept)
                await Response(NO_JSON, kept.status, media_type="application/json")(scope, receive, send)
            case Kind.TRUNCATED:
                kept = _Kept()
                await work(scope, receive, kept)
                await kept.send_half(send)
                await line.cut()
            case int(status):
                await self._refuse(status, fault)(scope, receive, send)

    def _refuse(self, status: int, fault: Fault) -> Response:
        refusal = self._company.refusal(status, fault.errors)
        assert refusal is not None, "only statuses that the company knows can be ordered"
        if fault.retry_after is not None:
            refusal.headers["retry-after"] = str(fault.retry_after)
        return refusal


async def read_body(request: Request) -> bytes | None:
    """The whole body, or `None` when it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


class _Again:
    """Hands out a body that was read already, then what the line says."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


class _Kept:
    """An answer that stays here instead of being sent."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    async def __call__(self, message: Message) -> None:
        self._messages.append(message)

    @property
    def status(self) -> int:
        return int(self._messages[0]["status"])

    async def send_half(self, send: Send) -> None:
        """Announce the whole answer and send the first half of it."""
        body = b"".join(message.get("body", b"") for message in self._messages[1:])
        await send(self._messages[0])
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})


def _noting(call: Call, send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            call.status = message["status"]
        await send(message)

    return sending
