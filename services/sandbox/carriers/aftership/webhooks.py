"""Where AfterShip posts an account's news to, which is set on its pages (here: `/control/aftership/webhooks`)."""

import base64
import hmac
import uuid
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from services.sandbox.deliveries import Deliveries, Message, Receiver
from services.sandbox.parcels import Full

MOST_WEBHOOKS = 200
HEADER = "aftership-hmac-sha256"


def sign(body: bytes, secret: str) -> str:
    """What stands in `HEADER`."""
    return base64.b64encode(hmac.new(secret.encode(), body, sha256).digest()).decode()


class Webhooks:
    """One address for each account."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._by_key: dict[str, Receiver] = {}

    def connect(self, key: str, url: str, secret: str) -> None:
        """Post to this address from now on. Raises `Full`."""
        if key not in self._by_key and len(self._by_key) >= MOST_WEBHOOKS:
            raise Full(f"the sandbox keeps {MOST_WEBHOOKS} webhooks and no more")

        def headers(body: bytes) -> Mapping[str, str]:
            return {"Content-Type": "application/json", HEADER: sign(body, secret), "am-webhook-version": "2026-07"}

        self.disconnect(key)
        self._by_key[key] = Receiver(url, headers, lambda: None)

    def disconnect(self, key: str) -> None:
        """Post no more."""
        receiver = self._by_key.pop(key, None)
        if receiver is not None:
            self._deliveries.stop(receiver)

    def tell(self, key: str, tracking: dict[str, Any], *, first: bool, now: datetime) -> None:
        """Tell an account how a parcel stands."""
        receiver = self._by_key.get(key)
        if receiver is None:
            return
        event_id = str(uuid.uuid4())
        event = {
            "event": "tracking_update",
            "event_id": event_id,
            "is_tracking_first_tag": first,
            "msg": tracking,
            "ts": int(now.timestamp()),
        }
        self._deliveries.send(receiver, Message(event_id, "tracking_update", msgspec.json.encode(event), _nothing))

    def forget(self) -> None:
        """Drop all of them."""
        for key in list(self._by_key):
            self.disconnect(key)


def _nothing() -> None:
    return
