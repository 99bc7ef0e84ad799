"""What mutations answer with: the id of an entity, which the compiler reads as it reads queries."""

from dataclasses import dataclass
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity of the field's type by its id."""

    id: str


def refer(kind: type[T], entity_id: str) -> T:
    """An entity to be read once it is known what is selected of it."""
    return cast("T", Reference(entity_id))
