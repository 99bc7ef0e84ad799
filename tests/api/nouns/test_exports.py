"""Exports over GraphQL: who may ask for one, and that no customer ever sees it."""

from typing import Any

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.documents import operations
from services.core.documents.model import Built, keys
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import a_key

EXPORTS = "query($id: ID!) { claim(id: $id) { exports { id state url pdfUrl audience language } } }"
BY_ID = "query($id: ID!) { node(id: $id) { id } }"


async def a_case(asker: Asker) -> tuple[str, str]:
    """The ids of an order and of a claim on it."""
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    return order["id"], (await a_claim(asker, order["id"], parcel["id"]))["id"]


def told(claim_id: str, **changes: Any) -> dict[str, Any]:
    """An export for the bank."""
    return {"idempotencyKey": a_key(), "claimId": claim_id, "audience": "BANK"} | changes


async def test_an_export_has_links_once_it_is_ready(asker: Asker, app: Pool) -> None:
    _, claim_id = await a_case(asker)
    values = told(claim_id, language="DA")
    made = (await asker.change("claimExportCreate", **values))["export"]
    assert (made["state"], made["url"], made["pdfUrl"], made["audience"]) == ("PENDING", None, None, "BANK")
    assert (await asker.change("claimExportCreate", **values))["export"]["id"] == made["id"]
    assert asker.caller is not None
    pdf_key, zip_key = keys(asker.caller.storefront_id, made["id"])
    built = Built(pdf_key, zip_key, 7, "a" * 64)
    await operations.finish(
        app.writer(asker.caller.storefront_id), made["id"], built, asker.caller.actor, system_clock()
    )
    (ready,) = (await asker.get(EXPORTS, id=claim_id))["claim"]["exports"]
    assert (ready["state"], ready["language"]) == ("READY", "DA")
    assert f"/files/{zip_key}?" in ready["url"]
    assert f"/files/{pdf_key}?" in ready["pdfUrl"]


async def test_no_customer_asks_for_an_export_or_sees_one(asker: Asker, stranger: Asker) -> None:
    order_id, claim_id = await a_case(asker)
    made = (await asker.change("claimExportCreate", **told(claim_id)))["export"]
    customer = asker.customer_of(order_id)
    text = (
        "mutation($input: ClaimExportCreateInput!) { claimExportCreate(input: $input) { export { id } "
        "userErrors { code } } }"
    )
    assert await customer.codes(text, input=told(claim_id)) == ["FORBIDDEN"]
    assert await asker.with_scopes(Scope.READ, Scope.CLAIMS_WRITE).codes(text, input=told(claim_id)) == ["FORBIDDEN"]
    assert await customer.codes(EXPORTS, id=claim_id) != []
    for one in (customer, stranger):
        assert await one.get(BY_ID, id=made["id"]) == {"node": None}
    assert await stranger.refusal("claimExportCreate", **told(claim_id)) == [("NOT_FOUND", "claimId")]


async def test_one_claim_keeps_so_many_exports(asker: Asker) -> None:
    _, claim_id = await a_case(asker)
    for _ in range(operations.MOST_KEPT):
        await asker.change("claimExportCreate", **told(claim_id))
    assert await asker.refusal("claimExportCreate", **told(claim_id)) == [("TOO_MANY_EXPORTS", "claimId")]
