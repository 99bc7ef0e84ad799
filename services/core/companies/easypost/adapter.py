"""EasyPost as a `Carrier` and as `Hooks`: pure requests and readers, sent through `outside`."""

from collections.abc import Sequence
from typing import ClassVar

from services.core.companies.easypost import hooks, trackers, webhooks
from services.core.companies.easypost.account import same
from services.core.companies.easypost.filing import FilesClaims, SellsInsurance
from services.core.companies.easypost.trackers import BATCH, Tracker
from services.core.outside import Request, of_parcel
from services.core.ports import Credentials, Parcel, Rejected, Unintelligible
from services.core.shipments.model import Tracking


class EasyPost(FilesClaims, SellsInsurance):
    """EasyPost's API v2. Test and production differ by the key alone.

    `credentials.values` holds `api_key`, `webhook_secret` and, while that is exchanged, `webhook_secret_previous`.
    """

    base_url: ClassVar[str] = "https://api.easypost.com/v2"
    credential_names: ClassVar[tuple[str, ...]] = ("api_key",)
    hook_secret_names: ClassVar[tuple[str, ...]] = ("webhook_secret",)
    most_parcels: ClassVar[int] = BATCH

    secrets = staticmethod(hooks.secrets)
    verify = staticmethod(hooks.verify)
    identify = staticmethod(hooks.identify)
    read = staticmethod(hooks.read)

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the key is one of EasyPost's test keys, which begin with `EZTK`."""
        return credentials.require("api_key").startswith("EZTK")

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
        secret = credentials.require("webhook_secret")
        known = await self._call(credentials, webhooks.list_all(), webhooks.read_webhooks)
        there = next((webhook for webhook in known if webhook.url.rstrip("/") == url.rstrip("/")), None)
        if there is None:
            there = await self._call(credentials, webhooks.create(url, secret), webhooks.read_webhook)
        elif there.disabled_at:
            there = await self._call(credentials, webhooks.enable(there, secret), webhooks.read_webhook)
        return there.id

    async def _track(self, credentials: Credentials, parcel: Parcel, request: Request) -> Tracking:
        tracker = await self._call(credentials, request, trackers.read_tracker)
        if not same(parcel.tracking_number, tracker.tracking_code):
            raise Unintelligible("easypost: The answer is about another parcel.")
        return tracker.tracking


def _tracker_of(parcel: Parcel, known: Sequence[Tracker]) -> Tracker | None:
    """Codes are unique for one carrier only, and only for a while."""
    if parcel.reference:
        return next((tracker for tracker in known if tracker.tracking.reference == parcel.reference), None)
    matching = [tracker for tracker in known if same(parcel.tracking_number, tracker.tracking_code)]
    carried = [tracker for tracker in matching if (tracker.carrier or "").lower() == parcel.carrier.lower()]
    return next(iter(carried or (matching if len(matching) == 1 else [])), None)
