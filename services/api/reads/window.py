"""Which page of a list is wanted."""

from dataclasses import dataclass
from datetime import datetime

Key = tuple[datetime, str]
"""When a row was made, and its id: its place in a list, newest first."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which page is wanted. `backward` counts the size from the oldest end."""

    size: int
    after: Key | None
    before: Key | None
    backward: bool

    @property
    def probe(self) -> int:
        """How many rows to read: one more than shown tells whether there are more."""
        return self.size + 1
