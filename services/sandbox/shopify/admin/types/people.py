"""Customers, addresses, store credit and gift cards as the schema shows them."""

from typing import Any

from services.sandbox.shopify.admin import types
from services.sandbox.shopify.admin.view import View, money, page
from services.sandbox.shopify.ids import gid
from services.sandbox.shopify.news.bodies import COUNTRIES
from services.sandbox.shopify.shop.model import Address, CreditAccount, CreditEntry, Customer, GiftCard


class CustomerView(View[Customer]):
    """`Customer`."""

    type_name = "Customer"

    def display_name(self) -> str:
        """First and last name."""
        return self.it.name

    def default_email_address(self) -> dict[str, Any] | None:
        """The e-mail address."""
        return {"emailAddress": self.it.email} if self.it.email else None

    def default_phone_number(self) -> dict[str, Any] | None:
        """The telephone number."""
        return {"phoneNumber": self.it.phone} if self.it.phone else None

    def store_credit_accounts(self, query: str | None = None, **paging: Any) -> dict[str, Any]:
        """The accounts, one for each currency."""
        mine = [account for account in self.shop.credit_accounts.values() if account.customer is self.it]
        currency = query.partition("currency_code:")[2].strip("'\" ").upper() if query else ""
        wanted = [account for account in mine if not currency or account.currency == currency]
        return page(wanted, lambda account: CreditAccountView(self.shop, account), **paging)

    def orders(self, **paging: Any) -> dict[str, Any]:
        """Their orders."""
        paging = {name: value for name, value in paging.items() if name not in {"query", "sort_key"}}
        mine = [order for order in self.shop.orders.values() if order.customer is self.it]
        return page(mine, lambda order: types.orders.OrderView(self.shop, order), **paging)

    def number_of_orders(self) -> str:
        """How many orders they placed."""
        return str(sum(order.customer is self.it for order in self.shop.orders.values()))

    def updated_at(self) -> Any:
        """When they changed; they do not."""
        return self.it.created_at


class AddressView(View[Address]):
    """`MailingAddress`."""

    type_name = "MailingAddress"

    def __init__(self, shop: Any, it: Address, number: int) -> None:
        super().__init__(shop, it)
        self._number = number

    def id(self) -> str:
        """Its name, that of its order."""
        return gid("MailingAddress", self._number)

    def name(self) -> str | None:
        """First and last name."""
        return " ".join(part for part in (self.it.first_name, self.it.last_name) if part) or None

    def country(self) -> str | None:
        """The country's name."""
        return COUNTRIES.get(self.it.country_code or "", self.it.country_code)

    def country_code_v2(self) -> str | None:
        """The country's code."""
        return self.it.country_code

    def formatted_area(self) -> str:
        """City and country."""
        return ", ".join(part for part in (self.it.city, self.country()) if part)


class CreditAccountView(View[CreditAccount]):
    """`StoreCreditAccount`."""

    type_name = "StoreCreditAccount"

    def balance(self) -> dict[str, Any]:
        """What can be spent."""
        return money(self.it.balance, self.it.currency)

    def owner(self) -> CustomerView:
        """Whose it is."""
        return CustomerView(self.shop, self.it.customer)

    def transactions(self, query: str | None = None, sort_key: str | None = None, **paging: Any) -> dict[str, Any]:
        """Its changes, oldest first; the query is not looked at."""
        return page(self.it.entries, lambda entry: CreditEntryView(self.shop, entry), **paging)


class CreditEntryView(View[CreditEntry]):
    """`StoreCreditAccountCreditTransaction`."""

    type_name = "StoreCreditAccountCreditTransaction"

    def account(self) -> CreditAccountView:
        """What it changed."""
        return CreditAccountView(self.shop, self.it.account)

    def amount(self) -> dict[str, Any]:
        """How much was added."""
        return money(self.it.amount, self.it.account.currency)

    def remaining_amount(self) -> dict[str, Any]:
        """How much of it is left; nobody spends in the sandbox."""
        return self.amount()

    def balance_after_transaction(self) -> dict[str, Any]:
        """What could be spent after it."""
        return money(self.it.balance_after, self.it.account.currency)

    def origin(self) -> Any:
        """The refund's transaction that it came of."""
        moved = self.it.origin
        if moved is None or moved.refund is None:
            return None
        return types.refunds.TransactionView(self.shop, moved, moved.refund.order)


class GiftCardView(View[GiftCard]):
    """`GiftCard`."""

    type_name = "GiftCard"

    def balance(self) -> dict[str, Any]:
        """What can be spent."""
        return money(self.it.amount, self.it.currency)

    initial_value = balance

    def customer(self) -> CustomerView | None:
        """Who has it."""
        return CustomerView(self.shop, self.it.customer) if self.it.customer is not None else None

    def last_characters(self) -> str:
        """What of the code may be shown."""
        return self.it.code[-4:]

    def masked_code(self) -> str:
        """The code, hidden but for its end."""
        return f"•••• •••• •••• {self.it.code[-4:]}"

    def updated_at(self) -> Any:
        """When it changed; it does not."""
        return self.it.created_at

    enabled = True
    is_redeemable = True
    deactivated_at = None
    order = None
    line_item = None
    template_suffix = None
