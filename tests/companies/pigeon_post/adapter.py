"""Pigeon Post, which no town has: the smallest adapter there can be, as a new carrier's file would be written."""

from typing import ClassVar

from services.core.outside import Meaning, Outside, Request, Vocabulary, of_parcel
from services.core.outside.parcels import read_scans, same_number
from services.core.outside.reading import decode, instant, record, records, storable, text
from services.core.ports import Credentials, Parcel, Rejected, Unintelligible
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import Scan, Tracking
from services.core.shipments.model import TrackingStatus as Status

SIGHTINGS = Vocabulary(
    "pigeon_post",
    "sighting",
    "invented here",
    {
        "HATCHED": Meaning(Status.PRE_TRANSIT),
        "RELEASED": Meaning(Status.IN_TRANSIT),
        "OVERHEAD": Meaning(Status.IN_TRANSIT),
        "HEADWIND": Meaning(Status.DELAYED, Reason.WEATHER),
        "CIRCLING": Meaning(Status.OUT_FOR_DELIVERY),
        "NO_WINDOW": Meaning(Status.DELIVERY_ATTEMPTED),
        "ROOSTING": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "LANDED": Meaning(Status.DELIVERED),
        "RUFFLED": Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED),
        "FALCON": Meaning(Status.LOST, Reason.CARRIER_LOST),
        "HOMING": Meaning(Status.RETURN_TO_SENDER),
        "HOME": Meaning(Status.RETURNED),
        "GROUNDED": Meaning(Status.CANCELED),
    },
)


class PigeonPost:
    """Pigeon Post's tracking. `credentials.values` holds `loft_key`, and `mode` = `test` for one that sends no bird."""

    name: ClassVar[str] = "pigeon_post"
    base_url: ClassVar[str] = "https://api.pigeon-post.example/v1"
    credential_names: ClassVar[tuple[str, ...]] = ("loft_key",)
    hook_secret_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection)

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests."""
        return credentials.values.get("mode") == "test"

    async def probe(self, credentials: Credentials) -> None:
        """Ask who we are. Raises as `ports.Carrier` says."""
        await self._api.call(
            credentials.account_id, Request("GET", "/loft"), lambda _: None, headers=_login(credentials)
        )

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        ring = parcel.tracking_number
        request, login = Request("GET", "/birds/{ring}", values={"ring": ring}), _login(credentials)
        told = self._api.call(credentials.account_id, request, lambda body: read(body, ring), headers=login)
        return await of_parcel(told)


def rejection(status: int, _body: bytes) -> Rejected:
    """A no by status, which is all that Pigeon Post says."""
    return Rejected("NOT_FOUND" if status == 404 else f"HTTP_{status}", f"Pigeon Post said no ({status}).")


def read(body: bytes, ring: str) -> Tracking:
    """The answer about a bird. Raises `Unintelligible`."""
    bird = decode("pigeon_post", body, dict[str, object])
    if not same_number(ring, bird.get("ring")):
        raise Unintelligible("pigeon_post: The answer is about another bird.")
    return Tracking(
        scans=read_scans("pigeon_post", records(bird.get("sightings")), _scan),
        estimated_delivery_at=instant(bird.get("expected")),
        signed_by=text(bird.get("crumbs_from"), 200) or None,
    )


def _scan(sighting: dict[str, object]) -> Scan | None:
    at, word = instant(sighting.get("at")), text(sighting.get("word"), 100)
    if at is None or not word:
        return None
    meaning = SIGHTINGS.read(word)
    return Scan(
        occurred_at=at,
        status=meaning.status or Status.UNKNOWN,
        code=word,
        description=text(sighting.get("remark"), 500),
        location=text(sighting.get("roof"), 100),
        incident=meaning.incident,
        raw=record(storable(sighting)),
    )


def _login(credentials: Credentials) -> dict[str, str]:
    key = credentials.values.get("loft_key")
    if not key:
        raise Rejected("CREDENTIALS_INCOMPLETE", f"Account {credentials.account_id} has no loft_key; add it.")
    return {"x-loft-key": key}
