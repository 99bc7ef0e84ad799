"""One shop's Admin API: a document sent within its points and its deadline, and the data that came back."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from services.core.companies.shopify.cost import Budget
from services.core.companies.shopify.documents import load
from services.core.companies.shopify.refusals import rejection
from services.core.companies.shopify.wire import Envelope, decode
from services.core.outside import Limits, Outside, Request
from services.core.ports import Credentials, Rejected, Unavailable

T = TypeVar("T")

VERSION = "2026-10"
PATH = f"/admin/api/{VERSION}/graphql.json"
READ_SECONDS = 6.0
WRITE_SECONDS = 17.0
"""Deadlines, waiting for points included: two readings and what they prepare fit into the 30 seconds of one try."""
PATIENCE = 4.0
"""Most seconds that a call waits for points; a longer wait is the task's own, which holds no place meanwhile."""


class Admin:
    """All shops' Admin APIs. `url` holds `{shop}`."""

    def __init__(self, outside: Outside, url: str) -> None:
        self._time = outside.time
        self._url = url
        self._budget = Budget()
        limits = Limits(concurrent=10, per_second=40.0, burst=80)
        self._api = outside.company("shopify", "", rejection=rejection, limits=limits)

    async def query(
        self, credentials: Credentials, document: str, variables: Mapping[str, object], shape: type[T]
    ) -> T:
        """Read something. Raises as `ports.Platform` says; no failure is ambiguous, as reading changes nothing."""
        try:
            return await self._send(credentials, document, variables, shape, writes=False)
        except Unavailable as failure:
            raise Unavailable(str(failure), retry_after=failure.retry_after, ambiguous=False) from failure

    async def mutate(
        self, credentials: Credentials, document: str, variables: Mapping[str, object], shape: type[T]
    ) -> T:
        """Do something, in one try. Raises as `ports.Platform` says."""
        return await self._send(credentials, document, variables, shape, writes=True)

    async def post(self, account_id: str, shop: str, path: str, body: object, shape: type[T]) -> T:
        """Ask for a token, which is no GraphQL. Raises as `ports.Platform` says."""
        request = Request("POST", path, json=body, base_url=self._url.format(shop=shop))
        return await self._api.call(account_id, request, lambda answer: decode(answer, shape))

    async def _send(
        self,
        credentials: Credentials,
        document: str,
        variables: Mapping[str, object],
        shape: type[T],
        *,
        writes: bool,
    ) -> T:
        account_id = credentials.account_id
        base_url, token = self._url.format(shop=value(credentials, "shop")), self._token(credentials)
        request = Request(
            "POST",
            PATH,
            base_url=base_url,
            operation=document,
            json={"query": load(document), "variables": variables},
            idempotent=not writes,
        )

        def taken_apart(body: bytes) -> T:
            envelope = decode(body, Envelope)
            self._budget.settle(account_id, document, envelope.cost(), self._time.monotonic())
            return envelope.content(shape, writes=writes)

        waited = await self._wait(account_id, document)
        return await self._api.call(
            account_id,
            request,
            taken_apart,
            headers={"x-shopify-access-token": token},
            deadline=(WRITE_SECONDS if writes else READ_SECONDS) - waited,
        )

    async def _wait(self, account_id: str, document: str) -> float:
        wait = self._budget.reserve(account_id, document, self._time.monotonic(), PATIENCE)
        if wait > PATIENCE:
            raise Unavailable("shopify: The shop's points are used up.", retry_after=wait, ambiguous=False)
        if wait > 0:
            await self._time.sleep(wait)
        return wait

    def _token(self, credentials: Credentials) -> str:
        """What lets us in. One that has expired is renewed by a task of its own, for which the call waits outside."""
        expires_at = credentials.values.get("expires_at")
        if expires_at and datetime.fromisoformat(expires_at) <= self._time.clock():
            raise Unavailable("shopify: The token is being renewed.", retry_after=5.0, ambiguous=False)
        return value(credentials, "access_token")


def value(credentials: Credentials, name: str) -> str:
    """One of the credentials. Raises `Rejected` when it is not there."""
    found = credentials.values.get(name)
    if not found:
        raise Rejected("CREDENTIALS_INCOMPLETE", f"Account {credentials.account_id} has no {name}; connect it again.")
    return found
