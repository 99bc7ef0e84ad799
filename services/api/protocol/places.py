"""How many of something each storefront may have at once in this process."""

from collections import Counter


class Places:
    """Counts places taken, by storefront; a storefront that has none costs nothing."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken: Counter[str] = Counter()

    def take(self, storefront_id: str) -> bool:
        """Take a place; false when there is none left."""
        if self._taken[storefront_id] >= self.most:
            return False
        self._taken[storefront_id] += 1
        return True

    def leave(self, storefront_id: str) -> None:
        """Give a place back."""
        self._taken[storefront_id] -= 1
        if not self._taken[storefront_id]:
            del self._taken[storefront_id]
