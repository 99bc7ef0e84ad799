"""The types of Relay connections; `connection` in `reads/words.py` says what is in one."""

from typing import Generic, TypeVar

import strawberry

from services.api.reads.connections import MOST_COUNTED

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its connection.")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Whether there is more behind this page.")
    has_previous_page: bool = strawberry.field(description="Whether there is more before this page.")
    start_cursor: str | None = strawberry.field(description="The cursor of the page's first edge.")
    end_cursor: str | None = strawberry.field(description="The cursor of the page's last edge.")


@strawberry.type(description="One place in a connection.")
class Edge(Generic[T]):
    """A node with its cursor."""

    cursor: str = strawberry.field(description="The place just behind this node; opaque.")
    node: T = strawberry.field(description="What stands in this place.")


@strawberry.type(description="One page, in an order that does not drift while rows are added.")
class Connection(Generic[T]):
    """A page of nodes."""

    nodes: list[T] = strawberry.field(description="The nodes of this page.")
    edges: list[Edge[T]] = strawberry.field(description="The nodes of this page with their cursors.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(
        description=f"How many there are in all, counted up to {MOST_COUNTED}, which means that many or more."
    )
