"""Webhooks: who subscribed to what, how they are signed, what was sent, and sending it again."""

import base64
import hashlib
import hmac
import random
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import msgspec

from services.sandbox.deliveries import Deliveries, Message, Receiver
from services.sandbox.parcels import Clock, Full
from services.sandbox.shopify.app import App
from services.sandbox.shopify.news.bodies import body
from services.sandbox.shopify.shop.shop import Shop

VERSION = "2026-10"
MOST_SUBSCRIPTIONS = 200
MOST_RECEIVERS = 50
MOST_SENT = 300
SIGNATURE = "X-Shopify-Hmac-Sha256"


@dataclass(slots=True, eq=False)
class Subscription:
    """Where one topic's webhooks go. `fields`: only these of a body, all when empty."""

    id: int
    topic: str
    receiver: Receiver
    fields: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Sent:
    """One webhook as it went out, so that it can go out again."""

    receiver: Receiver
    topic: str
    id: str
    body: bytes
    headers: Mapping[str, str]
    at: datetime
    arrivals: int = 0

    def arrived(self) -> None:
        """The receiver took it."""
        self.arrivals += 1


class Webhooks:
    """One shop's."""

    def __init__(self, shop_domain: str, app: App, deliveries: Deliveries, clock: Clock) -> None:
        self._domain = shop_domain
        self._app = app
        self._deliveries = deliveries
        self._clock = clock
        # one receiver for each URL, as a place that is posted to once at a time sees them in order
        self._receivers: dict[str, Receiver] = {}
        self.subscriptions: dict[int, Subscription] = {}
        self.sent: deque[Sent] = deque(maxlen=MOST_SENT)

    def subscribe(self, id: int, topic: str, uri: str) -> Subscription:  # noqa: A002 - Shopify's word
        """Send a topic's webhooks to a URL from now on. Raises `Full`."""
        if len(self.subscriptions) >= MOST_SUBSCRIPTIONS:
            raise Full(f"a shop has {MOST_SUBSCRIPTIONS} webhook subscriptions and no more")
        made = self.subscriptions[id] = Subscription(id, topic, self.receiver(uri))
        return made

    def receiver(self, uri: str) -> Receiver:
        """Where webhooks for a URL wait. Raises `Full`."""
        known = self._receivers.get(uri)
        if known is None:
            if len(self._receivers) >= MOST_RECEIVERS:
                raise Full(f"a shop posts to {MOST_RECEIVERS} addresses and no more")
            known = self._receivers[uri] = Receiver(uri, self._sign, partial(self._give_up, uri))
        return known

    def tell(self, shop: Shop, topic: str, subject: object) -> None:
        """Tell whoever subscribed to a topic."""
        wanted = [one for one in self.subscriptions.values() if one.topic == topic]
        if wanted:
            self._post(topic, body(shop, subject), [(one.receiver, one.fields) for one in wanted])

    def post(self, topic: str, told: dict[str, object], urls: Iterable[str]) -> None:
        """Post a body to URLs that nobody has to have subscribed."""
        self._post(topic, told, [(self.receiver(url), []) for url in urls])

    def _post(self, topic: str, told: dict[str, object], to: Iterable[tuple[Receiver, list[str]]]) -> None:
        """Post a body to receivers; all of these are one event."""
        event, now = str(uuid.uuid4()), self._clock()
        for receiver, fields in to:
            shown = {name: value for name, value in told.items() if name in fields} if fields else told
            headers = {
                "X-Shopify-Topic": topic,
                "X-Shopify-Shop-Domain": self._domain,
                "X-Shopify-API-Version": VERSION,
                "X-Shopify-Webhook-Id": str(uuid.uuid4()),
                "X-Shopify-Event-Id": event,
                "X-Shopify-Triggered-At": f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond * 1000:09d}Z",
            }
            sent = Sent(receiver, topic, headers["X-Shopify-Webhook-Id"], msgspec.json.encode(shown), headers, now)
            self.sent.append(sent)
            self._send(sent)

    def again(self, wanted: Callable[[Sent], bool], times: int, order: str) -> int:
        """Send those wanted again, so many times, `forward`, in `reverse` or shuffled; returns how many were sent."""
        chosen = [sent for sent in self.sent if wanted(sent)] * times
        if order == "reverse":
            chosen.reverse()
        elif order == "shuffle":
            random.shuffle(chosen)
        for sent in chosen:
            self._send(sent)
        return len(chosen)

    def urls(self) -> list[str]:
        """Every URL that was ever subscribed, oldest first."""
        return list(self._receivers)

    def drop(self, subscription: Subscription) -> None:
        """End a subscription."""
        self.subscriptions.pop(subscription.id, None)

    def clear(self) -> None:
        """End all subscriptions; what is under way still arrives."""
        self.subscriptions.clear()

    def forget(self) -> None:
        """End everything at once."""
        for receiver in self._receivers.values():
            self._deliveries.stop(receiver)
        self._receivers.clear()
        self.subscriptions.clear()
        self.sent.clear()

    def _send(self, sent: Sent) -> None:
        message = Message(sent.id, sent.topic, sent.body, sent.arrived, sent.headers)
        self._deliveries.send(sent.receiver, message)

    def _sign(self, content: bytes) -> Mapping[str, str]:
        digest = hmac.new(self._app.webhook_secret.encode(), content, hashlib.sha256).digest()
        return {
            "Content-Type": "application/json",
            "User-Agent": "Shopify-Captain-Hook",
            SIGNATURE: base64.b64encode(digest).decode(),
        }

    def _give_up(self, uri: str) -> None:
        for subscription in [one for one in self.subscriptions.values() if one.receiver.url == uri]:
            self.drop(subscription)
