"""Who asks the reference, and what connection cursors mean to it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from services.core.storefronts import model
from tests.api.nouns.asking import Asker
from tests.reads.fuzz.changes import Change
from tests.reads.fuzz.rows import Row, Rows

SORTS = {"NEWEST": ("created_at", True), "OLDEST": ("created_at", False), "UPDATED": ("updated_at", True)}
"""The column that a connection is sorted by, and whether the largest comes first; ties go by id the same way."""

Key = tuple[datetime, str]


@dataclass
class ConnectionCursors:
    """What the service's opaque cursors stand for, as its own answers told."""

    known: dict[str, tuple[str, str, dict[str, datetime]]] = field(default_factory=dict)
    """A cursor's kind of row, the row's id, and the moment at which it stands in each sort."""

    def add(self, cursor: str, kind: str, row: Row, sort: str) -> None:
        """Note one. Raises `AssertionError` when it stands for another row already."""
        known_kind, known_id, moments = self.known.setdefault(cursor, (kind, row["id"], {}))
        assert (known_kind, known_id) == (kind, row["id"]), "one cursor stands for two rows"
        moments[sort] = row[SORTS[sort][0]]

    def read(self, cursor: str, kind: str, sort: str) -> Key | None:
        """The place in this sort; nothing when it is no cursor of such a connection."""
        known_kind, row_id, moments = self.known.get(cursor, ("", "", {}))
        return (moments[sort], row_id) if known_kind == kind and sort in moments else None

    def shown(self, text: str) -> str:
        """The service's cursor as the reference writes it; any other text as it is."""
        known = self.known.get(text)
        return self.write(known[1]) if known else text

    @staticmethod
    def write(row_id: str) -> str:
        """How the reference writes the cursor of a row."""
        return f"cursor of {row_id}"


@dataclass(frozen=True)
class Asking:
    """The context of one operation: who asks, in which storefront's rows."""

    caller: model.Caller
    rows: Rows
    cursors: ConnectionCursors
    write_cursor: Callable[[str, int], str]
    write_link: Callable[[str], str]
    reached: Counter[str]
    """How often each field was read."""
    changes: dict[str, Change] = field(default_factory=dict)
    """Mutations that this caller has made, by their idempotency keys."""

    @property
    def position(self) -> int:
        """Where the feed stands."""
        return int(self.rows.tables["feeds"][0]["position"])

    def feed_cursor(self, position: int | None) -> str:
        """The feed's cursor; an event without a position stands where the feed does."""
        return self.write_cursor(self.caller.storefront_id, self.position if position is None else position)

    def seen(self, row: Row | None, kind: str) -> Row | None:
        """The row as an entity of this kind, if it is there and the caller may see its order."""
        if row is None:
            return None
        if kind == "Message" and self.caller.is_customer and row["visibility"] != "PUBLIC":
            return None
        order_id = row["id"] if kind == "Order" else row.get("order_id")
        if kind in HIDDEN and self.caller.order_id is not None:
            return None
        if kind == "Evidence" and self.caller.order_id is not None and not _for_customers(row):
            return None
        return {**row, "__typename": kind} if self.caller.order_id in (None, order_id) else None


HIDDEN = {
    "ClaimExport", "Coverage", "Dispute", "LedgerEntry", "Recovery", "RecoveryExport", "RecoveryMessage",
    "RecoveryPayment",
}  # fmt: skip
"""What customers never see."""


def _for_customers(evidence: Row) -> bool:
    """Whether a file is public, and ready or the customer's own."""
    own = evidence["uploaded_by"] == "CUSTOMER"
    return bool(evidence["visibility"] == "PUBLIC" and (evidence["state"] == "READY" or own))


@dataclass(frozen=True)
class Caller:
    """One caller, as the service and as the reference know them."""

    name: str
    asker: Asker
    asking: Asking
    weight: int
    """How often this caller asks."""
