"""Packets over GraphQL: who may ask for one, that it has links once it is ready, and that no customer sees it."""

from typing import Any

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.documents.model import Built
from services.core.documents.packets import operations
from services.core.documents.packets.model import keys
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker
from tests.api.nouns.inputs import a_shipment, an_order
from tests.builders import Shop, a_key
from tests.recoveries import a_new_recovery
from tests.recoveries import a_recovery as begun

EXPORTS = "query($id: ID!) { recovery(id: $id) { exports { id state url pdfUrl language } } }"
BY_ID = "query($id: ID!) { node(id: $id) { id } }"
MUTATION = (
    "mutation($input: RecoveryExportInput!) { recoveryExport(input: $input) { export { id } userErrors { code } } }"
)


async def a_recovery(asker: Asker, app: Pool, shop: Shop) -> tuple[str, str]:
    """The ids of an order and of a recovery for its parcel."""
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    new = a_new_recovery(order["id"], parcel["id"], counterparty="dhl-paket")
    return order["id"], await begun(app, shop, new)


def told(recovery_id: str, **changes: Any) -> dict[str, Any]:
    """A packet."""
    return {"idempotencyKey": a_key(), "recoveryId": recovery_id} | changes


async def test_a_packet_is_in_the_counterparty_s_language_and_has_links_once_it_is_ready(
    asker: Asker, app: Pool, shop: Shop
) -> None:
    _, recovery_id = await a_recovery(asker, app, shop)
    values = told(recovery_id)
    made = (await asker.change("recoveryExport", **values))["export"]
    assert (made["state"], made["url"], made["pdfUrl"], made["language"]) == ("PENDING", None, None, "DE")
    assert (await asker.change("recoveryExport", **values))["export"]["id"] == made["id"]
    assert asker.caller is not None
    pdf_key, zip_key = keys(asker.caller.storefront_id, made["id"])
    write = app.writer(asker.caller.storefront_id)
    built = Built(pdf_key, zip_key, 7, "a" * 64)
    await operations.finish(write, made["id"], built, asker.caller.actor, system_clock())
    (ready,) = (await asker.get(EXPORTS, id=recovery_id))["recovery"]["exports"]
    assert ready["state"] == "READY"
    assert f"/files/{zip_key}?" in ready["url"]
    assert f"/files/{pdf_key}?" in ready["pdfUrl"]


async def test_another_language_can_be_wished(asker: Asker, app: Pool, shop: Shop) -> None:
    _, recovery_id = await a_recovery(asker, app, shop)
    made = (await asker.change("recoveryExport", **told(recovery_id, language="DA")))["export"]
    assert made["language"] == "DA"


async def test_no_customer_asks_for_a_packet_or_sees_one(asker: Asker, stranger: Asker, app: Pool, shop: Shop) -> None:
    order_id, recovery_id = await a_recovery(asker, app, shop)
    made = (await asker.change("recoveryExport", **told(recovery_id)))["export"]
    customer = asker.customer_of(order_id)
    for one in (customer, asker.with_scopes(Scope.READ, Scope.CLAIMS_WRITE, Scope.MONEY_WRITE)):
        assert await one.codes(MUTATION, input=told(recovery_id)) == ["FORBIDDEN"]
    for one in (customer, stranger):
        assert await one.get(BY_ID, id=made["id"]) == {"node": None}
    assert await stranger.refusal("recoveryExport", **told(recovery_id)) == [("NOT_FOUND", "recoveryId")]


async def test_one_recovery_keeps_so_many_packets(
    asker: Asker, app: Pool, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, recovery_id = await a_recovery(asker, app, shop)
    monkeypatch.setattr(operations, "MOST_KEPT", 2)
    for _ in range(2):
        await asker.change("recoveryExport", **told(recovery_id))
    assert await asker.refusal("recoveryExport", **told(recovery_id)) == [("TOO_MANY_EXPORTS", "recoveryId")]
