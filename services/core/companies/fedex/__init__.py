"""FedEx's Track API v1: thirty numbers in a call, numbers that come back, and papers of deliveries."""

from services.core.companies.fedex.adapter import FedEx

__all__ = ["FedEx"]
