"""AfterShip as a `Carrier`, as `Hooks` and as an `Insurer`: pure requests and readers, sent through `outside`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from services.core.companies.aftership import hooks, protection, tracking
from services.core.companies.aftership.tracking import BATCH, Tracked, slug_of
from services.core.companies.aftership.wire import EXISTS, rejection
from services.core.effects import Recovery
from services.core.outside import Limits, Outside, Request, of_parcel
from services.core.ports import (
    Cover,
    Covered,
    CoverStatus,
    Credentials,
    Filing,
    FilingState,
    Parcel,
    Rejected,
    Unintelligible,
)
from services.core.shipments.model import Tracking

T = TypeVar("T")


class AfterShip:
    """AfterShip's Tracking API 2026-07 and its Protection API 2022-01.

    `credentials.values` holds `api_key` and `webhook_secret`. Where its webhooks go to is told on its pages alone, and
    so are claims on its protection filed there; here they can be read.
    """

    name: ClassVar[str] = "aftership"
    base_url: ClassVar[str] = "https://api.aftership.com"
    credential_names: ClassVar[tuple[str, ...]] = ("api_key",)
    hook_secret_names: ClassVar[tuple[str, ...]] = ("webhook_secret",)
    most_parcels: ClassVar[int] = BATCH

    recoveries: ClassVar[Mapping[str, Recovery]] = {"coverage.buy": Recovery.LOOKUP}
    quiet_seconds: ClassVar[float] = 60.0
    key_seconds: ClassVar[float | None] = None

    verify = staticmethod(hooks.verify)
    identify = staticmethod(hooks.identify)
    read = staticmethod(hooks.read)

    def __init__(self, outside: Outside, base_url: str) -> None:
        self._clock = outside.time.clock
        self._api = outside.company(
            self.name,
            base_url,
            rejection=rejection,
            limits=Limits(concurrent=10, per_second=10.0, burst=10),
        )

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the account says that it is for tests; nothing in AfterShip's own keys tells it."""
        return credentials.is_test

    async def probe(self, credentials: Credentials) -> None:
        """List one tracking. Raises as `ports.Carrier` says."""
        await self._call(credentials, tracking.probe(), tracking.read_list)

    async def register(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Ask to be told of a parcel; one that is tracked already is read. Raises as `ports.Carrier` says."""
        return await of_parcel(self._register(credentials, parcel))

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a registered parcel now. Raises as `ports.Carrier` says."""
        return await of_parcel(self._check(credentials, parcel))

    async def check_many(self, credentials: Credentials, parcels: Sequence[Parcel]) -> dict[Parcel, Tracking]:
        """Read at most `BATCH` registered parcels in one call; those that AfterShip does not know are left out.

        Raises:
            ValueError: more than `BATCH` parcels.
            Unavailable, Rejected, Unintelligible: as `ports.Carrier` says.
        """
        if len(parcels) > BATCH:
            raise ValueError(f"{len(parcels)} parcels are more than the {BATCH} of one call.")
        asked = [parcel for parcel in parcels if _listable(parcel)]
        if not asked:
            return {}
        known = await self._call(credentials, tracking.search(asked), tracking.read_list)
        found = ((parcel, _of(parcel, known)) for parcel in asked)
        return {parcel: tracked.tracking for parcel, tracked in found if tracked}

    async def _register(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        try:
            return _same(parcel, await self._call(credentials, tracking.create(parcel), tracking.read_one))
        except Rejected as no:
            if no.code != EXISTS:
                raise
        return await self._search(credentials, replace(parcel, reference=None))

    async def _check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        if parcel.reference:
            try:
                return _same(
                    parcel, await self._call(credentials, tracking.retrieve(parcel.reference), tracking.read_one)
                )
            except Rejected as no:
                if no.code != "NOT_FOUND":
                    raise
        return await self._search(credentials, replace(parcel, reference=None))

    async def _search(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        if not _listable(parcel):
            raise Rejected("NOT_FOUND", "AfterShip lists no number with a comma.")
        known = await self._call(credentials, tracking.search([parcel]), tracking.read_list)
        tracked = _of(parcel, known)
        if tracked is None:
            raise Rejected("NOT_FOUND", "AfterShip does not track this parcel.")
        return tracked.tracking

    async def insure(self, credentials: Credentials, cover: Cover) -> Covered:
        """Buy a coverage. Raises as `ports.Insurer` says."""
        return await self._call(credentials, protection.create(cover, self._clock()), protection.read_coverage)

    async def find_cover(self, credentials: Credentials, cover: Cover) -> Covered | None:
        """What was bought under the same reference and is not void. Raises as `ports.Insurer` says."""
        listed = await self._call(credentials, protection.search(cover.reference), protection.read_coverages)
        return next((covered for covered in listed if covered.status is not CoverStatus.VOID), None)

    async def cover(self, credentials: Credentials, reference: str) -> Covered:
        """How a coverage stands. Raises as `ports.Insurer` says."""
        return await self._call(credentials, protection.retrieve(reference), protection.read_coverage)

    async def cancel_cover(self, credentials: Credentials, reference: str) -> Covered:
        """Give a coverage back before it is active; one that was stays so. Raises as `ports.Insurer` says."""
        try:
            return await self._call(credentials, protection.void(reference), protection.read_coverage)
        except Rejected:
            covered = await self.cover(credentials, reference)
            if covered.status is not CoverStatus.VOID:
                raise
            return covered

    async def state(self, credentials: Credentials, reference: str) -> FilingState:
        """How a claim stands that was filed on AfterShip's pages. Raises as `ports.Tells` says."""
        return await self._call(credentials, protection.retrieve_claim(reference), protection.read_claim)

    async def newest_claim(self, credentials: Credentials, filing: Filing) -> FilingState | None:
        """How the newest claim on the filing's coverage stands, whoever filed it. Raises as `ports.Tells` says."""
        if filing.coverage_reference is None:
            return None
        request = protection.claims_of(filing.coverage_reference)
        return await self._call(credentials, request, protection.read_newest_claim)

    async def _call(self, credentials: Credentials, request: Request, read: Callable[[bytes], T]) -> T:
        key = credentials.require("api_key")
        return await self._api.call(credentials.account_id, request, read, headers={"as-api-key": key})


def _listable(parcel: Parcel) -> bool:
    """Whether the number can stand among others, which commas divide."""
    return bool(parcel.tracking_number.strip()) and "," not in parcel.tracking_number


def _of(parcel: Parcel, known: Sequence[Tracked]) -> Tracked | None:
    """One number may be tracked at several carriers."""
    if parcel.reference:
        return next((tracked for tracked in known if tracked.tracking.reference == parcel.reference), None)
    same = [tracked for tracked in known if _bare(tracked.tracking_number) == _bare(parcel.tracking_number)]
    carried = [tracked for tracked in same if tracked.slug == slug_of(parcel.carrier)]
    return next(iter(carried or (same if len(same) == 1 else [])), None)


def _same(parcel: Parcel, tracked: Tracked) -> Tracking:
    if _bare(parcel.tracking_number) != _bare(tracked.tracking_number):
        raise Unintelligible("aftership: The answer is about another parcel.")
    return tracked.tracking


def _bare(number: str) -> str:
    return "".join(number.split()).upper()
