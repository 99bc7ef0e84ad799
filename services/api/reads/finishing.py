"""Values that only Python can make; the statement marks their text, and each mark is replaced in the answer."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from services.api.reads.sources import NONCE

if TYPE_CHECKING:
    from services.api.context import Context


def _cursor(context: "Context", text: str) -> object:
    """The place in the storefront's feed behind a position."""
    return context.process.cursors.write(context.caller.storefront_id, int(text))


def _link(context: "Context", text: str) -> object:
    """A link to the file with this key, which expires."""
    return context.process.links.read(text, context.now())


FINISHERS: dict[str, Callable[["Context", str], object]] = {"cursor": _cursor, "link": _link}
"""What each mark's function makes of its text."""

_MARK = re.compile(rb'"' + NONCE.encode() + rb'(\w+):([^"\\]*)"')


def finish(answer: bytes, context: "Context") -> bytes:
    """The answer with every mark replaced."""
    return _MARK.sub(lambda found: _made(context, found[1].decode(), found[2].decode()), answer)


def _made(context: "Context", name: str, text: str) -> bytes:
    return msgspec.json.encode(FINISHERS[name](context, text))
