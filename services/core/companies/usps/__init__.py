"""USPS Tracking v3: one piece in a call, told in words that say more than its codes."""

from services.core.companies.usps.adapter import Usps

__all__ = ["Usps"]
