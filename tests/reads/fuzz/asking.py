"""Who asks the reference, what connection cursors mean to it, and which of the service's open choices it follows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from services.core.storefronts.model import Caller
from tests.reads.fuzz.data import Row
from tests.reads.fuzz.rows import Rows

SORTS = {"NEWEST": ("created_at", True), "OLDEST": ("created_at", False), "UPDATED": ("updated_at", True)}
"""The column that a connection is sorted by, and whether the largest comes first; ties go by id the same way."""

Key = tuple[datetime, str]


@dataclass(frozen=True)
class Choices:
    """What the documentation leaves open, or what is about to change; each can be switched by itself."""

    scans_by_id: bool
    """Scans of the same moment stand by their ids; otherwise by code, place and id."""
    hidden_tasks_are_null: bool
    """`node` gives null for tasks and effects to those who may not operate; otherwise it refuses."""
    narrowed_first: bool
    """Of several orders with one number a customer gets their own; otherwise only if it is the newest of all."""
    eager: bool
    """A bad argument or forbidden field is told even where nothing stands behind its parent."""


BY_RESOLVERS = Choices(scans_by_id=False, hidden_tasks_are_null=False, narrowed_first=False, eager=False)
BY_PLANS = Choices(scans_by_id=True, hidden_tasks_are_null=True, narrowed_first=True, eager=True)


@dataclass
class ConnectionCursors:
    """What the service's opaque cursors stand for, as its own answers told."""

    known: dict[str, tuple[str, str, dict[str, datetime]]] = field(default_factory=dict)
    """A cursor's kind of row, its id, and the moment it stands at in each sort."""

    def add(self, cursor: str, kind: str, row: Row, sort: str) -> None:
        """Note one. Raises `AssertionError` when two rows share it."""
        known_kind, known_id, moments = self.known.setdefault(cursor, (kind, row["id"], {}))
        assert (known_kind, known_id) == (kind, row["id"]), "one cursor stands for two rows"
        moments[sort] = row[SORTS[sort][0]]

    def read(self, cursor: str, kind: str, sort: str) -> Key | None:
        """The place in this sort; nothing when it is no cursor of such a connection."""
        known_kind, row_id, moments = self.known.get(cursor, ("", "", {}))
        return (moments[sort], row_id) if known_kind == kind and sort in moments else None

    def shown(self, text: str) -> str:
        """A connection's cursor as the reference writes it; any other text as it is."""
        known = self.known.get(text)
        return f"cursor of {known[1]}" if known else text


@dataclass(frozen=True)
class Asking:
    """The context of one operation: who asks, in which storefront's rows."""

    caller: Caller
    rows: Rows
    choices: Choices
    cursors: ConnectionCursors
    write_cursor: Callable[[str, int], str]

    @property
    def position(self) -> int:
        """Where the feed stands."""
        return int(self.rows.tables["feeds"][0]["position"])

    def feed_cursor(self, position: int | None) -> str:
        """The feed's cursor; an event without a position stands where the feed does."""
        return self.write_cursor(self.caller.storefront_id, self.position if position is None else position)

    def sees(self, order_id: str) -> bool:
        """Whether the caller may see what belongs to this order."""
        return self.caller.order_id in (None, order_id)
