"""One shop: everything it holds, within bounds, and who is told when something happens in it."""

import itertools
from collections import deque
from collections.abc import Callable, Sized
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from services.sandbox.parcels import Clock, Full
from services.sandbox.shopify.shop.accounts import CreditAccount, GiftCard
from services.sandbox.shopify.shop.goods import Line, Variant
from services.sandbox.shopify.shop.index import Index
from services.sandbox.shopify.shop.keys import Keys
from services.sandbox.shopify.shop.model import Dispute, Draft, Order, Refund
from services.sandbox.shopify.shop.parcels import Fulfillment, Return
from services.sandbox.shopify.shop.people import Customer

MOST_ORDERS = 10_000
MOST_CUSTOMERS = 10_000
MOST_VARIANTS = 1_000
MOST_GIFT_CARDS = 10_000
MOST_PARTS = 100

Teller = Callable[["Shop", str, object], None]


class Conduct(msgspec.Struct, forbid_unknown_fields=True):
    """How a shop behaves.

    `index_lag`: seconds until a search finds what changed. `refund_seconds`: how long a refund is worked on.
    `orders_per_minute`: how many orders an app may make, as in a development store; nothing for no limit.
    `points` and `points_per_second`: the size of the bucket that calls are paid from, and how fast it fills.
    """

    index_lag: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 0.0
    refund_seconds: Annotated[float, msgspec.Meta(ge=0, le=60)] = 0.0
    orders_per_minute: Annotated[int, msgspec.Meta(ge=0)] | None = None
    points: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 2_000
    points_per_second: Annotated[float, msgspec.Meta(gt=0, le=1_000_000)] = 100.0


@dataclass(slots=True, eq=False)
class Access:
    """Which tokens open the Admin API, and what they may do there."""

    tokens: set[str]
    scopes: tuple[str, ...]


class Shop:
    """A shop. `tell` is called with a webhook's topic and what it is about."""

    def __init__(self, domain: str, name: str, currency: str, clock: Clock, tell: Teller) -> None:
        self.domain = domain
        self.name = name
        self.currency = currency
        self.clock = clock
        self.created_at = clock()
        # ids go on where those of an earlier run cannot have come to
        self._ids = itertools.count(int(self.created_at.timestamp() * 1000))
        self._numbers = itertools.count(1001)
        self._tell = tell
        self.id = self.next_id()
        self.conduct = Conduct()
        self.access = Access(set(), ())
        self.currencies = {currency}
        self.index = Index()
        self.keys = Keys()
        self.variants: dict[int, Variant] = {}
        self.customers: dict[int, Customer] = {}
        self.orders: dict[int, Order] = {}
        self.lines: dict[int, tuple[Order, Line]] = {}
        self.drafts: dict[int, Draft] = {}
        self.refunds: dict[int, Refund] = {}
        self.fulfillments: dict[int, Fulfillment] = {}
        self.returns: dict[int, Return] = {}
        self.disputes: dict[int, Dispute] = {}
        self.credit_accounts: dict[int, CreditAccount] = {}
        self.gift_cards: dict[int, GiftCard] = {}
        # when an app made its newest orders
        self.made_at: deque[datetime] = deque(maxlen=MOST_ORDERS)

    def next_id(self) -> int:
        """A number that nothing in this shop has."""
        return next(self._ids)

    def next_number(self) -> int:
        """The number of the next order."""
        return next(self._numbers)

    def touch(self, order: Order, *topics: tuple[str, object]) -> None:
        """Note that an order changed, and tell of it: first these topics, then `orders/updated`."""
        order.updated_at = self.clock()
        self.index.note(order, order.updated_at)
        for topic, subject in topics:
            self.tell(topic, subject)
        if not any(topic == "orders/create" for topic, _ in topics):
            self.tell("orders/updated", order)

    def tell(self, topic: str, subject: object) -> None:
        """Tell whoever listens."""
        self._tell(self, topic, subject)

    def add_variant(self, product: str, title: str, sku: str, price: Decimal, stock: int, oversell: bool) -> Variant:
        """Put something on sale. Raises `Full`."""
        check_room(self.variants, MOST_VARIANTS, "variants")
        products = {variant.product: variant.product_id for variant in self.variants.values()}
        product_id = products.get(product) or self.next_id()
        id = self.next_id()  # noqa: A001 - Shopify's word
        variant = Variant(id, product_id, product, title, sku, price, stock, True, oversell, self.clock())
        self.variants[id] = variant
        return variant

    def add_customer(self, email: str | None, first_name: str | None, last_name: str | None) -> Customer:
        """The customer with this e-mail address, made if there is none. Raises `Full`."""
        for customer in self.customers.values():
            if email is not None and customer.email == email:
                return customer
        check_room(self.customers, MOST_CUSTOMERS, "customers")
        customer = Customer(self.next_id(), self.clock(), email, first_name, last_name)
        self.customers[customer.id] = customer
        return customer

    def moment(self) -> datetime:
        """Now, as Shopify keeps it: to the second."""
        return self.clock().replace(microsecond=0)


def check_room(held: Sized, most: int, what: str) -> None:
    """Raises `Full` when a shop holds as many as it may."""
    if len(held) >= most:
        raise Full(f"a shop has {most} {what} and no more")
