"""Prefixed, opaque ids that sort by the moment they were made."""

import hashlib
import re
import secrets
import time
from datetime import UTC, datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32: no i, l, o, u
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_ID = re.compile(r"[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}")


def new_id(prefix: str) -> str:
    """A new id such as `clm_06dp…`: three letters and a UUIDv7 (RFC 9562) in 26 base32 characters."""
    return _id(prefix, time.time_ns() // 1_000_000, secrets.randbits(80))


def derived_id(prefix: str, parent: str, place: int) -> str:
    """The id of what another thing brings with it, at this place below 4096: always the same, and sorted by place.

    Raises:
        ValueError: the parent is no id.
    """
    told = int.from_bytes(hashlib.sha256(f"{prefix}/{parent}/{place}".encode()).digest()[:8])
    return _id(prefix, _number(parent) >> 80, (place << 64) | told)


def new_number(prefix: str = "CLM") -> str:
    """A number for people, such as `CLM-7QK2M9XD`; random, so that it cannot be counted up."""
    return f"{prefix}-{_base32(secrets.randbits(40), 8).upper()}"


def is_id(text: str, prefix: str) -> bool:
    """Whether the text has the form of an id with this prefix."""
    return text.startswith(f"{prefix}_") and _ID.fullmatch(text) is not None


def made_at(text: str) -> datetime:
    """When an id was made, by the clock of the machine that made it.

    Raises:
        ValueError: the text is no id.
    """
    return datetime.fromtimestamp((_number(text) >> 80) / 1000, UTC)


def _id(prefix: str, milliseconds: int, rest: int) -> str:
    number = (milliseconds << 80) | rest
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    return f"{prefix}_{_base32(number, 26)}"


def _number(text: str) -> int:
    if _ID.fullmatch(text) is None:
        raise ValueError("This is no id.")
    number = 0
    for letter in text[4:]:
        number = number << 5 | _ALPHABET.index(letter)
    return number


def _base32(number: int, length: int) -> str:
    """The lowest bits of a number in so many letters, an even number of them."""
    pairs = [_PAIRS[(number >> shift) & 1023] for shift in range(5 * (length - 2), -1, -10)]
    return "".join(pairs)
