"""What the search over orders and drafts knows: each as it was some time ago, as Shopify's own search is late."""

import bisect
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.sandbox.shopify.shop.model import Draft, Order

MOST_STATES = 20


@dataclass(frozen=True, slots=True)
class Indexed:
    """What can be searched for."""

    it: Order | Draft
    updated_at: datetime
    words: Mapping[str, str]
    tags: tuple[str, ...]


class Index:
    """The newest states of everything that can be searched for."""

    def __init__(self) -> None:
        self._states: dict[int, deque[Indexed]] = {}

    def note(self, it: Order | Draft, now: datetime) -> None:
        """Take down what an order or a draft is like now."""
        tags = tuple(tag.lower() for tag in it.tags)
        words = {"name": it.name.lower()} | (_words(it) if isinstance(it, Order) else {})
        self._states.setdefault(it.id, deque(maxlen=MOST_STATES)).append(Indexed(it, now, words, tags))

    def known(self, now: datetime, lag: float) -> Iterator[Indexed]:
        """Everything that the search knows of, as it knows it: so many seconds late."""
        until = now - timedelta(seconds=lag)
        for states in self._states.values():
            count = bisect.bisect_right(states, until, key=lambda state: state.updated_at)
            if count:
                yield states[count - 1]


def _words(order: Order) -> dict[str, str]:
    status = "cancelled" if order.cancelled_at else "closed" if order.closed_at else "open"
    return {
        "source_identifier": (order.source_identifier or "").lower(),
        "source_name": order.source_name.lower(),
        "email": (order.email or "").lower(),
        "status": status,
        "financial_status": order.financial_status.lower(),
        "fulfillment_status": order.fulfillment_status.lower(),
    }
