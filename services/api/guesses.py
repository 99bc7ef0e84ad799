"""Counts the attempts to get at an order by guessing, so that nobody can try them all."""

from collections import OrderedDict
from datetime import datetime, timedelta

from services.core.refusal import refuse

PERIOD = timedelta(minutes=15)
MOST_PER_NUMBER = 10
MOST_PER_STOREFRONT = 300
MOST_KEPT = 50_000


class Guesses:
    """Attempts of the last quarter of an hour in this process, by storefront and by storefront and order number."""

    def __init__(self) -> None:
        self._counts: OrderedDict[tuple[str, str | None], tuple[datetime, int]] = OrderedDict()

    def spend(self, storefront_id: str, number: str, now: datetime) -> None:
        """Count an attempt before it is made, so that many at once are counted too.

        Raises:
            Refused: `TOO_MANY_ATTEMPTS`, whatever the guess.
        """
        for key, most in self._keys(storefront_id, number):
            began, count = self._counts.get(key, (now, 0))
            if now - began > PERIOD:
                began, count = now, 0
            if count >= most:
                message = "Too many attempts; wait a quarter of an hour, or ask the shop."
                raise refuse("TOO_MANY_ATTEMPTS", message, "number")
            self._counts[key] = (began, count + 1)
            self._counts.move_to_end(key)
        while len(self._counts) > MOST_KEPT:
            self._counts.popitem(last=False)

    def forgive(self, storefront_id: str, number: str) -> None:
        """Take back an attempt that was right."""
        for key, _ in self._keys(storefront_id, number):
            if key in self._counts:
                began, count = self._counts[key]
                self._counts[key] = (began, max(count - 1, 0))

    def _keys(self, storefront_id: str, number: str) -> tuple[tuple[tuple[str, str | None], int], ...]:
        return (
            ((storefront_id, None), MOST_PER_STOREFRONT),
            ((storefront_id, number.strip().lower()[:100]), MOST_PER_NUMBER),
        )
