"""Amounts of money: exact decimals with an ISO 4217 currency."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from iso4217 import Currency

LARGEST = Decimal(10) ** 15
_PLAIN = re.compile(r"-?[0-9]{1,50}(\.[0-9]{1,50})?")  # Decimal itself also reads NaN, 1E9, 1_000 and other scripts


class BadMoney(ValueError):
    """The text is no amount of a known currency; the message says what to send instead."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with as many decimals as its currency has (JPY 0, USD 2, KWD 3)."""

    amount: Decimal
    currency_code: str


def parse_amount(amount: str, currency_code: str) -> Decimal:
    """Read a decimal string such as "12.50" and give it exactly its currency's decimals.

    Raises:
        BadMoney: unknown currency, not a plain decimal, negative, too large, or more decimals than the currency has.
    """
    smallest = unit(currency_code)
    if not _PLAIN.fullmatch(amount):
        raise BadMoney(f'{amount[:40]!r} is not a plain decimal number; write it like "12.50".')
    value = Decimal(amount)
    if amount.startswith("-"):
        raise BadMoney("An amount cannot be negative.")
    if value >= LARGEST:
        raise BadMoney("The amount is too large.")
    exact = value.quantize(smallest)
    if exact != value:
        raise BadMoney(f"{currency_code} has {exponent(currency_code)} decimals; {amount[:40]} has more.")
    return exact


def rounded(amount: Decimal, currency_code: str) -> Decimal:
    """The amount with exactly its currency's decimals, half a unit upwards. Raises `BadMoney` for an unknown one."""
    return amount.quantize(unit(currency_code), ROUND_HALF_UP)


def unit(currency_code: str) -> Decimal:
    """The smallest amount of the currency, such as 0.01. Raises `BadMoney` for an unknown one."""
    return Decimal(1).scaleb(-exponent(currency_code))


def exponent(currency_code: str) -> int:
    """How many decimals the currency has in ISO 4217. Raises `BadMoney` for an unknown one."""
    try:
        return int(Currency(currency_code).exponent or 0)
    except ValueError:
        raise BadMoney(f'{currency_code[:10]!r} is no ISO 4217 currency code such as "EUR".') from None
