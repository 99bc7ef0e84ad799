"""What mutations and subscriptions answer with: the id of an entity, which the compiler reads as it reads queries."""

from dataclasses import dataclass
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity of the field's type by its id. `cursor` is the place in the feed just behind an event."""

    id: str
    cursor: str | None = None


def refer(kind: type[T], reference: Reference | str) -> T:
    """An entity to be read once it is known what is selected of it."""
    return cast("T", reference if isinstance(reference, Reference) else Reference(reference))
