"""What storefronts tell of orders."""

from datetime import datetime
from decimal import Decimal

import strawberry

from services.api.access import Info
from services.api.inputs import Input, idempotency_key
from services.api.money import MoneyInput
from services.api.orders.types import Order
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.core.orders import model, operations
from services.core.storefronts.model import Scope


@strawberry.input(description="Who ordered. Kept in the order alone, never in logs or events.")
class CustomerInput:
    """Personal data."""

    name: str | None = strawberry.field(description="Their name.", default=None)
    email: str | None = strawberry.field(
        description="Their e-mail address; guests prove themselves with it.", default=None
    )
    phone: str | None = strawberry.field(description="Their telephone number.", default=None)
    postal_code: str | None = strawberry.field(
        description="The postal code of the delivery address; guests prove themselves with it.", default=None
    )
    country_code: str | None = strawberry.field(
        description="The country of the delivery address, two capital letters (ISO 3166-1).", default=None
    )


@strawberry.input(description="One line of an order, in the order's currency.")
class OrderLineInput:
    """A line as the platform has it now."""

    external_id: str = strawberry.field(description="The platform's own id; names the line for ever within its order.")
    title: str = strawberry.field(description="What was sold.")
    quantity: int = strawberry.field(description="How many, from 1.")
    unit_price: Decimal = strawberry.field(description="The price of one, before discounts.")
    paid_amount: Decimal = strawberry.field(description="What was paid for the whole line, after discounts, with tax.")
    sku: str | None = strawberry.field(description="The stock keeping unit.", default=None)
    tax_amount: Decimal = strawberry.field(description="How much of `paidAmount` is tax.", default=Decimal(0))
    variant_external_id: str | None = strawberry.field(
        description="The platform's own id of what was sold, so that it can be sent again.", default=None
    )
    final_sale: bool = strawberry.field(description="Whether it was sold without a right to return.", default=False)
    unit_cost: MoneyInput | None = strawberry.field(
        description="What one cost the shop, without VAT, in the currency that it was bought in. Most carriers and "
        "insurers pay no more than that.",
        default=None,
    )


@strawberry.input(description="An order as the platform has it now; it replaces what was told before.")
class OrderUpsertInput:
    """An order."""

    idempotency_key: str = idempotency_key()
    external_id: str = strawberry.field(description="The platform's own id; names the order for ever.")
    number: str = strawberry.field(description="The number that the customer knows, such as `#1001`.")
    currency_code: str = strawberry.field(description="The currency of all its amounts, an ISO 4217 code.")
    total: Decimal = strawberry.field(description="What was paid for the order.")
    placed_at: datetime = strawberry.field(description="When it was placed.")
    lines: list[OrderLineInput] = strawberry.field(description="Its lines, 1 to 500, in the platform's order.")
    customer: CustomerInput | None = strawberry.field(description="Who ordered.", default=None)
    promised_delivery_by: datetime | None = strawberry.field(
        description="Until when the shop promised delivery.", default=None
    )
    confirmation_sent_at: datetime | None = strawberry.field(
        description="When the confirmation was sent to the customer.", default=None
    )
    shipping_amount: Decimal = strawberry.field(description="What was paid for shipping, with tax.", default=Decimal(0))
    canceled_at: datetime | None = strawberry.field(description="When the shop canceled it, if it did.", default=None)
    closed_at: datetime | None = strawberry.field(description="When the shop closed it, if it did.", default=None)
    platform_account_id: strawberry.ID | None = strawberry.field(
        description="The account at the platform that it was sold on; money and replacements go through it.",
        default=None,
    )

    def told(self) -> model.NewOrder:
        """The order as the core takes it."""
        customer = self.customer or CustomerInput()
        return model.NewOrder(
            external_id=self.external_id,
            number=self.number,
            customer=model.Customer(
                name=customer.name,
                email=customer.email,
                phone=customer.phone,
                postal_code=customer.postal_code,
                country_code=customer.country_code,
            ),
            currency_code=self.currency_code,
            total=f"{self.total:f}",
            placed_at=self.placed_at,
            lines=tuple(
                model.NewLine(
                    external_id=line.external_id,
                    title=line.title,
                    quantity=line.quantity,
                    unit_price=f"{line.unit_price:f}",
                    paid_amount=f"{line.paid_amount:f}",
                    sku=line.sku,
                    tax_amount=f"{line.tax_amount:f}",
                    variant_external_id=line.variant_external_id,
                    final_sale=line.final_sale,
                    unit_cost=line.unit_cost.told() if line.unit_cost else None,
                )
                for line in self.lines
            ),
            promised_delivery_by=self.promised_delivery_by,
            confirmation_sent_at=self.confirmation_sent_at,
            shipping_amount=f"{self.shipping_amount:f}",
            canceled_at=self.canceled_at,
            closed_at=self.closed_at,
            platform_account_id=self.platform_account_id,
        )


@strawberry.type(description="What became of `orderUpsert`.")
class OrderUpsertPayload(Payload):
    """The order, or why not."""

    order: Order | None = strawberry.field(
        description="The order as it is now; null when it was refused.", default=None
    )


@strawberry.type
class OrderMutation:
    """The mutations on orders."""

    @mutation(
        Scope.ORDERS_WRITE, "Tell an order, or tell it anew: the one with this `externalId` becomes as it is told."
    )
    async def order_upsert(self, info: Info, given: Input[OrderUpsertInput]) -> OrderUpsertPayload:
        """Tell an order."""
        context = info.context
        order_id = await operations.upsert(
            context.write, context.caller, given.told(), key=given.idempotency_key, now=context.now()
        )
        return OrderUpsertPayload(order=refer(Order, order_id))
