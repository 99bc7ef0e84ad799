"""EasyPost as a `Carrier` and as `Hooks`: pure requests and readers, sent through `outside`."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from services.core.companies.easypost import hooks, trackers, webhooks
from services.core.companies.easypost.trackers import BATCH, Tracker
from services.core.companies.easypost.wire import rejection
from services.core.outside import Outside, Request, of_parcel
from services.core.ports import Credentials, Parcel, Rejected, Unintelligible
from services.core.shipments.model import Tracking

T = TypeVar("T")


class EasyPost:
    """EasyPost's API v2. Test and production differ by the key alone.

    `credentials.values` holds `api_key`, `webhook_secret` and, while that is exchanged, `webhook_secret_previous`.
    """

    name: ClassVar[str] = "easypost"
    base_url: ClassVar[str] = "https://api.easypost.com/v2"
    credential_names: ClassVar[tuple[str, ...]] = ("api_key",)
    hook_secret_names: ClassVar[tuple[str, ...]] = ("webhook_secret",)
    most_parcels: ClassVar[int] = BATCH

    secrets = staticmethod(hooks.secrets)
    verify = staticmethod(hooks.verify)
    identify = staticmethod(hooks.identify)
    read = staticmethod(hooks.read)

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._api = outside.company(self.name, base_url, rejection=rejection, request_id_header="x-ep-request-uuid")

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the key is one of EasyPost's test keys, which begin with `EZTK`."""
        return _value(credentials, "api_key").startswith("EZTK")

    async def register(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Ask to be told of a parcel; a repetition answers with the same tracker. Raises as `ports.Carrier` says."""
        return await of_parcel(self._track(credentials, parcel, trackers.create(parcel)))

    async def probe(self, credentials: Credentials) -> None:
        """List the account's webhooks. Raises as `ports.Carrier` says."""
        await self._call(credentials, webhooks.list_all(), webhooks.read_webhooks)

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now; one whose tracker was deleted is registered anew.

        Raises as `ports.Carrier` says.
        """
        return await of_parcel(self._check(credentials, parcel))

    async def _check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        if parcel.reference:
            try:
                return await self._track(credentials, parcel, trackers.retrieve(parcel.reference))
            except Rejected as error:
                if error.code != "NOT_FOUND":
                    raise
        return await self._track(credentials, parcel, trackers.create(parcel))

    async def check_many(self, credentials: Credentials, parcels: Sequence[Parcel]) -> dict[Parcel, Tracking]:
        """Read at most `BATCH` registered parcels in one call; those that EasyPost does not know are left out.

        Raises:
            ValueError: more than `BATCH` parcels.
            Unavailable, Rejected, Unintelligible: as `ports.Carrier` says.
        """
        if len(parcels) > BATCH:
            raise ValueError(f"{len(parcels)} parcels are more than the {BATCH} of one call.")
        if not parcels:
            return {}
        known = await self._call(credentials, trackers.retrieve_many(parcels), trackers.read_trackers)
        found = ((parcel, _tracker_of(parcel, known)) for parcel in parcels)
        return {parcel: tracker.tracking for parcel, tracker in found if tracker}

    async def listen(self, credentials: Credentials, url: str) -> str:
        """Have events posted to `url`, and return the webhook's id; a repetition finds the one that is there.

        Raises:
            Unavailable, Rejected, Unintelligible: as `ports.Carrier` says.
        """
        secret = _value(credentials, "webhook_secret")
        known = await self._call(credentials, webhooks.list_all(), webhooks.read_webhooks)
        there = next((webhook for webhook in known if webhook.url.rstrip("/") == url.rstrip("/")), None)
        if there is None:
            there = await self._call(credentials, webhooks.create(url, secret), webhooks.read_webhook)
        elif there.disabled_at:
            there = await self._call(credentials, webhooks.enable(there, secret), webhooks.read_webhook)
        return there.id

    async def _track(self, credentials: Credentials, parcel: Parcel, request: Request) -> Tracking:
        tracker = await self._call(credentials, request, trackers.read_tracker)
        if not _same(parcel.tracking_number, tracker.tracking_code):
            raise Unintelligible("easypost: The answer is about another parcel.")
        return tracker.tracking

    async def _call(self, credentials: Credentials, request: Request, read: Callable[[bytes], T]) -> T:
        auth = (_value(credentials, "api_key"), "")
        return await self._api.call(credentials.account_id, request, read, auth=auth)


def _value(credentials: Credentials, name: str) -> str:
    value = credentials.values.get(name)
    if not value:
        raise Rejected("CREDENTIALS_INCOMPLETE", f"Account {credentials.account_id} has no {name}; add it.")
    return value


def _tracker_of(parcel: Parcel, known: Sequence[Tracker]) -> Tracker | None:
    """Codes are unique for one carrier only, and only for a while."""
    if parcel.reference:
        return next((tracker for tracker in known if tracker.tracking.reference == parcel.reference), None)
    same = [tracker for tracker in known if _same(parcel.tracking_number, tracker.tracking_code)]
    carried = [tracker for tracker in same if (tracker.carrier or "").lower() == parcel.carrier.lower()]
    return next(iter(carried or (same if len(same) == 1 else [])), None)


def _same(asked: str, answered: str) -> bool:
    """Whether two spellings are one number: carriers drop spaces, case, and USPS the routing in front."""
    ours, theirs = (
        "".join(character for character in code if character.isalnum()).upper() for code in (asked, answered)
    )
    return bool(theirs) and (ours.endswith(theirs) or theirs.endswith(ours))
