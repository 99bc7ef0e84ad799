"""Jobs that write back to the platform for the shop's people to see: claims on orders, and where parcels are.

Both do their best: what the platform refuses is told in the log and left, as nothing depends on it.
"""

import structlog

from services.core.claims import repository as claims
from services.core.claims.model import ClaimStatus
from services.core.orders import repository as orders
from services.core.ports import Rejected, Sighting, Unintelligible, WritesBack
from services.core.shipments import repository as shipments
from services.worker.job import Job

TAG = "makegood-claim"
WORDS = {
    ClaimStatus.RESOLVED: "resolved",
    ClaimStatus.DENIED: "denied",
    ClaimStatus.CANCELED: "canceled",
}
"""What a claim's state is called on an order; every other is open."""

log = structlog.get_logger()


async def claim(job: Job) -> None:
    """Tag the claim's order at its platform, and write the claim's state of now under its note."""
    async with job.read() as db:
        found = await claims.get(db, job.subject)
        order = await orders.get(db, found.order_id) if found else None
    if found is None or order is None or order.platform_account_id is None:
        return
    word = WORDS.get(found.status, "opened")
    tags = [TAG] if word == "opened" else [TAG, f"{TAG}-{word}"]
    try:
        platform, credentials = await job.platform(order.platform_account_id)
        if isinstance(platform, WritesBack):
            await platform.tag(credentials, order.external_id, tags)
            await platform.add_note(credentials, order.external_id, f"Makegood {found.number}: claim {word}")
    except (Rejected, Unintelligible) as error:
        log.warning("mark.left", claim=found.id, error=str(error))


async def parcel(job: Job) -> None:
    """Tell the platform where a parcel of its own is now, by the newest scan that says so."""
    async with job.read() as db:
        found = await shipments.get(db, job.subject)
        order = await orders.get(db, found.order_id) if found else None
        readings = await shipments.readings(db, job.subject)
    if found is None or found.external_id is None or order is None or order.platform_account_id is None:
        return
    seen = [one for one in readings if one.status is found.tracking_status]
    if not seen:
        return
    newest = max(seen, key=lambda one: one.occurred_at)
    words = found.tracking_status.replace("_", " ").capitalize()
    sighting = Sighting(found.external_id, found.tracking_status, newest.occurred_at, f"{found.carrier}: {words}")
    try:
        platform, credentials = await job.platform(order.platform_account_id)
        if isinstance(platform, WritesBack):
            await platform.report(credentials, sighting)
    except (Rejected, Unintelligible) as error:
        log.warning("mark.left", shipment=found.id, error=str(error))
