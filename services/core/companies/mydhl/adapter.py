"""DHL Express as a `Carrier`: pure requests and readers, sent through `outside`."""

from collections.abc import Callable, Mapping
from typing import ClassVar, TypeVar

from services.core.companies.mydhl.wire import read_proof, read_tracking, rejection
from services.core.outside import Outside, Request, of_parcel
from services.core.ports import Credentials, Parcel
from services.core.shipments.model import Tracking

T = TypeVar("T")

SAMPLE = "9356579890"
"""A waybill of DHL's own examples."""


class MyDHL:
    """MyDHL API, https://developer.dhl.com/api-reference/dhl-express-mydhl-api.

    `credentials.values` holds `username` and `password`, and may hold `mode` (`test`) and `account_number`.
    """

    name: ClassVar[str] = "mydhl"
    base_url: ClassVar[str] = "https://express.api.dhl.com/mydhlapi"
    test_url: ClassVar[str] = "https://express.api.dhl.com/mydhlapi/test"
    credential_names: ClassVar[tuple[str, ...]] = ("username", "password")
    hook_secret_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection)
        self._is_real = base_url == self.base_url

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests; its calls go to DHL's test system."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for a waybill of DHL's own examples, which need not be found. Raises as `ports.Carrier` says."""
        await self.check(credentials, Parcel(SAMPLE, self.name))

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        query = {"trackingView": "all-checkpoints", "levelOfDetail": "all", "requestGMTOffsetPerEvent": "true"}
        return await of_parcel(
            self._get(credentials, parcel, "tracking", query, lambda body: read_tracking(body, parcel))
        )

    async def prove(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """The electronic proof of a delivery, as PDF. Raises as `ports.Carrier` says."""
        account = credentials.values.get("account_number")
        query = {"content": "epod-summary"} | ({"shipperAccountNumber": account} if account else {})
        return await of_parcel(self._get(credentials, parcel, "proof-of-delivery", query, read_proof))

    async def _get(
        self,
        credentials: Credentials,
        parcel: Parcel,
        what: str,
        query: Mapping[str, str],
        read: Callable[[bytes], T],
    ) -> T:
        request = Request(
            "GET",
            f"/shipments/{{number}}/{what}",
            values={"number": "".join(parcel.tracking_number.split())},
            query=query,
            idempotent=True,
            base_url=self.test_url if self._is_real and self.is_sandbox(credentials) else "",
        )
        auth = (credentials.require("username"), credentials.require("password"))
        return await self._api.call(credentials.account_id, request, read, auth=auth)
