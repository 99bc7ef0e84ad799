"""Relay connections over keyset cursors: pages, newest first, that do not drift while rows are added."""

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from services.api.entities import Node, Watched
from services.api.problems import bad_input
from services.api.reads.found import Found
from services.api.reads.window import Key, Window
from services.core.ids import is_id

DEFAULT_SIZE = 20
LARGEST_SIZE = 100

T = TypeVar("T")
N = TypeVar("N", bound=Node)
W = TypeVar("W", bound=Watched)

First = Annotated[int | None, strawberry.argument(description="At most so many, 1 to 100, from the newest on.")]
After = Annotated[str | None, strawberry.argument(description="Only what comes behind this edge's cursor.")]
Last = Annotated[int | None, strawberry.argument(description="At most so many, 1 to 100, from the oldest back.")]
Before = Annotated[str | None, strawberry.argument(description="Only what comes before this edge's cursor.")]


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


@strawberry.type(description="One page, newest first.")
class Connection(Generic[T]):
    """A page of nodes."""

    nodes: list[T] = strawberry.field(description="The nodes of this page.")
    edges: list[Edge[T]] = strawberry.field(description="The nodes of this page with their cursors.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")


def window(first: int | None, after: str | None, last: int | None, before: str | None, *, prefix: str) -> Window:
    """The page that a connection's arguments ask for; `prefix` is the one of its ids. Raises a coded error."""
    if first is not None and last is not None:
        raise bad_input("Ask with `first` or with `last`, not with both.")
    for name, size in (("first", first), ("last", last)):
        if size is not None and not 1 <= size <= LARGEST_SIZE:
            raise bad_input(f"`{name}` is from 1 to {LARGEST_SIZE}.")
    return Window(
        size=first or last or DEFAULT_SIZE,
        after=None if after is None else read_key(after, prefix),
        before=None if before is None else read_key(before, prefix),
        backward=last is not None,
    )


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def write_key(key: Key) -> str:
    """The cursor of the row with this key."""
    moment, row_id = key
    raw = ((moment - _EPOCH) // _MICROSECOND).to_bytes(8, "big") + row_id.encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_key(cursor: str, prefix: str) -> Key:
    """The key that `write_key` was given. Raises a coded error for any other text."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        moment = _EPOCH + int.from_bytes(raw[:8], "big") * _MICROSECOND
        row_id = raw[8:].decode("ascii")
    except (binascii.Error, ValueError, OverflowError):
        raise bad_input("This is no cursor of this connection.") from None
    if not is_id(row_id, prefix):
        raise bad_input("This is no cursor of this connection.")
    return moment, row_id


def page_of(kind: type[W], found: Sequence[Found[Any]], wanted: Window) -> Connection[W]:
    """The connection of watched entities that were found for a window."""
    return page(kind.all(found), wanted)


def page(nodes: Sequence[N], wanted: Window) -> Connection[N]:
    """The connection of the nodes that were read for a window, of which one may be the probe."""
    more = len(nodes) > wanted.size
    shown = list(nodes[-wanted.size :] if wanted.backward else nodes[: wanted.size])
    edges = [Edge(cursor=write_key((node.row.created_at, node.row.id)), node=node) for node in shown]
    return Connection(
        nodes=shown,
        edges=edges,
        page_info=PageInfo(
            has_next_page=wanted.before is not None if wanted.backward else more,
            has_previous_page=more if wanted.backward else wanted.after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )
