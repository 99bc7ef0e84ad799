"""EasyPost's JSON, made safe to keep: decoding that fails in one way only, and text and values within bounds."""

import re
from typing import TypeVar

import msgspec

from services.core.ports import Rejected, Unintelligible

T = TypeVar("T")

# PostgreSQL keeps no NUL, and no reader wants the other control characters
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def decode(body: bytes | msgspec.Raw, shape: type[T]) -> T:
    """The body in the given shape. Raises `Unintelligible`, which quotes no value of the body."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise Unintelligible(f"easypost: {type(error).__name__} while reading {shape.__name__}.") from error


def text(value: str | None, longest: int) -> str:
    """The text without control characters and outer space, cut to `longest` characters; empty for nothing."""
    return CONTROL.sub("", value or "").strip()[:longest]


def storable(value: object, depth: int = 20) -> object:
    """Decoded JSON that any database keeps: without control characters, and empty below `depth` levels."""
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, (dict, list)) and not depth:
        return None
    if isinstance(value, dict):
        return {CONTROL.sub("", str(key)): storable(inner, depth - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [storable(inner, depth - 1) for inner in value]
    return value


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
