from typing import Any

from services.core.ids import new_id
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import an_order, order_input, shipment_input
from tests.builders import a_key


async def rings(asker: Asker, name: str, values: dict[str, Any]) -> int:
    """How often a mutation rings for the relay."""
    context, rung = asker.context(), []
    context.ring = lambda: rung.append(name)  # type: ignore[method-assign]
    result = await asker.schema.execute(document(name), {"input": values}, context)
    assert result.errors is None
    return len(rung)


async def test_what_was_changed_wakes_the_relay_and_what_was_refused_does_not(asker: Asker) -> None:
    order = await an_order(asker)
    assert await rings(asker, "orderUpsert", order_input()) == 1
    assert await rings(asker, "shipmentUpsert", shipment_input(order["id"])) == 1
    assert await rings(asker, "tokensRevoke", {"idempotencyKey": a_key(), "orderId": order["id"]}) == 1
    assert await rings(asker, "orderUpsert", order_input(total="-1")) == 0
    assert await rings(asker, "claimCancel", {"idempotencyKey": a_key(), "claimId": new_id("clm")}) == 0
