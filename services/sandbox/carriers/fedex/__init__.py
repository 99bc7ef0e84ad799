"""FedEx's Track API v1: tokens, thirty numbers in a call, FedEx's own mock numbers, papers of deliveries."""

from services.sandbox.carriers.fedex.company import FedEx

COMPANY = FedEx

__all__ = ["COMPANY"]
