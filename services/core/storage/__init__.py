"""Files: where they are kept, and the signed links under which they are put and read."""

from services.core.storage.links import BadLink, Grant, Links
from services.core.storage.store import Missing, Storage, TooLarge, open_storage

__all__ = ["BadLink", "Grant", "Links", "Missing", "Storage", "TooLarge", "open_storage"]
