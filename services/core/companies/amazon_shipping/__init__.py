"""Amazon Shipping: a carrier that takes claims through its API."""

from services.core.companies.amazon_shipping.adapter import AmazonShipping

__all__ = ["AmazonShipping"]
