"""Packets for counterparties that are filed by hand: how they are asked for, and how they are shown."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from services.api.access import Info
from services.api.documents.words import ExportState, Language
from services.api.entities import Node
from services.api.inputs import Input, idempotency_key
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.api.reads.words import column, computed, table, to_one
from services.core.documents.packets import operations
from services.core.documents.packets.model import NewRecoveryExport
from services.core.storefronts.model import Scope

if TYPE_CHECKING:
    from services.api.recoveries.types import Recovery


@table("recovery_exports", prefix="rpk", customer="false")
@strawberry.type(
    description="What a counterparty asks for, filled in as far as it is known, with the papers to send; as it was "
    "when it was asked for, and not shown to customers."
)
class RecoveryExport(Node):
    """A PDF, and an archive with it."""

    language: Language = column("What it is written in.")
    state: ExportState = column("Whether it can be read.")
    url: str | None = computed(
        "A link to the archive: the PDF, each paper to send under its number, the form's fields as `fields.json`, and "
        "`manifest.json` with the SHA-256 of each. Null until it is ready, and once it was deleted; good for 15 "
        "minutes at least.",
        "link",
        "{t}.zip_key",
    )
    pdf_url: str | None = computed(
        "A link to the PDF alone; its first page is for whoever files, and tells what to do.", "link", "{t}.pdf_key"
    )
    size: int | None = column("The archive's size in bytes.")
    sha256: str | None = column("The archive's SHA-256, in hex.")
    created_at: datetime = column("When it was asked for.")
    ready_at: datetime | None = column("When it could be read.")
    retain_until: datetime = column("When it will be deleted, 30 days after it was asked for.")
    deleted_at: datetime | None = column("When it was deleted.")
    recovery: Annotated["Recovery", strawberry.lazy("services.api.recoveries.types")] | None = to_one(
        "What it asks back.", "recovery_id"
    )


@strawberry.input(description="Of which recovery a packet is wanted.")
class RecoveryExportInput:
    """A packet."""

    idempotency_key: str = idempotency_key()
    recovery_id: strawberry.ID = strawberry.field(description="The recovery's id.")
    language: Language | None = strawberry.field(
        description="What our own words are written in; left out, the counterparty's language, or English where we do "
        "not write it. Its form's fields keep the names that the counterparty gave them.",
        default=None,
    )


@strawberry.type(description="What became of `recoveryExport`.")
class RecoveryExportPayload(Payload):
    """The packet, or why not."""

    export: RecoveryExport | None = strawberry.field(
        description="The packet, `PENDING` until a worker has built it; null when it was refused.", default=None
    )


@strawberry.type
class RecoveryExportMutation:
    """The mutation that asks for packets."""

    @mutation(
        Scope.CLAIMS_DECIDE,
        "Ask for the packet of a recovery: what its counterparty asks for, filled in, with the papers to send and what "
        "is still missing. A worker builds it; the event `recovery.export_ready` tells when it can be read.",
    )
    async def recovery_export(self, info: Info, given: Input[RecoveryExportInput]) -> RecoveryExportPayload:
        """Ask for a packet."""
        context = info.context
        new = NewRecoveryExport(given.recovery_id, given.language)
        export_id = await operations.request(
            context.write, context.caller, new, key=given.idempotency_key, now=context.now()
        )
        return RecoveryExportPayload(export=refer(RecoveryExport, export_id))
