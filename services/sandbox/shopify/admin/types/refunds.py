"""Money that moved, and that could be paid back, as the schema shows it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from services.sandbox.shopify.admin import types
from services.sandbox.shopify.admin.view import View, page
from services.sandbox.shopify.money import ZERO
from services.sandbox.shopify.shop.model import Order, Refund, RefundLine, Transaction
from services.sandbox.shopify.shop.refunds import Suggestion
from services.sandbox.shopify.shop.shop import Shop

GATEWAYS = {"shopify_payments": "Shopify Payments", "shopify_store_credit": "Store credit"}


def bag(order: Order, amount: Decimal) -> dict[str, Any]:
    """`MoneyBag`: the shop's money and the customer's."""
    return {
        "shopMoney": {"amount": order.in_shop_money(amount), "currencyCode": order.currency},
        "presentmentMoney": {"amount": amount, "currencyCode": order.presentment_currency},
    }


class TransactionView(View[Transaction]):
    """`OrderTransaction`."""

    type_name = "OrderTransaction"
    status = "SUCCESS"
    test = True
    error_code = None

    def __init__(self, shop: Shop, it: Transaction, order: Order) -> None:
        super().__init__(shop, it)
        self._order = order

    def amount_set(self) -> dict[str, Any]:
        """How much."""
        return bag(self._order, self.it.amount)

    def amount(self) -> Decimal:
        """How much, in the shop's money."""
        return self._order.in_shop_money(self.it.amount)

    def maximum_refundable_v2(self) -> dict[str, Any] | None:
        """What can be paid back this way."""
        if self.it.kind == "REFUND":
            return None
        shop_money: dict[str, Any] = bag(self._order, self._order.left_of(self.it))["shopMoney"]
        return shop_money

    def formatted_gateway(self) -> str:
        """How the money moved, for people."""
        return GATEWAYS.get(self.it.gateway, self.it.gateway)

    def parent_transaction(self) -> "TransactionView | None":
        """The payment that was paid back."""
        return TransactionView(self.shop, self.it.parent, self._order) if self.it.parent is not None else None

    def processed_at(self) -> Any:
        """When."""
        return self.it.created_at

    def order(self) -> Any:
        """Of which order."""
        return types.orders.OrderView(self.shop, self._order)


class RefundLineView(View[RefundLine]):
    """`RefundLineItem`."""

    type_name = "RefundLineItem"
    location = None

    def __init__(self, shop: Shop, it: RefundLine, order: Order) -> None:
        super().__init__(shop, it)
        self._order = order

    def line_item(self) -> Any:
        """Of which line."""
        return types.orders.LineView(self.shop, self.it.line, self._order)

    def restocked(self) -> bool:
        """Whether the goods went back on the shelf."""
        return self.it.restock_type in {"RETURN", "CANCEL"}

    def price_set(self) -> dict[str, Any]:
        """The price of one."""
        return bag(self._order, self.it.line.unit_price)

    def subtotal_set(self) -> dict[str, Any]:
        """The price of all after discounts."""
        return bag(self._order, self.it.subtotal)

    def total_tax_set(self) -> dict[str, Any]:
        """The tax on all."""
        return bag(self._order, self.it.tax)


class RefundView(View[Refund]):
    """`Refund`."""

    type_name = "Refund"
    duties = ()
    staff_member = None

    def order(self) -> Any:
        """Of which order."""
        return types.orders.OrderView(self.shop, self.it.order)

    def total_refunded_set(self) -> dict[str, Any]:
        """How much was paid back."""
        return bag(self.it.order, self.it.total)

    def processed_at(self) -> Any:
        """When."""
        return self.it.created_at

    updated_at = processed_at

    def refund_line_items(self, **paging: Any) -> dict[str, Any]:
        """The lines."""
        return page(self.it.lines, lambda part: RefundLineView(self.shop, part, self.it.order), **paging)

    def transactions(self, **paging: Any) -> dict[str, Any]:
        """The money."""
        return page(self.it.transactions, lambda moved: TransactionView(self.shop, moved, self.it.order), **paging)

    def refund_shipping_lines(self, **paging: Any) -> dict[str, Any]:
        """The shipping."""
        parts = [self.it] if self.it.shipping else []
        return page(parts, lambda refund: RefundShippingView(self.shop, refund), **paging)

    def order_adjustments(self, **paging: Any) -> dict[str, Any]:
        """None in the sandbox."""
        return page([], lambda none: none, **paging)


