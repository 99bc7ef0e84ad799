"""What a shop tells: signed, in the shape of the REST API, and as badly as it was ordered."""

import base64
import hashlib
import hmac
import json
from collections import Counter
from typing import Any

import httpx
import pytest

from tests.sandbox.conftest import Mailbox
from tests.sandbox.shopify.conftest import SECRET, SHOP, SUBSCRIBE, Shop, back, refund

HEADERS = {
    "x-shopify-topic",
    "x-shopify-hmac-sha256",
    "x-shopify-shop-domain",
    "x-shopify-api-version",
    "x-shopify-webhook-id",
    "x-shopify-event-id",
    "x-shopify-triggered-at",
}


def signature(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def topics(mailbox: Mailbox) -> list[str]:
    return [headers["x-shopify-topic"] for headers in mailbox.headers]


def bodies(mailbox: Mailbox, topic: str) -> list[dict[str, Any]]:
    told = zip(topics(mailbox), mailbox.bodies, strict=True)
    return [json.loads(body) for name, body in told if name == topic]


async def test_a_webhook_is_signed_over_its_raw_body_and_has_all_headers(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(mailbox.url, "ORDERS_CREATE")

    await shop.order("249.50", note="blå skål")

    await mailbox.wait_for(1)
    headers = mailbox.headers[0]
    assert set(headers) >= HEADERS
    assert headers["x-shopify-hmac-sha256"] == signature(mailbox.bodies[0])
    assert (headers["x-shopify-topic"], headers["x-shopify-shop-domain"]) == ("orders/create", SHOP)
    assert headers["x-shopify-api-version"] == "2026-10"


async def test_an_order_is_told_as_the_rest_api_would_answer_it(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(mailbox.url, "ORDERS_CREATE")
    lines = [{"sku": "NK-BOWL-MOSS", "quantity": 2, "tax_rate": "0.25"}]

    order = await shop.do("/orders", lines=lines, discount="10.00", shipping="39.00", tags=["b", "a"])

    await mailbox.wait_for(1)
    told = json.loads(mailbox.bodies[0])
    assert told == order["rest"]
    assert (told["id"], told["admin_graphql_api_id"]) == (order["id"], order["gid"])
    assert (told["name"], told["order_number"], told["tags"]) == ("#1001", 1001, "a, b")
    assert (told["total_price"], told["total_discounts"], told["total_tax"]) == ("528.00", "10.00", "97.80")
    assert told["total_price_set"]["presentment_money"] == {"amount": "528.00", "currency_code": "DKK"}
    (line,) = told["line_items"]
    assert (line["quantity"], line["price"], line["sku"]) == (2, "249.50", "NK-BOWL-MOSS")
    assert line["discount_allocations"][0]["amount"] == "10.00"
    assert line["variant_title"] == "Moss"
    assert (told["financial_status"], told["fulfillment_status"]) == ("paid", None)
    assert told["shipping_lines"][0]["price"] == "39.00"


async def test_a_parcels_way_is_told(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(
        mailbox.url, "FULFILLMENTS_CREATE", "FULFILLMENTS_UPDATE", "FULFILLMENT_EVENTS_CREATE", "ORDERS_UPDATED"
    )
    order = await shop.order("25.00")

    await shop.do(f"/orders/{order['id']}/fulfill", company="UPS", number="1Z1")
    await shop.do(f"/orders/{order['id']}/scan", status="DELIVERED")
    await shop.do(f"/orders/{order['id']}/track", expected=200, number="1Z2")

    await mailbox.wait_for(7)
    assert Counter(topics(mailbox)) == {
        "fulfillments/create": 1,
        "fulfillments/update": 2,
        "fulfillment_events/create": 1,
        "orders/updated": 3,
    }
    (sent,) = bodies(mailbox, "fulfillments/create")
    assert (sent["order_id"], sent["tracking_company"], sent["tracking_numbers"]) == (order["id"], "UPS", ["1Z1"])
    assert [line["id"] for line in sent["line_items"]] == [order["lines"][0]["id"]]
    (seen,) = bodies(mailbox, "fulfillment_events/create")
    assert (seen["fulfillment_id"], seen["order_id"], seen["status"]) == (sent["id"], order["id"], "delivered")
    assert bodies(mailbox, "fulfillments/update")[-1]["tracking_number"] == "1Z2"


async def test_a_refund_by_the_app_and_by_staff_are_told_alike(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(mailbox.url, "REFUNDS_CREATE")
    order = await shop.order("25.00", "10.00")
    part = {"id": order["lines"][1]["id"], "quantity": 1}

    await refund(shop, await back(shop, order, "10.00", note="Makegood res_1"))
    await shop.do(f"/orders/{order['id']}/refund", lines=[part], note="by hand")

    await mailbox.wait_for(2)
    app, staff = bodies(mailbox, "refunds/create")
    assert set(app) == set(staff)
    assert (app["note"], app["transactions"][0]["amount"], app["transactions"][0]["kind"]) == (
        "Makegood res_1", "10.00", "refund")  # fmt: skip
    assert staff["refund_line_items"][0]["line_item_id"] == part["id"]
    assert staff["transactions"][0]["amount"] == "10.00"


async def test_cancelling_disputes_and_returns_are_told(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(
        mailbox.url, "ORDERS_CANCELLED", "DISPUTES_CREATE", "DISPUTES_UPDATE", "RETURNS_REQUEST", "RETURNS_APPROVE"
    )
    order = await shop.order("25.00")
    await shop.do(f"/orders/{order['id']}/fulfill")

    disputed = await shop.do(f"/orders/{order['id']}/dispute", amount="20.00")
    number = disputed["disputes"][0]["id"]
    await shop.do(f"/disputes/{number}", expected=200, status="LOST")
    asked = await shop.do(f"/orders/{order['id']}/return")
    await shop.do(f"/returns/{asked['returns'][0]['id']}/approve", expected=200)
    await shop.do(f"/orders/{order['id']}/cancel", expected=200, refund=True)

    await mailbox.wait_for(5)
    opened, lost = bodies(mailbox, "disputes/create") + bodies(mailbox, "disputes/update")
    assert (opened["order_id"], opened["amount"], opened["status"]) == (order["id"], "20.00", "needs_response")
    assert (opened["reason"], lost["status"]) == ("product_not_received", "lost")
    assert lost["finalized_on"] is not None
    assert bodies(mailbox, "returns/request")[0]["return_line_items"][0]["quantity"] == 1
    assert bodies(mailbox, "returns/approve")[0]["status"] == "open"
    (cancelled,) = bodies(mailbox, "orders/cancelled")
    assert (cancelled["cancel_reason"], cancelled["financial_status"]) == ("customer", "refunded")


async def test_one_event_told_twice_has_two_webhook_ids_and_one_event_id(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(mailbox.url, "ORDERS_CREATE")
    await shop.subscribe(f"{mailbox.url}?other=1", "ORDERS_CREATE")

    await shop.order("25.00")

    await mailbox.wait_for(2)
    assert len({headers["x-shopify-webhook-id"] for headers in mailbox.headers}) == 2
    assert len({headers["x-shopify-event-id"] for headers in mailbox.headers}) == 1


async def test_a_retry_has_the_same_id_and_the_same_body(quick: httpx.AsyncClient, mailbox: Mailbox) -> None:
    shop = Shop(quick)
    await shop.subscribe(mailbox.url, "ORDERS_CREATE")
    mailbox.answers = [500, 500]

    await shop.order("25.00")

    await mailbox.wait_for(3)
    assert len({headers["x-shopify-webhook-id"] for headers in mailbox.headers}) == 1
    assert len(set(mailbox.bodies)) == 1


async def test_a_webhook_is_sent_again_a_hundred_times(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(mailbox.url, "ORDERS_CREATE")
    await shop.order("25.00")

    assert await shop.do("/webhooks", expected=200, topic="orders/create", times=100) == {"sent": 100}

    await mailbox.wait_for(101)
    assert len({headers["x-shopify-webhook-id"] for headers in mailbox.headers}) == 1
    assert len(set(mailbox.bodies)) == 1


async def test_webhooks_are_sent_again_in_reverse_order(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(mailbox.url, "ORDERS_CREATE", "ORDERS_UPDATED", "FULFILLMENTS_CREATE")
    order = await shop.order("25.00")
    await shop.do(f"/orders/{order['id']}/fulfill")
    await mailbox.wait_for(3)

    await shop.do("/webhooks", expected=200, order="reverse")

    await mailbox.wait_for(6)
    assert mailbox.bodies[3:] == mailbox.bodies[2::-1]


async def test_duplicates_and_drops_can_be_ordered_as_for_others(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(mailbox.url, "ORDERS_CREATE")
    await shop.http.post("/control/webhooks", json={"duplicate": 2, "drop": 1})

    await shop.order("25.00")
    await shop.order("26.00")

    await mailbox.wait_for(3)
    assert [body["name"] for body in bodies(mailbox, "orders/create")] == ["#1002"] * 3


async def test_a_rotated_secret_reaches_the_webhooks_later(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(mailbox.url, "ORDERS_CREATE")
    await shop.http.patch("/control/shopify/app", json={"client_secret": "new", "signing_secret": SECRET})
    await shop.order("25.00")
    await mailbox.wait_for(1)
    await shop.http.patch("/control/shopify/app", json={"signing_secret": ""})
    await shop.order("26.00")
    await mailbox.wait_for(2)

    sent = [headers["x-shopify-hmac-sha256"] for headers in mailbox.headers]
    assert sent == [signature(mailbox.bodies[0]), signature(mailbox.bodies[1], "new")]


async def test_a_removed_app_is_told_and_then_nothing_more(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(mailbox.url, "APP_UNINSTALLED", "ORDERS_CREATE")

    await shop.do("/uninstall", expected=200)
    await shop.order("25.00")
    await shop.do("/privacy", expected=200, topic="shop/redact")

    await mailbox.wait_for(2)
    assert topics(mailbox) == ["app/uninstalled", "shop/redact"]
    assert bodies(mailbox, "app/uninstalled")[0]["myshopify_domain"] == SHOP
    assert set(bodies(mailbox, "shop/redact")[0]) == {"shop_id", "shop_domain"}


@pytest.mark.parametrize(
    ("topic", "key"), [("customers/redact", "orders_to_redact"), ("customers/data_request", "orders_requested")]
)
async def test_privacy_webhooks_go_where_the_app_says(shop: Shop, mailbox: Mailbox, topic: str, key: str) -> None:
    await shop.http.patch("/control/shopify/app", json={"privacy_url": mailbox.url})
    order = await shop.order("25.00")

    await shop.do("/privacy", expected=200, topic=topic)

    await mailbox.wait_for(1)
    told = json.loads(mailbox.bodies[0])
    assert (told[key], told["shop_domain"]) == ([order["id"]], SHOP)
    assert told["customer"]["email"] == "robin@example.com"
    assert mailbox.headers[0]["x-shopify-hmac-sha256"] == signature(mailbox.bodies[0])


async def test_privacy_webhooks_with_nowhere_to_go_are_explained(shop: Shop) -> None:
    await shop.order("25.00")
    told = await shop.do("/privacy", expected=400, topic="customers/redact")
    assert "privacy_url" in told["error"]


@pytest.mark.parametrize(
    ("topic", "given"),
    [
        ("ORDERS_CREATE", {"uri": "ftp://example.com"}),
        ("ORDERS_CREATE", {"uri": ""}),
        ("ORDERS_CREATE", {}),
        ("THEMES_CREATE", {"uri": "https://example.com"}),
    ],
)
async def test_a_subscription_that_makes_no_sense_is_a_user_error(
    shop: Shop, topic: str, given: dict[str, str]
) -> None:
    payload = (await shop.ask(SUBSCRIBE, topic=topic, input=given))["webhookSubscriptionCreate"]

    assert payload["webhookSubscription"] is None
    assert len(payload["userErrors"]) == 1


async def test_the_same_subscription_twice_is_refused_and_both_topics_are_listed(shop: Shop, mailbox: Mailbox) -> None:
    await shop.subscribe(mailbox.url, "ORDERS_CREATE", "ORDERS_UPDATED")

    again = (await shop.ask(SUBSCRIBE, topic="ORDERS_CREATE", input={"uri": mailbox.url}))["webhookSubscriptionCreate"]

    assert [error["message"] for error in again["userErrors"]] == ["Address for this topic has already been taken"]
    listed = await shop.ask("{ webhookSubscriptions(first: 10) { nodes { topic uri } } }")
    assert listed["webhookSubscriptions"]["nodes"] == [
        {"topic": "ORDERS_CREATE", "uri": mailbox.url},
        {"topic": "ORDERS_UPDATED", "uri": mailbox.url},
    ]
