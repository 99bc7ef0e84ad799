"""DHL Paket as a `Carrier`: pure requests and readers, sent through `outside`."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, TypeVar

from services.core.companies.dhl_parcel_de.wire import bare, question, read_pieces, read_signature
from services.core.outside import Outside, Request, of_parcel
from services.core.ports import Credentials, Parcel, Rejected, Unintelligible
from services.core.shipments.model import Tracking

T = TypeVar("T")

DETAIL, SIGNATURE = "d-get-piece-detail", "d-get-signature"
LONGEST_NUMBER = 39  # characters

SAMPLE = "00340434161094015902"
"""A number of DHL's own test system."""


class DHLParcelDE:
    """Parcel DE Tracking, https://developer.dhl.com/api-reference/parcel-de-tracking-post-parcel-germany.

    `credentials.values` holds `api_key` and `api_secret` of the application, `user` and `password` of the business
    customer, and may hold `mode` (`test`).
    """

    name: ClassVar[str] = "dhl_parcel_de"
    base_url: ClassVar[str] = "https://api-eu.dhl.com/parcel/de/tracking/v0"
    test_url: ClassVar[str] = "https://api-sandbox.dhl.com/parcel/de/tracking/v0"
    credential_names: ClassVar[tuple[str, ...]] = ("api_key", "api_secret", "user", "password")
    hook_secret_names: ClassVar[tuple[str, ...]] = ()
    most_parcels: ClassVar[int] = 20

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection)
        self._is_real = base_url == self.base_url

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests; its calls go to DHL's test system."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for one number of DHL's own, which need not be found. Raises as `ports.Carrier` says."""
        await self.check(credentials, Parcel(SAMPLE, self.name))

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        if not _askable(parcel):
            return Tracking((), trouble="INVALID_NUMBER")
        return await of_parcel(self._check(credentials, parcel))

    async def check_many(self, credentials: Credentials, parcels: Sequence[Parcel]) -> dict[Parcel, Tracking]:
        """Read several parcels in one call; those of which it says nothing are left out.

        Raises:
            ValueError: more than `most_parcels` parcels.
            Unavailable, Rejected: as `ports.Carrier` says.
        """
        if len(parcels) > self.most_parcels:
            raise ValueError(f"{len(parcels)} parcels are more than the {self.most_parcels} of one call.")
        asked = [parcel for parcel in parcels if _askable(parcel)]
        if not asked:
            return {}
        try:
            return await self._ask(credentials, DETAIL, asked, lambda body: read_pieces(body, asked))
        except Unintelligible:
            return {}
        except Rejected as no:
            # one bad number spoils the answer about all, so each is asked for alone
            if no.code.startswith("DHL_") or no.status in {400, 404}:
                return {}
            raise

    async def prove(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """The signature of a delivery inside Germany, as a picture. Raises as `ports.Carrier` says."""
        if not _askable(parcel):
            return Tracking((), trouble="INVALID_NUMBER")
        return await of_parcel(self._ask(credentials, SIGNATURE, [parcel], read_signature))

    async def _check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        told = await self._ask(credentials, DETAIL, [parcel], lambda body: read_pieces(body, [parcel]))
        if parcel not in told:
            raise Unintelligible("dhl_parcel_de: The answer is about another parcel.")
        return told[parcel]

    async def _ask(
        self, credentials: Credentials, what: str, parcels: Iterable[Parcel], read: Callable[[bytes], T]
    ) -> T:
        key, secret, user, password = (credentials.require(name) for name in self.credential_names)
        numbers = dict.fromkeys(bare(parcel.tracking_number) for parcel in parcels)
        request = Request(
            "GET",
            "/shipments",
            # the password is in it: of a request only method, path and operation are ever told
            query={"xml": question(what, user, password, numbers)},
            accept="application/xml",
            idempotent=True,
            operation=what,
            base_url=self.test_url if self._is_real and self.is_sandbox(credentials) else "",
        )
        return await self._api.call(
            credentials.account_id, request, read, auth=(key, secret), headers={"dhl-api-key": key}
        )


def rejection(status: int, body: bytes) -> Rejected:
    """What a refusal says; its words are left out, as they may repeat what we sent."""
    return Rejected("NOT_FOUND" if status == 404 else f"HTTP_{status}", f"DHL answered {status}.")


def _askable(parcel: Parcel) -> bool:
    number = bare(parcel.tracking_number)
    return number.isascii() and 0 < len(number) <= LONGEST_NUMBER
