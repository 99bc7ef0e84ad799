"""PostNord's Track & Trace v5: asked for one number, answers with shipments of one or several items."""

from services.core.companies.postnord.adapter import PostNord

__all__ = ["PostNord"]
