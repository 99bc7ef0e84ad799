"""Requests about personal data, and how far they are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PrivacyKind(StrEnum):
    """What is asked for."""

    CUSTOMER_DATA = "CUSTOMER_DATA"
    CUSTOMER_REDACT = "CUSTOMER_REDACT"
    SHOP_REDACT = "SHOP_REDACT"


@dataclass(frozen=True, slots=True)
class Request:
    """A request that we know, about orders by our ids; one about a whole shop names none."""

    id: str
    account_id: str
    kind: PrivacyKind
    order_ids: tuple[str, ...]
    created_at: datetime
    due_at: datetime
    completed_at: datetime | None
    version: int
    sequence: int
