"""Shopify: the platform that an order was sold on, by its Admin GraphQL API."""

from services.core.companies.shopify.adapter import Shopify
from services.core.companies.shopify.oauth import App
from services.core.companies.shopify.scopes import SCOPES, missing
from services.core.companies.shopify.tracking import Sighting

__all__ = ["SCOPES", "App", "Shopify", "Sighting", "missing"]
