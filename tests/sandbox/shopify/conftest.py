"""A shop of the sandbox: its Admin API, what happens in it, and who is told."""

from typing import Any

import httpx
import pytest

SHOP = "makegood-demo.myshopify.com"
TOKEN = "shpat_sandbox"
SECRET = "shpss_sandbox"
ADMIN = f"/shopify/{SHOP}/admin/api/2026-10/graphql.json"

ORDER = """query Order($id: ID!) { order(id: $id) { id note tags customer { id } refunds(first: 20) {
  id note totalRefundedSet { presentmentMoney { amount currencyCode } }
  transactions(first: 5) { nodes { kind status } }
} } }"""
SUGGEST = """query Refundable(
  $id: ID!, $lines: [RefundLineItemInput!], $shipping: Boolean = false, $full: Boolean = false
) { order(id: $id) {
  suggestedRefund(refundLineItems: $lines, refundShipping: $shipping, suggestFullRefund: $full) {
    amountSet { presentmentMoney { amount currencyCode } } maximumRefundableSet { presentmentMoney { amount } }
    suggestedTransactions { gateway parentTransaction { id } }
} } }"""
REFUND = """mutation RefundCreate($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
  refund { id totalRefundedSet { presentmentMoney { amount currencyCode } } } userErrors { field message }
} }"""
CREDIT = """mutation StoreCreditAccountCredit($id: ID!, $input: StoreCreditAccountCreditInput!) {
  storeCreditAccountCredit(id: $id, creditInput: $input) {
    storeCreditAccountTransaction { id amount { amount currencyCode } } userErrors { code field message }
} }"""
CREATE = """mutation OrderCreate($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput!) {
  orderCreate(order: $order, options: $options) { order { id name } userErrors { code field message } } }"""
FIND = "query OrdersFind($query: String!) { orders(first: 10, query: $query) { nodes { id name tags } } }"
SUBSCRIBE = """mutation Subscribe($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) {
    webhookSubscription { id topic uri } userErrors { field message } } }"""


class Shop:
    """The demo shop, from both sides."""

    def __init__(self, sandbox: httpx.AsyncClient) -> None:
        self.http = sandbox

    async def post(self, document: str, token: str = TOKEN, **variables: Any) -> httpx.Response:
        body = {"query": document, "variables": variables}
        return await self.http.post(ADMIN, json=body, headers={"X-Shopify-Access-Token": token})

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        answer = (await self.post(document, **variables)).json()
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    async def do(self, path: str, expected: int = 201, **order: Any) -> dict[str, Any]:
        """Have something happen in the shop."""
        answer = await self.http.post(f"/control/shopify/shops/{SHOP}{path}", json=order)
        assert answer.status_code == expected, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def behave(self, **conduct: Any) -> None:
        assert (await self.http.patch(f"/control/shopify/shops/{SHOP}", json=conduct)).status_code == 200

    async def look(self, path: str) -> dict[str, Any]:
        told: dict[str, Any] = (await self.http.get(f"/control/shopify/shops/{SHOP}{path}")).json()
        return told

    async def order(self, *prices: str, **more: Any) -> dict[str, Any]:
        """An order with one line for each price."""
        lines = [{"title": f"Thing {number}", "price": price} for number, price in enumerate(prices)]
        return await self.do("/orders", **{"lines": lines, **more})

    async def subscribe(self, url: str, *topics: str) -> None:
        for topic in topics:
            data = await self.ask(SUBSCRIBE, topic=topic, input={"uri": url})
            assert data["webhookSubscriptionCreate"]["userErrors"] == []


async def back(shop: Shop, order: dict[str, Any], amount: str, **more: Any) -> dict[str, Any]:
    """The input of a refund of money by the way that it came."""
    data = await shop.ask(SUGGEST, id=order["gid"], full=True)
    parents = data["order"]["suggestedRefund"]["suggestedTransactions"]
    parent = parents[0]["parentTransaction"]["id"] if parents else None
    moved = {"orderId": order["gid"], "parentId": parent, "gateway": "shopify_payments", "kind": "REFUND"}
    return {"orderId": order["gid"], "transactions": [moved | {"amount": amount}], **more}


async def refund(shop: Shop, given: dict[str, Any], key: str = "key-1") -> dict[str, Any]:
    payload: dict[str, Any] = (await shop.ask(REFUND, input=given, key=key))["refundCreate"]
    return payload


def words(payload: dict[str, Any]) -> list[str]:
    """The messages of its user errors."""
    return [error["message"] for error in payload["userErrors"]]


@pytest.fixture
def shop(sandbox: httpx.AsyncClient) -> Shop:
    return Shop(sandbox)
