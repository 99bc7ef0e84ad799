"""How an order is shown. What comes later in the story is imported when it is asked for."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from services.api.access import Info
from services.api.entities import Watched, column, computed
from services.api.money import Money
from services.api.paging import After, Before, Connection, First, Last, page_of, window
from services.core.orders import model

if TYPE_CHECKING:
    from services.api.claims.types import Claim
    from services.api.shipments.types import Shipment

Shipments = list[Annotated["Shipment", strawberry.lazy("services.api.shipments.types")]]
Claims = Connection[Annotated["Claim", strawberry.lazy("services.api.claims.types")]]


@strawberry.type(description="Who ordered.")
class Customer:
    """Personal data, for the storefront's own eyes."""

    name: str | None = strawberry.field(description="Their name.")
    email: str | None = strawberry.field(description="Their e-mail address.")
    phone: str | None = strawberry.field(description="Their telephone number.")
    postal_code: str | None = strawberry.field(description="The postal code of the delivery address.")
    country_code: str | None = strawberry.field(
        description="The country of the delivery address, two letters (ISO 3166-1)."
    )


@strawberry.type(description="One line of an order.")
class OrderLine:
    """A line as the platform told it, with what was claimed of it."""

    row: strawberry.Private[model.Line]
    id: strawberry.ID = column("The line's id.")
    external_id: str = column("The platform's own id of the line.")
    sku: str | None = column("The stock keeping unit.")
    title: str = column("What was sold.")
    quantity: int = column("How many were ordered.")

    @computed("The price of one, before discounts.")
    def unit_price(self) -> Money:
        """In the order's currency."""
        return Money(amount=self.row.unit_price, currency_code=self.row.currency_code)

    @computed("What was paid for the whole line, after discounts.")
    def paid_amount(self) -> Money:
        """In the order's currency."""
        return Money(amount=self.row.paid_amount, currency_code=self.row.currency_code)

    @computed("How many of it stand in claims that are not canceled.")
    async def claimed_quantity(self, info: Info) -> int:
        """Of all the line's parcels."""
        return await info.context.reads.orders.claimed(self.row.id)


@strawberry.type(description="An order of the storefront's platform, as it was told last.")
class Order(Watched):
    """The mirror of the platform's order."""

    row: strawberry.Private[model.Order]
    external_id: str = column("The platform's own id of the order.")
    number: str = column("The number that the customer knows, such as `#1001`.")
    currency_code: str = column("The currency of all its amounts, an ISO 4217 code.")
    placed_at: datetime = column("When it was placed.")
    promised_delivery_by: datetime | None = column("Until when the shop promised delivery.")
    confirmation_sent_at: datetime | None = column("When the confirmation was sent to the customer.")
    version: int = column("Rises each time that the storefront tells the order.")
    created_at: datetime = column("When we first heard of it.")
    updated_at: datetime = column("When we last heard of it.")

    @computed("Who ordered; not shown to customers.", internal=True)
    def customer(self) -> Customer:
        """The row's personal data."""
        told = self.row.customer
        return Customer(
            name=told.name,
            email=told.email,
            phone=told.phone,
            postal_code=told.postal_code,
            country_code=told.country_code,
        )

    @computed("What was paid for the order.")
    def total(self) -> Money:
        """In the order's currency."""
        return Money(amount=self.row.total, currency_code=self.row.currency_code)

    @computed("Its lines, in the platform's order.")
    async def lines(self, info: Info) -> list[OrderLine]:
        """All of them; there are 500 at most."""
        return [OrderLine(row=row) for row in await info.context.reads.orders.lines_of(self.row.id)]

    @computed("Its parcels, oldest first.")
    async def shipments(self, info: Info) -> Shipments:
        """In every direction."""
        from services.api.shipments.types import Shipment

        return Shipment.all(await info.context.reads.shipments.of_order(self.row.id))

    @computed("The claims on it, newest first.")
    async def claims(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Claims:
        """A page of them."""
        from services.api.claims.types import Claim

        wanted = window(first, after, last, before, prefix="clm")
        return page_of(Claim, await info.context.reads.claims.of("order_id", self.row.id, wanted), wanted)
