"""How an export of a case is shown."""

from datetime import datetime

import strawberry

from services.api.claims.types import Claim
from services.api.documents.words import Audience, ExportState, Language
from services.api.entities import Node
from services.api.reads.words import column, computed, table, to_one


@table("claim_exports", prefix="exp", customer="false")
@strawberry.type(description="A whole case as documents, as it was when it was asked for; not shown to customers.")
class ClaimExport(Node):
    """A PDF, and an archive with it."""

    audience: Audience = column("Who it was made for.")
    language: Language = column("What it is written in.")
    state: ExportState = column("Whether it can be read.")
    url: str | None = computed(
        "A link to the archive: the PDF, the files of the evidence, `timeline.json`, and `manifest.json` with the "
        "SHA-256 of each. Null until it is ready, and once it was deleted; good for 15 minutes at least.",
        "link",
        "{t}.zip_key",
    )
    pdf_url: str | None = computed("A link to the PDF alone.", "link", "{t}.pdf_key")
    size: int | None = column("The archive's size in bytes.")
    sha256: str | None = column("The archive's SHA-256, in hex.")
    created_at: datetime = column("When it was asked for.")
    ready_at: datetime | None = column("When it could be read.")
    retain_until: datetime = column("When it will be deleted, 30 days after it was asked for.")
    deleted_at: datetime | None = column("When it was deleted.")
    claim: Claim | None = to_one("The claim that it tells of.", "claim_id")
