"""Shopify: the platform that an order was sold on, by its Admin GraphQL API and its webhooks."""

from services.core.companies.shopify import hooks
from services.core.companies.shopify.adapter import Shopify
from services.core.companies.shopify.news import news
from services.core.companies.shopify.oauth import App
from services.core.companies.shopify.scopes import SCOPES, missing


class ShopifyHooks:
    """What Shopify posts to us, as `ports.PlatformHooks` asks."""

    verify = staticmethod(hooks.verify)
    address = staticmethod(hooks.address)
    news = staticmethod(news)


__all__ = ["SCOPES", "App", "Shopify", "ShopifyHooks", "missing"]
