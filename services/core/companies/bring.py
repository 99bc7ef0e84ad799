"""Bring's and Posten's Tracking API v2: consignments of one or several packages, with errors inside good answers."""

from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from services.core.outside import Meaning, Outside, Request, Vocabulary, of_parcel
from services.core.outside.parcels import read_scans, same_number, together
from services.core.outside.reading import decode, instant, record, records, storable, text
from services.core.ports import Credentials, Parcel, Rejected, Unintelligible
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import ProofOfDelivery, Scan, Tracking
from services.core.shipments.model import TrackingStatus as Status

Json = dict[str, object]

# Notices and orders for delivery at home are told at any stage, also after a parcel came to its pickup point, so that
# they move no parcel. DELIVERED_SENDER is a parcel that is back, and not one that was delivered.
STATUSES = Vocabulary(
    "bring",
    "status",
    "https://api.bring.com/tracking/api-docs and https://developer.bring.com/api/event-cast, event groups",
    {
        "PRE_NOTIFIED": Meaning(Status.PRE_TRANSIT),
        "NOTIFICATION_SENT": Meaning(None),
        "DELIVERY_ORDERED": Meaning(None),
        "DELIVERY_CHANGED": Meaning(None),
        "HANDED_IN": Meaning(Status.IN_TRANSIT),
        "COLLECTED": Meaning(Status.IN_TRANSIT),
        "IN_TRANSIT": Meaning(Status.IN_TRANSIT),
        "TERMINAL": Meaning(Status.IN_TRANSIT),
        "INTERNATIONAL": Meaning(Status.IN_TRANSIT),
        "CUSTOMS": Meaning(Status.IN_TRANSIT),
        "TRANSPORT_TO_RECIPIENT": Meaning(Status.OUT_FOR_DELIVERY),
        "ATTEMPTED_DELIVERY": Meaning(Status.DELIVERY_ATTEMPTED),
        "READY_FOR_PICKUP": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "DELIVERED": Meaning(Status.DELIVERED),
        "DEVIATION": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "DELIVERY_CANCELLED": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "RETURN": Meaning(Status.RETURN_TO_SENDER),
        "DELIVERED_SENDER": Meaning(Status.RETURNED),
        "UNKNOWN": Meaning(Status.UNKNOWN),
    },
)

ZONE = ZoneInfo("Europe/Oslo")
"""Of times that come without an offset."""

SAMPLE = "TESTPACKAGEATPICKUPPOINT"
"""One of Bring's own test numbers, for asking whether the account is let in."""


