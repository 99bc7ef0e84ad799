"""EasyPost's JSON: how it is decoded, and what its refusals say."""

from typing import TypeVar

import msgspec

from services.core.outside import reading
from services.core.outside.reading import text
from services.core.ports import Rejected, Unintelligible

T = TypeVar("T")


def decode(body: bytes | msgspec.Raw, shape: type[T]) -> T:
    """The body in the given shape. Raises `Unintelligible`, which quotes no value of the body."""
    return reading.decode("easypost", body, shape)


class _Error(msgspec.Struct):
    code: object = None
    message: object = None
    errors: object = None


class _Refusal(msgspec.Struct):
    error: _Error


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says. `errors` holds objects with `field` and `message`, or plain texts."""
    try:
        error = decode(body, _Refusal).error
    except Unintelligible:
        return Rejected(f"HTTP_{status}", "EasyPost said no, without words that can be read.")
    code = text(error.code, 100) if isinstance(error.code, str) else ""
    said = list(dict.fromkeys(part for part in [*_texts(error.message), *_texts(error.errors)] if part))
    return Rejected(code or f"HTTP_{status}", text("; ".join(said), 500) or "EasyPost gave no reason.")


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [text(value, 200)]
    if isinstance(value, list):
        return [part for inner in value[:20] for part in _texts(inner)]
    if isinstance(value, dict):
        message, field = " ".join(_texts(value.get("message"))), value.get("field")
        return [f"{field}: {message}" if isinstance(field, str) and message else message]
    return []
