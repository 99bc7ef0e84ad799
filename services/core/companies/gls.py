"""GLS Group's Track & Trace v1: up to ten parcels in a call, with an access token of its own gateway."""

import base64
from collections.abc import Mapping, Sequence
from typing import ClassVar
from zoneinfo import ZoneInfo

from services.core.outside import Meaning, Outside, Request, Token, Tokens, Vocabulary, of_parcel
from services.core.outside.parcels import read_scans, same_number, summed_up
from services.core.outside.reading import decode, instant, record, records, storable, text
from services.core.ports import Credentials, Parcel, Rejected, Unavailable, Unintelligible
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import Scan, Tracking
from services.core.shipments.model import TrackingStatus as Status

Json = dict[str, object]

SOURCE = "GLS Group developer portal, Track And Trace V1 (OpenAPI 1.0.7)"

# `ParcelDTO.status`. DELIVEREDPS lies in a parcel shop: nobody has it yet. NOTPICKEDUP is about the sender's ramp.
# FINAL only closes the history, whatever came before.
STATUSES = Vocabulary(
    "gls",
    "status",
    SOURCE,
    {
        "PLANNEDPICKUP": Meaning(Status.PRE_TRANSIT),
        "INPICKUP": Meaning(Status.PRE_TRANSIT),
        "NOTPICKEDUP": Meaning(Status.PRE_TRANSIT),
        "PREADVICE": Meaning(Status.PRE_TRANSIT),
        "INTRANSIT": Meaning(Status.IN_TRANSIT),
        "INWAREHOUSE": Meaning(Status.IN_TRANSIT),
        "INDELIVERY": Meaning(Status.OUT_FOR_DELIVERY),
        "DELIVEREDPS": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "DELIVERED": Meaning(Status.DELIVERED),
        "NOTDELIVERED": Meaning(Status.DELIVERY_ATTEMPTED),
        "CANCELED": Meaning(Status.CANCELED),
        "FINAL": Meaning(None),
    },
)

# `EventDTO.code`, of which the document shows the first four; the others were seen in answers. The whole list is
# told to accounts alone (/tracking/events/codes), so an unknown code is usual: the parcel's own status then decides.
EVENTS = Vocabulary(
    "gls",
    "event",
    SOURCE,
    {
        "INTIAL.PREADVICE": Meaning(Status.PRE_TRANSIT),
        "INTIAL.E48_DATA": Meaning(Status.PRE_TRANSIT),
        "INTIAL.NORMAL": Meaning(Status.IN_TRANSIT),
        "DELIVD.PARCELSHOP": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "INBOUD.NORMAL": Meaning(Status.IN_TRANSIT),
        "OUTBOD.NORMAL": Meaning(Status.IN_TRANSIT),
        "OUTDEL.NORMAL": Meaning(Status.OUT_FOR_DELIVERY),
        "DELIVD.NORMAL": Meaning(Status.DELIVERED),
        "DELIVD.DEL_BY_PSAPP": Meaning(Status.DELIVERED),
        "NOTDEL.ABSENT": Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME),
        "CANCEL.NORMAL": Meaning(Status.CANCELED),
    },
)

# `ParcelErrorCodeDTO`; any other code is passed on as it is
NOT_FOUND = "E_404_01"

# all times of the document have an offset; one without is read where GLS keeps its books
ZONE = ZoneInfo("Europe/Berlin")


