"""One claim through the worker, to the carrier and back, on real servers and EasyPost's wire format."""

from services.core.claims import repository as claims
from services.core.claims.model import ClaimStatus
from services.core.database import Pool
from services.core.shipments import repository as shipments
from services.core.shipments.model import TrackingStatus
from tests.builders import Shop, a_claim, a_shipment, an_order
from tests.processes import Sandbox
from tests.watching import feed_of, happened
from tests.worker.conftest import Working


async def test_a_lost_parcels_claim_is_acknowledged_verified_and_put_under_review(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox
) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order, tracking_number="MG-LOST-1")
    async with working():
        await happened(app, shop, parcel, "shipment.tracking_updated")
        claim = await a_claim(app, shop, order, parcel)
        await happened(app, shop, claim, "claim.acknowledged")
        reviewed = await happened(app, shop, claim, "claim.review_started")
    assert reviewed.data["verified"] is True
    async with app.read(shop.id) as db:
        found = await claims.get(db, claim)
        known = await shipments.get(db, parcel)
    assert found is not None
    assert found.status is ClaimStatus.UNDER_REVIEW
    assert found.acknowledged_at
    assert found.verified_at
    assert known is not None
    assert known.tracking_status is not TrackingStatus.UNKNOWN
    assert known.tracking_reference
    assert known.last_checked_at
    assert known.next_check_at
    told = [event for event in await feed_of(app, shop) if event.subject == claim]
    assert [event.sequence for event in told] == list(range(1, len(told) + 1))
    # what is written to the customer meanwhile stands wherever it was done
    moves = [event.type for event in told if not event.type.startswith("claim.message")]
    assert moves == ["claim.submitted", "claim.acknowledged", "claim.review_started"]
    created = await sandbox.calls(method="POST", tracking_code="MG-LOST-1")
    assert len(created) == 1
