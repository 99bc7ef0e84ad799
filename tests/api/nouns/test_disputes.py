"""Disputes and what the law asks for, as staff sees them and customers do not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.disputes import operations
from services.core.disputes.model import DisputeReason, DisputeStatus, DisputeType, ToldDispute
from services.core.events import Actor, ActorKind
from services.core.privacy import operations as privacy
from services.core.privacy.model import PrivacyKind
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, place_events
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import Shop, a_key

SHOPIFY = Actor(ActorKind.SYSTEM, "shopify")
OPENED = datetime(2026, 3, 2, tzinfo=UTC)
FIRST = ToldDispute(
    external_id="1",
    type=DisputeType.CHARGEBACK,
    status=DisputeStatus.NEEDS_RESPONSE,
    reason=DisputeReason.PRODUCT_NOT_RECEIVED,
    amount=Decimal("25.00"),
    currency_code="EUR",
    opened_at=OPENED,
    told_at=OPENED,
    network_reason="13.1",
    evidence_due_by=OPENED + timedelta(days=14),
)


async def a_dispute(app: Pool, shop: Shop, order_id: str | None, **changes: Any) -> str:
    """A dispute that a platform told of; its id."""
    async with app.write(shop.id) as tx:
        told = replace(FIRST, **changes)
        return (await operations.record(tx, shop.account_id, told, order_id, SHOPIFY, system_clock())).id


async def a_request(app: Pool, shop: Shop, kind: PrivacyKind, *orders: str) -> str:
    """A request that a platform told of; its id."""
    async with app.write(shop.id) as tx:
        await privacy.receive(tx, shop.account_id, kind, kind, orders, SHOPIFY, system_clock())
        found: str = await tx.fetchval("select id from privacy_requests where kind = $1", kind)
    return found


async def test_a_dispute_is_shown_with_its_order_and_what_happened_to_it(asker: Asker, app: Pool, shop: Shop) -> None:
    order = await an_order(asker)
    dispute = await a_dispute(app, shop, order["id"])
    await a_dispute(app, shop, None, status=DisputeStatus.UNDER_REVIEW, told_at=OPENED + timedelta(days=1))
    await a_dispute(app, shop, None, external_id="2", reason=DisputeReason.FRAUDULENT)
    (first, second) = (await asker.send("disputes"))["nodes"]
    assert (first["externalId"], first["order"]) == ("2", None)
    assert (second["id"], second["type"], second["status"], second["reason"]) == (
        dispute, "CHARGEBACK", "UNDER_REVIEW", "PRODUCT_NOT_RECEIVED",
    )  # fmt: skip
    assert second["amount"] == {"amount": "25.00", "currencyCode": "EUR"}
    assert second["order"]["id"] == order["id"]
    assert [(event["type"], event["disputeStatus"]) for event in second["events"]] == [
        ("dispute.opened", "NEEDS_RESPONSE"), ("dispute.under_review", "UNDER_REVIEW"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"statuses": ["NEEDS_RESPONSE"]}, ["1"]),
        ({"reasons": ["FRAUDULENT"], "types": ["INQUIRY"]}, ["2"]),
        ({"evidenceDueBefore": "2026-03-10T00:00:00Z"}, []),
        ({"evidenceDueBefore": "2026-03-20T00:00:00Z"}, ["2", "1"]),
        ({}, ["2", "1"]),
    ],
)
async def test_disputes_are_filtered_by_what_decides_about_them(
    asker: Asker, app: Pool, shop: Shop, wanted: dict[str, Any], found: list[str]
) -> None:
    inquiry: dict[str, Any] = {
        "type": DisputeType.INQUIRY,
        "status": DisputeStatus.WON,
        "reason": DisputeReason.FRAUDULENT,
    }
    await a_dispute(app, shop, None)
    await a_dispute(app, shop, None, external_id="2", **inquiry)
    assert [node["externalId"] for node in (await asker.send("disputes", filter=wanted))["nodes"]] == found


async def test_an_order_and_its_claims_show_what_banks_dispute_of_it_and_customers_see_none(
    asker: Asker, stranger: Asker, app: Pool, shop: Shop
) -> None:
    order = await an_order(asker)
    claim = await a_claim(asker, order["id"], (await a_shipment(asker, order["id"]))["id"])
    dispute = await a_dispute(app, shop, order["id"])
    both = "query ($order: ID!, $claim: ID!) { order(id: $order) { disputes { nodes { id } } } "
    both += "claim(id: $claim) { disputes { id status } } }"
    found = await asker.get(both, order=order["id"], claim=claim["id"])
    assert found["order"]["disputes"]["nodes"] == [{"id": dispute}]
    assert found["claim"]["disputes"] == [{"id": dispute, "status": "NEEDS_RESPONSE"}]
    customer = asker.customer_of(order["id"])
    alone = "query ($order: ID!, $dispute: ID!) { order(id: $order) { disputes { nodes { id } } } "
    alone += "node(id: $dispute) { id } disputes { totalCount } }"
    assert await customer.get(alone, order=order["id"], dispute=dispute) == {
        "order": {"disputes": {"nodes": []}}, "node": None, "disputes": {"totalCount": 0},
    }  # fmt: skip
    assert (await stranger.get("query ($id: ID!) { node(id: $id) { id } }", id=dispute))["node"] is None
    assert (await stranger.send("disputes"))["nodes"] == []


async def test_what_happens_to_disputes_is_pushed_to_the_shop(asker: Asker, app: Pool, relay: Pool, shop: Shop) -> None:
    order = await an_order(asker)
    await a_dispute(app, shop, None, external_id="2")
    dispute = await a_dispute(app, shop, order["id"])
    await place_events(relay)
    async with asker.watch("disputesUpdated", orderId=order["id"], after=order["cursor"]) as pushes:
        push = await anext(pushes)
    assert (push["type"], push["disputeStatus"], push["dispute"]["id"], push["order"]["id"]) == (
        "dispute.opened", "NEEDS_RESPONSE", dispute, order["id"],
    )  # fmt: skip


async def test_a_customers_data_is_handed_over_by_people_who_say_so_once(asker: Asker, app: Pool, shop: Shop) -> None:
    order = await an_order(asker)
    request = await a_request(app, shop, PrivacyKind.CUSTOMER_DATA, order["id"])
    (shown,) = (await asker.send("privacyRequests", filter={"completed": False}))["nodes"]
    assert (shown["id"], shown["kind"], shown["completedAt"]) == (request, "CUSTOMER_DATA", None)
    assert [(one["id"], one["customer"]["email"]) for one in shown["orders"]] == [(order["id"], "ida@shop.example")]
    done = await asker.change("privacyRequestComplete", idempotencyKey=a_key(), id=request)
    assert done["privacyRequest"]["completedBy"] == shop.client_id
    assert (await asker.send("privacyRequests", filter={"completed": False}))["nodes"] == []
    again = await asker.refusal("privacyRequestComplete", idempotencyKey=a_key(), id=request)
    assert again == [("ALREADY_COMPLETED", "id")]
    unknown = await asker.refusal("privacyRequestComplete", idempotencyKey=a_key(), id="prv_x")
    assert unknown == [("NOT_FOUND", "id")]


async def test_nobody_says_that_a_redaction_is_done_but_who_does_it(asker: Asker, app: Pool, shop: Shop) -> None:
    request = await a_request(app, shop, PrivacyKind.SHOP_REDACT)
    refusal = await asker.refusal("privacyRequestComplete", idempotencyKey=a_key(), id=request)
    assert refusal == [("ALREADY_COMPLETED", "id")]


async def test_what_the_law_asks_for_is_for_those_who_operate(asker: Asker, app: Pool, shop: Shop) -> None:
    request = await a_request(app, shop, PrivacyKind.SHOP_REDACT)
    reader = asker.with_scopes(Scope.READ)
    assert (await reader.get("query ($id: ID!) { node(id: $id) { id } }", id=request))["node"] is None
    assert await reader.codes("{ privacyRequests { totalCount } }") == ["FORBIDDEN"]
