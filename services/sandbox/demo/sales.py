"""What was bought in the demo: orders of the sandbox's Shopify shops, sold and sent as a shop does both."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from services.sandbox.demo.stories import Story
from services.sandbox.journeys import RECIPIENT
from services.sandbox.shopify.control.finding import following
from services.sandbox.shopify.control.orders import CustomerOrdered, LineOrdered, Ordered, new_order
from services.sandbox.shopify.shop import orders, sending
from services.sandbox.shopify.shop.model import Order
from services.sandbox.shopify.shop.parcels import Fulfillment
from services.sandbox.shopify.shop.people import Address
from services.sandbox.shopify.shop.shop import Shop
from services.sandbox.shopify.shops import Shops

MOST_SALES = 1_000
CARRIER = "USPS"
SHIPPING = {"DKK": Decimal("49.00"), "USD": Decimal("9.00")}
FIRST, LAST = RECIPIENT.split()
HOMES = {
    "DKK": Address(FIRST, LAST, address1="Sample Street 1", city="Copenhagen", zip="2100", country_code="DK"),
    "USD": Address(
        FIRST, LAST, address1="12 Sample St", city="Austin", province_code="TX", zip="78744", country_code="US"
    ),
}
"""Where customers live, by what they pay in."""


NEWS = frozenset({"orders/create", "orders/updated", "fulfillments/create"})
"""The webhooks without which nobody hears of a sale."""


@dataclass(slots=True, eq=False)
class Sale:
    """One order. `session` is the browser that bought it; `known_as` is its id at Makegood, once that knows it.

    `covered` says that Makegood was told of its insurance.
    """

    shop: Shop
    order: Order
    story: Story
    session: str
    known_as: str | None = None
    covered: bool = False

    @property
    def gid(self) -> str:
        """What Shopify's webhooks call the order, and so does Makegood."""
        return f"gid://shopify/Order/{self.order.id}"

    @property
    def replacements(self) -> list[Order]:
        """Orders without a price that were made to send this one's goods again."""
        note = f"replacement for {self.order.name}"
        placed = (order for order in self.shop.orders.values() if order.made_by_app)
        return [order for order in placed if (order.note or "").endswith(note)]

    @property
    def parcels(self) -> list[Fulfillment]:
        """The order's own parcels and those of its replacements, oldest first."""
        return [parcel for order in (self.order, *self.replacements) for parcel in order.fulfillments]

    @property
    def codes(self) -> list[str]:
        """Their tracking numbers."""
        return [parcel.number or "" for parcel in self.parcels]


class Sales:
    """The newest ones, of all browsers."""

    def __init__(self, shops: Shops) -> None:
        self._shops = shops
        self._sales: dict[int, Sale] = {}

    def sell(self, domain: str, story: Story, session: str) -> Sale | None:
        """Have somebody order in a shop, and the shop send it; nothing when there is no such shop. Raises `Wrong`."""
        opened = self._shops.find(domain)
        if opened is None:
            return None
        shop, now = opened.shop, opened.shop.clock()
        placed_at = now - timedelta(days=story.days)
        with following():
            order = orders.place(shop, new_order(shop, _basket(shop, placed_at)))
            _send(shop, order, story.code(_ending()), placed_at + timedelta(hours=6))
        while len(self._sales) >= MOST_SALES:
            self._sales.pop(next(iter(self._sales)))
        sale = self._sales[order.id] = Sale(shop, order, story, session)
        return sale

    def pays_in(self, domain: str, currency: str) -> bool:
        """Whether a shop sells for this currency."""
        opened = self._shops.find(domain)
        return opened is not None and opened.shop.currency == currency

    def is_heard(self, domain: str) -> bool:
        """Whether somebody wants to be told of what a shop sells."""
        opened = self._shops.find(domain)
        return opened is not None and {one.topic for one in opened.webhooks.subscriptions.values()} >= NEWS

    def send_again(self, replacement: Order, sale: Sale) -> None:
        """Have the shop send a replacement, which arrives if nobody decides otherwise. Raises `Wrong`."""
        with following():
            _send(sale.shop, replacement, f"MG-TRANSIT-{_ending()}", None)

    def find(self, number: int, session: str | None) -> Sale | None:
        """A sale of this browser's, for as long as its shop remembers the order."""
        sale = self._sales.get(number)
        if sale is None or sale.session != session or not self._remembers(sale):
            return None
        return sale

    def of(self, session: str | None) -> list[Sale]:
        """All sales of this browser's, newest first."""
        return [sale for sale in reversed(self._sales.values()) if sale.session == session and self._remembers(sale)]

    def _remembers(self, sale: Sale) -> bool:
        opened = self._shops.find(sale.shop.domain)
        return opened is not None and opened.shop.orders.get(sale.order.id) is sale.order


def _basket(shop: Shop, placed_at: datetime) -> Ordered:
    """Two of the first thing on sale and one of the last."""
    first, *_, last = shop.variants.values()
    return Ordered(
        lines=[LineOrdered(variant_id=first.id, quantity=2), LineOrdered(variant_id=last.id)],
        shipping=SHIPPING.get(shop.currency, Decimal(0)),
        customer=CustomerOrdered(f"{FIRST.lower()}.{secrets.token_hex(3)}@example.com", FIRST, LAST),
        address=HOMES.get(shop.currency),
        placed_at=placed_at,
    )


def _send(shop: Shop, order: Order, number: str, at: datetime | None) -> None:
    sending.fulfill(shop, order, [(line, line.quantity) for line in order.lines], CARRIER, number, None, at)


def _ending() -> str:
    return secrets.token_hex(4).upper()
