"""How evidence is shown: what was found of a file, and a link to its clean copy that expires."""

from datetime import datetime

import strawberry

from services.api.claims.types import Claim
from services.api.entities import Node
from services.api.evidence.words import EvidenceKind, EvidenceState, Rejection, Visibility
from services.api.reads.words import column, computed, table, to_one
from services.core.events import ActorKind

CUSTOMERS = (
    "{t}.order_id = {order} and {t}.visibility = 'PUBLIC' and ({t}.state = 'READY' or {t}.uploaded_by = 'CUSTOMER')"
)
"""Customers see what is ready, and how it stands with what they sent themselves."""


@table("evidence", prefix="evd", customer=CUSTOMERS)
@strawberry.type(description="A file that proves something about a claim.")
class Evidence(Node):
    """A file, looked through before anybody sees it."""

    kind: EvidenceKind = column("What it proves.")
    state: EvidenceState = column("Whether it was looked through, and what came of it.")
    rejection_code: Rejection | None = column("Why it cannot be used, if it was rejected.")
    file_name: str = column("What whoever uploaded it calls it.")
    url: str | None = computed(
        "A link that reads the clean copy, without metadata and scripts, for 15 minutes at least. Null until the file "
        "is ready, and once it was deleted.",
        "link",
        "{t}.file_key",
    )
    mime_type: str | None = column("What it really is, such as `image/jpeg`; null until it is ready.")
    size: int | None = column("The clean copy's size in bytes.")
    sha256: str | None = column("The clean copy's SHA-256, in hex; kept when the file is deleted.")
    original_sha256: str | None = column("The SHA-256 of what was uploaded, in hex.")
    width: int | None = column("A picture's width in pixels.")
    height: int | None = column("A picture's height in pixels.")
    pages: int | None = column("How many pages a PDF has.")
    visibility: Visibility = column("Who may see it; not shown to customers.", internal=True)
    uploaded_by: ActorKind = column("Who uploaded it.")
    uploader_id: str | None = column("The client's or the staff member's id; not shown to customers.", internal=True)
    added_at: datetime | None = column("When its upload was completed.")
    retain_until: datetime | None = column("When it will be deleted; null while its claim is open.")
    deleted_at: datetime | None = column("When it was deleted; its hashes stay.")
    created_at: datetime = column("When its upload was begun.")
    updated_at: datetime = column("When something about it last changed.")
    claim: Claim | None = to_one("The claim that it belongs to.", "claim_id")
