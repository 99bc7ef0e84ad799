"""Telling a shop of its parcels. `fulfillmentEventCreate` takes no idempotency key."""

from typing import Any

from services.sandbox.parcels import Full
from services.sandbox.shopify.admin.mutations.base import Base, refused
from services.sandbox.shopify.admin.types.parcels import ScanView
from services.sandbox.shopify.ids import number_of
from services.sandbox.shopify.shop.parcels import Scan
from services.sandbox.shopify.shop.refusal import Refused
from services.sandbox.shopify.shop.sending import scan


class ParcelMutations(Base):
    """Parcels."""

    def fulfillment_event_create(self, fulfillment_event: dict[str, Any]) -> dict[str, Any]:
        """Tell what a carrier saw."""
        given, shop = fulfillment_event, self._shop
        parcel = shop.fulfillments.get(number_of(given["fulfillmentId"], "Fulfillment") or 0)
        if parcel is None:
            gone = Refused("Fulfillment does not exist.", "fulfillmentEvent", "fulfillmentId")
            return refused(gone, fulfillmentEvent=None)
        now = shop.moment()
        seen = Scan(
            id=shop.next_id(),
            status=given["status"],
            happened_at=given.get("happenedAt") or now,
            created_at=now,
            message=given.get("message"),
            city=given.get("city"),
            province=given.get("province"),
            country=given.get("country"),
            zip=given.get("zip"),
            address1=given.get("address1"),
            estimated_delivery_at=given.get("estimatedDeliveryAt"),
            latitude=given.get("latitude"),
            longitude=given.get("longitude"),
        )
        try:
            scan(shop, parcel, seen)
        except Full as full:
            return refused(full, fulfillmentEvent=None)
        return {"fulfillmentEvent": ScanView(shop, seen), "userErrors": []}
