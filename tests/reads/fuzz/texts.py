"""Words and moments that are hard to carry through SQL and JSON, and ids that two storefronts share."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

NASTY = (
    "plain",
    "",
    " blanks at both ends ",
    "quotes \" and ' and `",
    "back\\slash, \\n, \\u0041, \\u2028 as written",
    "lines\nand\ttabs\r\nand \x01\x1f\x7f controls",
    "line\u2028and paragraph\u2029separators",
    "emoji 😀👩‍👩‍👧‍👦 and \U0001d50a\U0001d52c",
    "Æblegrød på Färöarna, naïve, e\u0301 and é",
    "مرحبا שלום 日本語 한국어",
    "\u202eright to left\u202c, \ufeffmark, \u00a0blank, \ufffd",
    "</script><!-- & -->",
    "%s %(name)s $1 :name {} {0} ?",
    "null",
    '[1, {"a": 2}]',
    "2026-03-01T12:00:00",
)
LONG = "A long story — " + '“it never came”, 😀 \\ " \n' * 700

START = datetime(2026, 3, 1, 11, 0, tzinfo=UTC)
MOMENTS = tuple(
    START + step
    for step in (
        timedelta(0),
        timedelta(microseconds=1),
        timedelta(microseconds=10),
        timedelta(milliseconds=120),
        timedelta(seconds=1),
        timedelta(minutes=59, microseconds=999_999),
        timedelta(hours=13),
        timedelta(days=28, hours=14),  # Europe changes its clocks
        timedelta(days=-60),
        timedelta(days=200, microseconds=500_000),
    )
)
"""So few that rows share them."""

T = TypeVar("T")
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def text(rng: Random) -> str:
    """A text that is hard to carry, once in a while a very long one."""
    return LONG if rng.random() < 0.02 else rng.choice(NASTY)


def maybe(rng: Random, value: T) -> T | None:
    """The value, or nothing."""
    return value if rng.random() < 0.6 else None


def moment(rng: Random) -> datetime:
    """One of few moments."""
    return rng.choice(MOMENTS)


def base32(number: int, length: int) -> str:
    """The number's last digits, as ids are written."""
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(5 * (length - 1), -1, -5))


def an_id(prefix: str, number: int) -> str:
    """The id with this number; their order says nothing of the order of the numbers."""
    return f"{prefix}_{base32((number + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128, 26)}"
