"""Money that moved, and that could be paid back, as the schema shows it."""

from decimal import Decimal
from typing import Any

from services.sandbox.shopify.admin.view import View, money, page
from services.sandbox.shopify.shop.accounts import CreditAccount, CreditEntry, GiftCard
from services.sandbox.shopify.shop.model import Order, Transaction
from services.sandbox.shopify.shop.people import Customer
from services.sandbox.shopify.shop.refunds import Suggestion
from services.sandbox.shopify.shop.shop import Shop


def bag(order: Order, amount: Decimal) -> dict[str, Any]:
    """`MoneyBag`: the shop's money and the customer's."""
    return {
        "shopMoney": money(order.in_shop_money(amount), order.currency),
        "presentmentMoney": money(amount, order.presentment_currency),
    }


class TransactionView(View[Transaction]):
    """`OrderTransaction`."""

    type_name = "OrderTransaction"
    status = "SUCCESS"

    def __init__(self, shop: Shop, it: Transaction, order: Order) -> None:
        super().__init__(shop, it)
        self._order = order

    def amount_set(self) -> dict[str, Any]:
        """How much."""
        return bag(self._order, self.it.amount)


class SuggestionView(View[Suggestion]):
    """`SuggestedRefund`."""

    type_name = "SuggestedRefund"

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

    def shipping(self) -> dict[str, Any]:
        """The shipping."""
        return {
            "amountSet": bag(self._order, self.it.shipping),
            "maximumRefundableSet": bag(self._order, self._order.shipping_left),
        }

    def suggested_transactions(self) -> list[dict[str, Any]]:
        """Which payments would go back."""
        if self._as_credit:
            return []
        return [
            {
                "amountSet": bag(self._order, amount),
                "gateway": sale.gateway,
                "kind": "SUGGESTED_REFUND",
                "maximumRefundableSet": bag(self._order, self._order.left_of(sale)),
                "parentTransaction": TransactionView(self.shop, sale, self._order),
            }
            for sale, amount in self.it.transactions
        ]


class CustomerView(View[Customer]):
    """`Customer`."""

    type_name = "Customer"

    def store_credit_accounts(self, **paging: Any) -> dict[str, Any]:
        """The accounts, one for each currency."""
        mine = [account for account in self.shop.credit_accounts.values() if account.customer is self.it]
        return page(mine, lambda account: CreditAccountView(self.shop, account), **paging)


class CreditAccountView(View[CreditAccount]):
    """`StoreCreditAccount`."""

    type_name = "StoreCreditAccount"

    def transactions(self, query: str | None = None, sort_key: str | None = None, **paging: Any) -> dict[str, Any]:
        """Its changes in their order. All are credits, whatever the query asks for: nobody spends in the sandbox."""
        return page(self.it.entries, lambda entry: CreditEntryView(self.shop, entry), **paging)


class CreditEntryView(View[CreditEntry]):
    """`StoreCreditAccountCreditTransaction`."""

    type_name = "StoreCreditAccountCreditTransaction"

    def amount(self) -> dict[str, Any]:
        """How much was added."""
        return money(self.it.amount, self.it.account.currency)


class GiftCardView(View[GiftCard]):
    """`GiftCard`."""

    type_name = "GiftCard"

    def initial_value(self) -> dict[str, Any]:
        """What it was made with."""
        return money(self.it.amount, self.it.currency)

    def masked_code(self) -> str:
        """The code, hidden but for its end."""
        return f"•••• •••• •••• {self.it.code[-4:]}"
