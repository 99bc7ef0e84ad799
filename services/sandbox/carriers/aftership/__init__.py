"""AfterShip as the sandbox plays it: trackings with webhooks, coverages that are bought, and claims to be read."""

from services.sandbox.carriers.aftership.company import AfterShip

COMPANY = AfterShip

__all__ = ["COMPANY", "AfterShip"]
