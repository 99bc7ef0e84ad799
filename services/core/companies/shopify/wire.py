"""Shopify's JSON: decoding that fails in one way only, money, and an answer taken apart into data and errors."""

from decimal import Decimal, InvalidOperation
from typing import TypeVar

import msgspec

from services.core.companies.shopify.cost import Cost
from services.core.companies.shopify.refusals import key_trouble, said
from services.core.ports import Rejected, Unavailable, Unintelligible

T = TypeVar("T")

NEVER_BEGAN = {"ACCESS_DENIED", "MAX_COST_EXCEEDED", "SHOP_INACTIVE"}
"""Codes of errors that stand before anything was done."""
THEIR_FAULT = {"INTERNAL_SERVER_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE"}


class Wire(msgspec.Struct, rename="camel"):
    """The base of all shapes: our names in snake case, theirs in camel case."""


class Money(Wire):
    """An amount as Shopify writes it."""

    amount: str
    currency_code: str

    def value(self) -> Decimal:
        """The amount. Raises `Unintelligible`."""
        try:
            value = Decimal(self.amount)
        except InvalidOperation:
            raise Unintelligible("shopify: An amount is no number.") from None
        if not value.is_finite():
            raise Unintelligible("shopify: An amount is no number.")
        return value


class Bag(Wire):
    """An amount in the currency in which the customer paid."""

    presentment_money: Money


class Id(Wire):
    """Something of which only the id is asked."""

    id: str


def decode(body: bytes | msgspec.Raw, shape: type[T]) -> T:
    """The body in the given shape. Raises `Unintelligible`, which quotes no value of the body."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise Unintelligible(f"shopify: {type(error).__name__} while reading {shape.__name__}.") from error


class _ErrorExtensions(Wire):
    code: str | None = None


class _Error(Wire):
    message: str = ""
    path: list[str | int] | None = None
    extensions: _ErrorExtensions | None = None


class _Extensions(Wire):
    cost: Cost | None = None


NOTHING = msgspec.Raw(b"null")


class Envelope(Wire):
    """A whole answer: data or errors, and what it cost. Shopify answers 200 for both."""

    data: msgspec.Raw = NOTHING
    errors: list[_Error] | str | None = None
    extensions: _Extensions | None = None

    def cost(self) -> Cost | None:
        """What the answer tells of points, if anything."""
        return self.extensions.cost if self.extensions else None

    def content(self, shape: type[T], *, writes: bool) -> T:
        """The data. `writes` tells that it answers a mutation.

        Raises:
            Unavailable: throttled, which is not ambiguous, or a failure of theirs, which is where something is written.
            Rejected: they did not begin.
            Unintelligible: it cannot be read, or something was written and then went wrong.
        """
        if self.errors:
            raise self._failure(writes=writes)
        if bytes(self.data) == bytes(NOTHING):
            raise Unintelligible("shopify: The answer has neither data nor errors.")
        return decode(self.data, shape)

    def _failure(self, *, writes: bool) -> Unavailable | Rejected | Unintelligible:
        if not isinstance(self.errors, list):
            return Rejected("GRAPHQL_ERROR", said(self.errors or ""))
        codes = [error.extensions.code if error.extensions else None for error in self.errors]
        if "THROTTLED" in codes:
            wait = (self.cost() or Cost()).wait()
            return Unavailable("Throttled; the points are used up.", retry_after=wait, ambiguous=False)
        first, code = self.errors[0], next(filter(None, codes), None)
        trouble = key_trouble(code, first.message)
        if trouble is not None:
            return trouble
        if THEIR_FAULT & set(codes):
            return Unavailable(f"Answered {code}.", ambiguous=writes)
        # what went wrong at the mutation itself or below it may have come after the deed
        if writes and first.path and (len(first.path) > 1 or code not in NEVER_BEGAN):
            return Unintelligible(f"shopify: Something was asked for, and went wrong: {said(first.message)}")
        return Rejected(code or "GRAPHQL_ERROR", said(first.message))
