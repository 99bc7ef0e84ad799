"""EasyPost: one account that tracks parcels of many carriers, and posts what it learns."""

from services.core.companies.easypost.adapter import EasyPost
from services.core.companies.easypost.trackers import BATCH

__all__ = ["BATCH", "EasyPost"]
