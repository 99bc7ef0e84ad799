"""The adapter against the sandbox, which knows nothing of it and runs Shopify's own schema."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from services.core.companies.shopify import Shopify, ShopifyHooks
from services.core.companies.shopify.topics import TOPICS
from services.core.ids import new_id
from services.core.ports import (
    Credentials,
    Credit,
    DisputeNews,
    GiftCard,
    OrderNews,
    Payout,
    RefundLine,
    RefundNews,
    Rejected,
    Request,
    Reship,
    ReshipLine,
    ScanNews,
    ShipmentNews,
    Sighting,
    Unavailable,
    Unintelligible,
)
from services.core.shipments.model import TrackingStatus
from tests.companies.shopify.conftest import Shop, refund


async def refusal(shopify: Shopify, shop: Shop, request: Request) -> str:
    with pytest.raises(Rejected) as caught:
        await shopify.carry_out(shop.credentials, request)
    return caught.value.code


async def test_a_refund_moves_exactly_what_was_asked_and_brings_nothing_back_to_the_shelf(
    shopify: Shopify, shop: Shop
) -> None:
    order = await shop.order()
    asked = refund(order, "548.00", shipping_amount=Decimal("49.00"))
    done = await shopify.carry_out(shop.credentials, asked)
    (made,) = (await shop.look(order))["refunds"]
    assert (done.amount, done.reference) == (Decimal("548.00"), f"gid://shopify/Refund/{made['id']}")
    assert made["note"] == f"Makegood {asked.reference}"
    assert [line["restock_type"] for line in made["refund_line_items"]] == ["no_restock"]
    assert [one["amount"] for one in made["transactions"]] == ["548.00"]
    assert (await shop.look(order))["net_payment"] == "0.00"


async def test_the_same_refund_sent_again_is_the_same_refund(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    asked = refund(order)
    first = await shopify.carry_out(shop.credentials, asked)
    assert await shopify.carry_out(shop.credentials, asked) == first
    assert await shopify.find(shop.credentials, asked) == first
    assert len((await shop.look(order))["refunds"]) == 1


@pytest.mark.parametrize("fault", [500, 503, "reset_after_work", "truncated", "malformed"])
async def test_a_refund_whose_outcome_is_unknown_is_made_once_when_it_is_sent_again(
    shopify: Shopify, shop: Shop, fault: object
) -> None:
    order = await shop.order()
    asked = refund(order)
    await shop.fails(fault, "refundCreate")
    with pytest.raises((Unavailable, Unintelligible)) as caught:
        await shopify.carry_out(shop.credentials, asked)
    assert getattr(caught.value, "ambiguous", True)
    done = await shopify.carry_out(shop.credentials, asked)
    assert done.amount == asked.amount
    assert len((await shop.look(order))["refunds"]) == 1


async def test_two_refunds_with_one_key_at_once_are_one(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    await shop.behaves(refund_seconds=0.3)
    asked = refund(order)
    outcomes = await asyncio.gather(
        *(shopify.carry_out(shop.credentials, asked) for _ in range(2)), return_exceptions=True
    )
    assert [one.ambiguous for one in outcomes if isinstance(one, Unavailable)] == [True]
    assert len((await shop.look(order))["refunds"]) == 1


async def test_a_key_that_was_used_for_something_else_moves_nothing(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    half = refund(order, "249.50", lines=())
    await shopify.carry_out(shop.credentials, half)
    with pytest.raises(Unintelligible):
        await shopify.carry_out(shop.credentials, replace(half, reference=new_id("res"), amount=Decimal("100.00")))
    assert len((await shop.look(order))["refunds"]) == 1


async def test_a_part_of_a_line_is_paid_back_without_taking_the_line_away(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    await shopify.carry_out(shop.credentials, refund(order, "50.00"))
    after = await shop.look(order)
    assert (after["net_payment"], after["lines"][0]["refunded"]) == ("498.00", 0)
    await shopify.carry_out(shop.credentials, refund(order, "400.00"))
    assert (await shop.look(order))["net_payment"] == "98.00"


async def test_more_than_is_left_is_refused_before_anything_is_sent(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    line = order["lines"][0]["gid"]
    assert await refusal(shopify, shop, refund(order, "548.01")) == "ABOVE_REFUNDABLE"
    assert await refusal(shopify, shop, refund(order, "520.00")) == "ABOVE_REFUNDABLE", "more than the lines are worth"
    three = (RefundLine(line, 3, Decimal("499.00")),)
    assert await refusal(shopify, shop, refund(order, lines=three)) == "ABOVE_REFUNDABLE"
    shipping = refund(order, "549.00", shipping_amount=Decimal("50.00"))
    assert await refusal(shopify, shop, shipping) == "ABOVE_REFUNDABLE"
    await shop.act(order, "refund", amount="500.00")
    assert await refusal(shopify, shop, refund(order, "49.00", lines=())) == "ABOVE_REFUNDABLE"
    assert len((await shop.look(order))["refunds"]) == 1, "the shop's own"


async def test_a_refund_in_another_currency_than_was_paid_is_refused(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order(currency="EUR", rate="7.46")
    assert await refusal(shopify, shop, refund(order)) == "CURRENCY_MISMATCH"
    done = await shopify.carry_out(shop.credentials, refund(order, currency_code="EUR"))
    assert done.amount == Decimal("499.00")


async def test_orders_and_lines_that_the_shop_does_not_have_are_refused(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    assert await refusal(shopify, shop, refund(order, order_external_id="gid://shopify/Order/1")) == "UNKNOWN_ORDER"
    assert await refusal(shopify, shop, refund(order, order_external_id="1001 OR 1")) == "UNKNOWN_ORDER"
    strange = (RefundLine("nonsense", 1, Decimal("249.50")),)
    assert await refusal(shopify, shop, refund(order, "249.50", lines=strange)) == "UNKNOWN_LINE"


async def test_numbers_are_taken_for_ids_and_given_back_as_such(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    lines = (RefundLine(str(order["lines"][0]["id"]), 2, Decimal("499.00")),)
    done = await shopify.carry_out(shop.credentials, refund(order, order_external_id=str(order["id"]), lines=lines))
    assert done.reference == str((await shop.look(order))["refunds"][0]["id"])


async def test_money_goes_back_to_every_payment_that_it_came_by(shopify: Shopify, shop: Shop) -> None:
    payments = [{"gateway": "gift_card", "amount": "100.00"}, {"gateway": "shopify_payments", "amount": "448.00"}]
    order = await shop.order(payments=payments)
    await shopify.carry_out(shop.credentials, refund(order))
    (made,) = (await shop.look(order))["refunds"]
    assert sum(Decimal(one["amount"]) for one in made["transactions"]) == Decimal("499.00")
    assert len({one["parent_id"] for one in made["transactions"]}) == len(made["transactions"]) == 2


async def test_a_refund_as_store_credit_is_in_the_customers_account_once(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    asked = refund(order, payout=Payout.STORE_CREDIT)
    first = await shopify.carry_out(shop.credentials, asked)
    assert await shopify.carry_out(shop.credentials, asked) == first
    (account,) = (await shop.credits())["accounts"]
    assert (account["balance"], [entry["event"] for entry in account["entries"]]) == ("499.00", ["ORDER_REFUND"])


async def test_store_credit_needs_a_customer(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order(customer=None)
    assert await refusal(shopify, shop, refund(order, payout=Payout.STORE_CREDIT)) == "NOT_SUPPORTED"
    assert await refusal(shopify, shop, goodwill(order["gid"])) == "NOT_SUPPORTED"


def goodwill(order: str, amount: str = "25.00", currency: str = "DKK", reference: str | None = None) -> Credit:
    return Credit(new_id("eff"), reference or new_id("res"), order, currency, Decimal(amount))


async def test_goodwill_that_was_given_before_the_line_broke_is_found(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    asked = goodwill(order["gid"])
    assert await shopify.find(shop.credentials, asked) is None
    await shop.fails("reset_after_work", "storeCreditAccountCredit")
    with pytest.raises(Unavailable) as caught:
        await shopify.carry_out(shop.credentials, asked)
    assert caught.value.ambiguous
    found = await shopify.find(shop.credentials, asked)
    assert found is not None
    assert found.amount == Decimal("25.00")
    assert (await shop.credits())["accounts"][0]["balance"] == "25.00"


async def test_goodwill_is_not_taken_for_a_refund_or_for_somebody_elses(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    await shopify.carry_out(shop.credentials, refund(order, "25.00", payout=Payout.STORE_CREDIT))
    asked = goodwill(order["gid"])
    assert await shopify.find(shop.credentials, asked) is None, "a refund is none"
    other = await shopify.carry_out(shop.credentials, goodwill(order["gid"]))
    assert await shopify.find(shop.credentials, replace(asked, taken=frozenset({other.reference}))) is None
    await shopify.carry_out(shop.credentials, goodwill(order["gid"]))
    with pytest.raises(Unintelligible, match="several"):
        await shopify.find(shop.credentials, asked)


async def test_goodwill_older_than_the_resolution_is_not_it(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    await shopify.carry_out(shop.credentials, goodwill(order["gid"]))
    later = "res_02" + new_id("res")[6:]
    assert await shopify.find(shop.credentials, goodwill(order["gid"], reference=later)) is None
    with pytest.raises(Unintelligible):
        await shopify.find(shop.credentials, goodwill(order["gid"], reference="case 7"))


async def test_a_gift_card_is_found_by_its_note_and_its_code_stays_with_shopify(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    asked = GiftCard(new_id("eff"), new_id("res"), order["gid"], "DKK", Decimal("100.00"))
    assert await shopify.find(shop.credentials, asked) is None
    await shop.fails("reset_after_work", "giftCardCreate")
    with pytest.raises(Unavailable):
        await shopify.carry_out(shop.credentials, asked)
    found = await shopify.find(shop.credentials, asked)
    assert found is not None
    (card,) = (await shop.credits())["gift_cards"]
    assert (card["amount"], card["note"]) == ("100.00", f"Makegood {asked.reference}")
    assert found.number is not None
    assert found.number.endswith(card["last_characters"])
    assert len(found.number.strip("•* ").replace("•", "").replace(" ", "")) == 4, "no more than its end is told"
    assert await shopify.find(shop.credentials, replace(asked, reference=new_id("res"))) is None


async def sold(shop: Shop, **goods: object) -> tuple[dict[str, object], Reship]:
    """An order of two of something that the shop counts, to be sent again."""
    variant = await shop.sells(**{"product": "Vase", "sku": "VASE", "price": "100.00", "stock": 5, **goods})
    order = await shop.order(lines=[{"variant_id": variant["id"], "quantity": 2}])
    line = ReshipLine(order["lines"][0]["gid"], 2, "Vase")
    return order, Reship(new_id("eff"), new_id("res"), order["gid"], "DKK", (line,))


async def test_a_reship_is_a_free_order_to_the_same_address_that_takes_from_stock(shopify: Shopify, shop: Shop) -> None:
    order, asked = await sold(shop)
    line = asked.lines[0].external_id
    before = (await shopify.stock(shop.credentials, asked))[line]
    done = await shopify.carry_out(shop.credentials, asked)
    (made,) = await shop.made()
    assert (done.reference, done.number, done.amount) == (made["gid"], made["name"], None)
    assert (made["total"], made["source_identifier"]) == ("0.00", asked.reference)
    assert {"makegood-reship", asked.reference} <= set(made["tags"])
    assert made["rest"]["shipping_address"] == (await shop.look(order))["rest"]["shipping_address"]
    assert made["rest"]["customer"]["id"] == (await shop.look(order))["rest"]["customer"]["id"]
    after = (await shopify.stock(shop.credentials, asked))[line]
    assert (before, after) == (before, (before or 0) - 2)


async def test_a_reship_whose_outcome_is_unknown_is_found_once_the_index_has_it(shopify: Shopify, shop: Shop) -> None:
    _, asked = await sold(shop)
    assert await shopify.find(shop.credentials, asked) is None
    await shop.fails("reset_after_work", "orderCreate")
    with pytest.raises(Unavailable) as caught:
        await shopify.carry_out(shop.credentials, asked)
    assert caught.value.ambiguous
    found = await shopify.find(shop.credentials, asked)
    assert found is not None
    assert [one["gid"] for one in await shop.made()] == [found.reference]
    await shop.behaves(index_lag=3600)
    _, lagging = await sold(shop)
    await shopify.carry_out(shop.credentials, lagging)
    assert await shopify.find(shop.credentials, lagging) is None, "which is why a look-up waits"


async def test_another_variant_can_be_sent_instead(shopify: Shopify, shop: Shop) -> None:
    _, asked = await sold(shop)
    other = await shop.sells(product="Vase", title="Blue", sku="VASE-BLUE", price="100.00", stock=3)
    lines = (replace(asked.lines[0], variant_external_id=other["gid"]),)
    instead = replace(asked, lines=lines)
    assert await shopify.stock(shop.credentials, instead) == {lines[0].external_id: 3}
    await shopify.carry_out(shop.credentials, instead)
    (made,) = await shop.made()
    assert [line["variant_gid"] for line in made["lines"]] == [other["gid"]]


async def test_what_is_not_in_stock_is_not_sent_again(shopify: Shopify, shop: Shop) -> None:
    _, asked = await sold(shop, stock=2)
    (left,) = (await shopify.stock(shop.credentials, asked)).values()
    more = replace(asked, lines=(replace(asked.lines[0], quantity=9),))
    assert left is not None
    assert left < 9
    assert await refusal(shopify, shop, more) == "OUT_OF_STOCK"
    assert await shop.made() == []


async def test_stock_that_nobody_counts_is_no_number(shopify: Shopify, shop: Shop) -> None:
    _, asked = await sold(shop, oversell=True)
    assert list((await shopify.stock(shop.credentials, asked)).values()) == [None]
    order = await shop.order()
    own = replace(asked, order_external_id=order["gid"], lines=(ReshipLine(order["lines"][0]["gid"], 1, "Bowl"),))
    assert list((await shopify.stock(shop.credentials, own)).values()) == [None], "a line of the shop's own making"
    await shopify.carry_out(shop.credentials, own)
    assert [line["title"] for line in (await shop.made())[0]["lines"]] == ["Bowl"]


async def test_a_canceled_order_is_not_sent_again_and_an_unknown_line_neither(shopify: Shopify, shop: Shop) -> None:
    order, asked = await sold(shop)
    unknown = replace(asked, lines=(ReshipLine("gid://shopify/LineItem/1", 1, "Vase"),))
    assert await refusal(shopify, shop, unknown) == "UNKNOWN_LINE"
    await shop.act(order, "cancel")
    assert await refusal(shopify, shop, asked) == "ORDER_CLOSED"


async def test_a_shop_that_wants_to_decide_gets_a_draft(shopify: Shopify, shop: Shop) -> None:
    _, asked = await sold(shop)
    careful = Credentials("acc_1", {**shop.credentials.values, "reship": "draft"})
    assert await shopify.find(careful, asked) is None
    done = await shopify.carry_out(careful, asked)
    assert done.reference.startswith("gid://shopify/DraftOrder/")
    assert await shopify.find(careful, asked) == done
    assert await shop.made() == []


async def test_the_shops_news_is_subscribed_to_once(shopify: Shopify, shop: Shop) -> None:
    url = "https://claims.example.com/hooks/shopify"
    assert await shopify.listen(shop.credentials, url) == list(TOPICS)
    assert await shopify.listen(shop.credentials, url) == list(TOPICS)
    told = (await shop.control.get(f"/shopify/shops/{shop.domain}")).json()["subscriptions"]
    assert len(told) == len(TOPICS)


async def test_where_a_parcel_is_is_written_back_once(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    await shop.act(order, "fulfill", company="USPS", number="9400100000000000000001")
    (parcel,) = (await shop.look(order))["fulfillments"]
    at = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    seen = Sighting(str(parcel["id"]), TrackingStatus.LOST, at, "The carrier says that the parcel is lost.")
    assert await shopify.report(shop.credentials, seen)
    assert not await shopify.report(shop.credentials, seen)
    assert not await shopify.report(shop.credentials, replace(seen, status=TrackingStatus.UNKNOWN))
    with pytest.raises(Rejected, match="UNKNOWN_FULFILLMENT"):
        await shopify.report(shop.credentials, replace(seen, shipment_external_id="1"))


async def test_an_order_is_tagged_and_its_note_grows_by_one_line(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order(note="Leave at the door", tags=["gift"])
    for _ in range(2):
        await shopify.tag(shop.credentials, order["gid"], ["makegood-claim"])
        await shopify.add_note(shop.credentials, order["gid"], "Makegood CLM-7QK2M9XD: claim opened")
    after = await shop.look(order)
    assert set(after["tags"]) == {"gift", "makegood-claim"}
    assert after["note"] == "Leave at the door\nMakegood CLM-7QK2M9XD: claim opened"


async def test_a_shop_that_uninstalled_the_app_is_told_apart(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    await shop.control.post(f"/shopify/shops/{shop.domain}/uninstall", json={})
    for call in (refund(order), goodwill(order["gid"])):
        assert await refusal(shopify, shop, call) == "ACCESS_REVOKED"
    with pytest.raises(Rejected, match="ACCESS_REVOKED"):
        await shopify.listen(shop.credentials, "https://claims.example.com/hooks/shopify")


async def test_a_shop_without_points_is_waited_for_and_nothing_is_in_doubt(shopify: Shopify, shop: Shop) -> None:
    order = await shop.order()
    await shop.behaves(points=200, points_per_second=100)
    await shop.control.post(f"/shopify/shops/{shop.domain}/points", json={"left": 0})
    done = await shopify.carry_out(shop.credentials, refund(order))
    assert done.amount == Decimal("499.00")


async def test_what_the_shop_grants_is_read(shopify: Shopify, shop: Shop) -> None:
    granted = await shopify.installs.granted(shop.credentials)
    assert "write_orders" in granted.scopes


def test_a_development_shop_is_a_sandbox() -> None:
    shop = {"shop": "nordlys.myshopify.com", "access_token": "shpat_1"}
    assert Shopify.is_sandbox(object.__new__(Shopify), Credentials("acc_1", {**shop, "test": "1"}))
    assert not Shopify.is_sandbox(object.__new__(Shopify), Credentials("acc_1", shop))


async def test_what_changed_is_read_as_the_hooks_would_have_told_it(shopify: Shopify, shop: Shop) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    first = await shop.order(
        lines=[
            {"title": "Bowl", "price": "249.50", "quantity": 2, "discount": "49.00", "tax_rate": "0.25"},
            {"title": "Vase", "price": "100.00"},
        ]
    )
    await shop.act(first, "fulfill", company="USPS", number="9400100000000000000001")
    await shop.act(first, "scan", status="IN_TRANSIT", message="Arrived")
    await shop.act(first, "refund", amount="20.00", note="sorry")
    for _ in range(6):
        await shop.order()
    pages, after = [], None
    while True:
        page = await shopify.updated_since(shop.credentials, since, after)
        pages.append(page)
        after = page.after
        if after is None:
            break
    assert len(pages) == 2
    news = [one for page in pages for one in page.news]
    orders = {one.order.external_id: one.order for one in news if isinstance(one, OrderNews)}
    assert len(orders) == 7
    rest = (await shop.look(first))["rest"]
    told = ShopifyHooks.news("orders/updated", json.dumps(rest).encode(), None)
    (posted,) = [one.order for one in told if isinstance(one, OrderNews)]
    assert replace(orders[first["gid"]], told_at=None) == replace(posted, told_at=None)
    assert orders[first["gid"]].lines[0].paid_amount == "450.00"
    (refunded,) = [one for one in news if isinstance(one, RefundNews)]
    assert [refunded] == [one for one in told if isinstance(one, RefundNews)]
    (parcel,) = [one for one in news if isinstance(one, ShipmentNews)]
    assert (parcel.tracking_number, parcel.carrier) == ("9400100000000000000001", "USPS")
    (scan,) = [one for one in news if isinstance(one, ScanNews)]
    assert (scan.scan.status, scan.shipment_external_id) == (TrackingStatus.IN_TRANSIT, parcel.external_id)


async def test_an_order_of_200_lines_is_read_whole(shopify: Shopify, shop: Shop) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    await shop.order(lines=[{"title": f"Bowl {number}", "price": "1.00"} for number in range(200)])
    page = await shopify.updated_since(shop.credentials, since, None)
    (told,) = [one for one in page.news if isinstance(one, OrderNews)]
    assert [line.title for line in told.order.lines] == [f"Bowl {number}" for number in range(200)]


async def test_a_dispute_is_read_with_its_order(shopify: Shopify, shop: Shop) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    order = await shop.order()
    await shop.act(order, "dispute", type="CHARGEBACK", reason="PRODUCT_NOT_RECEIVED")
    page = await shopify.updated_since(shop.credentials, since, None)
    (told,) = [one for one in page.news if isinstance(one, DisputeNews)]
    assert (told.dispute.order_external_id, told.dispute.reason) == (order["gid"], "PRODUCT_NOT_RECEIVED")
