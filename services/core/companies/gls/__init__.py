"""GLS Group's Track & Trace v1: up to ten parcels in a call, with an access token of its own gateway."""

from services.core.companies.gls.adapter import Gls

__all__ = ["Gls"]
