"""Orders with their lines and refunds, and what is sold, as the schema shows it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from graphql import GraphQLError

from services.sandbox.shopify.admin.types.money import CustomerView, SuggestionView, TransactionView, bag
from services.sandbox.shopify.admin.types.parcels import FulfillmentView, LineView, ReturnView
from services.sandbox.shopify.admin.view import View, money, page
from services.sandbox.shopify.ids import gid, number_of
from services.sandbox.shopify.money import ZERO
from services.sandbox.shopify.shop.model import Dispute, Draft, Order, Refund, RefundLine
from services.sandbox.shopify.shop.people import Address
from services.sandbox.shopify.shop.refunds import LineWanted, suggest
from services.sandbox.shopify.shop.refusal import Refused
from services.sandbox.shopify.shop.shop import Shop


class OrderView(View[Order]):
    """`Order`."""

    type_name = "Order"
    test = True

    def currency_code(self) -> str:
        """The shop's currency."""
        return self.it.currency

    def presentment_currency_code(self) -> str:
        """The customer's currency."""
        return self.it.presentment_currency

    def customer(self) -> CustomerView | None:
        """Who bought."""
        return CustomerView(self.shop, self.it.customer) if self.it.customer is not None else None

    def shipping_address(self) -> "AddressView | None":
        """Where it goes."""
        address = self.it.shipping_address
        return AddressView(self.shop, address, self.it.id) if address is not None else None

    def line_items(self, **paging: Any) -> dict[str, Any]:
        """The lines."""
        return page(self.it.lines, lambda line: LineView(self.shop, line, self.it), **paging)

    def fulfillments(self, first: int | None = None) -> Sequence[FulfillmentView]:
        """The parcels."""
        return [FulfillmentView(self.shop, parcel) for parcel in self.it.fulfillments[:first]]

    def refunds(self, first: int | None = None) -> Sequence["RefundView"]:
        """What was paid back."""
        return [RefundView(self.shop, refund) for refund in self.it.refunds[:first]]

    def disputes(self) -> Sequence["DisputeSummaryView"]:
        """What banks were asked to take back."""
        return [DisputeSummaryView(self.shop, dispute) for dispute in self.it.disputes]

    def returns(self, **paging: Any) -> dict[str, Any]:
        """What comes back."""
        return page(self.it.returns, lambda one: ReturnView(self.shop, one), **paging)

    def suggested_refund(
        self,
        refund_line_items: list[dict[str, Any]] | None = None,
        refund_shipping: bool | None = None,
        shipping_amount: Decimal | None = None,
        suggest_full_refund: bool = False,
        refund_method_allocation: str = "ORIGINAL_PAYMENT_METHODS",
    ) -> SuggestionView:
        """What Shopify would pay back."""
        order = self.it
        wanted = lines_wanted(refund_line_items or [])
        if suggest_full_refund:
            wanted = [LineWanted(line.id, line.refundable) for line in order.lines if line.refundable]
        shipping = shipping_amount if shipping_amount is not None else ZERO
        if refund_shipping or suggest_full_refund:
            shipping = order.shipping_left
        try:
            suggestion = suggest(order, wanted, min(shipping, order.shipping_left))
        except Refused as refusal:
            # a query has no user errors
            raise GraphQLError(refusal.message) from refusal
        return SuggestionView(self.shop, suggestion, order, refund_method_allocation == "STORE_CREDIT")

    def total_price_set(self) -> dict[str, Any]:
        """What the customer paid or has to pay."""
        return bag(self.it, self.it.total)

    def shipping_lines(self, **paging: Any) -> dict[str, Any]:
        """The shipping, which is one line."""
        return page([self.it], _shipping_line, **paging)


class AddressView(View[Address]):
    """`MailingAddress`."""

    type_name = "MailingAddress"

    def __init__(self, shop: Shop, it: Address, order_id: int) -> None:
        super().__init__(shop, it)
        self._order_id = order_id

    def id(self) -> str:
        """Its name, with the number of its order."""
        return gid("MailingAddress", self._order_id)

    def country_code_v2(self) -> str | None:
        """The country's code."""
        return self.it.country_code


