"""AfterShip: one account that tracks parcels of many carriers, posts what it learns, and sells protection for them."""

from services.core.companies.aftership.adapter import AfterShip

__all__ = ["AfterShip"]
