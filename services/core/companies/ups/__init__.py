"""UPS: Track, Track Alert's pushes, proofs of delivery, and what it tells of claims among the scans."""

from services.core.companies.ups.adapter import UPS

__all__ = ["UPS"]
