"""What a shop posts to us, named: `{"id", "type", "occurredAt", "data"}`."""

import msgspec

from services.core.companies.generic.wire import LONGEST_ID, decode
from services.core.ports import Unintelligible

TOPICS = ("order.updated", "refund.created")


class _Named(msgspec.Struct):
    id: str


def identify(body: bytes) -> str:
    """The message's own id, the same in each repetition. Raises `Unintelligible`."""
    name = decode(body, _Named).id
    if not 1 <= len(name) <= LONGEST_ID or not name.isascii() or not name.isprintable():
        raise Unintelligible("generic: The message has no id that can be kept.")
    return name
