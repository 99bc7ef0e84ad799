"""One line in the log for each request, and its id on everything that is logged meanwhile."""

import logging
import re
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars

from services.api import metrics
from services.core.ids import new_id

_SANE = re.compile(r"[A-Za-z0-9._:/+=-]{1,100}")
_ROUTES = ("/graphql", "/hooks", "/files", "/widget", "/shopify", "/healthz", "/readyz", "/metrics")
_QUIET = {"/healthz", "/readyz", "/metrics"}

_LEVELS = logging.getLogger()

log = structlog.get_logger()


class RequestLog:
    """Takes the caller's X-Request-Id, or makes one, and gives it back. Neither queries nor bodies are logged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through and say what became of it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        told = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"x-request-id"), "")
        request_id = told if _SANE.fullmatch(told) else new_id("req")
        header = (b"x-request-id", request_id.encode())
        route = next((route for route in _ROUTES if scope["path"].startswith(route)), "other")
        started, status = time.perf_counter(), 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] in {"http.response.start", "websocket.accept"}:
                message["headers"] = [*message.get("headers", ()), header]
                status = message.get("status", 101)
            elif message["type"] == "websocket.close" and status == 500:
                status = 403
            await send(message)

        bind_contextvars(request_id=request_id)  # for this request's task and those that it begins
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            metrics.response(route, status).inc()
            if route not in _QUIET and _LEVELS.isEnabledFor(logging.INFO):
                spent = round((time.perf_counter() - started) * 1000, 1)
                log.info("request", method=scope.get("method", "WEBSOCKET"), route=route, status=status, ms=spent)
