"""Mutations made once before the rows are read: repeating them changes nothing and answers with the present."""

from dataclasses import dataclass
from typing import Any

from tests.api.nouns.asking import Asker
from tests.api.nouns.inputs import order_input, shipment_input
from tests.builders import a_key
from tests.reads.fuzz.rows import Row, Rows


@dataclass(frozen=True)
class Change:
    """One mutation with its input, and the entity that it answers with."""

    mutation: str
    input: dict[str, Any]
    field: str
    kind: str
    id: str

    def payload(self, rows: Rows) -> Row:
        """The answer as the rows tell it."""
        return {"user_errors": [], self.field: rows.get(f"{self.field}s", self.id)}


async def make_changes(asker: Asker, rows: Rows) -> list[Change]:
    """One of each kind of mutation that answers with an entity."""
    made: list[Change] = []

    async def make(mutation: str, kind: str, values: dict[str, Any]) -> str:
        field = kind.lower()
        answer = await asker.change(mutation, **values)
        made.append(Change(mutation, values, field, kind, answer[field]["id"]))
        return made[-1].id

    order_id = await make("orderUpsert", "Order", order_input(externalId="told by the API"))
    shipment_id = await make("shipmentUpsert", "Shipment", shipment_input(order_id, trackingNumber="TOLD1"))
    values = {"orderId": order_id, "shipmentId": shipment_id, "reason": "LOST_IN_TRANSIT"}
    await make("claimCreate", "Claim", {"idempotencyKey": a_key(), **values})
    dead = next(row for row in rows.tables["tasks"] if row["state"] == "DEAD")
    await make("taskReplay", "Task", {"idempotencyKey": a_key(), "id": dead["id"]})
    review = next(row for row in rows.tables["effects"] if row["state"] == "REVIEW")
    values = {"idempotencyKey": a_key(), "id": review["id"], "decision": "CONFIRM"}
    await make("effectDecide", "Effect", values)
    return made
