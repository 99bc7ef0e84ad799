"""Parcels: sending one, another tracking number, what a carrier saw, and what comes back."""

from collections.abc import Sequence
from datetime import datetime

from services.sandbox.shopify.shop.goods import Line
from services.sandbox.shopify.shop.model import Order
from services.sandbox.shopify.shop.parcels import Fulfillment, Packed, Return, Scan
from services.sandbox.shopify.shop.refusal import Refused
from services.sandbox.shopify.shop.shop import MOST_PARTS, Shop, check_room

RETURN_MOVES = {
    "approve": ("REQUESTED", "OPEN"),
    "decline": ("REQUESTED", "DECLINED"),
    "cancel": ("OPEN", "CANCELED"),
    "close": ("OPEN", "CLOSED"),
    "reopen": ("CLOSED", "OPEN"),
}


def fulfill(
    shop: Shop,
    order: Order,
    parts: Sequence[tuple[Line, int]],
    company: str | None,
    number: str | None,
    url: str | None,
    at: datetime | None = None,
) -> Fulfillment:
    """Send lines in a parcel, now or at another time. Raises `Refused`, and `Full`."""
    check_room(order.fulfillments, MOST_PARTS, "fulfillments of one order")
    for line, quantity in parts:
        if not 0 < quantity <= line.quantity - line.fulfilled:
            raise Refused("Invalid fulfillment order line item quantity requested.", "lines")
    now = shop.moment()
    name = f"{order.name}.{len(order.fulfillments) + 1}"
    lines = [Packed(shop.next_id(), line, quantity) for line, quantity in parts]
    made = Fulfillment(shop.next_id(), order, name, company, number, url, lines, at or now, now)
    for line, quantity in parts:
        line.fulfilled += quantity
    order.fulfillments.append(made)
    shop.fulfillments[made.id] = made
    shop.touch(order, ("fulfillments/create", made))
    return made


def retrack(shop: Shop, parcel: Fulfillment, company: str | None, number: str | None, url: str | None) -> None:
    """Give a parcel another tracking number."""
    parcel.company = company or parcel.company
    parcel.number = number or parcel.number
    parcel.url = url
    parcel.updated_at = shop.moment()
    shop.touch(parcel.order, ("fulfillments/update", parcel))


def scan(shop: Shop, parcel: Fulfillment, seen: Scan) -> Scan:
    """Tell the shop what a carrier saw. Never the same as one told before. Raises `Full`."""
    check_room(parcel.scans, MOST_PARTS * 10, "events of one fulfillment")
    parcel.scans.append(seen)
    parcel.scans.sort(key=lambda one: one.happened_at)
    parcel.updated_at = shop.moment()
    shop.touch(parcel.order, ("fulfillment_events/create", (parcel, seen)), ("fulfillments/update", parcel))
    return seen


def ask_return(shop: Shop, order: Order, parts: Sequence[tuple[Line, int]]) -> Return:
    """A customer wants to send goods back. Raises `Refused`, and `Full`."""
    check_room(order.returns, MOST_PARTS, "returns of one order")
    if any(quantity > line.fulfilled for line, quantity in parts):
        raise Refused("Only what was sent can come back", "lines")
    lines = [Packed(shop.next_id(), line, quantity) for line, quantity in parts]
    name = f"{order.name}-R{len(order.returns) + 1}"
    asked = Return(shop.next_id(), order, name, "REQUESTED", lines, shop.moment())
    order.returns.append(asked)
    shop.returns[asked.id] = asked
    shop.touch(order, ("returns/request", asked))
    return asked


def move_return(shop: Shop, asked: Return, move: str) -> None:
    """Approve, decline, cancel, close or reopen a return. Raises `Refused`."""
    before, after = RETURN_MOVES[move]
    if asked.status != before:
        raise Refused(f"Return status must be {before}, it is {asked.status}")
    asked.status = after
    asked.closed_at = shop.moment() if after == "CLOSED" else None
    shop.touch(asked.order, (f"returns/{move}", asked))
