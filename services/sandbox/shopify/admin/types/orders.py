"""Orders, their lines and their parcels as the schema shows them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from services.sandbox.shopify.admin import types
from services.sandbox.shopify.admin.types.people import AddressView, CustomerView
from services.sandbox.shopify.admin.types.refunds import RefundView, SuggestionView, TransactionView, bag
from services.sandbox.shopify.admin.view import View, money, page
from services.sandbox.shopify.ids import gid, number_of
from services.sandbox.shopify.money import ZERO, share
from services.sandbox.shopify.shop.model import Fulfillment, Line, Order, Scan, Variant
from services.sandbox.shopify.shop.refunds import LineWanted, suggest
from services.sandbox.shopify.shop.shop import Shop


class OrderView(View[Order]):
    """`Order`."""

    type_name = "Order"
    confirmed = True
    test = True
    customer_locale = None
    po_number = None

    def currency_code(self) -> str:
        """The shop's currency."""
        return self.it.currency

    def presentment_currency_code(self) -> str:
        """The customer's currency."""
        return self.it.presentment_currency

    def closed(self) -> bool:
        """Whether it was archived."""
        return self.it.closed_at is not None

    def display_financial_status(self) -> str:
        """Where the money is."""
        return self.it.financial_status

    def display_fulfillment_status(self) -> str:
        """Where the goods are."""
        return self.it.fulfillment_status

    def fully_paid(self) -> bool:
        """Whether all was paid."""
        return self.it.received >= self.it.total

    def unpaid(self) -> bool:
        """Whether nothing was paid."""
        return self.it.received <= 0

    def refundable(self) -> bool:
        """Whether anything can be paid back."""
        return self.it.net_payment > 0

    def custom_attributes(self) -> list[dict[str, str]]:
        """What a checkout or an app wrote down."""
        return [{"key": key, "value": value} for key, value in self.it.custom_attributes.items()]

    def customer(self) -> CustomerView | None:
        """Who bought."""
        return CustomerView(self.shop, self.it.customer) if self.it.customer is not None else None

    def shipping_address(self) -> AddressView | None:
        """Where it goes."""
        address = self.it.shipping_address
        return AddressView(self.shop, address, self.it.id) if address is not None else None

    billing_address = shipping_address
    display_address = shipping_address

    def line_items(self, **paging: Any) -> dict[str, Any]:
        """The lines."""
        return page(self.it.lines, lambda line: LineView(self.shop, line, self.it), **paging)

    def shipping_line(self) -> dict[str, Any] | None:
        """The shipping."""
        return shipping_line(self.it)

    def shipping_lines(self, include_removals: bool = False, **paging: Any) -> dict[str, Any]:
        """The shipping, as a connection."""
        return page([self.it], shipping_line, **paging)

    def fulfillments(self, first: int | None = None, query: str | None = None) -> Sequence["FulfillmentView"]:
        """The parcels."""
        return [FulfillmentView(self.shop, parcel) for parcel in self.it.fulfillments[:first]]

    def refunds(self, first: int | None = None) -> Sequence[RefundView]:
        """What was paid back."""
        return [RefundView(self.shop, refund) for refund in self.it.refunds[:first]]

    def transactions(self, first: int | None = None, **_asked: Any) -> Sequence[TransactionView]:
        """All money that moved."""
        return [TransactionView(self.shop, moved, self.it) for moved in self.it.transactions[:first]]

    def disputes(self) -> Sequence[Any]:
        """What banks were asked to take back."""
        return [types.shops.DisputeSummaryView(self.shop, dispute) for dispute in self.it.disputes]

    def returns(self, query: str | None = None, **paging: Any) -> dict[str, Any]:
        """What comes back."""
        return page(self.it.returns, lambda one: types.shops.ReturnView(self.shop, one), **paging)

    def return_status(self) -> str:
        """How far the returns are."""
        statuses = {one.status for one in self.it.returns}
        if "OPEN" in statuses:
            return "IN_PROGRESS"
        if "REQUESTED" in statuses:
            return "RETURN_REQUESTED"
        return "RETURNED" if "CLOSED" in statuses else "NO_RETURN"

    def suggested_refund(
        self,
        refund_line_items: list[dict[str, Any]] | None = None,
        refund_shipping: bool | None = None,
        shipping_amount: Decimal | None = None,
        suggest_full_refund: bool = False,
        refund_method_allocation: str = "ORIGINAL_PAYMENT_METHODS",
        refund_duties: object = None,
    ) -> SuggestionView:
        """What Shopify would pay back."""
        order = self.it
        wanted = lines_wanted(refund_line_items or [])
        if suggest_full_refund:
            wanted = [LineWanted(line.id, line.refundable) for line in order.lines if line.refundable]
        left = order.shipping_paid - order.shipping_refunded
        shipping = shipping_amount if shipping_amount is not None else ZERO
        if refund_shipping or suggest_full_refund:
            shipping = left
        suggestion = suggest(order, wanted, min(shipping, left))
        return SuggestionView(self.shop, suggestion, order, refund_method_allocation == "STORE_CREDIT")

    def total_price_set(self) -> dict[str, Any]:
        """What the customer paid or has to pay."""
        return bag(self.it, self.it.total)

    original_total_price_set = total_price_set

    def current_total_price_set(self) -> dict[str, Any]:
        """The same without what was paid back."""
        return bag(self.it, self.it.total - self.it.paid_back)

    def subtotal_price_set(self) -> dict[str, Any]:
        """The lines after discounts."""
        return bag(self.it, self.it.subtotal)

    def total_discounts_set(self) -> dict[str, Any]:
        """All discounts."""
        return bag(self.it, self.it.discounts)

    current_total_discounts_set = total_discounts_set

    def total_tax_set(self) -> dict[str, Any]:
        """All taxes."""
        return bag(self.it, self.it.tax)

    def total_shipping_price_set(self) -> dict[str, Any]:
        """The shipping."""
        return bag(self.it, self.it.shipping)

    def total_refunded_set(self) -> dict[str, Any]:
        """What was paid back."""
        return bag(self.it, self.it.paid_back)

    def total_refunded_shipping_set(self) -> dict[str, Any]:
        """The shipping that was paid back."""
        return bag(self.it, self.it.shipping_refunded)

    def total_received_set(self) -> dict[str, Any]:
        """What was paid."""
        return bag(self.it, self.it.received)

    def net_payment_set(self) -> dict[str, Any]:
        """What was paid and not paid back."""
        return bag(self.it, self.it.net_payment)

    def total_outstanding_set(self) -> dict[str, Any]:
        """What has to be paid."""
        return bag(self.it, self.it.total - self.it.received)

    def total_price(self) -> Decimal:
        """What the customer pays, in the shop's money."""
        return self.it.in_shop_money(self.it.total)

    def tax_lines(self) -> list[dict[str, Any]]:
        """The taxes."""
        return tax_lines(self.it, self.it.tax, ZERO)

    def payment_gateway_names(self) -> list[str]:
        """How it was paid."""
        return sorted({moved.gateway for moved in self.it.transactions if moved.kind == "SALE"})


