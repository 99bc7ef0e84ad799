"""How a case is asked for as documents."""

import strawberry

from services.api.access import Info
from services.api.documents.types import ClaimExport
from services.api.documents.words import Audience, Language
from services.api.inputs import Input, idempotency_key
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.core.documents import operations
from services.core.documents.model import NewExport
from services.core.storefronts.model import Scope


@strawberry.input(description="Which case is wanted, for whom.")
class ClaimExportCreateInput:
    """An export."""

    idempotency_key: str = idempotency_key()
    claim_id: strawberry.ID = strawberry.field(description="The claim's id.")
    audience: Audience = strawberry.field(description="Who will read it.")
    language: Language = strawberry.field(description="What it is written in.", default=Language.EN)


@strawberry.type(description="What became of `claimExportCreate`.")
class ClaimExportCreatePayload(Payload):
    """The export, or why not."""

    export: ClaimExport | None = strawberry.field(
        description="The export, `PENDING` until a worker has built it; null when it was refused.", default=None
    )


@strawberry.type
class ExportMutation:
    """The mutations on exports."""

    @mutation(
        Scope.CLAIMS_DECIDE,
        "Ask for a whole case as documents. A worker builds them; the event `claim.export_ready` tells when they can "
        "be read.",
    )
    async def claim_export_create(self, info: Info, given: Input[ClaimExportCreateInput]) -> ClaimExportCreatePayload:
        """Ask for an export."""
        context = info.context
        new = NewExport(given.claim_id, given.audience, given.language)
        export_id = await operations.request(
            context.write, context.caller, new, key=given.idempotency_key, now=context.now()
        )
        return ClaimExportCreatePayload(export=refer(ClaimExport, export_id))
