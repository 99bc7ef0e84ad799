"""The first story: a lost parcel becomes store credit, by exactly one refund at Shopify."""

from services.dev.demo.client import Client
from services.dev.demo.story import Entity, Story, expect


class Credit(Story):
    """The customer wants credit at the shop."""

    title = "1. A lost parcel becomes store credit"
    wish = "STORE_CREDIT"

    async def end(self, placed: Entity, customer: Client, claim: Entity) -> None:
        """Shopify has one refund, and the ledger one cost."""
        await self.next("What it came to, at Shopify and in the case's ledger.")
        refunds = (await self.outside.order(self.stage.shop, placed["id"]))["refunds"]
        expect(len(refunds) == 1, f"Shopify has {len(refunds)} refunds of {placed['name']} instead of one.")
        told = await self.costs(claim)
        resolution = told["resolution"]
        self.timeline.note(f"Shopify has one refund of {placed['name']}, which says “{refunds[0]['note']}”")
        self.timeline.note(f"resolution: {resolution['type']} {resolution['status']} {resolution['reference']}")
