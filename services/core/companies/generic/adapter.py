"""The generic platform as a `Platform` and as `Hooks`: signed calls, sent through `outside`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from services.core.clock import Clock, system_clock
from services.core.companies.generic import hooks, signature, wire
from services.core.effects import Recovery
from services.core.ids import new_id
from services.core.outside import Outside, Request, check_url
from services.core.ports import KINDS, Credentials, Done, NewsPage, Rejected, Reship, Unavailable
from services.core.ports import Request as Wish

T = TypeVar("T")

DAY_SECONDS = 24 * 3600.0
QUESTIONS = ("/stock", "/news")
RESENDABLE = dict.fromkeys(KINDS.values(), Recovery.RESEND)


class GenericPlatform:
    """A shop's own endpoints. `recoveries` is what `deploy/generic-platform.md` makes every shop promise."""

    name = "generic"
    quiet_seconds = 10.0
    key_seconds: float | None = DAY_SECONDS

    verify = staticmethod(signature.verify)
    identify = staticmethod(hooks.identify)
    news = staticmethod(hooks.news)

    def __init__(
        self,
        outside: Outside,
        private_hosts: frozenset[str] = frozenset(),
        *,
        recoveries: Mapping[str, Recovery] = RESENDABLE,
        clock: Clock = system_clock,
    ) -> None:
        self.recoveries = recoveries
        self._private_hosts = private_hosts
        self._clock = clock
        self._api = outside.company(self.name, "", rejection=wire.rejection, private_hosts=private_hosts)

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that its endpoints are for tests."""
        return credentials.values.get("environment") == "test"

    async def stock(self, credentials: Credentials, reship: Reship) -> Mapping[str, int | None]:
        """How many of each line can be sent. Raises as `ports.Platform` says."""
        body = wire.stock_question(reship)
        return await self._call(
            credentials, "POST", "/stock", new_id("msg"), lambda answer: wire.stock(answer, reship), body=body
        )

    async def carry_out(self, credentials: Credentials, request: Wish) -> Done:
        """Do it; the same key is the same effect for a day. Raises as `ports.Platform` says."""
        try:
            return await self._call(
                credentials,
                "POST",
                wire.PATHS[type(request)],
                request.key,
                lambda answer: wire.done(answer, request),
                body=wire.order(request),
            )
        except Rejected as error:
            if error.code == "IN_PROGRESS":
                raise Unavailable("generic: The same key is being carried out.", retry_after=1.0) from error
            raise

    async def find(self, credentials: Credentials, request: Wish) -> Done | None:
        """Look whether it was done. Only their own `NOT_FOUND` is a no; a stray 404 proves nothing.

        Raises:
            Unavailable, Rejected, Unintelligible: as `ports.Platform` says.
        """
        path = wire.PATHS[type(request)] + "/{key}"
        try:
            return await self._call(
                credentials, "GET", path, request.key, lambda answer: wire.done(answer, request), key=request.key
            )
        except Rejected as error:
            if error.code == "NOT_FOUND":
                return None
            if error.code == "IN_PROGRESS":
                raise Unavailable("generic: The same key is being carried out.", retry_after=1.0) from error
            raise

    async def listen(self, credentials: Credentials, url: str) -> Sequence[str]:
        """What a shop may post to us; its developers set the URL themselves, so nobody is called."""
        return hooks.TOPICS

    async def updated_since(self, credentials: Credentials, since: datetime, after: str | None) -> NewsPage:
        """What happened since then; nothing from a shop that does not tell it. Raises as `ports.Platform` says."""
        body = wire.news_question(since, after)
        try:
            return await self._call(credentials, "POST", "/news", new_id("msg"), hooks.page, body=body)
        except Rejected as error:
            if error.code == "NOT_SUPPORTED":
                return NewsPage(())
            raise

    async def _call(
        self,
        credentials: Credentials,
        method: str,
        path: str,
        message_id: str,
        read: Callable[[bytes], T],
        *,
        body: bytes = b"",
        key: str | None = None,
    ) -> T:
        base_url = check_url(
            credentials.require("base_url"),
            https_only=not self.is_sandbox(credentials),
            private_hosts=self._private_hosts,
        )
        try:
            headers = signature.sign(credentials.require("secret"), message_id, self._clock(), body)
        except ValueError:
            raise Rejected("CREDENTIALS_INCOMPLETE", "The account's secret is none; write whsec_ and base64.") from None
        request = Request(
            method,
            path,
            values={"key": key} if key is not None else {},
            json=msgspec.Raw(body) if body else None,
            # what changes something is repeated by whoever wrote down that it may be
            idempotent=method == "GET" or path in QUESTIONS,
            base_url=base_url,
        )
        return await self._api.call(credentials.account_id, request, read, headers=headers)
