"""Store credit and gift cards. None of it takes an idempotency key: twice is twice."""

from typing import Any

from services.sandbox.parcels import Full
from services.sandbox.shopify.admin.mutations.base import Base, refused
from services.sandbox.shopify.admin.types.money import CreditEntryView, GiftCardView
from services.sandbox.shopify.ids import number_of
from services.sandbox.shopify.shop import credits as store_credit
from services.sandbox.shopify.shop.accounts import CreditAccount, GiftCard
from services.sandbox.shopify.shop.people import Customer
from services.sandbox.shopify.shop.refusal import Refused


class CreditMutations(Base):
    """Giving customers something to spend."""

    def store_credit_account_credit(self, id: str, credit_input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        """Add store credit to an account, or to the account of a customer."""
        amount = credit_input["creditAmount"]
        try:
            entry = store_credit.credit(
                self._shop, self._owner(id), amount["amount"], amount["currencyCode"], credit_input.get("expiresAt")
            )
        except (Refused, Full) as refusal:
            return refused(refusal, storeCreditAccountTransaction=None)
        return {"storeCreditAccountTransaction": CreditEntryView(self._shop, entry), "userErrors": []}

    def gift_card_create(self, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002 - Shopify's word
        """Make a gift card; its code is told this once."""
        try:
            card = self._gift_card(input)
        except (Refused, Full) as refusal:
            return refused(refusal, giftCard=None, giftCardCode=None)
        return {"giftCard": GiftCardView(self._shop, card), "giftCardCode": card.code, "userErrors": []}

    def _gift_card(self, given: dict[str, Any]) -> GiftCard:
        customer = None
        if given.get("customerId") is not None:
            customer = self._shop.customers.get(number_of(given["customerId"], "Customer") or 0)
            if customer is None:
                raise Refused("The customer could not be found.", "input", "customerId", code="CUSTOMER_NOT_FOUND")
        recipient = given.get("recipientAttributes")
        if recipient and number_of(recipient["id"], "Customer") not in self._shop.customers:
            raise Refused(
                "The recipient could not be found.", "input", "recipientAttributes", code="RECIPIENT_NOT_FOUND"
            )
        money = given.get("initialAmount") or {}
        amount = money.get("amount", given.get("initialValue"))
        if amount is None:
            raise Refused("Initial value is missing", "input", "initialValue", code="MISSING_ARGUMENT")
        return store_credit.gift_card(
            self._shop,
            amount,
            money.get("currencyCode", self._shop.currency),
            customer,
            given.get("code"),
            given.get("note"),
            given.get("expiresOn"),
        )

    def _owner(self, name: str) -> CreditAccount | Customer:
        account = self._shop.credit_accounts.get(number_of(name, "StoreCreditAccount") or 0)
        customer = self._shop.customers.get(number_of(name, "Customer") or 0)
        if account is not None:
            return account
        if customer is not None:
            return customer
        code = "ACCOUNT_NOT_FOUND" if "/StoreCreditAccount/" in name else "OWNER_NOT_FOUND"
        what = "account" if code == "ACCOUNT_NOT_FOUND" else "owner"
        raise Refused(f"Store credit {what} does not exist", "id", code=code)
