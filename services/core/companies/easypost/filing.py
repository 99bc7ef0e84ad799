"""EasyPost as a `Filer` and as an `Insurer`: it sells insurance for parcels of any label, and takes claims on it."""

from collections.abc import Mapping
from typing import ClassVar

from services.core.companies.easypost import claims, insurances
from services.core.companies.easypost.account import Account, same
from services.core.companies.easypost.claims import Claim
from services.core.companies.easypost.insurances import SHIPMENT, Insurance
from services.core.effects import Recovery
from services.core.ports import (
    Cover,
    Covered,
    CoverStatus,
    Credentials,
    DocumentTerms,
    Filed,
    Filing,
    FilingState,
    FilingStatus,
    Rejected,
    Unintelligible,
)

CLOSED = frozenset({FilingStatus.REJECTED, FilingStatus.WITHDRAWN})


class FilesClaims(Account):
    """Claims on EasyPost's insurance."""

    recoveries: ClassVar[Mapping[str, Recovery]] = {
        "recovery.submit": Recovery.LOOKUP,
        "recovery.withdraw": Recovery.RESEND,
        "coverage.buy": Recovery.LOOKUP,
    }
    quiet_seconds: ClassVar[float] = 60.0
    key_seconds: ClassVar[float | None] = None
    documents: ClassVar[DocumentTerms] = claims.TERMS

    async def file(self, credentials: Credentials, filing: Filing) -> Filed:
        """File a claim. Raises as `ports.Filer` says."""
        try:
            claim = await self._call(credentials, claims.create(filing), claims.read_claim)
        except Rejected as no:
            raise claims.refused(no) from no
        return _filed(claim)

    async def find(self, credentials: Credentials, filing: Filing) -> Filed | None:
        """The newest claim for the parcel that is neither rejected nor withdrawn. Raises as `ports.Filer` says.

        EasyPost lists claims by nothing of the parcel, so the newest are looked through.
        """

        def fits(claim: Claim) -> bool:
            return same(filing.tracking_number, claim.tracking_code) and claim.state.status not in CLOSED

        claim = await self._search(credentials, claims.page, claims.read_page, fits)
        return _filed(claim) if claim else None

    async def state(self, credentials: Credentials, reference: str) -> FilingState:
        """How a claim stands. Raises as `ports.Tells` says."""
        return (await self._call(credentials, claims.retrieve(reference), claims.read_claim)).state

    async def withdraw(self, credentials: Credentials, reference: str) -> FilingState:
        """Take a claim back; one that was taken back before stays so. Raises as `ports.Filer` says."""
        try:
            return (await self._call(credentials, claims.cancel(reference), claims.read_claim)).state
        except Rejected:
            state = await self.state(credentials, reference)
            if state.status is not FilingStatus.WITHDRAWN:
                raise
            return state


class SellsInsurance(Account):
    """Insurance for parcels: of a label that EasyPost sold by its `shp_…`, of any other by its tracking code."""

    async def insure(self, credentials: Credentials, cover: Cover) -> Covered:
        """Buy an insurance. Raises as `ports.Insurer` says."""
        request = insurances.create(cover)
        if cover.shipment_reference:
            bought = await self._call(credentials, request, insurances.read_shipment)
            if bought is None:
                raise Unintelligible("easypost: The shipment that was insured tells of no insurance.")
            return bought
        return (await self._call(credentials, request, insurances.read_insurance)).covered

    async def find_cover(self, credentials: Credentials, cover: Cover) -> Covered | None:
        """What was bought under the same reference, or for the same shipment. Raises as `ports.Insurer` says."""
        if cover.shipment_reference:
            request = insurances.retrieve(cover.shipment_reference)
            return await self._call(credentials, request, insurances.read_shipment)

        def fits(insurance: Insurance) -> bool:
            return insurance.reference == cover.reference

        found = await self._search(credentials, insurances.page, insurances.read_page, fits)
        return found.covered if found else None

    async def cover(self, credentials: Credentials, reference: str) -> Covered:
        """How an insurance stands. Raises as `ports.Insurer` says."""
        request = insurances.retrieve(reference)
        if reference.startswith(SHIPMENT):
            covered = await self._call(credentials, request, insurances.read_shipment)
            if covered is None:
                raise Rejected("NOT_FOUND", "The shipment is not insured.")
            return covered
        return (await self._call(credentials, request, insurances.read_insurance)).covered

    async def cancel_cover(self, credentials: Credentials, reference: str) -> Covered:
        """Give an insurance back; one that was given back before stays so. Raises as `ports.Insurer` says."""
        if reference.startswith(SHIPMENT):
            reference = await self._insurance_of(credentials, reference)
        try:
            return (await self._call(credentials, insurances.refund(reference), insurances.read_insurance)).covered
        except Rejected:
            covered = await self.cover(credentials, reference)
            if covered.status is not CoverStatus.VOID:
                raise
            return covered

    async def _insurance_of(self, credentials: Credentials, shipment_id: str) -> str:
        def fits(insurance: Insurance) -> bool:
            return insurance.shipment_id == shipment_id

        found = await self._search(credentials, insurances.page, insurances.read_page, fits)
        if found is None:
            raise Rejected("NOT_FOUND", "EasyPost lists no insurance of this shipment.")
        return found.covered.reference


def _filed(claim: Claim) -> Filed:
    state = claim.state
    return Filed(state.reference, state.status or FilingStatus.SUBMITTED, claim.created_at)
