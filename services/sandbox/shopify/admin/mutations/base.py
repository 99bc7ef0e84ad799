"""What all mutations share: the shop that they act on, and how they tell of a refusal."""

from typing import Any

from services.sandbox.shopify.news.webhooks import Webhooks
from services.sandbox.shopify.shop.refusal import Refused
from services.sandbox.shopify.shop.shop import Shop


class Base:
    """Acts on one shop."""

    def __init__(self, shop: Shop, webhooks: Webhooks) -> None:
        self._shop = shop
        self._webhooks = webhooks


def refused(refusal: Refused, **rest: object) -> dict[str, Any]:
    """A payload with one user error and nothing else."""
    return {**rest, "userErrors": [user_error(refusal)]}


def user_error(refusal: Refused) -> dict[str, Any]:
    """One user error; whether its code is shown depends on the mutation."""
    return {"field": refusal.field, "message": refusal.message, "code": refusal.code}
