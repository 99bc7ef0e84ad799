"""Everything that our documents can ask for is played."""

from typing import Any

from graphql import GraphQLObjectType, OperationType, print_ast

from services.core.companies.shopify.documents import NAMES, load
from services.core.companies.shopify.scopes import SCOPES as ASKED
from services.core.companies.shopify.topics import TOPICS
from services.sandbox.shopify.admin.endpoint import read
from services.sandbox.shopify.admin.mutations import Mutations
from services.sandbox.shopify.admin.queries import Queries
from services.sandbox.shopify.admin.schema import schema
from services.sandbox.shopify.admin.types import money, orders, parcels, shops
from services.sandbox.shopify.admin.view import View, snake
from services.sandbox.shopify.app import SCOPES
from services.sandbox.shopify.news.topics import BY_ENUM
from services.sandbox.shopify.shop import accounts, goods, model, people
from services.sandbox.shopify.shop import parcels as sent_parcels
from tests.sandbox.shopify.conftest import Shop

VIEWS: dict[str, type[View[Any]]] = {
    view.type_name: view
    for module in (money, orders, parcels, shops)
    for view in vars(module).values()
    if isinstance(view, type) and issubclass(view, View) and view.type_name
}
HOLDS = {
    "Order": model.Order,
    "DraftOrder": model.Draft,
    "Refund": model.Refund,
    "RefundLineItem": model.RefundLine,
    "MailingAddress": people.Address,
    "Fulfillment": sent_parcels.Fulfillment,
    "FulfillmentEvent": sent_parcels.Scan,
    "FulfillmentLineItem": sent_parcels.Packed,
    "Return": sent_parcels.Return,
    "ReturnLineItem": sent_parcels.Packed,
    "LineItem": goods.Line,
    "ProductVariant": goods.Variant,
    "Customer": people.Customer,
    "GiftCard": accounts.GiftCard,
    "OrderTransaction": model.Transaction,
    "OrderDisputeSummary": model.Dispute,
    "ShopifyPaymentsDispute": model.Dispute,
    "StoreCreditAccountCreditTransaction": accounts.CreditEntry,
}


def test_every_field_of_the_schema_is_played_by_a_view_or_by_what_it_shows() -> None:
    missing = []
    for name, view in VIEWS.items():
        kind = schema().get_type(name)
        assert isinstance(kind, GraphQLObjectType), name
        played = set(dir(view)) | set(dir(HOLDS.get(name, object)))
        missing += [f"{name}.{field}" for field in kind.fields if snake(field) not in played]
    assert missing == []


def test_every_root_field_is_played() -> None:
    for root, played in ((schema().query_type, Queries), (schema().mutation_type, Mutations)):
        assert root is not None
        assert {snake(name) for name in root.fields} <= set(dir(played))


def test_the_sandboxs_app_asks_for_the_scopes_that_ours_does() -> None:
    assert set(SCOPES) == set(ASKED)


def test_every_topic_that_we_subscribe_to_is_told() -> None:
    assert set(TOPICS) <= set(BY_ENUM)


def test_every_document_of_ours_may_run() -> None:
    assert {name: read(load(name)).wrong for name in NAMES if read(load(name)).wrong} == {}


async def test_every_query_of_ours_is_answered_about_an_order_with_everything(shop: Shop) -> None:
    goods = (await shop.look(""))["variants"][0]
    lines = [{"sku": goods["sku"], "quantity": 2, "tax_rate": "0.25", "discount": "1.00"}]
    order = await shop.do("/orders", lines=lines, shipping="39.00")
    at = f"/orders/{order['id']}"
    sent = await shop.do(f"{at}/fulfill", company="UPS", number="1Z1")
    await shop.do(f"{at}/scan", status="DELIVERED")
    await shop.do(f"{at}/refund", lines=[{"id": order["lines"][0]["id"]}])
    await shop.do(f"{at}/refund", amount="1.00", store_credit=True)
    await shop.do(f"{at}/return")
    disputed = await shop.do(f"{at}/dispute")
    line = order["lines"][0]["gid"]
    given: dict[str, Any] = {
        "ID!": order["gid"],
        "[ID!]!": [line, goods["gid"], f"gid://shopify/ShopifyPaymentsDispute/{disputed['disputes'][0]['id']}"],
        "[RefundLineItemInput!]": [{"lineItemId": line, "quantity": 1}],
        "String!": "status:any",
        "Boolean!": False,
        "RefundMethodAllocation!": "ORIGINAL_PAYMENT_METHODS",
    }
    parcel = {"id": sent["fulfillments"][0]["admin_graphql_api_id"]}

    wrong = {}
    for name in NAMES:
        (operation,) = read(load(name)).operations
        if operation.operation is OperationType.MUTATION:
            continue
        asked = {
            one.variable.name.value: given.get(print_ast(one.type)) for one in operation.variable_definitions or ()
        }
        wanted: dict[str, Any] = asked | (parcel if name == "fulfillmentEvents" else {})
        answer = (await shop.post(load(name), **wanted)).json()
        if "errors" in answer or None in answer["data"].values():
            wrong[name] = answer
    assert wrong == {}
