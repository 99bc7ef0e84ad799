"""What the law makes Shopify ask of every app: data of a customer, and the end of it."""

import msgspec

from services.core.companies.shopify.news.refunds import Named
from services.core.companies.shopify.news.wire import decode, gid
from services.core.ports import News, PrivacyRequest
from services.core.privacy.model import PrivacyKind


class DataRequest(msgspec.Struct):
    """`customers/data_request`."""

    orders_requested: tuple[int, ...]
    data_request: Named | None = None


class Redaction(msgspec.Struct):
    """`customers/redact`."""

    orders_to_redact: tuple[int, ...]


def data_request(body: bytes) -> tuple[News, ...]:
    """What we hold of a customer is wanted. Raises `Unintelligible`."""
    told = decode(body, DataRequest)
    name = str(told.data_request.id) if told.data_request else None
    return (PrivacyRequest(PrivacyKind.CUSTOMER_DATA, _orders(told.orders_requested), name),)


def redact(body: bytes) -> tuple[News, ...]:
    """A customer is to be forgotten. Raises `Unintelligible`."""
    return (PrivacyRequest(PrivacyKind.CUSTOMER_REDACT, _orders(decode(body, Redaction).orders_to_redact)),)


def redact_shop(_: bytes) -> tuple[News, ...]:
    """Every customer of the shop is to be forgotten."""
    return (PrivacyRequest(PrivacyKind.SHOP_REDACT),)


def _orders(numbers: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(gid("Order", number) for number in numbers)
