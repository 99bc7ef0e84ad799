"""The JSON of generic platforms: what we ask in our words, and answers that are read strictly or not at all."""

import re
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

import msgspec

from services.core.money import BadMoney, parse_amount
from services.core.ports import Done, Rejected, Unintelligible
from services.core.ports.platform import Credit, GiftCard, Refund, Request, Reship

T = TypeVar("T")

PATHS = {Refund: "/refunds", Credit: "/credits", GiftCard: "/gift-cards", Reship: "/reshipments"}
TYPES = {Refund: "refund", Credit: "credit", GiftCard: "gift_card", Reship: "reshipment"}

_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
LONGEST_ID = 255


def order(request: Request) -> bytes:
    """The body of a call that has something done."""
    common: dict[str, object] = {
        "type": TYPES[type(request)],
        "key": request.key,
        "reference": request.reference,
        "orderId": request.order_external_id,
        "currencyCode": request.currency_code,
    }
    return msgspec.json.encode(common | _asked(request))


def _asked(request: Request) -> dict[str, object]:
    match request:
        case Refund(currency_code=currency):
            return {
                "amount": written(request.amount, currency),
                "shippingAmount": written(request.shipping_amount, currency),
                "payout": request.payout,
                "lines": [
                    {"lineId": line.external_id, "quantity": line.quantity, "amount": written(line.amount, currency)}
                    for line in request.lines
                ],
            }
        case Reship():
            return {"lines": _goods(request)}
        case Credit() | GiftCard():
            return {"amount": written(request.amount, request.currency_code)}


def stock_question(reship: Reship) -> bytes:
    """The body of a call that asks what can be sent."""
    return msgspec.json.encode({"type": "stock", "orderId": reship.order_external_id, "lines": _goods(reship)})


def news_question(since: datetime, after: str | None) -> bytes:
    """The body of a call that asks what happened since then; `after` is where the page before it ended."""
    return msgspec.json.encode({"type": "news", "since": since, "after": after})


def _goods(reship: Reship) -> list[dict[str, object]]:
    return [
        {
            "lineId": line.external_id,
            "quantity": line.quantity,
            "title": line.title,
            "variantId": line.variant_external_id,
        }
        for line in reship.lines
    ]


def written(amount: Decimal, currency_code: str) -> str:
    """An amount with all decimals of its currency."""
    return f"{parse_amount(f'{amount:f}', currency_code):f}"


class _Done(msgspec.Struct, rename="camel"):
    key: str
    id: str
    number: str | None = None
    amount: str | None = None
    currency_code: str | None = None


def done(body: bytes, request: Request) -> Done:
    """What was done, which is exactly what was asked for. Raises `Unintelligible` for anything else."""
    answer = decode(body, _Done)
    if answer.key != request.key:
        raise Unintelligible("generic: The answer is about another key.")
    if not _kept(answer.id) or not (answer.number is None or _kept(answer.number)):
        raise Unintelligible("generic: The answer has no id or number that can be kept.")
    if isinstance(request, Reship):
        return Done(answer.id, answer.number)
    try:
        amount = parse_amount(answer.amount or "", request.currency_code)
    except BadMoney as error:
        raise Unintelligible("generic: The answer has no amount that can be read.") from error
    if answer.currency_code != request.currency_code or amount != request.amount:
        raise Unintelligible("generic: The answer is about another amount than was asked for.")
    return Done(answer.id, answer.number, amount)


class _Line(msgspec.Struct, rename="camel"):
    line_id: str
    available: int | None


class _Stock(msgspec.Struct):
    lines: list[_Line]


def stock(body: bytes, reship: Reship) -> dict[str, int | None]:
    """How many of each line can be sent. Raises `Unintelligible` unless each line is answered once."""
    lines = decode(body, _Stock).lines
    asked = {line.external_id for line in reship.lines}
    answered = {line.line_id: line.available for line in lines}
    if len(lines) != len(answered) or set(answered) != asked or any((count or 0) < 0 for count in answered.values()):
        raise Unintelligible("generic: The answer does not name each line once with what is available.")
    return answered


class _Error(msgspec.Struct):
    code: str = ""
    message: str = ""


class _Refusal(msgspec.Struct):
    error: _Error


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says: `{"error": {"code", "message"}}` in the port's codes, others as they are."""
    try:
        error = decode(body, _Refusal).error
    except Unintelligible:
        error = _Error()
    message = _CONTROL.sub("", error.message).strip()[:500] or "The shop gave no reason."
    if _CODE.fullmatch(error.code):
        return Rejected(error.code, message)
    return Rejected(_BY_STATUS.get(status, f"HTTP_{status}"), message)


_BY_STATUS = {401: "ACCESS_REVOKED", 403: "ACCESS_REVOKED", 404: "NOT_SUPPORTED", 405: "NOT_SUPPORTED"}


def decode(body: bytes | msgspec.Raw, shape: type[T]) -> T:
    """The body in the given shape. Raises `Unintelligible`, which quotes no value of the body."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise Unintelligible(f"generic: {type(error).__name__} while reading {shape.__name__}.") from error


def _kept(text: str) -> bool:
    return 1 <= len(text) <= LONGEST_ID and text.isprintable()