class LineView(View[Line]):
    """`LineItem`."""

    type_name = "LineItem"
    is_gift_card = False
    custom_attributes = ()
    vendor = None

    def __init__(self, shop: Shop, it: Line, order: Order) -> None:
        super().__init__(shop, it)
        self._order = order

    def name(self) -> str:
        """Title and variant."""
        return f"{self.it.title} - {self.it.variant_title}" if self.it.variant_title else self.it.title

    def variant(self) -> "VariantView | None":
        """What was bought."""
        return VariantView(self.shop, self.it.variant) if self.it.variant is not None else None

    def product(self) -> dict[str, Any] | None:
        """Of which product."""
        return VariantView(self.shop, self.it.variant).product() if self.it.variant is not None else None

    def current_quantity(self) -> int:
        """How many were not given back."""
        return self.it.refundable

    refundable_quantity = current_quantity

    def unfulfilled_quantity(self) -> int:
        """How many were not sent."""
        return max(min(self.it.quantity - self.it.fulfilled, self.it.refundable), 0)

    fulfillable_quantity = unfulfilled_quantity

    def restockable(self) -> bool:
        """Whether it can go back on the shelf."""
        return self.it.variant is not None

    def taxable(self) -> bool:
        """Whether it is taxed."""
        return bool(self.it.tax)

    def original_unit_price_set(self) -> dict[str, Any]:
        """The price of one."""
        return bag(self._order, self.it.unit_price)

    def original_total_set(self) -> dict[str, Any]:
        """The price of all."""
        return bag(self._order, self.it.unit_price * self.it.quantity)

    def discounted_total_set(self, with_code_discounts: bool = False) -> dict[str, Any]:
        """The price of all after discounts."""
        return bag(self._order, self.it.discounted)

    def discounted_unit_price_set(self) -> dict[str, Any]:
        """The price of one after discounts."""
        one = share(self.it.discounted, 0, 1, self.it.quantity, self._order.presentment_currency)
        return bag(self._order, one)

    discounted_unit_price_after_all_discounts_set = discounted_unit_price_set

    def total_discount_set(self) -> dict[str, Any]:
        """The discounts."""
        return bag(self._order, self.it.discount)

    def discount_allocations(self) -> list[dict[str, Any]]:
        """The discounts one by one."""
        if not self.it.discount:
            return []
        amount = bag(self._order, self.it.discount)
        return [{"allocatedAmountSet": amount, "allocatedAmount": amount["shopMoney"]}]

    def tax_lines(self, first: int | None = None) -> list[dict[str, Any]]:
        """The taxes."""
        return tax_lines(self._order, self.it.tax, self.it.tax_rate)[:first]


