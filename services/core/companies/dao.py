"""dao's tracking: a PHP interface whose credentials stand in the query and whose errors are good answers."""

import re
from typing import ClassVar, TypeVar
from zoneinfo import ZoneInfo

from services.core.outside import Meaning, Outside, Request, Vocabulary, of_parcel
from services.core.outside.parcels import read_scans, same_number
from services.core.outside.reading import decode, instant, record, storable, text
from services.core.ports import Credentials, Parcel, Rejected, Unintelligible
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import Scan, Tracking
from services.core.shipments.model import TrackingStatus as Status

Json = dict[str, object]
T = TypeVar("T")

# Not verified: dao tells its list to accounts alone (/TrackNTraceKoder.php), and these are what other clients know of
# it. What dao writes beside a code is therefore heard first (`WORDINGS`).
CODES = Vocabulary(
    "dao",
    "haendelse",
    "unverified; https://api.dao.as/TrackNTraceKoder.php has the list",
    {
        "10": Meaning(Status.IN_TRANSIT),  # modtaget på fordelingscenter
        "20": Meaning(Status.IN_TRANSIT),  # ankommet til terminal
        "30": Meaning(Status.DELIVERED),  # afleveret
        "40": Meaning(Status.DELIVERY_ATTEMPTED),  # ikke afleveret
        "50": Meaning(Status.RETURNED),  # returneret til afsender
        "60": Meaning(Status.OUT_FOR_DELIVERY),  # på vej til modtager
        "70": Meaning(Status.PRE_TRANSIT),  # registreret
    },
)

AT_SHOP = Meaning(Status.AVAILABLE_FOR_PICKUP)

# What dao writes, in Danish and English; the first line that fits counts. A sender hands in (indleveret) at a parcel
# shop, dao brings there (afleveret i), and the shop hands out (udleveret): only the last is a delivery.
WORDINGS: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), meaning)
    for pattern, meaning in (
        (r"\bbortkommet\b|\bmistet\b|\blost\b", Meaning(Status.LOST, Reason.CARRIER_LOST)),
        (r"\bbeskadiget\b|\bdamaged\b", Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED)),
        (r"\breturneret til afsender\b|\breturned to (?:the )?sender\b", Meaning(Status.RETURNED)),
        (r"\bretur\b|\breturneres\b|\bbeing returned\b", Meaning(Status.RETURN_TO_SENDER)),
        (r"\bikke (?:af|ud)?leveret\b|\bnot delivered\b", Meaning(Status.DELIVERY_ATTEMPTED)),
        (r"\bindleveret\b|\bhanded in\b", Meaning(Status.IN_TRANSIT)),
        (r"\budleveret\b|\bafhentet af modtager\b|\bcollected by\b|\bhanded out\b", Meaning(Status.DELIVERED)),
        (r"\bklar til (?:afhentning|udlevering)\b|\bready for (?:collection|pick-?up)\b", AT_SHOP),
        (r"\b(?:(?:af)?leveret|ankommet|delivered|arrived)\b.*(?:shop|butik)", AT_SHOP),
    )
)

# Which of dao's error codes are of the account and which of the parcel is not published either, so its text decides.
OF_ACCOUNT = re.compile(
    r"\bkundeid\b|\bkode\b|\badgang|\blogin\b|\bcustomer ?id\b|\bpassword\b|\baccess\b", re.IGNORECASE
)
OF_NO_PARCEL = re.compile(r"\bikke fundet\b|\bfindes ikke\b|\bukendt\b|\bnot found\b|\bunknown\b", re.IGNORECASE)

ZONE = ZoneInfo("Europe/Copenhagen")
"""Of times that come without an offset."""


