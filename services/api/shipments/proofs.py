"""How it is shown what carriers have to show: proofs of delivery with their files, and how their claims go."""

from datetime import datetime
from decimal import Decimal

import strawberry

from services.api.reads.words import column, computed, table, to_many
from services.api.shipments.words import Handover, ProgressStep, ProofKind, Severity


@table("proof_files")
@strawberry.type(description="A picture or paper of a delivery, as the carrier gave it.")
class ProofFile:
    """A file; its bytes are never changed."""

    id: strawberry.ID = column("The file's id.")
    kind: ProofKind = column("What it is.")
    url: str | None = computed(
        "A link that reads it, for 15 minutes at least; null once it was deleted.", "link", "{t}.file_key"
    )
    media_type: str = column("What it really is, such as `image/png`.")
    size: int = column("Its size in bytes.")
    sha256: str = column("Its SHA-256, in hex; kept when the file is deleted.")
    retain_until: datetime | None = column("When it will be deleted; later while a claim on its parcel is open.")
    deleted_at: datetime | None = column("When it was deleted.")
    created_at: datetime = column("When the carrier first showed it to us.")


@table("proofs_of_delivery")
@strawberry.type(description="What the carrier has to show for a delivery.")
class ProofOfDelivery:
    """The carrier's proof, and what it says against the delivery."""

    handover: Handover | None = column("To whom, or where, the carrier says that it left the parcel.")
    signed: bool = column("Whether the carrier names somebody who signed.", "{t}.signed_by is not null")
    signed_by: str | None = column("Who signed, as the carrier read it; not shown to customers.", internal=True)
    place: str | None = column("The carrier's own word for where it was left; not shown to customers.", internal=True)
    latitude: Decimal | None = column("Where it was left, in degrees; not shown to customers.", internal=True)
    longitude: Decimal | None = column("Where it was left, in degrees; not shown to customers.", internal=True)
    severity: Severity | None = column(
        "How much the parcel's discrepancy says against the delivery; not shown to customers.", internal=True
    )
    explanation_code: str | None = column("Why there is a discrepancy; not shown to customers.", internal=True)
    explanation: str | None = column("The same in a sentence that names nobody; not shown to customers.", internal=True)
    files: list[ProofFile] = to_many(
        "Its pictures and papers, oldest first; not shown to customers.",
        "shipment_id",
        order="{t}.id",
        source="(select f.* from proof_files f where f.storefront_id = {t}.storefront_id "
        "and f.shipment_id = {t}.shipment_id and (f.file_key is not null or f.deleted_at is not null)) {r}",
        internal=True,
    )


@table("tracking_progress")
@strawberry.type(description="A step of a claim filed with the carrier, as its tracking told it.")
class CarrierClaimProgress:
    """A step; never changed once it was kept."""

    id: strawberry.ID = column("The step's id.")
    occurred_at: datetime = column("When it happened.")
    step: ProgressStep = column("How the claim stood then.")
    code: str = column("The carrier's own word.")
    text: str = column("The carrier's own sentence.")
