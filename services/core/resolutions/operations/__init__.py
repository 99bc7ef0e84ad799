"""What is done to make claims good: approve, choose, carry out, send again, and book. One function, one transaction."""

from services.core.resolutions.operations.approving import approve, approve_if_clear
from services.core.resolutions.operations.booking import record_entry, reverse_entry
from services.core.resolutions.operations.choosing import choose, give_goodwill, resolve, resolve_outside
from services.core.resolutions.operations.executing import admit, done, fail, start
from services.core.resolutions.operations.replacing import link_replacement, record_replacement_lost

__all__ = [
    "admit",
    "approve",
    "approve_if_clear",
    "choose",
    "done",
    "fail",
    "give_goodwill",
    "link_replacement",
    "record_entry",
    "record_replacement_lost",
    "resolve",
    "resolve_outside",
    "reverse_entry",
    "start",
]
