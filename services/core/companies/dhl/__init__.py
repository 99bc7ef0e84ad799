"""DHL's Unified tracking: all divisions under one key, and a push for those who ship on an account of their own."""

from services.core.companies.dhl.adapter import DHL

__all__ = ["DHL"]
