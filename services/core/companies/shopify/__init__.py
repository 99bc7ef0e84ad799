"""Shopify: a shop's orders and what becomes of them, told by webhooks that the app's secret signs."""

from services.core.companies.shopify import hooks
from services.core.companies.shopify.news import news


class ShopifyHooks:
    """What Shopify posts to us, as `ports.PlatformHooks` asks."""

    verify = staticmethod(hooks.verify)
    address = staticmethod(hooks.address)
    news = staticmethod(news)


__all__ = ["ShopifyHooks"]
