"""A row, and how far the feed reached at the moment it was read."""

from dataclasses import dataclass
from typing import Generic, TypeVar

R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[R_co]):
    """A row with the feed's position in the same snapshot: whoever watches from there misses nothing."""

    row: R_co
    position: int
