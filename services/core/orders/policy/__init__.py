"""What may be told of an order, and what a platform's word changes in it: pure."""

from services.core.orders.policy.checks import (
    EARLIEST,
    LARGEST_QUANTITY,
    LEEWAY,
    MOST_LINES,
    amounts,
    check,
    instants,
    proves,
    texts,
)
from services.core.orders.policy.told import is_older, is_same, keep, removed

__all__ = [
    "EARLIEST",
    "LARGEST_QUANTITY",
    "LEEWAY",
    "MOST_LINES",
    "amounts",
    "check",
    "instants",
    "is_older",
    "is_same",
    "keep",
    "proves",
    "removed",
    "texts",
]