class RefundShippingView(View[Refund]):
    """`RefundShippingLine`."""

    type_name = "RefundShippingLine"

    def shipping_line(self) -> Any:
        """Which shipping."""
        return types.orders.shipping_line(self.it.order)

    def subtotal_amount_set(self) -> dict[str, Any]:
        """How much was paid back."""
        return bag(self.it.order, self.it.shipping)

    def tax_amount_set(self) -> dict[str, Any]:
        """The tax within."""
        return bag(self.it.order, ZERO)


class SuggestionView(View[Suggestion]):
    """`SuggestedRefund`."""

    type_name = "SuggestedRefund"
    refund_duties = ()

    def __init__(self, shop: Shop, it: Suggestion, order: Order, as_credit: bool) -> None:
        super().__init__(shop, it)
        self._order = order
        self._as_credit = as_credit

    def amount_set(self) -> dict[str, Any]:
        """What Shopify would pay back."""
        return bag(self._order, self.it.total)

    def maximum_refundable_set(self) -> dict[str, Any]:
        """All that can be paid back of the order."""
        return bag(self._order, self._order.net_payment)

    def subtotal_set(self) -> dict[str, Any]:
        """The lines' prices."""
        return bag(self._order, self.it.subtotal)

    discounted_subtotal_set = subtotal_set

    def total_tax_set(self) -> dict[str, Any]:
        """The lines' taxes."""
        return bag(self._order, self.it.tax)

    def total_cart_discount_amount_set(self) -> dict[str, Any]:
        """None in the sandbox: discounts lie on the lines."""
        return bag(self._order, ZERO)

    total_duties_set = total_cart_discount_amount_set

    def refund_line_items(self) -> Sequence[RefundLineView]:
        """The lines."""
        return [RefundLineView(self.shop, part, self._order) for part in self.it.lines]

    def shipping(self) -> dict[str, Any]:
        """The shipping."""
        order = self._order
        most = order.shipping_paid - order.shipping_refunded
        return {
            "amount": order.in_shop_money(self.it.shipping),
            "amountSet": bag(order, self.it.shipping),
            "maximumRefundable": order.in_shop_money(most),
            "maximumRefundableSet": bag(order, most),
            "tax": ZERO,
            "taxSet": bag(order, ZERO),
        }

    def suggested_transactions(self) -> list[dict[str, Any]]:
        """Which payments would go back."""
        if self._as_credit:
            return []
        return [
            {
                "amount": self._order.in_shop_money(amount),
                "amountSet": bag(self._order, amount),
                "accountNumber": None,
                "formattedGateway": GATEWAYS.get(sale.gateway, sale.gateway),
                "gateway": sale.gateway,
                "kind": "SUGGESTED_REFUND",
                "maximumRefundable": self._order.in_shop_money(self._order.left_of(sale)),
                "maximumRefundableSet": bag(self._order, self._order.left_of(sale)),
                "parentTransaction": TransactionView(self.shop, sale, self._order),
            }
            for sale, amount in self.it.transactions
        ]

    def suggested_refund_methods(self) -> list[dict[str, Any]]:
        """Which other ways Shopify would pay back by."""
        if not self._as_credit:
            return []
        return [
            {
                "__typename": "SuggestedStoreCreditRefund",
                "amount": bag(self._order, self.it.total),
                "maximumRefundable": bag(self._order, self._order.net_payment),
                "expiresAt": None,
            }
        ]
