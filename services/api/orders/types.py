"""How an order is shown. What comes later in the story is imported when it is asked for."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from services.api.entities import Watched
from services.api.money import Money
from services.api.paging import Connection
from services.api.reads.words import column, connection, embedded, table, to_many

if TYPE_CHECKING:
    from services.api.claims.types import Claim
    from services.api.disputes.types import Dispute
    from services.api.shipments.types import Shipment

Shipments = list[Annotated["Shipment", strawberry.lazy("services.api.shipments.types")]]
Claims = Connection[Annotated["Claim", strawberry.lazy("services.api.claims.types")]]
Disputes = Connection[Annotated["Dispute", strawberry.lazy("services.api.disputes.types")]]
_CURRENCY = (  # XXX is ISO 4217's word for none; a line always has its order
    "coalesce((select o.currency_code from orders o "
    "where o.storefront_id = {t}.storefront_id and o.id = {t}.order_id), 'XXX')"
)
_COUNTED = "c.storefront_id = {t}.storefront_id and c.state <> 'RELEASED' and c.kind <> 'GOODWILL'"
_REFUNDABLE = (  # the order's part names nothing else of the line, so that it is worked out once for all lines
    "coalesce(greatest(least("
    f"{{t}}.paid_amount - coalesce((select sum(c.amount) from compensations c where {_COUNTED} "
    "and c.order_line_id = {t}.id), 0), "
    f"(select o.total - coalesce((select sum(c.amount) from compensations c where {_COUNTED} and c.order_id = o.id), 0)"
    " from orders o where o.storefront_id = {t}.storefront_id and o.id = {t}.order_id)"
    "), 0 * {t}.paid_amount), 0 * {t}.paid_amount)"
)


@strawberry.type(description="Who ordered.")
class Customer:
    """Personal data, for the storefront's own eyes."""

    name: str | None = column("Their name.")
    email: str | None = column("Their e-mail address.")
    phone: str | None = column("Their telephone number.")
    postal_code: str | None = column("The postal code of the delivery address.")
    country_code: str | None = column("The country of the delivery address, two letters (ISO 3166-1).")


@table("order_lines")
@strawberry.type(description="One line of an order.")
class OrderLine:
    """A line as the platform told it, with what was claimed of it."""

    id: strawberry.ID = column("The line's id.")
    external_id: str = column("The platform's own id of the line.")
    sku: str | None = column("The stock keeping unit.")
    title: str = column("What was sold.")
    quantity: int = column("How many were ordered.")
    unit_price: Money = embedded(
        "The price of one, before discounts.", {"amount": "{t}.unit_price", "currency_code": _CURRENCY}
    )
    paid_amount: Money = embedded(
        "What was paid for the whole line, after discounts, with tax.",
        {"amount": "{t}.paid_amount", "currency_code": _CURRENCY},
    )
    tax_amount: Money = embedded(
        "How much of `paidAmount` is tax.", {"amount": "{t}.tax_amount", "currency_code": _CURRENCY}
    )
    refunded_amount: Money = embedded(
        "What was paid back for it in any way, here or on the platform; goods that were sent again do not count.",
        {
            "amount": "(select coalesce(sum(c.amount), 0 * {t}.paid_amount) from compensations c "
            "where c.storefront_id = {t}.storefront_id and c.order_line_id = {t}.id "
            "and c.state = 'CONFIRMED' and c.kind <> 'RESHIPMENT')",
            "currency_code": _CURRENCY,
        },
    )
    refundable_amount: Money = embedded(
        "What can still be paid back for it, after all that was paid, promised or sent again.",
        {"amount": _REFUNDABLE, "currency_code": _CURRENCY},
    )
    variant_external_id: str | None = column("The platform's own id of what was sold.")
    final_sale: bool = column("Whether it was sold without a right to return.")
    unit_cost: Money | None = embedded(
        "What one cost the shop, without VAT; not shown to customers.",
        {"amount": "{t}.unit_cost", "currency_code": "{t}.cost_currency"},
        present="{t}.unit_cost is not null",
        internal=True,
    )
    claimed_quantity: int = column(
        "How many of it stand in claims that are not canceled.",
        "(select coalesce(sum(i.quantity), 0)::integer from claim_items i "
        "join claims c on c.storefront_id = i.storefront_id and c.id = i.claim_id "
        "where i.storefront_id = {t}.storefront_id and i.order_line_id = {t}.id "
        "and c.status not in ('CANCELED', 'DENIED'))",
    )


@table("orders", prefix="ord", customer="{t}.id = {order}")
@strawberry.federation.type(keys=["id"], description="An order of the storefront's platform, as it was told last.")
class Order(Watched):
    """The mirror of the platform's order."""

    external_id: str = column("The platform's own id of the order.")
    number: str = column("The number that the customer knows, such as `#1001`.")
    currency_code: str = column("The currency of all its amounts, an ISO 4217 code.")
    placed_at: datetime = column("When it was placed.")
    promised_delivery_by: datetime | None = column("Until when the shop promised delivery.")
    confirmation_sent_at: datetime | None = column("When the confirmation was sent to the customer.")
    canceled_at: datetime | None = column("When the shop canceled it, if it did.")
    closed_at: datetime | None = column("When the shop closed it, if it did.")
    version: int = column("Rises each time that the storefront tells the order.")
    created_at: datetime = column("When we first heard of it.")
    updated_at: datetime = column("When we last heard of it.")
    customer: Customer = embedded(
        "Who ordered; not shown to customers.",
        {
            "name": "{t}.customer_name",
            "email": "{t}.customer_email",
            "phone": "{t}.customer_phone",
            "postal_code": "{t}.postal_code",
            "country_code": "{t}.country_code",
        },
        internal=True,
    )
    total: Money = embedded(
        "What was paid for the order.", {"amount": "{t}.total", "currency_code": "{t}.currency_code"}
    )
    shipping_amount: Money = embedded(
        "What was paid for shipping, with tax.", {"amount": "{t}.shipping_amount", "currency_code": "{t}.currency_code"}
    )
    lines: list[OrderLine] = to_many(
        "Its lines, in the platform's order; 500 at most.", "order_id", order="{t}.place, {t}.id"
    )
    shipments: Shipments = to_many("Its parcels, in every direction, oldest first.", "order_id", order="{t}.id")
    claims: Claims = connection("The claims on it, newest first.", "order_id")
    disputes: Disputes = connection("What banks dispute of it, newest first; customers see none.", "order_id")
