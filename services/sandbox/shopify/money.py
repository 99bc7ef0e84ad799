"""Amounts as Shopify has them: exact decimals, rounded to their currency, shared out without losing a unit."""

from decimal import ROUND_HALF_UP, Decimal

from iso4217 import Currency

ZERO = Decimal(0)


def is_currency(code: str) -> bool:
    """Whether a currency has this ISO 4217 code."""
    try:
        Currency(code)
    except ValueError:
        return False
    return True


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount with as many decimals as the currency has: none in JPY, two in USD, three in KWD."""
    digits = int(Currency(currency).exponent or 0)
    return amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def share(total: Decimal, before: int, part: int, whole: int, currency: str) -> Decimal:
    """What `part` of `whole` pieces cost when `before` of them were taken already.

    The shares of all pieces add up to the total, however they are taken.
    """
    if not whole:
        return ZERO
    return rounded(total * (before + part) / whole, currency) - rounded(total * before / whole, currency)


def decimal_text(amount: Decimal) -> str:
    """Shopify's scalar `Decimal`: at least one decimal, no zeros behind it."""
    plain = f"{amount.normalize():f}"
    return plain if "." in plain else f"{plain}.0"


def money_text(amount: Decimal) -> str:
    """Shopify's older scalar `Money`, and every amount of the REST API: at least two decimals."""
    plain = f"{amount:f}"
    return f"{amount:.2f}" if len(plain.partition(".")[2]) < 2 else plain
