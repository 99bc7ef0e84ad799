"""The parts that Shopify's REST bodies share: decoding that fails in one way only, ids, texts, times and money."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeVar

import msgspec

from services.core.money import BadMoney, rounded
from services.core.ports import Unintelligible

T = TypeVar("T")

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


class Coin(msgspec.Struct):
    """An amount in one currency."""

    amount: Decimal
    currency_code: str


class MoneySet(msgspec.Struct):
    """One amount in the shop's currency and in the customer's, the presentment currency."""

    shop_money: Coin | None = None
    presentment_money: Coin | None = None


class TaxLine(msgspec.Struct):
    """A tax on a line, for all of it."""

    price: Decimal | None = None
    price_set: MoneySet | None = None


class Allocation(msgspec.Struct):
    """The part of a discount that falls on a line, also of one on the whole order."""

    amount: Decimal | None = None
    amount_set: MoneySet | None = None


def decode(body: bytes, shape: type[T]) -> T:
    """The body in the given shape. Raises `Unintelligible`, which quotes no value of the body."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, RecursionError, ValueError, ArithmeticError) as error:
        raise Unintelligible(f"shopify: {type(error).__name__} while reading {shape.__name__}.") from None


def gid(kind: str, number: int) -> str:
    """The id that GraphQL has for what REST numbers, so that there is one form of it."""
    return f"gid://shopify/{kind}/{number}"


def text(value: str | None, longest: int) -> str | None:
    """The text without control characters and outer space, cut to `longest` characters; nothing for an empty one."""
    return _CONTROL.sub("", value or "").strip()[:longest] or None


def time(value: str | None) -> datetime | None:
    """A moment in UTC. Raises `Unintelligible` for what is no moment with its offset."""
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Unintelligible("shopify: A time cannot be read.") from None
    if moment.tzinfo is None:
        raise Unintelligible("shopify: A time has no offset.")
    return moment.astimezone(UTC)


def required_time(value: str | None) -> datetime:
    """A moment that must be told. Raises `Unintelligible`."""
    moment = time(value)
    if moment is None:
        raise Unintelligible("shopify: A time is missing.")
    return moment


def exact(amount: Decimal, currency: str) -> Decimal:
    """The amount with exactly its currency's decimals. Raises `Unintelligible`."""
    if not amount.is_finite():
        raise Unintelligible("shopify: An amount is no number.")
    try:
        return rounded(amount, currency)
    except (BadMoney, ArithmeticError):
        raise Unintelligible("shopify: An amount or a currency cannot be read.") from None


class Purse:
    """Reads amounts of one order in the currency in which its customer paid."""

    def __init__(self, currency: str, shop_currency: str | None) -> None:
        self.currency = currency
        self.zero = exact(Decimal(0), currency)
        self._shop_currency = shop_currency or currency

    def read(self, of: MoneySet | None, plain: Decimal | None) -> Decimal:
        """The amount of a set, or the plain one, which is in the shop's currency; nothing told is zero.

        Raises:
            Unintelligible: it is told in another currency only.
        """
        told = of.presentment_money if of else None
        if told is not None and told.currency_code == self.currency:
            return exact(told.amount, self.currency)
        if told is None and self._shop_currency == self.currency:
            return exact(plain or Decimal(0), self.currency)
        if told is None and not plain:
            return self.zero
        raise Unintelligible("shopify: An amount is not told in the customer's currency.")

    def taxes(self, lines: tuple[TaxLine, ...]) -> Decimal:
        """What all these taxes come to."""
        return sum((self.read(line.price_set, line.price) for line in lines), self.zero)

    def discounts(self, parts: tuple[Allocation, ...]) -> Decimal:
        """What all these parts of discounts come to."""
        return sum((self.read(part.amount_set, part.amount) for part in parts), self.zero)
