"""Amazon's JSON: how it is decoded, and what its refusals say."""

import re
from typing import TypeVar

import msgspec

from services.core.outside import reading
from services.core.outside.reading import text
from services.core.ports import Rejected, Unintelligible

T = TypeVar("T")

# Amazon has one code for whatever is wrong with a request; only the first is in its examples
WORDED = (
    (re.compile(r"claim already exists", re.IGNORECASE), "ALREADY_FILED"),
    (re.compile(r"\bclaim(?:s)? window\b|\bwindow (?:has )?(?:closed|expired)\b", re.IGNORECASE), "OUTSIDE_WINDOW"),
    (re.compile(r"not eligible for (?:a )?claim", re.IGNORECASE), "NOT_COVERED"),
)


def decode(body: bytes | msgspec.Raw, shape: type[T]) -> T:
    """The body in the given shape. Raises `Unintelligible`, which quotes no value of the body."""
    return reading.decode("amazon_shipping", body, shape)


class _Wrapped(msgspec.Struct):
    payload: msgspec.Raw = msgspec.Raw()


def unwrapped(body: bytes) -> bytes | msgspec.Raw:
    """The content of an answer, which stands in `payload` or alone. Raises `Unintelligible`."""
    return decode(body, _Wrapped).payload or body


class _Error(msgspec.Struct):
    code: object = None
    message: object = None
    details: object = None


class _Errors(msgspec.Struct):
    errors: list[_Error]


class _LoginError(msgspec.Struct):
    error: str


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says, in the core's words where it has one."""
    try:
        errors = decode(body, _Errors).errors
    except Unintelligible:
        errors = []
    if not errors:
        return _login_rejection(status, body)
    said = [text(part, 200) for error in errors[:5] for part in (error.message, error.details)]
    message = "; ".join(dict.fromkeys(filter(None, said)))
    code = next((code for pattern, code in WORDED if pattern.search(message)), None)
    if code is None:
        code = "NOT_FOUND" if status == 404 else text(errors[0].code, 100)
    return Rejected(code or f"HTTP_{status}", message[:500] or "Amazon gave no reason.")


def _login_rejection(status: int, body: bytes) -> Rejected:
    """The refusal of a login (RFC 6749, 5.2), or one without words. Its description may quote what it was told."""
    try:
        return Rejected(text(decode(body, _LoginError).error, 100) or f"HTTP_{status}", "Amazon gave no reason.")
    except Unintelligible:
        code = "NOT_FOUND" if status == 404 else f"HTTP_{status}"
        return Rejected(code, "Amazon said no, without words that can be read.")
