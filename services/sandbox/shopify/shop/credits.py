"""Store credit accounts and gift cards."""

import secrets
from datetime import datetime
from decimal import Decimal

from services.sandbox.shopify.money import ZERO
from services.sandbox.shopify.shop.accounts import CreditAccount, CreditEntry, GiftCard
from services.sandbox.shopify.shop.model import Transaction
from services.sandbox.shopify.shop.people import Customer
from services.sandbox.shopify.shop.refusal import Refused
from services.sandbox.shopify.shop.shop import MOST_GIFT_CARDS, Shop, check_room

MOST_ACCOUNTS = 10_000
MOST_ENTRIES = 1_000
LARGEST_BALANCE = Decimal(100_000)
SHORTEST_CODE, LONGEST_CODE = 8, 20
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def account(shop: Shop, customer: Customer, currency: str) -> CreditAccount:
    """The customer's account in a currency, opened if there is none. Raises `Full`."""
    for known in shop.credit_accounts.values():
        if known.customer is customer and known.currency == currency:
            return known
    check_room(shop.credit_accounts, MOST_ACCOUNTS, "store credit accounts")
    opened = CreditAccount(shop.next_id(), customer, currency)
    shop.credit_accounts[opened.id] = opened
    return opened


def credit(
    shop: Shop, to: CreditAccount | Customer, amount: Decimal, currency: str, until: datetime | None
) -> CreditEntry:
    """Give goodwill. Never the same as one given before. Raises `Refused`, and `Full`."""
    where = ("creditInput", "creditAmount")
    if amount <= ZERO:
        raise Refused("A positive amount must be used", *where, "amount", code="NEGATIVE_OR_ZERO_AMOUNT")
    if currency not in shop.currencies:
        raise Refused("Currency is not supported", *where, "currencyCode", code="UNSUPPORTED_CURRENCY")
    if until is not None and until <= shop.clock():
        raise Refused("The expiry date must be in the future", "creditInput", "expiresAt", code="EXPIRES_AT_IN_PAST")
    if isinstance(to, CreditAccount) and to.currency != currency:
        raise Refused(
            "The currency provided does not match the currency of the store credit account",
            *where,
            "currencyCode",
            code="MISMATCHING_CURRENCY",
        )
    owned = to if isinstance(to, CreditAccount) else account(shop, to, currency)
    if owned.balance + amount > LARGEST_BALANCE:
        raise Refused(
            "The operation would cause the account's credit limit to be exceeded",
            *where,
            "amount",
            code="CREDIT_LIMIT_EXCEEDED",
        )
    return book(shop, owned, amount, "ADJUSTMENT", until, None)


def book(
    shop: Shop,
    to: CreditAccount,
    amount: Decimal,
    event: str,
    until: datetime | None,
    origin: Transaction | None,
) -> CreditEntry:
    """Change an account's balance. Raises `Full`."""
    check_room(to.entries, MOST_ENTRIES, "changes of one store credit account")
    entry = CreditEntry(shop.next_id(), to, amount, to.balance + amount, event, shop.moment(), until, origin)
    to.entries.append(entry)
    return entry


def gift_card(
    shop: Shop,
    amount: Decimal,
    currency: str,
    customer: Customer | None,
    code: str | None,
    note: str | None,
    until: str | None,
) -> GiftCard:
    """Make a gift card. Raises `Refused`, and `Full`."""
    check_room(shop.gift_cards, MOST_GIFT_CARDS, "gift cards")
    if amount <= ZERO:
        raise Refused("Initial value must be greater than 0", "input", "initialValue", code="GREATER_THAN")
    if currency not in shop.currencies:
        raise Refused("Currency is not supported", "input", "initialAmount", "currencyCode", code="INVALID")
    known = {card.code for card in shop.gift_cards.values()}
    code = _checked(code, known) if code is not None else "".join(secrets.choice(ALPHABET) for _ in range(16))
    made = GiftCard(shop.next_id(), code, amount, currency, shop.moment(), customer, note, until)
    shop.gift_cards[made.id] = made
    return made


def _checked(code: str, known: set[str]) -> str:
    code = code.replace(" ", "").replace("-", "").lower()
    if len(code) < SHORTEST_CODE:
        raise Refused(f"Code is too short (minimum is {SHORTEST_CODE} characters)", "input", "code", code="TOO_SHORT")
    if len(code) > LONGEST_CODE:
        raise Refused(f"Code is too long (maximum is {LONGEST_CODE} characters)", "input", "code", code="TOO_LONG")
    if not (code.isascii() and code.isalnum()):
        raise Refused("Code can only contain letters and numbers", "input", "code", code="INVALID")
    if code in known:
        raise Refused("Code has already been taken", "input", "code", code="TAKEN")
    return code
