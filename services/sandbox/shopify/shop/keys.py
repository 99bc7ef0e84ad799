"""Idempotency keys of `@idempotent`: what each was first used for, whether that is done, and what came of it."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.sandbox.shopify.shop.refusal import Refused

RETENTION = timedelta(hours=24)
MOST_KEYS = 20_000
LONGEST_KEY = 255


@dataclass(slots=True, eq=False)
class Use:
    """The first use of a key; `result` is empty while it is worked on."""

    operation: str
    parameters: bytes
    at: datetime
    result: object = None


class Keys:
    """One shop's keys, kept for 24 hours."""

    def __init__(self) -> None:
        self._uses: OrderedDict[str, Use] = OrderedDict()

    def begin(self, key: str, operation: str, parameters: bytes, now: datetime) -> Use:
        """The use of a key, with a result if it was done before.

        Raises:
            Refused: it was used for something else, or is being worked on.
        """
        while self._uses and next(iter(self._uses.values())).at < now - RETENTION:
            self._uses.popitem(last=False)
        use = self._uses.get(key)
        if use is None:
            if len(self._uses) >= MOST_KEYS:
                self._uses.popitem(last=False)
            use = self._uses[key] = Use(operation, parameters, now)
            return use
        if (use.operation, use.parameters) != (operation, parameters):
            raise Refused(
                "The same idempotency key cannot be used with different operation parameters.",
                code="IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
            )
        if use.result is None:
            raise Refused(
                "This request is currently in progress, please try again.", code="IDEMPOTENCY_CONCURRENT_REQUEST"
            )
        return use

    def release(self, key: str) -> None:
        """Free a key whose work was refused."""
        self._uses.pop(key, None)
