"""Amazon Shipping v2 as the sandbox plays it: tracking, and claims that are taken once for a parcel."""

from services.sandbox.carriers.amazon_shipping.company import AmazonShipping

COMPANY = AmazonShipping

__all__ = ["COMPANY", "AmazonShipping"]