class Bring:
    """Bring's tracking for one Mybring user.

    `credentials.values` holds `api_uid`, `api_key`, `client_url` (which page or shop asks, as Bring wants to know it),
    and `mode` = `test` for an account that asks for Bring's test numbers alone: there is no other test environment.
    """

    name: ClassVar[str] = "bring"
    base_url: ClassVar[str] = "https://api.bring.com/tracking/api/v2"
    credential_names: ClassVar[tuple[str, ...]] = ("api_uid", "api_key", "client_url")
    hook_secret_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection)

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for one of Bring's test numbers. Raises as `ports.Carrier` says."""
        await of_parcel(self._ask(credentials, SAMPLE))

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        return await of_parcel(self._ask(credentials, "".join(parcel.tracking_number.split())))

    async def _ask(self, credentials: Credentials, number: str) -> Tracking:
        uid, key, url = (credentials.require(name) for name in self.credential_names)
        if not (uid + key + url).isascii():
            raise Rejected("UNSENDABLE", "The account's credentials have letters that no header carries.")
        request = Request("GET", "/tracking.json", query={"q": number}, idempotent=True)
        headers = {"x-mybring-api-uid": uid, "x-mybring-api-key": key, "x-bring-client-url": url}
        return await self._api.call(credentials.account_id, request, lambda body: read(body, number), headers=headers)


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says; its texts are left out, as they may quote the user."""
    try:
        code = text(_error(decode("bring", body, dict[str, object])).get("code"), 100)
    except Unintelligible:
        code = ""
    return _rejected(status, code)


def read(body: bytes, number: str) -> Tracking:
    """The answer about a number, which names one package, or a consignment whose packages are followed as one parcel.

    Of several packages the least advanced decides (`outside.parcels.together`).

    Raises:
        Unintelligible: this is about no parcel, or about another one.
        Rejected: an error stands where the parcel should.
    """
    answer = decode("bring", body, dict[str, object])
    consignments = records(answer.get("consignmentSet"))
    if not isinstance(answer.get("consignmentSet"), list):
        raise Unintelligible("bring: This is no answer about a number.")
    packages = [package for of_one in consignments for package in records(of_one.get("packageSet"))]
    error = {} if packages else _error(answer)
    if error or not consignments:
        code = text(error.get("code"), 100) or "404"
        raise _rejected(int(code) if code in {"401", "403", "404"} else 400, code)
    named = [package for package in packages if same_number(number, package.get("packageNumber"))]
    of_consignment = any(same_number(number, of_one.get("consignmentId")) for of_one in consignments)
    if of_consignment:
        named = packages
    if not named and not of_consignment:
        raise Unintelligible("bring: The answer is about another parcel.")
    scans = together([(_scans(package), Status.UNKNOWN) for package in named])
    telling = [scan.status for scan in scans if scan.status is not Status.UNKNOWN]
    signed_by = next(filter(None, map(_signed_by, named)), None) if telling[-1:] == [Status.DELIVERED] else None
    return Tracking(
        scans=scans,
        reported=Status.UNKNOWN if scans else Status.PRE_TRANSIT,
        signed_by=signed_by,
        service=next((text(package.get("productName"), 200) or None for package in named), None),
        proof=ProofOfDelivery(signed_by=signed_by) if signed_by else None,
    )


def _error(answer: Json) -> Json:
    return next(filter(None, (record(of_one.get("error")) for of_one in records(answer.get("consignmentSet")))), {})


def _rejected(status: int, code: str) -> Rejected:
    """A no in our words. Bring's codes are HTTP statuses, so that a 404 inside a good answer is one as well."""
    if status == 404:
        return Rejected("NOT_FOUND", "Bring does not know this.", status=404)
    code = f"HTTP_{status}" if not code or code.isdecimal() else code
    return Rejected(code, f"Bring said no ({status}).", status=status)


def _scans(package: Json) -> tuple[Scan, ...]:
    events = package.get("eventSet")
    return read_scans("bring", events if isinstance(events, list) else [], _scan)


def _scan(told: object) -> Scan | None:
    event = record(told)
    occurred_at = _time(event)
    if occurred_at is None:
        return None
    word = text(event.get("status"), 100)
    meaning = STATUSES.read(word) if word else Meaning(None)
    country = text(event.get("countryCode"), 2)
    kept = {name: value for name, value in event.items() if name not in {"recipientSignature", "definitions"}}
    return Scan(
        occurred_at=occurred_at,
        status=meaning.status or Status.UNKNOWN,
        code=word,
        description=text(event.get("description"), 500),
        location=", ".join(filter(None, (text(event.get("city"), 100), country))),
        detail=text(event.get("lmEventCode"), 100) or None,
        incident=meaning.incident,
        raw=record(storable(kept)),
    )


def _time(event: Json) -> datetime | None:
    """`dateIso`; older events have only what people read, as in 31.12.2026 and 08:30."""
    told = instant(event.get("dateIso"), ZONE)
    day, month, year = (*text(event.get("displayDate"), 10).split("."), "", "", "")[:3]
    return told or instant(f"{year}-{month}-{day}T{text(event.get('displayTime'), 8) or '00:00'}", ZONE)


def _signed_by(package: Json) -> str | None:
    """Who signed for it last; a signature at the sender's is none of the recipient."""
    for event in records(package.get("eventSet")):
        if event.get("status") == "DELIVERED":
            return text(record(event.get("recipientSignature")).get("name"), 200) or None
    return None