class VariantView(View[Variant]):
    """`ProductVariant`."""

    type_name = "ProductVariant"

    def display_name(self) -> str:
        """Product and variant."""
        return self.it.display_name

    def product(self) -> dict[str, Any]:
        """Of which product."""
        it = self.it
        return {"__typename": "Product", "id": gid("Product", it.product_id), "title": it.product, "status": "ACTIVE"}

    def inventory_policy(self) -> str:
        """Whether it can be ordered when there is none left."""
        return "CONTINUE" if self.it.oversell else "DENY"

    def inventory_quantity(self) -> int | None:
        """How many there are."""
        return self.it.stock if self.it.tracked else None

    def sellable_online_quantity(self) -> int:
        """How many there are; Shopify says 1 where it does not count."""
        return self.it.stock if self.it.tracked else 1

    def available_for_sale(self) -> bool:
        """Whether it can be ordered."""
        return not self.it.tracked or self.it.oversell or self.it.stock > 0

    def inventory_item(self) -> dict[str, Any]:
        """How it is counted."""
        it = self.it
        return {"__typename": "InventoryItem", "id": gid("InventoryItem", it.id), "tracked": it.tracked, "sku": it.sku}


class FulfillmentView(View[Fulfillment]):
    """`Fulfillment`."""

    type_name = "Fulfillment"
    requires_shipping = True

    def order(self) -> OrderView:
        """Of which order."""
        return OrderView(self.shop, self.it.order)

    def total_quantity(self) -> int:
        """How many things are in it."""
        return sum(quantity for _, _, quantity in self.it.lines)

    def tracking_info(self, first: int | None = None) -> list[dict[str, Any]]:
        """Carrier and tracking number."""
        if not self.it.number and not self.it.company:
            return []
        return [{"company": self.it.company, "number": self.it.number, "url": self.it.url}][:first]

    def fulfillment_line_items(self, **paging: Any) -> dict[str, Any]:
        """What is in it."""
        lines = [_Packed(number, line, quantity) for number, line, quantity in self.it.lines]
        return page(lines, lambda packed: PackedView(self.shop, packed, self.it.order), **paging)

    def events(self, sort_key: str | None = None, **paging: Any) -> dict[str, Any]:
        """What the carrier saw."""
        return page(self.it.scans, lambda seen: ScanView(self.shop, seen), **paging)

    def delivered_at(self) -> Any:
        """When it arrived."""
        return next((seen.happened_at for seen in reversed(self.it.scans) if seen.status == "DELIVERED"), None)

    def in_transit_at(self) -> Any:
        """When it set off."""
        return next((seen.happened_at for seen in self.it.scans if seen.status == "IN_TRANSIT"), None)

    def estimated_delivery_at(self) -> Any:
        """When it is expected."""
        return next(
            (seen.estimated_delivery_at for seen in reversed(self.it.scans) if seen.estimated_delivery_at), None
        )


class _Packed:
    def __init__(self, id: int, line: Line, quantity: int) -> None:  # noqa: A002 - Shopify's word
        self.id = id
        self.line = line
        self.quantity = quantity


class PackedView(View[_Packed]):
    """`FulfillmentLineItem`."""

    type_name = "FulfillmentLineItem"

    def __init__(self, shop: Shop, it: _Packed, order: Order) -> None:
        super().__init__(shop, it)
        self._order = order

    def line_item(self) -> LineView:
        """Of which line."""
        return LineView(self.shop, self.it.line, self._order)

    def discounted_total_set(self) -> dict[str, Any]:
        """The price after discounts."""
        line = self.it.line
        whole = share(line.discounted, 0, self.it.quantity, line.quantity, self._order.presentment_currency)
        return bag(self._order, whole)


class ScanView(View[Scan]):
    """`FulfillmentEvent`."""

    type_name = "FulfillmentEvent"


def shipping_line(order: Order) -> dict[str, Any]:
    """`ShippingLine`."""
    price = bag(order, order.shipping)
    return {
        "id": gid("ShippingLine", order.id),
        "title": order.shipping_title,
        "code": order.shipping_title,
        "source": "shopify",
        "custom": False,
        "isRemoved": False,
        "carrierIdentifier": None,
        "originalPriceSet": price,
        "originalPrice": money(order.in_shop_money(order.shipping), order.currency),
        "discountedPriceSet": price,
        "currentDiscountedPriceSet": price,
        "taxLines": tax_lines(order, order.shipping_tax, ZERO),
        "discountAllocations": [],
    }


def tax_lines(order: Order, tax: Decimal, rate: Decimal) -> list[dict[str, Any]]:
    """`TaxLine`s."""
    if not tax:
        return []
    price = bag(order, tax)
    percent = float(rate * 100)
    return [
        {
            "title": "VAT",
            "priceSet": price,
            "price": order.in_shop_money(tax),
            "rate": float(rate),
            "ratePercentage": percent,
            "channelLiable": False,
            "source": None,
        }
    ]


def lines_wanted(given: list[dict[str, Any]]) -> list[LineWanted]:
    """`RefundLineItemInput`s."""
    return [
        LineWanted(number_of(one["lineItemId"], "LineItem"), one["quantity"], one.get("restockType") or "NO_RESTOCK")
        for one in given
    ]
