"""Values for arguments: real ones out of the rows, those of the other storefront, unknown ones, and wild ones."""

from collections.abc import Callable
from datetime import timedelta, timezone
from random import Random
from typing import Any

from tests.reads.fuzz.rows import Rows
from tests.reads.fuzz.texts import MOMENTS, NASTY, an_id

Make = Callable[[], Any]
KINDS = {
    "orders": "ord",
    "shipments": "shp",
    "claims": "clm",
    "tasks": "tsk",
    "effects": "eff",
    "claim_policies": "pol",
    "disputes": "dsp",
    "privacy_requests": "prv",
    "storefronts": "sto",
    "messages": "msg",
    "accounts": "acc",
    "recoveries": "rcv",
    "coverages": "cov",
}
OFFSETS = (0, 60, -210, 345, 840)
BAD_MOMENTS = ("2026-03-01T12:00:00", "yesterday", "", "2026-13-01T00:00:00Z", 20260301, "0001-01-01T00:00:00+14:00",
               "9999-12-31T23:59:59-14:00")  # fmt: skip
UNSTORABLE = ("nul \x00", "half \ud800")
BAD_CURSORS = ("", "x", "AAAA", "é", "A" * 300, "_" * 52, *UNSTORABLE)


class Values:
    """Makes values for the arguments of one storefront's documents."""

    def __init__(
        self, rng: Random, own: Rows, other: Rows, cursors: dict[tuple[str, str], list[str]], order_id: str | None
    ) -> None:  # fmt: skip
        self.rng, self.cursors = rng, cursors
        self.wild = False
        """Whether values may be such that a field refuses them."""
        self._all = {table: own.tables[table][:200] for table in KINDS}
        self._own = {
            table: [row for row in rows if order_id in (None, row["id"], row.get("order_id"))] or rows
            for table, rows in self._all.items()
        }
        self._foreign = {table: other.tables[table][-12:] for table in KINDS}

    def an_id(self, *tables: str) -> str | int:
        """An id that mostly exists; where `wild`, anything may come."""
        rng, table = self.rng, self.rng.choice(tables or tuple(KINDS))
        chance = rng.random()
        if chance < 0.9:
            rows = self._own if chance < 0.6 else self._all if chance < 0.8 else self._foreign
            return str(rng.choice(rows[table])["id"])
        if chance < 0.95:
            return an_id(KINDS[table], 10**6)
        return rng.choice(("", "x", "ord", "ord_", "clm_x", "ORD_1", an_id("zzz", 1), 5, rng.choice(NASTY)))

    def column(self, table: str, column: str) -> str:
        """A text that stands in this column, mostly."""
        rng = self.rng
        found: str = rng.choice((self._own if rng.random() < 0.7 else self._all)[table])[column]
        chance = rng.random()
        if chance < 0.15:
            return found.lower() if chance < 0.08 else found.upper()
        return found if chance < 0.92 else rng.choice((*NASTY, *UNSTORABLE) if self.wild else NASTY)

    def tracking_number(self) -> str:
        """As people type them."""
        number = self.column("shipments", "tracking_number")
        return self.rng.choice((number, number, f" {number[:1]} {number[1:]}\u00a0\t", number.lower()))

    def size(self, most: int) -> int:
        """How many are wanted of a list."""
        if self.wild and self.rng.random() < 0.3:
            return self.rng.choice((0, -1, 101, 2**31 - 1, -(2**31)))
        return min(most, self.rng.choice((1, 1, 2, 3, 5, 10, 20, 50, 100)))

    def moment(self) -> str | int:
        """A moment near those of the rows, with any offset."""
        rng = self.rng
        if self.wild and rng.random() < 0.3:
            return rng.choice(BAD_MOMENTS)
        if rng.random() < 0.05:
            return rng.choice(("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"))
        moment = rng.choice(MOMENTS) + timedelta(microseconds=rng.choice((0, 0, 0, 1, -1)))
        shown = moment.astimezone(timezone(timedelta(minutes=rng.choice(OFFSETS)))).isoformat()
        return shown.replace("+00:00", "Z") if rng.random() < 0.5 else shown

    def cursor(self, connection: str, sort: str) -> str:
        """A cursor of this connection and sort; where `wild`, of another, or none at all."""
        rng = self.rng
        if self.wild and rng.random() < 0.4:
            wrong = [text for place, texts in self.cursors.items() if place != (connection, sort) for text in texts]
            return rng.choice((*BAD_CURSORS, *rng.sample(wrong, min(4, len(wrong)))))
        return rng.choice(self.cursors[connection, sort])

    def scalar(self, kind: str) -> Any:
        """Any value of a scalar that nothing more is known of."""
        rng = self.rng
        plain: dict[str, Make] = {
            "Int": lambda: rng.randint(-3, 30),
            "Float": rng.random,
            "Boolean": lambda: rng.random() < 0.5,
            "String": lambda: rng.choice(NASTY),
            "ID": self.an_id,
            "Decimal": lambda: "12.50",
            "DateTime": self.moment,
        }
        return plain[kind]()

    def at(self, place: str, kind: str) -> Any:
        """A value for one argument or input field, such as `Query.order(id)` or `ClaimFilter.orderId`."""
        known: dict[str, Make] = {
            "Query.order(id)": lambda: self.an_id("orders"),
            "Query.order(number)": lambda: self.column("orders", "number"),
            "Query.order(externalId)": lambda: self.column("orders", "external_id"),
            "Query.shipment(id)": lambda: self.an_id("shipments"),
            "Query.shipment(carrier)": lambda: self.column("shipments", "carrier"),
            "Query.shipment(trackingNumber)": self.tracking_number,
            "Query.claim(id)": lambda: self.an_id("claims"),
            "Query.claim(number)": lambda: self.column("claims", "number"),
            "Query.node(id)": self.an_id,
            "Query.nodes(ids)": self.an_id,
            "ClaimFilter.orderId": lambda: self.an_id("orders"),
            "ClaimFilter.shipmentId": lambda: self.an_id("shipments"),
            "DisputeFilter.orderId": lambda: self.an_id("orders"),
            "Query.recovery(id)": lambda: self.an_id("recoveries"),
            "RecoveryFilter.claimId": lambda: self.an_id("claims"),
            "RecoveryFilter.orderId": lambda: self.an_id("orders"),
            "RecoveryFilter.shipmentId": lambda: self.an_id("shipments"),
            "RecoveryFilter.counterparty": lambda: self.column("recoveries", "counterparty"),
            "AccountFilter.company": lambda: self.column("accounts", "company"),
            "TaskFilter.kind": lambda: self.column("tasks", "kind"),
            "TaskFilter.subject": lambda: self.an_id("claims"),
            "EffectFilter.kind": lambda: self.column("effects", "kind"),
            "EffectFilter.subject": lambda: self.an_id("shipments"),
            "Claim.events(afterSequence)": lambda: self.rng.choice((0, 0, 1, 3, 100, -5, 2**31 - 1)),
        }
        make = known.get(place)
        return make() if make else self.scalar(kind)
