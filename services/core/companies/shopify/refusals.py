"""The ways in which Shopify says no, in the port's words: `userErrors`, statuses, and trouble with a key."""

import re
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from services.core.ports import Rejected, Unavailable, Unintelligible

T = TypeVar("T")

CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
BUSY_SECONDS = 2.0

CODES = {
    "INVENTORY_CLAIM_FAILED": "OUT_OF_STOCK",
    "MISMATCHING_CURRENCY": "CURRENCY_MISMATCH",
    "UNSUPPORTED_CURRENCY": "CURRENCY_MISMATCH",
    "OWNER_NOT_FOUND": "NOT_SUPPORTED",
    "CUSTOMER_NOT_FOUND": "NOT_SUPPORTED",
    "RECIPIENT_NOT_FOUND": "NOT_SUPPORTED",
}
"""Their codes that mean one of the port's; others are shown as they are."""

_WORDINGS = tuple(
    (re.compile(words, re.IGNORECASE), code)
    for words, code in (
        (r"refund.*(exceed|greater|more than|too (large|much))|(exceed|greater).*refund", "ABOVE_REFUNDABLE"),
        (r"out of stock|not enough (stock|inventory)|insufficient inventory", "OUT_OF_STOCK"),
        (r"currency", "CURRENCY_MISMATCH"),
        (r"line.?item.*(not (be )?found|does not exist|invalid)", "UNKNOWN_LINE"),
        (r"order.*(not (be )?found|does not exist)", "UNKNOWN_ORDER"),
    )
)
"""Where an error has no code, which `refundCreate` never has, its words tell."""


class UserError(msgspec.Struct, frozen=True):
    """What is wrong with what a mutation was asked."""

    message: str = ""
    code: str | None = None


class KeyReused(Rejected):
    """The idempotency key was sent before with something else."""


def said(message: str) -> str:
    """Their words, short and on one line."""
    return CONTROL.sub(" ", message).strip()[:300] or "Shopify gave no reason."


def key_trouble(code: str | None, message: str) -> Unavailable | KeyReused | None:
    """What an error says about the idempotency key, as a code or in people's words."""
    words = f"{code} {message}".upper()
    if "IDEMPOTENCY_CONCURRENT" in words or "REQUEST IS CURRENTLY IN PROGRESS" in words:
        return Unavailable("The same request is still under way.", retry_after=BUSY_SECONDS, ambiguous=True)
    if "IDEMPOTEN" in words and ("MISMATCH" in words or "DIFFERENT" in words):
        return KeyReused("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", "The key was sent before with something else.")
    return None


def check(errors: Sequence[UserError] | None, done: T | None) -> T:
    """What a mutation did, if its `userErrors` say nothing else.

    Raises:
        Rejected, Unavailable: they said no.
        Unintelligible: they did it and said no, or neither.
    """
    if not errors:
        if done is None:
            raise Unintelligible("shopify: The answer says neither what was done nor what is wrong.")
        return done
    first = errors[0]
    if done is not None:
        raise Unintelligible(f"shopify: It was done, and something is wrong: {said(first.message)}")
    trouble = key_trouble(first.code, first.message)
    if trouble is not None:
        raise trouble
    code = first.code or next((ours for words, ours in _WORDINGS if words.search(first.message)), "REFUSED")
    raise Rejected(CODES.get(code, code), said("; ".join(error.message for error in errors[:5])))


def rejection(status: int, _: bytes) -> Rejected:
    """What a status of 400 to 499 says; the body is text for people, if anything."""
    if status in {401, 403}:
        return Rejected("ACCESS_REVOKED", "The shop no longer lets us in; connect it again.")
    if status in {402, 423}:
        return Rejected("SHOP_INACTIVE", "The shop is frozen or locked.")
    if status == 404:
        return Rejected("UNKNOWN_SHOP", "There is no such shop.")
    return Rejected(f"HTTP_{status}", "Shopify said no, without words that can be shown.")
