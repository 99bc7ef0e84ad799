"""Amazon Shipping v2 as a `Carrier` and as a `Filer`: pure requests and readers, sent through `outside`."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar, Never, TypeVar
from urllib.parse import urlsplit

import msgspec

from services.core.companies.amazon_shipping import claims, tracking
from services.core.companies.amazon_shipping.wire import decode, rejection
from services.core.effects import Recovery
from services.core.outside import Limits, Outside, Request, Token, Tokens, is_about_account, of_parcel
from services.core.ports import Credentials, DocumentTerms, Filed, Filing, FilingState, Parcel, Rejected
from services.core.shipments.model import Tracking

T = TypeVar("T")

LOGIN = "https://api.amazon.com"
"""Where tokens are lent for every region; of an address that is not Amazon's own, they are lent there."""

NOBODY = "0"
"""A number that no parcel has."""


class _Lent(msgspec.Struct):
    access_token: str
    expires_in: float = 3600


class AmazonShipping:
    """Amazon's Selling Partner API, Amazon Shipping v2.

    `base_url` names the region: `sellingpartnerapi-na`, `-eu` or `-fe`. `credentials.values` holds `client_id`,
    `client_secret` and `refresh_token` of an application with the role Amazon Shipping, and `business_id`, the
    shipping business that is meant, such as `AmazonShipping_UK`; `carrier_id` where it is not the one of that.
    """

    name: ClassVar[str] = "amazon_shipping"
    base_url: ClassVar[str] = "https://sellingpartnerapi-na.amazon.com"
    credential_names: ClassVar[tuple[str, ...]] = ("client_id", "client_secret", "refresh_token", "business_id")
    hook_secret_names: ClassVar[tuple[str, ...]] = ()

    recoveries: ClassVar[Mapping[str, Recovery]] = {"recovery.submit": Recovery.RESEND}
    quiet_seconds: ClassVar[float] = 0.0
    key_seconds: ClassVar[float | None] = None
    documents: ClassVar[DocumentTerms] = claims.TERMS

    def __init__(self, outside: Outside, base_url: str) -> None:
        host = urlsplit(base_url).hostname or ""
        self._login = LOGIN if host.endswith(".amazon.com") else base_url
        self._api = outside.company(
            self.name,
            base_url,
            rejection=rejection,
            request_id_header="x-amzn-RequestId",
            limits=Limits(concurrent=20, per_second=80.0, burst=100),
        )
        # an ended token is told as 403
        self._tokens = Tokens(self._api, self._lend, lambda no: no.status in {401, 403})

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests; nothing in Amazon's own keys tells it."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for a parcel that is none. Raises as `ports.Carrier` says."""
        request = tracking.retrieve(NOBODY, _carrier_id(credentials, ""))
        try:
            await self._call(credentials, request, lambda _: None)
        except Rejected as no:
            if is_about_account(no):
                raise

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        request = tracking.retrieve(parcel.tracking_number, _carrier_id(credentials, parcel.carrier))
        read = partial(tracking.read_tracking, parcel.tracking_number)
        return await of_parcel(self._call(credentials, request, read))

    async def file(self, credentials: Credentials, filing: Filing) -> Filed:
        """File a claim; Amazon refuses a second one for the parcel as `ALREADY_FILED`. Raises as `ports.Filer` says."""
        return await self._call(credentials, claims.create(filing), claims.read_filed)

    async def find(self, credentials: Credentials, filing: Filing) -> Filed | None:
        """Amazon lists no claims: `Rejected` as `NOT_SUPPORTED`; sending it again tells whether it was filed."""
        del credentials, filing
        _not_supported()

    async def state(self, credentials: Credentials, reference: str) -> FilingState:
        """Amazon tells nobody how a claim stands, but by mail and on its pages: `Rejected` as `NOT_SUPPORTED`."""
        del credentials, reference
        _not_supported()

    async def withdraw(self, credentials: Credentials, reference: str) -> FilingState:
        """Amazon takes no claim back through its API: `Rejected` as `NOT_SUPPORTED`."""
        del credentials, reference
        _not_supported()

    async def _call(self, credentials: Credentials, request: Request, read: Callable[[bytes], T]) -> T:
        for name in self.credential_names:
            credentials.require(name)
        headers = {"x-amzn-shipping-business-id": credentials.require("business_id")}
        return await self._tokens.call(
            credentials, request, read, headers=headers, header="x-amz-access-token", prefix=""
        )  # fmt: skip

    async def _lend(self, credentials: Credentials) -> Token:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": credentials.require("refresh_token"),
            "client_id": credentials.require("client_id"),
            "client_secret": credentials.require("client_secret"),
        }
        request = Request("POST", "/auth/o2/token", form=form, base_url=self._login, idempotent=True)
        try:
            lent = await self._api.call(credentials.account_id, request, lambda body: decode(body, _Lent))
        except Rejected as no:
            # Amazon says 400 of a consent that was taken back, which is no parcel's fault
            raise Rejected(no.code, "Amazon lends this account no token.", status=401) from no
        return Token(lent.access_token, lent.expires_in)


def _carrier_id(credentials: Credentials, carrier: str) -> str:
    """Amazon's id of the carrier, `AMZN_UK` of the business `AmazonShipping_UK`, unless one was told."""
    told = credentials.values.get("carrier_id") or (carrier if carrier.startswith("AMZN_") else None)
    return told or f"AMZN_{credentials.require('business_id').rpartition('_')[2]}"


def _not_supported() -> Never:
    raise Rejected("NOT_SUPPORTED", "Amazon has no call for this; look at the claim on its pages.")
