"""AfterShip's envelope: what stands in it, and what its refusals say. Tracking and Protection have the same."""

from typing import TypeVar

import msgspec

from services.core.outside import reading
from services.core.outside.reading import text
from services.core.ports import Rejected, Unintelligible

T = TypeVar("T")

EXISTS = "4003"
"""The tracking is there already; what a second call to register one is answered with."""

# https://www.aftership.com/docs/tracking/quickstart/request-errors: these say that it is not there
NOT_THERE = frozenset({"404", "4004", "40400"})


def decode(body: bytes | msgspec.Raw, shape: type[T]) -> T:
    """The body in the given shape. Raises `Unintelligible`, which quotes no value of the body."""
    return reading.decode("aftership", body, shape)


class _Meta(msgspec.Struct):
    code: object = None
    type: object = None
    message: object = None
    errors: object = None


class _Envelope(msgspec.Struct):
    data: msgspec.Raw
    meta: _Meta | None = None


class _Refusal(msgspec.Struct):
    meta: _Meta


class _Problem(msgspec.Struct):
    info: object = None
    path: object = None


def data(body: bytes | msgspec.Raw) -> msgspec.Raw:
    """What an answer holds.

    Raises:
        Rejected: it is an error, whatever the HTTP status said.
        Unintelligible: it is no envelope.
    """
    envelope = decode(body, _Envelope)
    code = text(envelope.meta.code, 20) if envelope.meta else ""
    if envelope.meta and code and not code.startswith("2"):
        raise _rejected(code, envelope.meta)
    return envelope.data


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says."""
    try:
        meta = decode(body, _Refusal).meta
    except Unintelligible:
        code = "NOT_FOUND" if status == 404 else f"HTTP_{status}"
        return Rejected(code, "AfterShip said no, without words that can be read.")
    return _rejected(text(meta.code, 20) or f"HTTP_{status}", meta)


def _rejected(code: str, meta: _Meta) -> Rejected:
    said = [text(meta.message, 200) or text(meta.type, 100)]
    if isinstance(meta.errors, list):
        said += [text(problem.info, 200) for problem in map(_problem, meta.errors[:10])]
    message = "; ".join(dict.fromkeys(filter(None, said)))
    return Rejected("NOT_FOUND" if code in NOT_THERE else code, message[:500] or "AfterShip gave no reason.")


def _problem(value: object) -> _Problem:
    try:
        return msgspec.convert(value, _Problem)
    except msgspec.ValidationError:
        return _Problem(info=value)
