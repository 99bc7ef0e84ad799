"""The second story: a lost parcel is sent again, and then turns up after all."""

from typing import Any

from services.dev.demo.client import Client
from services.dev.demo.pushes import eventually
from services.dev.demo.story import NEWS_SECONDS, WEBSOCKET, Entity, Story, expect


class Reship(Story):
    """The customer wants the goods."""

    title = "2. A lost parcel is sent again, and turns up after all"
    wish = "RESHIPMENT"

    async def end(self, placed: Entity, customer: Client, claim: Entity) -> None:
        """Shopify has one more order without a price; the old parcel comes, and the customer sends it back."""
        resolution = (await self.costs(claim))["resolution"]
        again = await self.outside.orders_of(self.stage.shop, resolution["id"])
        expect(len(again) == 1, f"Shopify has {len(again)} orders for {resolution['id']} instead of one.")
        self.timeline.note(
            f"Shopify has the order {again[0]['name']}, of {again[0]['total']}, tagged {again[0]['tags']}"
        )
        await self._send_again(again[0], customer, claim)
        await self.next("The lost parcel turns up: the carrier delivers it, and says so by a webhook.")
        self.timeline.request("move the sandbox's parcel", "to its delivery", "carrier")
        await self.outside.move(self.code, "delivered")
        await self.pushes.until(WEBSOCKET, "shipment.delivered")
        await self.pushed("claim.parcel_found")
        await self.next("The customer has two of each now, and sends one back.")
        self.timeline.request("claimReportFound", "RETURN", "customer")
        found = await customer.mutation("claimReportFound", claimId=claim["id"], choice="RETURN")
        self.timeline.note(f"found: {found['claim']['found']['choice']}, {found['claim']['status']}")

    async def _send_again(self, order: Entity, customer: Client, claim: Entity) -> None:
        await self.next("The shop sends the replacement, and its parcel stands beside the first one.")
        number = self.code.replace("LOST", "HAPPY")
        await self.outside.send(self.stage.shop, order["id"], "USPS", number)
        self.timeline.request("fulfillments/create", number, "shopify", over="webhook")

        async def linked() -> Any:
            text = (
                "query Claim($id: ID!) { claim(id: $id) { resolution { replacementShipment { id trackingNumber } } } }"
            )
            return (await customer.ask("claim", text, id=claim["id"]))["resolution"]["replacementShipment"]

        parcel = await eventually(linked, "The replacement's parcel", NEWS_SECONDS)
        self.timeline.note(f"replacement: {parcel['trackingNumber']}, claimable as any other parcel")