class Gls:
    """GLS Group's tracking for one app of its developer portal.

    `credentials.values` holds `client_id`, `client_secret` and, for GLS's sandbox, `mode` = `test`.
    """

    name: ClassVar[str] = "gls"
    base_url: ClassVar[str] = "https://api.gls-group.net"
    test_url: ClassVar[str] = "https://api-sandbox.gls-group.net"
    credential_names: ClassVar[tuple[str, ...]] = ("client_id", "client_secret")
    hook_secret_names: ClassVar[tuple[str, ...]] = ()
    most_parcels: ClassVar[int] = 10
    calls_per_day: ClassVar[int] = 500
    """What GLS allows an app that has not asked for more."""

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection)
        self._tokens = Tokens(self._api, self._fetch)
        self._test_url = self.test_url if base_url == self.base_url else base_url

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests."""
        return credentials.values.get("mode") == "test"

    async def probe(self, credentials: Credentials) -> None:
        """Ask for the list of event codes. Raises as `ports.Carrier` says."""
        request = self._request(credentials, "/track-and-trace-v1/tracking/events/codes", {})
        await self._tokens.call(credentials, request, lambda _: None)

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now. Raises as `ports.Carrier` says."""
        return await of_parcel(self._check(credentials, parcel))

    async def check_many(self, credentials: Credentials, parcels: Sequence[Parcel]) -> Mapping[Parcel, Tracking]:
        """Read at most `most_parcels`; all are left out where the call as a whole was refused or cannot be read.

        Raises:
            ValueError: more than `most_parcels` parcels.
            Unavailable, Rejected: as `ports.Carrier` says.
        """
        if len(parcels) > self.most_parcels:
            raise ValueError(f"{len(parcels)} parcels are more than the {self.most_parcels} of one call.")
        found: dict[Parcel, Tracking] = {}

        async def ask() -> Tracking:
            found.update(await self._ask(credentials, parcels))
            return Tracking(())

        if parcels:
            await of_parcel(ask())
        return found

    async def _check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        found = await self._ask(credentials, [parcel])
        if parcel not in found:
            raise Unintelligible("gls: The answer is about another parcel.")
        return found[parcel]

    async def _ask(self, credentials: Credentials, parcels: Sequence[Parcel]) -> dict[Parcel, Tracking]:
        numbers = dict.fromkeys(_number(parcel) for parcel in parcels)
        path = "/track-and-trace-v1/tracking/simple/trackids/{numbers}"
        request = self._request(credentials, path, {"numbers": ",".join(numbers)})
        told = await self._tokens.call(credentials, request, read, headers={"accept-language": "EN"})
        found = ((parcel, _of(parcel, told)) for parcel in parcels)
        return {parcel: read_parcel(answer) for parcel, answer in found if answer is not None}

    async def _fetch(self, credentials: Credentials) -> Token:
        """Borrow a token (RFC 6749, 4.4); they last for four hours."""
        user, password = (credentials.values.get(name) or "" for name in self.credential_names)
        if not user or not password:
            raise Rejected(
                "CREDENTIALS_INCOMPLETE", f"Account {credentials.account_id} needs client_id and client_secret."
            )
        request = self._request(credentials, "/oauth2/v2/token", {}, {"grant_type": "client_credentials"})
        basic = base64.b64encode(f"{user}:{password}".encode()).decode()
        try:
            return await self._api.call(
                credentials.account_id, request, read_token, headers={"authorization": f"Basic {basic}"}
            )
        except Rejected as no:
            # whatever the status, it is the app that is not taken
            raise Rejected(no.code, no.message, status=401) from None
        except Unintelligible as error:
            raise Unavailable("gls: No token in the answer.", ambiguous=False) from error

    def _request(
        self,
        credentials: Credentials,
        path: str,
        values: Mapping[str, str],
        form: Mapping[str, str] | None = None,
    ) -> Request:
        return Request(
            "GET" if form is None else "POST",
            path,
            values=values,
            form=form,
            idempotent=True,
            base_url=self._test_url if self.is_sandbox(credentials) else "",
        )


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says: the gateway's `fault`, the token's `errors`, a problem of the API's, or a page."""
    if status == 404:
        return Rejected("NOT_FOUND", "GLS does not know this.")
    try:
        answer = decode("gls", body, dict[str, object])
    except Unintelligible:
        answer = {}
    code = text(record(record(answer.get("fault")).get("detail")).get("errorcode"), 100)
    return Rejected(code or f"HTTP_{status}", f"GLS said no ({status}).")


def read_token(body: bytes) -> Token:
    """The token that was lent. Raises `Unintelligible`."""
    answer = decode("gls", body, dict[str, object])
    value, seconds = text(answer.get("access_token"), 10_000), answer.get("expires_in")
    if not value or not value.isascii():
        raise Unintelligible("gls: There is no token.")
    told = float(seconds) if isinstance(seconds, (int, float)) or text(seconds, 9).isdecimal() else 0.0  # type: ignore[arg-type]
    return Token(value, max(told, 60.0))


def read(body: bytes) -> list[Json]:
    """The parcels of an answer, unread. Raises `Unintelligible`."""
    answer = decode("gls", body, dict[str, object])
    if not isinstance(answer.get("parcels"), list):
        raise Unintelligible("gls: This is no list of parcels.")
    return records(answer["parcels"])


def read_parcel(told: Json) -> Tracking:
    """One parcel of an answer; what is wrong with it is its `trouble`."""
    error = text(told.get("errorCode"), 100)
    if error:
        return Tracking((), trouble="NOT_FOUND" if error == NOT_FOUND else error)
    events = told.get("events")
    scans = read_scans("gls", events if isinstance(events, list) else [], _scan)
    word = text(told.get("status"), 100)
    meaning = STATUSES.read(word) if word else Meaning(None)
    status = meaning.status or Status.UNKNOWN
    at = instant(told.get("statusDateTime"), ZONE) or (scans[-1].occurred_at if scans else None)
    summary = Scan(at, status, word, scans[-1].description if scans else "", incident=meaning.incident) if at else None
    return Tracking(summed_up(scans, summary), reported=status, ended=word == "FINAL")


def _scan(told: object) -> Scan | None:
    event = record(told)
    occurred_at = instant(event.get("eventDateTime"), ZONE)
    if occurred_at is None:
        return None
    code = text(event.get("code"), 100)
    meaning = EVENTS.read(code) if code else Meaning(None)
    return Scan(
        occurred_at=occurred_at,
        status=meaning.status or Status.UNKNOWN,
        code=code,
        description=text(event.get("description"), 500),
        location=", ".join(filter(None, (text(event.get(name), 100) for name in ("city", "country")))),
        incident=meaning.incident,
        raw=record(storable(event)),
    )


def _number(parcel: Parcel) -> str:
    """The number without what would make two of it."""
    return "".join(character for character in parcel.tracking_number if character.isalnum() or character == "_")


def _of(parcel: Parcel, told: Sequence[Json]) -> Json | None:
    named = ((answer, name) for name in ("requested", "unitno") for answer in told)
    return next((answer for answer, name in named if same_number(parcel.tracking_number, answer.get(name))), None)
