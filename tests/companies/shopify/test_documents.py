from graphql import build_schema, parse, validate

from services.core.companies.shopify.documents import NAMES, load
from services.core.companies.shopify.scopes import SCOPES, allowed, missing
from services.core.companies.shopify.topics import TOPICS
from services.dev.shopify.__main__ import page
from services.dev.shopify.access import chosen, kept, needed
from services.dev.shopify.places import PAGE, SDL
from services.dev.shopify.subset import reach
from services.dev.shopify.table import lines, schema


def test_every_document_is_valid_against_the_real_schema() -> None:
    assert len(NAMES) > 20
    assert {line.document: line.errors for line in lines() if line.errors} == {}


def test_a_document_with_a_field_that_shopify_does_not_have_is_found() -> None:
    assert validate(schema(), parse("{ order(id: 1) { id favouriteColor } }"))


def test_the_kept_schema_says_nothing_that_no_document_reaches() -> None:
    known = schema()
    reached = reach(known, [parse(load(name)) for name in NAMES])
    roots = {"QueryRoot": known.query_type, "Mutation": known.mutation_type}
    for name, root in roots.items():
        assert root is not None
        assert set(root.fields) == reached.fields[name]
    assert '"""' not in SDL.read_text(encoding="utf-8"), "descriptions belong to Shopify"


def test_a_refund_is_sent_with_its_key_at_the_field_as_shopify_demands() -> None:
    operation, *_ = parse(load("refundCreate")).definitions
    (field,) = operation.selection_set.selections  # type: ignore[attr-defined]
    assert [one.name.value for one in field.directives] == ["idempotent"]


def test_the_app_asks_for_every_scope_that_its_documents_need() -> None:
    assert {line.document: line.missing for line in lines() if line.missing} == {}


def test_a_scope_that_the_app_does_not_ask_for_is_found() -> None:
    known, guards = schema(), kept()
    needs = needed(known, "giftCards", load("giftCards"), TOPICS, guards)
    assert chosen(needs, set(SCOPES) - {"write_gift_cards"})[1] == [["read_gift_cards"]] * 2


def test_the_app_asks_for_no_scope_that_nothing_needs() -> None:
    used = {scope for line in lines() for scope in line.scopes}
    assert [scope for scope in SCOPES if not used & allowed([scope])] == []


def test_every_topic_is_one_of_shopifys() -> None:
    topics = build_schema(SDL.read_text(encoding="utf-8")).type_map["WebhookSubscriptionTopic"]
    assert set(TOPICS) <= set(topics.values)  # type: ignore[attr-defined]


def test_the_table_on_the_page_is_the_one_that_the_command_prints() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, "run `python -m services.dev.shopify table`"


def test_writing_lets_us_read_and_nothing_else() -> None:
    assert allowed(["write_orders"]) == {"write_orders", "read_orders"}
    assert missing(["read_orders", "write_orders", "read_returns"], ["write_orders"]) == ("read_returns",)
    assert missing(["write_orders"], ["read_orders"]) == ("write_orders",)