class RefundView(View[Refund]):
    """`Refund`."""

    type_name = "Refund"

    def total_refunded_set(self) -> dict[str, Any]:
        """How much was paid back."""
        return bag(self.it.order, self.it.total)

    def processed_at(self) -> Any:
        """When."""
        return self.it.created_at

    def refund_line_items(self, **paging: Any) -> dict[str, Any]:
        """The lines."""
        return page(self.it.lines, lambda part: RefundLineView(self.shop, part, self.it.order), **paging)

    def transactions(self, **paging: Any) -> dict[str, Any]:
        """The money."""
        return page(self.it.transactions, lambda moved: TransactionView(self.shop, moved, self.it.order), **paging)

    def refund_shipping_lines(self, **paging: Any) -> dict[str, Any]:
        """The shipping, which is one line."""
        return page([self.it] if self.it.shipping else [], _refund_shipping_line, **paging)

    def order_adjustments(self, **paging: Any) -> dict[str, Any]:
        """How far the money was not what lines and shipping cost."""
        return page([self.it] if self.it.discrepancy else [], _adjustment, **paging)

    def return_(self) -> ReturnView | None:
        """For which return."""
        return ReturnView(self.shop, self.it.of_return) if self.it.of_return is not None else None


class RefundLineView(View[RefundLine]):
    """`RefundLineItem`."""

    type_name = "RefundLineItem"

    def __init__(self, shop: Shop, it: RefundLine, order: Order) -> None:
        super().__init__(shop, it)
        self._order = order

    def line_item(self) -> LineView:
        """Of which line."""
        return LineView(self.shop, self.it.line, self._order)

    def subtotal_set(self) -> dict[str, Any]:
        """The price of all after discounts."""
        return bag(self._order, self.it.subtotal)

    def total_tax_set(self) -> dict[str, Any]:
        """The tax on all."""
        return bag(self._order, self.it.tax)


class DisputeSummaryView(View[Dispute]):
    """`OrderDisputeSummary`."""

    type_name = "OrderDisputeSummary"


class DisputeView(View[Dispute]):
    """`ShopifyPaymentsDispute`."""

    type_name = "ShopifyPaymentsDispute"

    def amount(self) -> dict[str, Any]:
        """How much."""
        return money(self.it.amount, self.it.currency)

    def reason_details(self) -> dict[str, Any]:
        """Why."""
        return {"reason": self.it.reason, "networkReasonCode": self.it.network_reason_code}


class DraftView(View[Draft]):
    """`DraftOrder`."""

    type_name = "DraftOrder"


def _shipping_line(order: Order) -> dict[str, Any]:
    tax = [{"priceSet": bag(order, order.shipping_tax)}] if order.shipping_tax else []
    return {
        "isRemoved": False,
        "originalPriceSet": bag(order, order.shipping),
        "discountAllocations": [],
        "taxLines": tax,
    }


def _refund_shipping_line(refund: Refund) -> dict[str, Any]:
    price, tax = refund.shipping_parts
    return {
        "id": gid("RefundShippingLine", refund.id),
        "subtotalAmountSet": bag(refund.order, price),
        "taxAmountSet": bag(refund.order, tax),
    }


def _adjustment(refund: Refund) -> dict[str, Any]:
    return {
        "id": gid("OrderAdjustment", refund.id),
        "amountSet": bag(refund.order, refund.discrepancy),
        "taxAmountSet": bag(refund.order, ZERO),
    }


def lines_wanted(given: list[dict[str, Any]]) -> list[LineWanted]:
    """`RefundLineItemInput`s."""
    return [
        LineWanted(number_of(one["lineItemId"], "LineItem"), one["quantity"], one.get("restockType") or "NO_RESTOCK")
        for one in given
    ]
