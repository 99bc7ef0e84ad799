"""DHL's Unified tracking in the sandbox: pulled for several divisions, and pushed."""

from services.sandbox.carriers.dhl.company import DHL

COMPANY = DHL

__all__ = ["COMPANY"]
