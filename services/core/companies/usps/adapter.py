"""USPS as a `Carrier`: a token for tracking, and a question about one piece."""

import re
from functools import partial
from typing import ClassVar

from services.core.companies.usps.answers import read, rejection
from services.core.outside import Outside, Request, Token, Tokens, borrow, is_about_account, of_parcel
from services.core.outside.zones import EASTERN
from services.core.ports import Credentials, Parcel, Rejected
from services.core.shipments.model import Tracking

ZIP = re.compile(r"(\d{5})(?:-?\d{4})?")

SAMPLE = "9400100000000000000000"
"""A number of the right form that belongs to nobody."""


class Usps:
    """USPS's Tracking API v3: https://developers.usps.com/trackingv3.

    `credentials.values` holds `client_id` and `client_secret` (the app's consumer key and secret) and may hold `mode` =
    `test` for USPS's test environment. USPS may ask money for answers about pieces that others mailed. A letter that
    proves a delivery it sends by e-mail alone, so that there is none to fetch.
    """

    name: ClassVar[str] = "usps"
    base_url: ClassVar[str] = "https://apis.usps.com"
    test_url: ClassVar[str] = "https://apis-tem.usps.com"
    credential_names: ClassVar[tuple[str, ...]] = ("client_id", "client_secret")
    hook_secret_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection)
        self._tokens = Tokens(self._api, self._fetch)
        self._test_url = self.test_url if base_url == self.base_url else base_url

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests; its calls go to USPS's test environment."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for a number that nobody has, which need not be found. Raises as `ports.Carrier` says."""
        try:
            await self._tokens.call(credentials, self._question(credentials, Parcel(SAMPLE, self.name)), lambda _: None)
        except Rejected as no:
            if is_about_account(no):
                raise

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        return await of_parcel(self._check(credentials, parcel))

    async def _check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        try:
            return await self._ask(credentials, parcel)
        except Rejected as no:
            if no.code != "NOT_FOUND" or parcel.shipped_at is None:
                raise
        # the shop may have sent it on another day than USPS got it
        return await self._ask(credentials, parcel, dated=False)

    async def _ask(self, credentials: Credentials, parcel: Parcel, *, dated: bool = True) -> Tracking:
        request = self._question(credentials, parcel, dated=dated)
        return await self._tokens.call(credentials, request, partial(read, parcel=parcel))

    def _question(self, credentials: Credentials, parcel: Parcel, *, dated: bool = True) -> Request:
        """What is asked; where it goes, and when it was mailed, tell one piece with a number from another."""
        number = "".join(parcel.tracking_number.split())
        query = {"expand": "DETAIL"}
        told = ZIP.fullmatch((parcel.postal_code or "").strip())
        if told and parcel.country in {None, "US"}:
            query["destinationZIPCode"] = told[1]
        if dated and parcel.shipped_at is not None:
            query["mailingDate"] = parcel.shipped_at.astimezone(EASTERN).date().isoformat()
        path, base_url = "/tracking/v3/tracking/{number}", self._base(credentials)
        return Request("GET", path, values={"number": number}, query=query, idempotent=True, base_url=base_url)

    async def _fetch(self, credentials: Credentials) -> Token:
        """Borrow a token for tracking (RFC 6749, 4.4); they last for hours."""
        form = {"grant_type": "client_credentials", "scope": "tracking"}
        form |= {name: credentials.require(name) for name in self.credential_names}
        request = Request("POST", "/oauth2/v3/token", form=form, idempotent=True, base_url=self._base(credentials))
        return await borrow(self._api, credentials, request)

    def _base(self, credentials: Credentials) -> str:
        return self._test_url if self.is_sandbox(credentials) else ""
