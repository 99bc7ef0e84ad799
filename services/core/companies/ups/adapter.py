"""UPS as a `Carrier` and as `Hooks`: pure requests and readers, sent through `outside`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ClassVar, TypeVar
from uuid import uuid4

from services.core.companies.ups import alerts, hooks, tracking
from services.core.companies.ups.wire import rejection
from services.core.outside import Outside, Request, Token, Tokens, of_parcel, read_token
from services.core.ports import Credentials, Parcel, Rejected, Unavailable, Unintelligible
from services.core.shipments.model import Tracking

T = TypeVar("T")

SAMPLE = "1ZCIETST0111111114"
"""A number of UPS's own for tests; to production it is one that is not found."""


class UPS:
    """Track v1 and Track Alert v2 (https://developer.ups.com/api/reference).

    `credentials.values` holds `client_id` and `client_secret`, and may hold `merchant_id` (the shipper's account),
    `hook_secret` (what UPS was told to send with its pushes; without it none are asked for), `track_alert`
    (`standard`, `enhanced` or `off`) and `mode` (`test`: UPS's Customer Integration Environment).
    """

    name: ClassVar[str] = "ups"
    base_url: ClassVar[str] = "https://onlinetools.ups.com"
    test_url: ClassVar[str] = "https://wwwcie.ups.com"
    credential_names: ClassVar[tuple[str, ...]] = ("client_id", "client_secret")
    hook_secret_names: ClassVar[tuple[str, ...]] = ("hook_secret",)

    verify = staticmethod(hooks.verify)
    identify = staticmethod(hooks.identify)
    read = staticmethod(hooks.read)

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection)
        # a token that is not taken any more (251004, UJ0001) comes as 401 too
        self._tokens = Tokens(self._api, self._lend)
        self._clock = outside.time.clock
        self._is_real = base_url == self.base_url

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests; its calls go to UPS's test system."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for UPS's own sample, which need not be found. Raises as `ports.Carrier` says."""
        await of_parcel(self._track(credentials, SAMPLE))

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        return await of_parcel(self._track(credentials, parcel.tracking_number))

    async def register(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Have a parcel's news pushed for two weeks, and read what happened before; safe to repeat.

        A number that UPS pushes nothing for is only read. Raises as `ports.Carrier` says.
        """
        renew_at = await self._subscribe(credentials, parcel)
        return replace(await self.check(credentials, parcel), renew_at=renew_at)

    async def prove(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """The pictures and papers of a delivery, for who may see them. Raises as `ports.Carrier` says.

        An answer with all of them may be longer than any that is read; then the signature comes alone.
        """
        number = parcel.tracking_number
        told = await of_parcel(self._track(credentials, number, signature=True, document=True))
        if told.trouble == "UNINTELLIGIBLE":
            told = await of_parcel(self._track(credentials, number, signature=True))
        return tracking.papers(told)

    async def _track(
        self, credentials: Credentials, number: str, *, signature: bool = False, document: bool = False
    ) -> Tracking:
        query = {
            "locale": "en_US",
            "returnSignature": str(signature).lower(),
            "returnPOD": str(document).lower(),
            "returnMilestones": "false",
        }
        request = Request(
            "GET",
            "/api/track/v1/details/{number}",
            values={"number": number},
            query=query,
            base_url=self._base(credentials),
            idempotent=True,
        )
        return await self._call(credentials, request, lambda body: tracking.read(body, number))

    async def _subscribe(self, credentials: Credentials, parcel: Parcel) -> datetime | None:
        """When to subscribe again; never where UPS pushes nothing for this number or this account."""
        number, values = parcel.tracking_number, credentials.values
        path = alerts.PATHS.get(values.get("track_alert") or "standard")
        if path is None or not values.get("hook_secret") or not alerts.takes(number):
            return None
        body, base_url = alerts.subscription(number), self._base(credentials)
        request = Request("POST", path, json=body, base_url=base_url, idempotent=True)
        try:
            taken = await self._call(credentials, request, lambda answer: alerts.is_subscribed(answer, number))
        except (Unavailable, Unintelligible):
            return self._clock() + alerts.AGAIN
        except Rejected:
            # pushes are granted apart from Track, which says itself whether the account is let in
            return None
        return self._clock() + alerts.RENEWAL if taken else None

    async def _call(self, credentials: Credentials, request: Request, read: Callable[[bytes], T]) -> T:
        headers = {"transId": uuid4().hex, "transactionSrc": "Makegood"}
        return await self._tokens.call(credentials, request, read, headers=headers)

    async def _lend(self, credentials: Credentials) -> Token:
        request = Request(
            "POST",
            "/security/v1/oauth/token",
            form={"grant_type": "client_credentials"},
            base_url=self._base(credentials),
            idempotent=True,
        )
        auth = credentials.require("client_id"), credentials.require("client_secret")
        merchant = credentials.values.get("merchant_id")
        headers = {"x-merchant-id": merchant} if merchant else None
        return await self._api.call(
            credentials.account_id, request, partial(read_token, self.name), auth=auth, headers=headers
        )

    def _base(self, credentials: Credentials) -> str:
        return self.test_url if self._is_real and self.is_sandbox(credentials) else ""
