"""The types of the schema that the sandbox plays, each as a view of what the shop holds."""

from services.sandbox.shopify.admin.types import orders, people, refunds, shops

__all__ = ["orders", "people", "refunds", "shops"]
