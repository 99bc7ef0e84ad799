"""FedEx as a `Carrier` that tells of thirty parcels at once and has papers of deliveries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from services.core.companies.fedex.answers import bare, read, read_documents, rejection
from services.core.companies.fedex.results import read_parcel
from services.core.outside import Outside, Request, Token, Tokens, borrow, is_about_account, of_parcel
from services.core.outside.parcels import same_number
from services.core.ports import Credentials, Parcel, Rejected, Unintelligible
from services.core.shipments.model import ProofOfDelivery, Tracking

T = TypeVar("T")

SAMPLE = "122816215025810"
"""A number of FedEx's own examples."""


class FedEx:
    """FedEx's Track API v1: https://developer.fedex.com/api/en-us/catalog/track/v1/docs.html.

    `credentials.values` holds `client_id` and `client_secret` (the project's API key and secret key) and may hold
    `account_number`, without which FedEx leaves names out of its papers, and `mode` = `test` for its sandbox.
    """

    name: ClassVar[str] = "fedex"
    base_url: ClassVar[str] = "https://apis.fedex.com"
    test_url: ClassVar[str] = "https://apis-sandbox.fedex.com"
    credential_names: ClassVar[tuple[str, ...]] = ("client_id", "client_secret")
    hook_secret_names: ClassVar[tuple[str, ...]] = ()
    most_parcels: ClassVar[int] = 30

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection)
        self._tokens = Tokens(self._api, self._fetch)
        self._test_url = self.test_url if base_url == self.base_url else base_url

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests; its calls go to FedEx's sandbox."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for FedEx's own sample, which need not be found. Raises as `ports.Carrier` says."""
        try:
            await self._call(credentials, "/track/v1/trackingnumbers", _question([SAMPLE]), lambda _: None)
        except Rejected as no:
            if is_about_account(no):
                raise

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        return await of_parcel(self._check(credentials, parcel))

    async def check_many(self, credentials: Credentials, parcels: Sequence[Parcel]) -> Mapping[Parcel, Tracking]:
        """Read at most `most_parcels`; those of which the answer says nothing are left out.

        Raises:
            ValueError: more than `most_parcels` parcels.
            Unavailable, Rejected, Unintelligible: as `ports.Carrier` says.
        """
        if len(parcels) > self.most_parcels:
            raise ValueError(f"{len(parcels)} parcels are more than the {self.most_parcels} of one call.")
        numbers = {bare(number): number for parcel in parcels if bare(number := _number(parcel))}
        if not numbers:
            return {}
        told = await self._call(credentials, "/track/v1/trackingnumbers", _question(list(numbers.values())), read)
        found = ((parcel, told.get(bare(parcel.tracking_number))) for parcel in parcels)
        return {parcel: read_parcel(results, parcel) for parcel, results in found if results is not None}

    async def prove(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """The signature proof of delivery as a PDF. Raises as `ports.Carrier` says."""
        return await of_parcel(self._prove(credentials, parcel))

    async def _check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        number = bare(_number(parcel))
        if not number:
            return Tracking((), trouble="NOT_FOUND")
        told = await self._call(credentials, "/track/v1/trackingnumbers", _question([_number(parcel)]), read)
        results = told.get(number)
        if results is None:
            results = next((found for known, found in told.items() if same_number(number, known)), None)
        if results is None:
            raise Unintelligible("fedex: The answer is about another parcel.")
        return read_parcel(results, parcel)

    async def _prove(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        # the number may be another parcel's too, and FedEx's own id changes when it takes a parcel in anew
        told = await self._check(credentials, parcel)
        if told.trouble is not None:
            return Tracking((), trouble=told.trouble)
        wanted = {"documentType": "SIGNATURE_PROOF_OF_DELIVERY", "documentFormat": "PDF"}
        number = {"trackingNumber": _number(parcel), "trackingNumberUniqueId": told.reference}
        account = {"accountNumber": credentials.values.get("account_number")}
        of = {"trackingNumberInfo": _said(number), **_said(account)}
        body = {"trackDocumentDetail": wanted, "trackDocumentSpecification": [of]}
        files = await self._call(credentials, "/track/v1/trackingdocuments", body, read_documents)
        return Tracking((), proof=replace(told.proof or ProofOfDelivery(), files=files))

    async def _call(self, credentials: Credentials, path: str, body: object, read: Callable[[bytes], T]) -> T:
        request = Request("POST", path, json=body, idempotent=True, base_url=self._base(credentials))
        return await self._tokens.call(credentials, request, read, headers={"x-locale": "en_US"})

    async def _fetch(self, credentials: Credentials) -> Token:
        """Borrow a token (RFC 6749, 4.4); they last for an hour."""
        form = {"grant_type": "client_credentials"}
        form |= {name: credentials.require(name) for name in self.credential_names}
        request = Request("POST", "/oauth/token", form=form, idempotent=True, base_url=self._base(credentials))
        return await borrow(self._api, credentials, request)

    def _base(self, credentials: Credentials) -> str:
        return self._test_url if self.is_sandbox(credentials) else ""


def _number(parcel: Parcel) -> str:
    return "".join(parcel.tracking_number.split())


def _question(numbers: Sequence[str]) -> dict[str, object]:
    asked = [{"trackingNumberInfo": {"trackingNumber": number}} for number in numbers]
    return {"includeDetailedScans": True, "trackingInfo": asked}


def _said(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
