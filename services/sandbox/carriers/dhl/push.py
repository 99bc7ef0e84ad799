"""DHL's subscriptions: silent until the receiver proves itself by a secret, then told of each scan."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import msgspec

from services.sandbox.carriers.dhl.errors import BAD_REQUEST, NOT_FOUND, TOO_MANY
from services.sandbox.deliveries import Deliveries, Message, Receiver

MOST_SUBSCRIPTIONS = 2_000
MOST_NUMBERS = 10
LONGEST = 2_000
ADDRESS = "https://api-eu.dhl.com/tracking/push/v1/subscription"


class Authentication(msgspec.Struct):
    """What DHL repeats in each message."""

    type: str
    header: str
    token: str = field(repr=False)


class Hook(msgspec.Struct):
    """Where messages go."""

    uri: str
    authentication: Authentication | None = None


class Wanted(msgspec.Struct):
    """`POST /subscription`."""

    hook: Hook
    type: str
    service: str
    events: list[str]
    format: str = "Default"
    accountID: str | None = None  # noqa: N815 - DHL's word
    shipmentIDs: list[str] = []  # noqa: N815 - DHL's word


@dataclass(slots=True, eq=False)
class Subscription:
    """One subscription of one key; nothing is pushed before it is `ready`."""

    id: str
    key: str
    wanted: Wanted
    receiver: Receiver
    secret: str = field(repr=False)
    ready: bool = False

    def follows(self, code: str, status_code: str) -> bool:
        """Whether it wants to be told of this parcel and status."""
        named = self.wanted.type == "Account" or code in self.wanted.shipmentIDs
        return self.ready and named and status_code in {event.lower() for event in self.wanted.events}

    def wire(self) -> dict[str, Any]:
        """The subscription as DHL lists it; token and secret never come back."""
        wanted = self.wanted
        return {
            "id": self.id,
            "self": f"{ADDRESS}/{self.id}",
            "status": "ready" if self.ready else "pending",
            "hook": {"uri": wanted.hook.uri},
            "type": wanted.type,
            "service": wanted.service,
            "events": wanted.events,
            "accountID": wanted.accountID,
            "shipmentIDs": wanted.shipmentIDs,
        }


class Subscriptions:
    """All subscriptions, and their way to the receivers."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._by_id: dict[str, Subscription] = {}

    def create(self, key: str, body: bytes) -> Subscription:
        """Subscribe, and post the secret that has to come back. Raises `errors.Refusal`."""
        try:
            wanted = msgspec.json.decode(body, type=Wanted)
            url = httpx.URL(wanted.hook.uri)
        except (msgspec.MsgspecError, UnicodeDecodeError, httpx.InvalidURL) as wrong:
            raise BAD_REQUEST from wrong
        named = wanted.accountID if wanted.type == "Account" else 0 < len(wanted.shipmentIDs) <= MOST_NUMBERS
        if wanted.type not in {"Account", "Shipment"} or not named or not url.host or len(wanted.hook.uri) > LONGEST:
            raise BAD_REQUEST
        if len(self._by_id) >= MOST_SUBSCRIPTIONS:
            raise TOO_MANY
        receiver = Receiver(wanted.hook.uri, lambda _: _headers(wanted.hook), lambda: None)
        made = Subscription(str(uuid.uuid4()), key, wanted, receiver, secrets.token_hex(16))
        self._by_id[made.id] = made
        self._post(made, "subscription.validate", {"secret": made.secret})
        return made

    def activate(self, key: str, name: str, secret: str) -> None:
        """Start to push. Raises `errors.Refusal`."""
        found = self.get(key, name)
        if not secrets.compare_digest(found.secret.encode(), secret.encode()):
            raise BAD_REQUEST
        if not found.ready:
            found.ready = True
            self._post(found, "subscription.ready", {})

    def get(self, key: str, name: str) -> Subscription:
        """One of the key's. Raises `errors.Refusal`."""
        found = self._by_id.get(name)
        if found is None or found.key != key:
            raise NOT_FOUND
        return found

    def of(self, key: str) -> list[Subscription]:
        """All of the key's, oldest first."""
        return [one for one in self._by_id.values() if one.key == key]

    def delete(self, key: str, name: str) -> None:
        """End one. Raises `errors.Refusal`."""
        self._deliveries.stop(self.get(key, name).receiver)
        del self._by_id[name]

    def tell(self, shipment: Mapping[str, Any]) -> None:
        """Push a shipment to all who want to be told of it."""
        for one in self._by_id.values():
            if one.follows(shipment["id"], shipment["status"]["statusCode"]):
                self._post(one, "subscription.push", {"shipments": [shipment]})

    def forget(self) -> None:
        """Drop all."""
        self._by_id.clear()

    def _post(self, one: Subscription, scope: str, more: Mapping[str, Any]) -> None:
        body = msgspec.json.encode({"scope": scope, "self": f"{ADDRESS}/{one.id}", **more})
        self._deliveries.send(one.receiver, Message(str(uuid.uuid4()), scope, body, lambda: None))


def _headers(hook: Hook) -> Mapping[str, str]:
    known = {"Content-Type": "application/json"}
    proof = hook.authentication
    return known if proof is None else known | {proof.header: proof.token}