class Dao:
    """dao's tracking for one customer, whose id and code travel in the query and are therefore in no message of ours.

    `credentials.values` holds `customer_id`, `code`, and `mode` = `test` for a customer that dao set up for tests.
    """

    name: ClassVar[str] = "dao"
    base_url: ClassVar[str] = "https://api.dao.as"
    credential_names: ClassVar[tuple[str, ...]] = ("customer_id", "code")
    hook_secret_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection)

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """Ask for the list of event codes. Raises as `ports.Carrier` says."""
        request = self._request(credentials, "/TrackNTraceKoder.php", {})
        await self._api.call(credentials.account_id, request, result)

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        number = "".join(parcel.tracking_number.split())
        request = self._request(credentials, "/TrackNTrace_v2.php", {"stregkode": number})
        return await of_parcel(self._api.call(credentials.account_id, request, lambda body: read(body, number)))

    def _request(self, credentials: Credentials, path: str, query: dict[str, str]) -> Request:
        user, code = (credentials.require(name) for name in self.credential_names)
        login = {"kundeid": user, "kode": code, "format": "json"}
        return Request("GET", path, query=login | query, idempotent=True)


def rejection(status: int, _body: bytes) -> Rejected:
    """A no by status; dao says its own in good answers."""
    return Rejected("NOT_FOUND" if status == 404 else f"HTTP_{status}", f"dao said no ({status}).")


def result(body: bytes) -> object:
    """What dao calls `resultat`.

    Raises:
        Unintelligible: this is no answer of dao's.
        Rejected: dao says that it failed; its text is left out, as it may quote what was asked with.
    """
    answer = decode("dao", _utf8(body), dict[str, object])
    status = text(answer.get("status"), 10).upper()
    if status == "OK":
        return answer.get("resultat")
    if status != "FEJL":
        raise Unintelligible("dao: This is no answer of dao's.")
    code, said = text(answer.get("fejlkode"), 50), text(answer.get("fejltekst"), 500)
    if OF_ACCOUNT.search(said):
        raise Rejected(f"FEJL_{code}" if code else "FEJL", "dao does not let the account in.", status=401)
    raise Rejected("NOT_FOUND" if OF_NO_PARCEL.search(said) else f"FEJL_{code}" if code else "FEJL", "dao said no.")


def read(body: bytes, number: str) -> Tracking:
    """The answer about a number. An empty list instead of a parcel says that dao knows nothing of it yet.

    Raises:
        Unintelligible, Rejected: as `result`, or the answer is about another parcel.
    """
    found = result(body)
    if found == []:
        return Tracking((), trouble="NOT_FOUND")
    parcel = record(found)
    code = text(parcel.get("stregkode"), 200)
    if code and not same_number(number, code):
        raise Unintelligible("dao: The answer is about another parcel.")
    events = parcel.get("haendelser")
    if not isinstance(events, list):
        raise Unintelligible("dao: The parcel has no list of events.")
    scans = read_scans("dao", events, _scan)
    url = text(parcel.get("ekstern_tracking"), 2000)
    return Tracking(
        scans=scans,
        reported=Status.UNKNOWN if scans else Status.PRE_TRANSIT,
        estimated_delivery_at=instant(parcel.get("eta"), ZONE),
        service=text(parcel.get("pakketype"), 200) or None,
        # it becomes a link on a page
        public_url=url if url.startswith(("https://", "http://")) else None,
    )


def _scan(told: object) -> Scan | None:
    event = record(told)
    occurred_at = instant(event.get("tidspunkt"), ZONE)
    if occurred_at is None:
        return None
    code, said = text(event.get("haendelse"), 100), text(event.get("beskrivelse"), 500)
    heard = next((meaning for pattern, meaning in WORDINGS if pattern.search(said)), None)
    meaning = heard or (CODES.read(code) if code else Meaning(None))
    kept = ("tidspunkt", "haendelse", "beskrivelse", "pakketype", "sted", "shopid")
    return Scan(
        occurred_at=occurred_at,
        status=meaning.status or Status.UNKNOWN,
        code=code,
        description=said,
        location=text(event.get("sted"), 100),
        incident=meaning.incident,
        raw=record(storable({name: event[name] for name in kept if name in event})),
    )


def _utf8(body: bytes) -> bytes:
    """The body as dao promises it; some of its texts are Windows-1252, and some answers begin with a mark of order."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        body.decode()
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace").encode()
    return body
