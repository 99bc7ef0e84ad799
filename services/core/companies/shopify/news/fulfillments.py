"""Fulfillments and their events as Shopify posts them: parcels, and what Shopify heard of them."""

import msgspec

from services.core.companies.shopify.news.wire import decode, gid, required_time, text, time
from services.core.ports import LineQuantity, News, ScanNews, ShipmentNews, Unintelligible
from services.core.shipments.model import LabelSource, Scan, ShipmentStatus, TrackingStatus

MOST_PARCELS = 20

_STATUSES = {
    "pending": ShipmentStatus.PENDING,
    "open": ShipmentStatus.PENDING,
    "success": ShipmentStatus.SHIPPED,
    "cancelled": ShipmentStatus.CANCELED,
    "error": ShipmentStatus.CANCELED,
    "failure": ShipmentStatus.CANCELED,
}
_SCANS = {
    "label_purchased": TrackingStatus.PRE_TRANSIT,
    "label_printed": TrackingStatus.PRE_TRANSIT,
    "confirmed": TrackingStatus.PRE_TRANSIT,
    "carrier_picked_up": TrackingStatus.IN_TRANSIT,
    "in_transit": TrackingStatus.IN_TRANSIT,
    "delayed": TrackingStatus.DELAYED,
    "out_for_delivery": TrackingStatus.OUT_FOR_DELIVERY,
    "ready_for_pickup": TrackingStatus.AVAILABLE_FOR_PICKUP,
    "attempted_delivery": TrackingStatus.DELIVERY_ATTEMPTED,
    "delivered": TrackingStatus.DELIVERED,
    "failure": TrackingStatus.EXCEPTION,
}
_BOUGHT_THERE = "label_purchased"
"""The event of a label that was bought from Shopify; nothing else says who sold it."""


class FulfilledLine(msgspec.Struct):
    """So many of a line of the order."""

    id: int
    quantity: int


class Fulfillment(msgspec.Struct):
    """Goods that left together, with one tracking number or several."""

    id: int
    created_at: str
    updated_at: str | None = None
    order_id: int | None = None
    status: str | None = None
    tracking_company: str | None = None
    tracking_number: str | None = None
    tracking_numbers: tuple[str | None, ...] | None = None
    tracking_url: str | None = None
    tracking_urls: tuple[str | None, ...] | None = None
    line_items: tuple[FulfilledLine, ...] = ()


class FulfillmentEvent(msgspec.Struct):
    """One thing that happened to a fulfillment."""

    fulfillment_id: int
    status: str
    order_id: int | None = None
    happened_at: str | None = None
    created_at: str | None = None
    message: str | None = None
    city: str | None = None
    province: str | None = None
    country: str | None = None
    estimated_delivery_at: str | None = None


def fulfillment(body: bytes) -> tuple[News, ...]:
    """The parcels of a fulfillment. Raises `Unintelligible`."""
    told = decode(body, Fulfillment)
    if told.order_id is None:
        raise Unintelligible("shopify: The fulfillment names no order.")
    return read_fulfillment(told, gid("Order", told.order_id))


def read_fulfillment(told: Fulfillment, order_id: str) -> tuple[ShipmentNews, ...]:
    """One parcel for each tracking number. Shopify does not say what lies in which, so all stands in the first."""
    numbers = [text(number, 100) for number in told.tracking_numbers or (told.tracking_number,)]
    urls = [text(url, 2000) for url in told.tracking_urls or (told.tracking_url,)]
    name = gid("Fulfillment", told.id)
    lines = tuple(
        LineQuantity(gid("LineItem", line.id), line.quantity) for line in told.line_items if line.quantity > 0
    )
    return tuple(
        ShipmentNews(
            order_external_id=order_id,
            external_id=f"{name}#{place + 1}" if place else name,
            updated_at=required_time(told.updated_at or told.created_at),
            status=_STATUSES.get((told.status or "").lower(), ShipmentStatus.SHIPPED),
            lines=() if place else lines,
            carrier=text(told.tracking_company, 50),
            tracking_number=number,
            tracking_url=urls[place] if place < len(urls) else None,
            shipped_at=time(told.created_at),
        )
        for place, number in enumerate(numbers[:MOST_PARCELS])
        if number or not place
    )


def event(body: bytes) -> tuple[News, ...]:
    """What Shopify heard of a parcel. Raises `Unintelligible`."""
    told = decode(body, FulfillmentEvent)
    word = (text(told.status, 100) or "unknown").lower()
    place = ", ".join(part for part in (text(told.city, 60), text(told.province, 60), text(told.country, 60)) if part)
    scan = Scan(
        occurred_at=required_time(told.happened_at or told.created_at),
        status=_SCANS.get(word, TrackingStatus.UNKNOWN),
        code=word,
        description=text(told.message, 500) or word.replace("_", " ").capitalize(),
        location=place,
    )
    return (
        ScanNews(
            order_external_id=gid("Order", told.order_id) if told.order_id else None,
            shipment_external_id=gid("Fulfillment", told.fulfillment_id),
            scan=scan,
            estimated_delivery_at=time(told.estimated_delivery_at),
            label_source=LabelSource.SHOPIFY_SHIPPING if word == _BOUGHT_THERE else LabelSource.OTHER,
        ),
    )
