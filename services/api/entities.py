"""What every entity of the schema has: a global id, and the place in the feed that it was read at."""

import strawberry

from services.api.reads.words import column, computed


@strawberry.interface(description="Anything that can be asked for by its id alone.")
class Node:
    """An entity with a global id."""

    id: strawberry.ID = column("The global id; opaque, its first letters tell the type.")


@strawberry.type
class Watched(Node):
    """An entity whose changes can be watched without a gap."""

    cursor: str = computed(
        "Where the feed stood when this was read: pass it as `after` of a subscription to miss nothing.",
        "cursor",
        "{feed}",
    )
