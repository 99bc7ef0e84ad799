"""DHL Express: shipments by air, tracked through MyDHL API."""

from services.core.companies.mydhl.adapter import MyDHL

__all__ = ["MyDHL"]
