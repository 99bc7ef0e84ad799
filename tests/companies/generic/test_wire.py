"""Answers of generic shops are what was asked for, or nothing; what they post is theirs, and read or left."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from standardwebhooks.webhooks import Webhook

from services.core.companies import SHOP_HOOKS
from services.core.companies.generic import wire
from services.core.companies.generic.signature import sign
from services.core.ports import (
    Credit,
    Done,
    Nothing,
    OrderNews,
    RefundedLine,
    RefundNews,
    Rejected,
    Reship,
    ReshipLine,
    Unintelligible,
)

generic = SHOP_HOOKS["generic"]
CREDIT = Credit("eff_1", "res_1", "order-1", "EUR", Decimal("12.50"))
RESHIP = Reship("eff_1", "res_1", "order-1", "EUR", (ReshipLine("line-1", 1, "Mug"), ReshipLine("line-2", 1, "Pot")))
GOOD = {"key": "eff_1", "id": "cr_1", "number": "C-1", "amount": "12.50", "currencyCode": "EUR"}
SECRET, OTHER = "whsec_c2VjcmV0IG9mIGEgdGVzdA==", "whsec_YW5vdGhlciBzZWNyZXQ="


def test_a_good_answer_is_what_was_done() -> None:
    assert wire.done(json.dumps(GOOD).encode(), CREDIT) == Done("cr_1", "C-1", Decimal("12.50"))
    more = GOOD | {"number": None, "amount": "12.5", "note": "unknown fields may come"}
    assert wire.done(json.dumps(more).encode(), CREDIT) == Done("cr_1", None, Decimal("12.50"))


@pytest.mark.parametrize(
    "change",
    [
        {"key": "eff_2"}, {"key": None}, {"id": ""}, {"id": "x" * 256}, {"id": "a\nb"}, {"id": 7}, {"number": ""},
        {"number": 1002}, {"amount": None}, {"amount": 12.5}, {"amount": "12.49"}, {"amount": "12.501"},
        {"amount": "-12.50"}, {"amount": "NaN"}, {"amount": "1.25E1"}, {"currencyCode": "USD"}, {"currencyCode": None},
    ],
)  # fmt: skip
def test_an_answer_about_anything_else_is_unintelligible(change: dict[str, object]) -> None:
    with pytest.raises(Unintelligible):
        wire.done(json.dumps(GOOD | change).encode(), CREDIT)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{}", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_answer_is_unintelligible(body: bytes) -> None:
    for read in (lambda: wire.done(body, CREDIT), lambda: wire.stock(body, RESHIP)):
        with pytest.raises(Unintelligible) as failure:
            read()
        assert "eff_1" not in str(failure.value)


@pytest.mark.parametrize(
    "lines",
    [
        [("line-1", 1)], [("line-1", 1), ("line-2", 1), ("line-3", 1)], [("line-1", 1), ("line-1", 2)],
        [("line-1", 1), ("line-2", -1)], [("line-1", 1), ("line-2", "1")],
    ],
)  # fmt: skip
def test_stock_is_told_for_each_line_once(lines: list[tuple[str, object]]) -> None:
    body = {"lines": [{"lineId": line, "available": available} for line, available in lines]}
    with pytest.raises(Unintelligible):
        wire.stock(json.dumps(body).encode(), RESHIP)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (409, {"error": {"code": "OUT_OF_STOCK", "message": "none left"}}, "OUT_OF_STOCK"),
        (422, {"error": {"code": "SHOP_CLOSED_ON_MONDAYS"}}, "SHOP_CLOSED_ON_MONDAYS"),
        (422, {"error": {"code": "no words\n", "message": "x"}}, "HTTP_422"),
        (401, {"error": "no"}, "ACCESS_REVOKED"),
        (403, None, "ACCESS_REVOKED"),
        (404, None, "NOT_SUPPORTED"),
        (405, [], "NOT_SUPPORTED"),
        (418, {"error": {"code": 7}}, "HTTP_418"),
    ],
)
def test_a_no_has_a_code_whatever_stands_in_it(status: int, body: object, code: str) -> None:
    refusal = wire.rejection(status, json.dumps(body).encode())
    assert isinstance(refusal, Rejected)
    assert refusal.code == code
    assert refusal.message


def test_a_message_is_theirs_when_one_of_the_secrets_signed_it_now() -> None:
    body = b'{"id":"msg_1"}'
    now = datetime.now(UTC)
    headers = sign(SECRET, "msg_1", now, body)
    assert generic.verify(headers, body, (OTHER, SECRET))
    assert generic.verify({name.title(): value for name, value in headers.items()}, body, (SECRET,))
    assert Webhook(SECRET).sign("msg_1", now, body.decode()) == headers["webhook-signature"]
    several = headers | {"webhook-signature": f"v1,bm8= v1a,bm8= {headers['webhook-signature']}"}
    assert generic.verify(several, body, (SECRET,))


def test_what_was_not_signed_so_is_not_theirs() -> None:
    body, now = b'{"id":"msg_1"}', datetime.now(UTC)
    good = sign(SECRET, "msg_1", now, body)
    assert not generic.verify(good, body + b" ", (SECRET,))
    assert not generic.verify(good, b"\xff", (SECRET,))
    assert not generic.verify(good, body, (OTHER,))
    for secrets in ((), ("",), ("whsec_",), ("whsec_é",), ("whsec_a",)):
        assert not generic.verify(good, body, secrets)
    for missing in good:
        assert not generic.verify({name: value for name, value in good.items() if name != missing}, body, (SECRET,))
    for name, value in [
        ("webhook-id", "msg_2"), ("webhook-timestamp", "0"), ("webhook-timestamp", "soon"),
        ("webhook-timestamp", "nan"), ("webhook-timestamp", "1e400"), ("webhook-signature", "v1"),
        ("webhook-signature", "v1,%%%"), ("webhook-signature", "v1,é"), ("webhook-signature", ",,,"),
        ("webhook-signature", "v2," + good["webhook-signature"].split(",")[1]),
    ]:  # fmt: skip
        assert not generic.verify(good | {name: value}, body, (SECRET,)), (name, value)
    for minutes in (-6, 6):
        assert not generic.verify(sign(SECRET, "msg_1", now + timedelta(minutes=minutes), body), body, (SECRET,))


def test_a_message_is_named_by_itself() -> None:
    assert generic.identify(b'{"id":"msg_1","type":"x"}') == "msg_1"
    for body in (b"", b"[]", b"{}", b'{"id":""}', b'{"id":7}', b'{"id":"a\\n"}', b'{"id":"\xc3\xa9"}'):
        with pytest.raises(Unintelligible):
            generic.identify(body)


REFUND = {
    "refundId": "rf_1", "orderId": "1001", "currencyCode": "EUR", "amount": "15.00", "shippingAmount": "2.50",
    "createdAt": "2026-03-01T12:00:00+01:00", "reference": "res_1",
    "lines": [{"lineId": "line-1", "quantity": 1, "amount": "12.50"}],
}  # fmt: skip
LINE: dict[str, object] = {
    "lineId": "line-1", "title": "Mug", "quantity": 2, "unitPrice": "12.50", "paidAmount": "25.00",
    "taxAmount": "5.00", "variantId": "v1", "finalSale": True,
}  # fmt: skip
ORDER = {
    "orderId": "1001", "number": "#1001", "currencyCode": "EUR", "total": "65.00", "placedAt": "2026-03-01T12:00:00Z",
    "updatedAt": "2026-03-02T12:00:00Z", "shippingAmount": "5.00", "canceledAt": None,
    "customer": {"name": "Ida Hansen", "postalCode": "2100", "countryCode": "DK"},
    "lines": [LINE],
}  # fmt: skip


def posted(kind: str, data: object) -> bytes:
    return json.dumps({"id": "msg_1", "type": kind, "occurredAt": "2026-03-01T12:00:00Z", "data": data}).encode()


def test_a_refund_is_read() -> None:
    (news,) = generic.news("", posted("refund.created", REFUND), None)
    assert news == RefundNews(
        "1001", "rf_1", Decimal("15.00"), "EUR", datetime(2026, 3, 1, 11, tzinfo=UTC),
        (RefundedLine("line-1", 1, Decimal("12.50")),), Decimal("2.50"), "res_1",
    )  # fmt: skip


def test_an_order_is_read() -> None:
    (news,) = generic.news("", posted("order.updated", ORDER), None)
    assert isinstance(news, OrderNews)
    assert news.updated_at == datetime(2026, 3, 2, 12, tzinfo=UTC)
    order, (line,) = news.order, news.order.lines
    assert (order.external_id, order.number, order.total, order.shipping_amount) == ("1001", "#1001", "65.00", "5.00")
    assert (order.customer.name, order.customer.postal_code, order.customer.email) == ("Ida Hansen", "2100", None)
    assert (line.external_id, line.paid_amount, line.variant_external_id, line.final_sale) == (
        "line-1", "25.00", "v1", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ({"unitCost": "4.20"}, ("4.20", "EUR")),
        ({"unitCost": "31.50", "costCurrencyCode": "DKK"}, ("31.50", "DKK")),
        ({"costCurrencyCode": "DKK"}, None),
        ({"unitCost": None}, None),
    ],
)
def test_what_a_line_cost_is_read_where_it_is_told(told: dict[str, str | None], read: tuple[str, str] | None) -> None:
    (news,) = generic.news("", posted("order.updated", ORDER | {"lines": [LINE | told]}), None)
    assert isinstance(news, OrderNews)
    assert news.order.lines[0].unit_cost == read


def test_what_this_version_does_not_know_is_nothing() -> None:
    assert generic.news("", posted("order.fancied", {"a": 1}), None) == (Nothing("order.fancied"),)
    assert generic.news("", b'{"id":"msg_1"}', None) == (Nothing(""),)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("refund.created", REFUND | {"amount": "15.001"}), ("refund.created", REFUND | {"amount": 15}),
        ("refund.created", REFUND | {"currencyCode": "XXY"}), ("refund.created", REFUND | {"createdAt": "2026-03-01"}),
        ("refund.created", REFUND | {"createdAt": "2026-03-01T12:00:00"}), ("refund.created", None),
        ("refund.created", REFUND | {"lines": [{"lineId": "line-1", "quantity": 0, "amount": "1.00"}]}),
        ("order.updated", {}), ("order.updated", ORDER | {"lines": [{}]}),
        ("order.updated", ORDER | {"updatedAt": None}),
    ],
)  # fmt: skip
def test_news_that_cannot_be_read_is_unintelligible(kind: str, data: object) -> None:
    with pytest.raises(Unintelligible):
        generic.news("", posted(kind, data), None)
