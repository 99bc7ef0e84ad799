"""What Shopify posts, in our words: one form of ids, the customer's currency, and amounts exact to its decimals."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.companies.shopify.news import TOPICS, news
from services.core.disputes.model import DisputeReason, DisputeStatus, DisputeType
from services.core.orders.model import NewLine, NewOrder
from services.core.ports import (
    DisputeNews,
    LineQuantity,
    Nothing,
    OrderNews,
    PrivacyRequest,
    RefundNews,
    ReturnNews,
    ReturnStatus,
    ScanNews,
    ShipmentNews,
    Uninstalled,
    Unintelligible,
)
from services.core.privacy.model import PrivacyKind
from services.core.shipments.model import LabelSource, ShipmentStatus, TrackingStatus
from tests.companies.shopify import bodies
from tests.companies.shopify.bodies import MUG, ORDER, body, money

NOW = datetime(2026, 3, 3, tzinfo=UTC)


def read(topic: str, told: object) -> Any:
    """The only news of a message."""
    (one,) = news(topic, body(told), NOW)
    return one


def order_of(told: object) -> NewOrder:
    found = next(one for one in news("orders/updated", body(told), NOW) if isinstance(one, OrderNews))
    return found.order


def only_line(**changes: Any) -> NewLine:
    """The line of an order with taxes on top of prices or in them."""
    included = changes.pop("taxes_included", True)
    (line,) = order_of(bodies.order(taxes_included=included, line_items=[bodies.line(**changes)])).lines
    return line


def test_an_order_is_read_with_graphqls_ids_and_the_times_of_the_platform() -> None:
    told = order_of(bodies.order(30, cancelled_at=bodies.at(20), closed_at=bodies.at(25)))
    assert (told.external_id, told.number) == (f"gid://shopify/Order/{ORDER}", "#1001")
    assert told.lines[0].external_id == f"gid://shopify/LineItem/{MUG}"
    assert told.lines[0].variant_external_id == "gid://shopify/ProductVariant/39072856"
    assert (told.total, told.currency_code, told.shipping_amount) == ("29.00", "EUR", "4.00")
    assert told.placed_at == bodies.PLACED
    assert [moment and moment.isoformat() for moment in (told.told_at, told.canceled_at, told.closed_at)] == [
        bodies.at(30), bodies.at(20), bodies.at(25),
    ]  # fmt: skip
    customer = told.customer
    assert (customer.name, customer.email, customer.postal_code, customer.country_code) == (
        "Ida Hansen", "ida@shop.example", "2100", "DK",
    )  # fmt: skip


def test_every_topic_of_orders_says_the_same_of_the_same_order() -> None:
    said = {news(topic, body(bodies.order()), NOW) for topic in ("orders/create", "orders/updated", "orders/cancelled")}
    assert len(said) == 1


def test_what_was_paid_for_a_line_has_its_part_of_every_discount_and_its_tax_once() -> None:
    off = [{"amount": "2.00", "amount_set": money("2.00")}, {"amount": "1.50", "amount_set": money("1.50")}]
    taxed = [{"price": "4.30", "price_set": money("4.30")}]
    assert only_line(discount_allocations=off, tax_lines=taxed).paid_amount == "21.50"
    assert only_line(discount_allocations=off, tax_lines=taxed, taxes_included=False).paid_amount == "25.80"
    assert only_line(tax_lines=taxed).tax_amount == "4.30"
    assert only_line(discount_allocations=[{"amount": "99.00", "amount_set": money("99.00")}]).paid_amount == "0.00"


@pytest.mark.parametrize(
    ("currency", "price", "quantity", "discount", "paid"),
    [
        ("JPY", "1990", 3, "1", "5969"),
        ("JPY", "1990.00", 3, "0.0", "5970"),
        ("KWD", "1.255", 3, "0.010", "3.755"),
        ("USD", "0.10", 3, "0.01", "0.29"),
    ],
)
def test_amounts_are_exact_in_the_decimals_of_their_currency(
    currency: str, price: str, quantity: int, discount: str, paid: str
) -> None:
    off = [{"amount": "7.77", "amount_set": money(discount, currency, ("7.77", "EUR"))}]
    one = bodies.line(
        quantity=quantity, price="9.99", price_set=money(price, currency, ("9.99", "EUR")), tax_lines=[],
        discount_allocations=off,
    )  # fmt: skip
    total = money(paid, currency, ("29.00", "EUR"))
    told = order_of(
        bodies.order(presentment_currency=currency, total_price_set=total, line_items=[one], shipping_lines=[])
    )
    assert (told.currency_code, told.total, told.lines[0].paid_amount) == (currency, paid, paid)


def test_an_amount_that_is_told_in_the_shops_currency_only_is_no_amount_of_the_order() -> None:
    for hidden in ({"price_set": None}, {"price_set": {"shop_money": {"amount": "9", "currency_code": "EUR"}}}):
        told = bodies.order(
            presentment_currency="JPY",
            total_price_set=money("4000", "JPY", ("29.00", "EUR")),
            line_items=[bodies.line() | hidden],
        )
        with pytest.raises(Unintelligible):
            news("orders/create", body(told), NOW)


def test_an_old_body_without_sets_of_amounts_is_in_the_shops_currency() -> None:
    told = bodies.order(shipping_lines=[{"price": "4.00"}])
    del told["total_price_set"], told["presentment_currency"]
    told["line_items"] = [{"id": MUG, "quantity": 2, "title": "Mug", "price": "12.50", "total_discount": "1.00"}]
    read_order = order_of(told)
    assert (read_order.currency_code, read_order.lines[0].paid_amount) == ("EUR", "24.00")


def test_an_orders_parcels_and_refunds_are_told_with_it() -> None:
    told = bodies.order(30, fulfillments=[bodies.fulfillment()], refunds=[bodies.refund()])
    kinds = [type(one) for one in news("orders/updated", body(told), NOW)]
    assert kinds == [OrderNews, ShipmentNews, RefundNews]


def test_a_fulfillment_is_a_parcel_with_its_lines() -> None:
    parcel = read("fulfillments/create", bodies.fulfillment(12))
    assert parcel == ShipmentNews(
        order_external_id=f"gid://shopify/Order/{ORDER}",
        external_id="gid://shopify/Fulfillment/255858046",
        updated_at=datetime.fromisoformat(bodies.at(12)),
        status=ShipmentStatus.SHIPPED,
        lines=(LineQuantity(f"gid://shopify/LineItem/{MUG}", 2),),
        carrier="USPS",
        tracking_number="MG9400",
        tracking_url="https://track.example/MG9400",
        shipped_at=datetime.fromisoformat(bodies.at(10)),
    )
    canceled = read("fulfillments/update", bodies.fulfillment(status="cancelled"))
    assert canceled.status is ShipmentStatus.CANCELED
    bare = read("fulfillments/create", bodies.fulfillment(tracking_number=None, tracking_numbers=[], tracking_urls=[]))
    assert bare.tracking_number is None


def test_a_fulfillment_with_several_numbers_is_as_many_parcels_and_its_lines_stand_once() -> None:
    parcels = news("fulfillments/create", body(bodies.fulfillment(tracking_numbers=["MG1", "MG2"])), NOW)
    assert [(one.external_id, one.tracking_number, len(one.lines)) for one in parcels] == [  # type: ignore[union-attr]
        ("gid://shopify/Fulfillment/255858046", "MG1", 1),
        ("gid://shopify/Fulfillment/255858046#2", "MG2", 0),
    ]


def test_an_event_of_a_fulfillment_is_a_scan() -> None:
    heard = read("fulfillment_events/create", bodies.event(60, "delivered", message="At the door"))
    assert isinstance(heard, ScanNews)
    assert heard.shipment_external_id == "gid://shopify/Fulfillment/255858046"
    scan = heard.scan
    assert (scan.status, scan.code, scan.description, scan.location) == (
        TrackingStatus.DELIVERED, "delivered", "At the door", "Aarhus, DK",
    )  # fmt: skip
    assert heard.label_source is LabelSource.OTHER
    strange = read("fulfillment_events/create", bodies.event(status="beamed_up"))
    assert (strange.scan.status, strange.scan.code) == (TrackingStatus.UNKNOWN, "beamed_up")


def test_only_a_label_that_was_purchased_from_shopify_says_who_sold_it() -> None:
    sellers = {
        status: read("fulfillment_events/create", bodies.event(status=status)).label_source
        for status in ("label_purchased", "label_printed", "in_transit")
    }
    assert sellers == {
        "label_purchased": LabelSource.SHOPIFY_SHIPPING,
        "label_printed": LabelSource.OTHER,
        "in_transit": LabelSource.OTHER,
    }


def test_a_refund_has_its_lines_its_shipping_and_our_own_reference() -> None:
    ours = "res_01kaa0000000000000000000ab"
    freight = [{"subtotal_amount_set": money("4.00"), "tax_amount_set": money("0.80")}]
    paid = read("refunds/create", bodies.refund(amount="16.50", note=f"Lost. {ours}.", refund_shipping_lines=freight))
    assert (paid.amount, paid.shipping_amount, paid.reference) == (Decimal("16.50"), Decimal("4.00"), ours)
    assert [(one.external_id, one.quantity, one.amount) for one in paid.lines] == [
        (f"gid://shopify/LineItem/{MUG}", 1, Decimal("12.50"))
    ]
    assert read("refunds/create", bodies.refund()).reference is None
    of_return = read("refunds/create", bodies.refund() | {"return": {"id": 7}})
    assert of_return.return_external_id == "gid://shopify/Return/7"


def test_what_was_paid_shows_whether_a_refunds_amounts_hold_their_tax() -> None:
    assert read("refunds/create", bodies.refund(amount="12.50")).lines[0].amount == Decimal("12.50")
    assert read("refunds/create", bodies.refund(amount="15.00")).lines[0].amount == Decimal("15.00")


def test_shipping_that_is_told_as_an_adjustment_is_shipping() -> None:
    adjusted = [
        {"kind": "shipping_refund", "amount": "-4.00", "amount_set": money("-4.00"), "tax_amount": "0.00"},
        {"kind": "refund_discrepancy", "amount": "1.00", "amount_set": money("1.00"), "tax_amount": "0.00"},
    ]
    paid = read("refunds/create", bodies.refund(amount="15.50", order_adjustments=adjusted))
    assert paid.amount == Decimal("15.50")
    assert paid.shipping_amount + sum(one.amount for one in paid.lines) == Decimal("15.50")


@given(paid=st.integers(1, 4000), lines=st.lists(st.integers(0, 2000), max_size=5), freight=st.integers(0, 1000))
def test_the_parts_of_a_refund_are_never_more_than_was_paid(paid: int, lines: list[int], freight: int) -> None:
    items = [
        {"line_item_id": place, "quantity": 1, "subtotal_set": money(str(Decimal(amount) / 100))}
        for place, amount in enumerate(lines)
    ]
    shipping = [{"subtotal_amount_set": money(str(Decimal(freight) / 100))}]
    told = bodies.refund(
        amount=str(Decimal(paid) / 100), refund_line_items=items, refund_shipping_lines=shipping
    )  # fmt: skip
    one = read("refunds/create", told)
    parts = [*(line.amount for line in one.lines), one.shipping_amount]
    assert all(part >= 0 and part == part.quantize(Decimal("0.01")) for part in parts)
    assert sum(parts) == min(Decimal(paid) / 100, Decimal(sum(lines) + freight) / 100)


def test_a_refund_without_money_is_no_news() -> None:
    failed = [{"kind": "refund", "status": "failure", "amount": "12.50", "currency": "EUR"}]
    for transactions in ([], failed):
        assert news("refunds/create", body(bodies.refund(transactions=transactions)), NOW) == ()


def test_a_return_names_what_comes_back() -> None:
    told = {
        "id": 7,
        "status": "open",
        "order": {"id": ORDER},
        "return_line_items": [{"quantity": 1, "fulfillment_line_item": {"line_item": {"id": MUG}}}],
    }
    assert read("returns/approve", told) == ReturnNews(
        f"gid://shopify/Order/{ORDER}",
        "gid://shopify/Return/7",
        ReturnStatus.OPEN,
        (LineQuantity(f"gid://shopify/LineItem/{MUG}", 1),),
    )


def test_a_dispute_has_the_messages_time_as_it_has_none_of_its_own() -> None:
    told = read("disputes/create", bodies.dispute())
    assert isinstance(told, DisputeNews)
    found = told.dispute
    assert (found.type, found.status, found.reason) == (
        DisputeType.CHARGEBACK, DisputeStatus.NEEDS_RESPONSE, DisputeReason.PRODUCT_NOT_RECEIVED,
    )  # fmt: skip
    assert (found.amount, found.currency_code, found.network_reason) == (Decimal("29.00"), "EUR", "13.1")
    assert (found.told_at, found.order_external_id) == (NOW, f"gid://shopify/Order/{ORDER}")
    nobodys = read("disputes/update", bodies.dispute("won", order_id=None, reason="beamed_up"))
    assert nobodys.dispute.order_external_id is None
    assert nobodys.dispute.reason is DisputeReason.OTHER


def test_what_the_law_asks_for_names_orders_by_graphqls_ids() -> None:
    shop = {"shop_id": 1, "shop_domain": "nordlys.myshopify.com"}
    wanted = read("customers/data_request", shop | {"orders_requested": [1, 2], "data_request": {"id": 9}})
    orders = ("gid://shopify/Order/1", "gid://shopify/Order/2")
    assert wanted == PrivacyRequest(PrivacyKind.CUSTOMER_DATA, orders, "9")
    gone = read("customers/redact", shop | {"orders_to_redact": [1, 2]})
    assert gone == PrivacyRequest(PrivacyKind.CUSTOMER_REDACT, orders)
    assert read("shop/redact", shop) == PrivacyRequest(PrivacyKind.SHOP_REDACT)
    assert read("app/uninstalled", {"id": 1}) == Uninstalled(NOW)


def test_a_topic_that_nobody_knows_is_nothing() -> None:
    assert read("themes/publish", {"id": 1}) == Nothing("themes/publish")


@pytest.mark.parametrize("topic", [*TOPICS, "disputes/create"])
@pytest.mark.parametrize(
    "strange",
    [b"", b"{", b"[]", b"null", b'{"id": "x"}', b'{"id": 1, "order_id": {}}', b"\xff", b"[" * 2000],
)
def test_a_body_of_another_shape_is_unintelligible_and_never_anything_else(topic: str, strange: bytes) -> None:
    if topic == "shop/redact":  # whose words say nothing that is needed
        return
    with pytest.raises(Unintelligible):
        news(topic, strange, NOW)


def test_strange_amounts_and_times_are_unintelligible_and_quote_nothing() -> None:
    strange = [
        bodies.order(total_price_set=money("NaN")),
        bodies.order(total_price_set=money("Infinity")),
        bodies.order(total_price_set=money("1e99")),
        bodies.order(currency="XYZ", presentment_currency="XYZ"),
        bodies.order(updated_at="yesterday at ida@shop.example"),
        bodies.order(created_at="2026-03-02T09:00:00", processed_at=None),
        bodies.order(name=None, order_number=None),
    ]
    for told in strange:
        with pytest.raises(Unintelligible) as caught:
            news("orders/create", body(told), NOW)
        assert "ida@" not in str(caught.value)


def test_texts_are_cut_to_what_can_be_kept() -> None:
    told = order_of(
        bodies.order(line_items=[bodies.line(title="M" * 900, sku=" \u0000 ")], shipping_address={"zip": "2" * 99})
    )
    assert (len(told.lines[0].title), told.lines[0].sku) == (500, None)
    assert told.customer.postal_code == "2" * 20
