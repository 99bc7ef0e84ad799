"""DHL's Unified tracking as a `Carrier` and as `Hooks`: pure requests and readers, sent through `outside`."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, ClassVar, TypeVar

import msgspec

from services.core.companies.dhl import hooks, shipments
from services.core.companies.dhl.problems import rejection
from services.core.outside import Limits, Outside, Request, of_parcel
from services.core.outside.reading import decode, text
from services.core.ports import Credentials, Parcel, Rejected, Unintelligible
from services.core.shipments.model import Tracking

T = TypeVar("T")

SUBSCRIPTIONS = "/tracking/push/v1/subscriptions"
SUBSCRIPTION = "/tracking/push/v1/subscription"
EVENTS = ("Pre-Transit", "Transit", "Delivered", "Failure", "Unknown")

SAMPLE = "7777777770"
"""The number of DHL's own examples."""


class DHL:
    """Shipment Tracking - Unified, and its Push.

    https://developer.dhl.com/api-reference/shipment-tracking,
    https://developer.dhl.com/api-reference/shipment-tracking-unified-push.

    `credentials.values` holds `api_key`, and may hold `mode` (`test`), `service` (the division), `country` (who asks),
    `account_number` (whose parcels are pushed) and `hook_token` (what DHL repeats in each push).
    """

    name: ClassVar[str] = "dhl"
    base_url: ClassVar[str] = "https://api-eu.dhl.com"
    test_url: ClassVar[str] = "https://api-test.dhl.com"
    credential_names: ClassVar[tuple[str, ...]] = ("api_key",)
    hook_secret_names: ClassVar[tuple[str, ...]] = ("hook_token",)
    limits: ClassVar[Limits] = Limits(concurrent=2, per_second=0.2, burst=5)
    """Of a new key; DHL gives more to who asks for it."""

    verify = staticmethod(hooks.verify)
    identify = staticmethod(hooks.identify)
    read = staticmethod(hooks.read)

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection, limits=self.limits)
        self._is_real = base_url == self.base_url

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests; its calls go to DHL's test system."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for DHL's own sample, which need not be found. Raises as `ports.Carrier` says."""
        try:
            await self._call(credentials, "GET", "/track/shipments", lambda _: None, query={"trackingNumber": SAMPLE})
        except Rejected as no:
            if no.status != 404:
                raise

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        return await of_parcel(self._check(credentials, parcel))

    async def register(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Ask to be told of a parcel, unless its whole account is pushed already; a repetition finds what is there.

        Without `hook_token` and a division, DHL cannot be asked to push, and the parcel is only read.
        """
        url, service = credentials.hook_url, self._service(credentials, parcel)
        if url and service and not credentials.values.get("account_number"):
            body = {"type": "Shipment", "service": service, "shipmentIDs": [parcel.tracking_number]}
            # push is granted apart from pull, which says itself whether the account is let in
            with suppress(Rejected, Unintelligible):
                await self._subscribe(credentials, url, body, parcel.tracking_number)
        return await self.check(credentials, parcel)

    async def listen(self, credentials: Credentials, url: str) -> str:
        """Have the account's parcels pushed to `url`; the subscription's id, empty where no account is named.

        Raises:
            Unavailable, Rejected, Unintelligible: as `ports.Carrier` says.
        """
        account = credentials.values.get("account_number")
        if not account:
            return ""
        body = {"type": "Account", "service": credentials.require("service"), "accountID": account}
        return await self._subscribe(credentials, url, body, account)

    async def confirm(self, credentials: Credentials, body: bytes) -> None:
        """Start a subscription with the secret that DHL posted (`hooks.VALIDATE`); it stays silent before.

        Raises:
            Unavailable, Rejected, Unintelligible: it was not started.
        """
        subscription, secret = hooks.validation(body)
        headers = {"dhl-api-hook-secret": secret}
        path = f"{SUBSCRIPTION}/{{id}}"
        await self._call(credentials, "POST", path, lambda _: None, values={"id": subscription}, headers=headers)

    async def _check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        query = {
            "trackingNumber": parcel.tracking_number,
            "language": "en",
            "service": credentials.values.get("service"),
            "requesterCountryCode": credentials.values.get("country") or parcel.country,
            "recipientPostalCode": parcel.postal_code,
        }
        asked = {name: value for name, value in query.items() if value}
        return await self._call(
            credentials,
            "GET",
            "/track/shipments",
            lambda body: shipments.read(body, parcel, credentials.values.get("service") or parcel.carrier),
            query=asked,
        )

    async def _subscribe(self, credentials: Credentials, url: str, body: dict[str, Any], mark: str) -> str:
        """The id of the subscription that posts to `url` what `mark` names, made if it is not there."""
        known = await self._call(credentials, "GET", SUBSCRIPTIONS, _list)
        there = next((one for one in known if _names(one, url, mark)), None)
        if there is not None:
            return _id(there)
        authentication = {
            "type": "ApiKeyAuthentication",
            "header": hooks.HEADER,
            "token": credentials.require("hook_token"),
        }
        hook = {"uri": url, "authentication": authentication}
        sent = {"hook": hook, "format": "Default", "events": EVENTS, **body}
        return await self._call(
            credentials, "POST", SUBSCRIPTION, lambda told: _id(decode("dhl", told, dict)), json=sent
        )

    def _service(self, credentials: Credentials, parcel: Parcel) -> str | None:
        return credentials.values.get("service") or next(iter(shipments.services_of(parcel.carrier)), None)

    async def _call(
        self,
        credentials: Credentials,
        method: str,
        path: str,
        read: Callable[[bytes], T],
        *,
        headers: Mapping[str, str] | None = None,
        **parts: Any,
    ) -> T:
        base = self.test_url if self._is_real and self.is_sandbox(credentials) else ""
        request = Request(method, path, base_url=base, idempotent=method == "GET", **parts)
        key = {"dhl-api-key": credentials.require("api_key")}
        return await self._api.call(credentials.account_id, request, read, headers=key | dict(headers or {}))


def _list(body: bytes) -> list[dict[str, Any]]:
    known = decode("dhl", body, object)
    if isinstance(known, dict):
        known = known.get("subscriptions", [])
    if not isinstance(known, list):
        raise Unintelligible("dhl: This is no list of subscriptions.")
    return [one for one in known if isinstance(one, dict)]


def _id(subscription: Mapping[str, Any]) -> str:
    """Its id, which some answers only have as the end of its address."""
    own = next((text(subscription.get(name), 200) for name in ("subscriptionId", "id") if name in subscription), "")
    found = own or text(subscription.get("self"), 500).rstrip("/").rpartition("/")[2]
    if not found:
        raise Unintelligible("dhl: The subscription has no id.")
    return found


def _names(subscription: Mapping[str, Any], *words: str) -> bool:
    """Whether all of these texts stand somewhere in it: lists have another structure than what made it."""
    told = msgspec.json.encode(subscription)
    return all(msgspec.json.encode(word) in told for word in words)
