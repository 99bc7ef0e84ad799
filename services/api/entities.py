"""What every entity of the schema is made of: a row, plain columns of it, and the place in the feed it was read at."""

from collections.abc import Callable, Iterable
from typing import Any, Self

import strawberry

from services.api.access import Info, Internal
from services.api.reads.found import Found


def column(description: str, *, internal: bool = False) -> Any:
    """Declare a field that is the row's attribute of the same name. `internal` ones are refused to customers."""
    made = strawberry.field(description=description, extensions=[Internal()] if internal else [])
    # the row is all that an entity is made from
    made.init = made.repr = made.compare = False
    return made


def computed(description: str, *, internal: bool = False) -> Callable[[Any], Any]:
    """Declare a field that is worked out by its method. `internal` ones are refused to customers."""
    made: Callable[[Any], Any] = strawberry.field(description=description, extensions=[Internal()] if internal else [])
    return made


def read_attribute(source: object, name: str) -> object:
    """How plain fields are read: from an entity's row, or from the object itself."""
    return getattr(getattr(source, "row", source), name)


@strawberry.interface(description="Anything that can be asked for by its id alone.")
class Node:
    """An entity with a global id."""

    row: strawberry.Private[Any]
    id: strawberry.ID = column("The global id; opaque, its first letters tell the type.")


@strawberry.type
class Watched(Node):
    """An entity whose changes can be watched without a gap."""

    position: strawberry.Private[int]

    @computed("Where the feed stood when this was read: pass it as `after` of a subscription to miss nothing.")
    def cursor(self, info: Info) -> str:
        """The feed's place at the moment of the read."""
        context = info.context
        return context.process.cursors.write(context.caller.storefront_id, self.position)

    @classmethod
    def of(cls, found: Found[Any] | None) -> Self | None:
        """The entity that was found, if it was."""
        return cls(row=found.row, position=found.position) if found is not None else None

    @classmethod
    def all(cls, found: Iterable[Found[Any]]) -> list[Self]:
        """The entities that were found."""
        return [cls(row=one.row, position=one.position) for one in found]
