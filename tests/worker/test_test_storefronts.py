"""A test storefront reaches nobody in the real world, whatever account somebody gave it."""

from services.core.database import Pool
from services.core.vault import Vault
from tests.builders import a_claim, a_shipment, a_shop, an_order
from tests.processes import Sandbox
from tests.watching import happened, until
from tests.worker.conftest import Working


async def test_a_test_storefront_never_calls_with_a_live_key(
    working: Working, database: str, app: Pool, vault: Vault, sandbox: Sandbox
) -> None:
    shop = await a_shop(database, app, vault, api_key="EZAK-live")
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order, tracking_number="MG-LOST-1")
    claim = await a_claim(app, shop, order, parcel)

    async def trouble() -> str | None:
        async with app.read(shop.id) as db:
            told: str | None = await db.fetchval("select tracking_trouble from shipments")
            return told

    async with working():
        reviewed = await happened(app, shop, claim, "claim.review_started")
        told = await until(trouble)
    assert reviewed.data["verified"] is False
    assert told == "TEST_STOREFRONT"
    assert await sandbox.calls() == []
