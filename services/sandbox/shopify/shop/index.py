"""What the search over orders knows: each order as it was some time ago, as Shopify's own search is late."""

import bisect
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.sandbox.shopify.shop.model import Order

MOST_STATES = 20


@dataclass(frozen=True, slots=True)
class Indexed:
    """What can be searched for."""

    order: Order
    at: datetime
    updated_at: datetime
    tags: tuple[str, ...]
    source_identifier: str | None
    email: str | None
    financial_status: str
    fulfillment_status: str
    cancelled: bool
    closed: bool


class Index:
    """The newest states of every order."""

    def __init__(self) -> None:
        self._states: dict[int, deque[Indexed]] = {}

    def note(self, order: Order) -> None:
        """Take down what an order is like now."""
        state = Indexed(
            order=order,
            at=order.updated_at,
            updated_at=order.updated_at,
            tags=tuple(tag.lower() for tag in order.tags),
            source_identifier=order.source_identifier,
            email=order.email,
            financial_status=order.financial_status.lower(),
            fulfillment_status=order.fulfillment_status.lower(),
            cancelled=order.cancelled_at is not None,
            closed=order.closed_at is not None,
        )
        self._states.setdefault(order.id, deque(maxlen=MOST_STATES)).append(state)

    def known(self, now: datetime, lag: float) -> Iterator[Indexed]:
        """Every order that the search knows of, as it knows it: so many seconds late."""
        until = now - timedelta(seconds=lag)
        for states in self._states.values():
            count = bisect.bisect_right(states, until, key=lambda state: state.at)
            if count:
                yield states[count - 1]
