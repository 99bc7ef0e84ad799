"""Shopify's budget of points: what an answer tells of it, and how long an account waits before it asks again."""

from collections import OrderedDict
from dataclasses import dataclass

import msgspec

FIRST_GUESS = 100.0
"""Points that a document is taken to cost before its first answer."""
MOST_SHOPS = 10_000  # whose points are remembered


class Status(msgspec.Struct, rename="camel", frozen=True):
    """The points of an app in a shop: how many at most, how many now, and how many come back each second."""

    maximum_available: float
    currently_available: float
    restore_rate: float


class Cost(msgspec.Struct, rename="camel", frozen=True):
    """What one document costs."""

    requested_query_cost: float | None = None
    actual_query_cost: float | None = None
    throttle_status: Status | None = None

    def wait(self) -> float:
        """Seconds until a document that was throttled can be paid."""
        if self.throttle_status is None or self.throttle_status.restore_rate <= 0:
            return 2.0
        short = (self.requested_query_cost or 0.0) - self.throttle_status.currently_available
        return max(short / self.throttle_status.restore_rate, 0.1)


@dataclass(slots=True)
class _Points:
    """One shop's points, as of a moment of the monotonic clock."""

    status: Status
    available: float
    at: float

    def now(self, now: float) -> float:
        restored = self.available + (now - self.at) * self.status.restore_rate
        return min(restored, self.status.maximum_available)


class Budget:
    """The points of all shops of one process. Each answer corrects what was reckoned, as others spend there too."""

    def __init__(self) -> None:
        self._points: OrderedDict[str, _Points] = OrderedDict()
        self._costs: dict[str, float] = {}

    def reserve(self, account_id: str, document: str, now: float, patience: float) -> float:
        """Seconds to wait before sending. A wait longer than `patience` seconds reserves nothing."""
        points = self._points.get(account_id)
        if points is None or points.status.restore_rate <= 0:
            return 0.0
        cost = min(self._costs.get(document, FIRST_GUESS), points.status.maximum_available)
        available = points.now(now)
        wait = max((cost - available) / points.status.restore_rate, 0.0)
        if wait <= patience:
            points.available, points.at = available - cost, now
        return wait

    def settle(self, account_id: str, document: str, cost: Cost | None, now: float) -> None:
        """Take what an answer tells for the truth."""
        if cost is None:
            return
        if cost.requested_query_cost is not None:
            self._costs[document] = cost.requested_query_cost
        if cost.throttle_status is not None:
            status = cost.throttle_status
            self._points[account_id] = _Points(status, status.currently_available, now)
            self._points.move_to_end(account_id)
            if len(self._points) > MOST_SHOPS:
                self._points.popitem(last=False)
