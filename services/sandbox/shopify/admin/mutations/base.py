"""What all mutations share: the shop that they act on, and how they tell of a refusal."""

from typing import Any

from services.sandbox.parcels import Full
from services.sandbox.shopify.news.webhooks import Webhooks
from services.sandbox.shopify.shop.refusal import Refused
from services.sandbox.shopify.shop.shop import Shop


class Base:
    """Acts on one shop."""

    def __init__(self, shop: Shop, webhooks: Webhooks) -> None:
        self._shop = shop
        self._webhooks = webhooks

    @property
    def granted(self) -> tuple[str, ...]:
        """What the app may do."""
        return self._shop.access.scopes


def refused(refusal: Refused | Full, **rest: object) -> dict[str, Any]:
    """A payload with one user error and nothing else. Whether its code can be asked for depends on the mutation."""
    no = refusal if isinstance(refusal, Refused) else Refused(str(refusal))
    return {**rest, "userErrors": [{"field": no.field, "message": no.message, "code": no.code}]}
