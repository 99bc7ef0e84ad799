"""PostNord as a `Carrier`: what is asked, and with which key."""

from typing import ClassVar

from services.core.companies.postnord.answers import read, rejection
from services.core.outside import Outside, Request, of_parcel
from services.core.ports import Credentials, Parcel
from services.core.shipments.model import Tracking

NOBODYS = "00000000000000000000"
"""A number of no parcel, for asking whether the key is taken."""


class PostNord:
    """PostNord's tracking for one API key, which travels in the query and is therefore in no message of ours.

    `credentials.values` holds `api_key` and, for PostNord's test environment, `mode` = `test`.
    """

    name: ClassVar[str] = "postnord"
    base_url: ClassVar[str] = "https://api2.postnord.com/rest/shipment/v5"
    test_url: ClassVar[str] = "https://atapi2.postnord.com/rest/shipment/v5"
    credential_names: ClassVar[tuple[str, ...]] = ("api_key",)
    hook_secret_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection)
        self._test_url = self.test_url if base_url == self.base_url else base_url

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for a number that nobody has. Raises as `ports.Carrier` says."""
        await self._api.call(credentials.account_id, self._request(credentials, NOBODYS), lambda _: None)

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        request = self._request(credentials, parcel.tracking_number)
        number = parcel.tracking_number
        return await of_parcel(self._api.call(credentials.account_id, request, lambda body: read(body, number)))

    def _request(self, credentials: Credentials, number: str) -> Request:
        key = credentials.require("api_key")
        return Request(
            "GET",
            "/trackandtrace/findByIdentifier.json",
            query={"apikey": key, "id": "".join(number.split()), "locale": "en"},
            idempotent=True,
            base_url=self._test_url if self.is_sandbox(credentials) else "",
        )
