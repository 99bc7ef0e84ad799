"""Track Alert: who wants to be told of which parcels, until when, and where; the last stands in UPS's portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import msgspec
from starlette.requests import Request

from services.sandbox.carriers.ups import errors
from services.sandbox.carriers.ups.answers import activities, pushed
from services.sandbox.deliveries import Deliveries, Message, Receiver
from services.sandbox.parcels import Full, Parcel

DAYS = timedelta(days=14)
MOST = 100
MOST_SUBSCRIPTIONS = 20_000
MOST_PORTALS = 200
TYPES = frozenset({"D", "I", "M", "X"})


class Wanted(msgspec.Struct):
    """`POST /subscription/…`."""

    locale: str | None = None
    countryCode: str | None = None  # noqa: N815 - UPS's word
    trackingNumberList: list[str] = []  # noqa: N815 - UPS's word
    eventPreferences: list[str] = []  # noqa: N815 - UPS's word


class Portal(msgspec.Struct, forbid_unknown_fields=True):
    """What a client set in UPS's portal: where its pushes go, and with which headers."""

    url: str
    headers: dict[str, str] = {}


@dataclass(slots=True)
class Subscription:
    """One client's of one parcel; `told` of its activities were known when it began, or were pushed."""

    kind: str
    types: frozenset[str]
    until: datetime
    told: set[tuple[datetime, str]]


class Alerts:
    """All subscriptions, and their way to the receivers."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._receivers: dict[str, Receiver] = {}
        self._known: dict[str, dict[str, Subscription]] = {}

    def settle(self, client: str, portal: Portal) -> None:
        """Set where a client's pushes go. Raises `Full`."""
        if client not in self._receivers and len(self._receivers) >= MOST_PORTALS:
            raise Full(f"the sandbox keeps {MOST_PORTALS} of UPS's portals and no more")
        headers = {"Content-Type": "application/json", "User-Agent": "UPSPubSubTrackingService", **portal.headers}
        self._receivers[client] = Receiver(portal.url, lambda _: headers, lambda: None)

    def subscribe(self, client: str, kind: str, number: str, types: list[str], parcel: Parcel, now: datetime) -> None:
        """Tell a client of a parcel from now on, for 14 days; what happened before is not told. Raises `Full`."""
        mine = self._known.setdefault(number, {})
        if client not in mine and len(self._known) > MOST_SUBSCRIPTIONS:
            raise Full(f"the sandbox keeps {MOST_SUBSCRIPTIONS} subscriptions and no more")
        told = {(activity.at, activity.words.code) for activity in activities(parcel)}
        mine[client] = Subscription(kind, frozenset(types) or TYPES, now + DAYS, told)

    def tell(self, parcel: Parcel, now: datetime) -> None:
        """Push what is new of a parcel to all who are subscribed."""
        for client, subscription in self._known.get(parcel.code, {}).items():
            receiver = self._receivers.get(client)
            for activity in activities(parcel):
                mark = (activity.at, activity.words.code)
                if mark in subscription.told:
                    continue
                subscription.told.add(mark)
                wanted = activity.words.type[:1] in subscription.types and now < subscription.until
                if receiver is not None and wanted:
                    body = msgspec.json.encode(pushed(parcel, activity, enhanced=subscription.kind == "enhanced"))
                    self._deliveries.send(receiver, Message(str(uuid4()), activity.words.type, body, lambda: None))

    def forget(self) -> None:
        """Drop all."""
        for receiver in self._receivers.values():
            self._deliveries.stop(receiver)
        self._receivers.clear()
        self._known.clear()


def read(request: Request, body: bytes) -> tuple[Wanted, list[str], list[str]]:
    """What is asked for, and the numbers that can and cannot be had. Raises `errors.Refusal`."""
    _check_headers(request.headers)
    try:
        wanted = msgspec.json.decode(body or b"null", type=Wanted | None)
    except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise errors.alert("VSS000", "Invalid request and The Subscription request has been rejected.") from wrong
    if wanted is None:
        raise errors.alert("VSS110", "Subscription request is empty or not present.")
    if not wanted.trackingNumberList:
        raise errors.alert("VSS200", "Tracking Number List is required. The Subscription request has been rejected.")
    if len(wanted.trackingNumberList) > MOST:
        raise errors.LONGEST_SUBSCRIPTION
    if not wanted.locale:
        raise errors.alert("VSS300", "Locale is required. The Subscription request has been rejected.")
    if len(wanted.locale) != len("en_US") or wanted.locale[2] != "_":
        raise errors.alert("VSS310", "Please enter a valid locale. The Subscription request has been rejected")
    if len(wanted.countryCode or "") != len("US"):
        raise errors.alert("VSS400", "Please enter a valid country code. The Subscription request has been rejected.")
    valid = [number for number in wanted.trackingNumberList if is_pushed(number)]
    invalid = [number for number in wanted.trackingNumberList if not is_pushed(number)]
    if not valid:
        raise errors.alert("VSS210", "The request should have at least one valid tracking number.", invalid)
    return wanted, valid, invalid


def is_pushed(number: str) -> bool:
    """Whether Track Alert takes the number: 18 characters of UPS's own, or Roadie's."""
    return len(number) == len("1ZCIETST0111111114") and number[:2] in {"1Z", "1R"} and number.isalnum()


def _check_headers(headers: Mapping[str, str]) -> None:
    if not headers.get("transId"):
        raise errors.alert("VSS002", "Missing transId")
    if not headers.get("transactionSrc"):
        raise errors.alert("VSS004", "Missing transactionSrc")
