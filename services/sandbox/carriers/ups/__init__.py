"""UPS in the sandbox: OAuth, Track with proofs and claims among the scans, Track Alert's subscriptions and pushes."""

from services.sandbox.carriers.ups.company import UPS

COMPANY = UPS

__all__ = ["COMPANY"]
