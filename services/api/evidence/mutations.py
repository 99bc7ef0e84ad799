"""How files come in: a signed place to put each, and the word that they are there."""

from datetime import datetime

import strawberry

from services.api.access import Info
from services.api.claims.types import Claim
from services.api.context import Context
from services.api.evidence.types import Evidence
from services.api.evidence.words import EvidenceKind, Visibility
from services.api.inputs import Input, idempotency_key
from services.api.problems import Payload, mutation
from services.api.protocol.errors import unavailable
from services.api.reads.references import refer
from services.core.evidence import model, operations, repository
from services.core.evidence.model import Limits, upload_key
from services.core.ports import Unavailable
from services.core.storage.links import PUT_SECONDS
from services.core.storefronts.model import Scope

MOST_AT_ONCE = 100


@strawberry.input(description="A file that will be uploaded.")
class EvidenceUploadCreateInput:
    """The file as its sender describes it."""

    idempotency_key: str = idempotency_key()
    claim_id: strawberry.ID = strawberry.field(description="The claim that it belongs to.")
    kind: EvidenceKind = strawberry.field(description="What it proves.")
    file_name: str = strawberry.field(description="What it is called, 255 characters at most.")
    content_type: str = strawberry.field(
        description="`image/jpeg`, `image/png`, `image/webp`, `application/pdf`, `text/plain`, or `message/rfc822` for "
        "an e-mail as text."
    )
    size: int = strawberry.field(description="How many bytes it has.")
    visibility: Visibility = strawberry.field(
        description="Who may see it; what customers send is always public.", default=Visibility.PUBLIC
    )


@strawberry.input(description="Files that were uploaded for a claim.")
class ClaimAddEvidenceInput:
    """Completed uploads."""

    idempotency_key: str = idempotency_key()
    claim_id: strawberry.ID = strawberry.field(description="The claim's id.")
    evidence_ids: list[strawberry.ID] = strawberry.field(description="The uploads' ids, 1 to 100.")


@strawberry.type(description="A header that has to be sent.")
class UploadHeader:
    """One header."""

    name: str = strawberry.field(description="Its name.")
    value: str = strawberry.field(description="Its value.")


@strawberry.type(description="Where a file is put: send its bytes as the body of this request, without an API key.")
class Upload:
    """A signed place, for one file and a short time."""

    method: str = strawberry.field(description="Always `PUT`.")
    url: str = strawberry.field(description="Where to; whoever has it may put this file, so keep it from others.")
    headers: list[UploadHeader] = strawberry.field(description="What to send with it.")
    expires_at: datetime = strawberry.field(
        description="From then on the URL is void; repeat the mutation for another."
    )


@strawberry.type(description="What became of `evidenceUploadCreate`.")
class EvidenceUploadCreatePayload(Payload):
    """The file's entity and its place, or why not."""

    evidence: Evidence | None = strawberry.field(
        description="The file, `PENDING` until it was uploaded and looked through; null when it was refused.",
        default=None,
    )
    upload: Upload | None = strawberry.field(
        description="Where to put it; null when it was refused, or is there already.", default=None
    )


@strawberry.type(description="What became of `claimAddEvidence`.")
class ClaimAddEvidencePayload(Payload):
    """The claim, or why not."""

    claim: Claim | None = strawberry.field(
        description="The claim as it is now; null when it was refused.", default=None
    )


@strawberry.type
class EvidenceMutation:
    """The mutations on evidence."""

    @mutation(
        Scope.CLAIMS_WRITE,
        "Begin to upload a file for a claim. Put it to the signed URL, then call `claimAddEvidence`; what is not "
        "completed within a day is forgotten.",
    )
    async def evidence_upload_create(
        self, info: Info, given: Input[EvidenceUploadCreateInput]
    ) -> EvidenceUploadCreatePayload:
        """Announce a file."""
        context = info.context
        settings = context.process.settings
        new = model.NewEvidence(
            claim_id=given.claim_id,
            kind=given.kind,
            file_name=given.file_name,
            content_type=given.content_type.partition(";")[0].strip().lower(),
            size=given.size,
            visibility=given.visibility,
        )
        limits = Limits(settings.evidence_per_claim, settings.evidence_bytes)
        evidence = await operations.announce(
            context.write, context.caller, new, limits, key=given.idempotency_key, now=context.now()
        )
        upload = await _place(context, evidence) if evidence.added_at is None else None
        return EvidenceUploadCreatePayload(evidence=refer(Evidence, evidence.id), upload=upload)

    @mutation(
        Scope.CLAIMS_WRITE,
        "Tell that files were uploaded for a claim. They are looked through, and shown once they are `READY`; a claim "
        "that waited for them goes on.",
    )
    async def claim_add_evidence(self, info: Info, given: Input[ClaimAddEvidenceInput]) -> ClaimAddEvidencePayload:
        """Complete uploads."""
        context = info.context
        ids = given.evidence_ids[:MOST_AT_ONCE]
        missing = await _missing(context, given.claim_id, ids)
        claim_id = await operations.add(
            context.write, context.caller, given.claim_id, ids, missing, key=given.idempotency_key, now=context.now()
        )
        return ClaimAddEvidencePayload(claim=refer(Claim, claim_id))


async def _place(context: Context, evidence: model.Evidence) -> Upload:
    """Where the file is put. Raises SERVICE_UNAVAILABLE while the storage cannot sign."""
    process, key = context.process, upload_key(context.caller.storefront_id, evidence.id)
    url, expires_at = process.links.put(key, evidence.declared_type, evidence.declared_size, context.now())
    if not process.storage.is_local:
        try:
            url = await process.storage.sign("PUT", key, PUT_SECONDS)
        except Unavailable:
            raise unavailable() from None
    told = process.storage.put_headers(evidence.declared_type)
    headers = [UploadHeader(name=name, value=value) for name, value in told.items()]
    return Upload(method="PUT", url=url, headers=headers, expires_at=expires_at)


async def _missing(context: Context, claim_id: str, evidence_ids: list[strawberry.ID]) -> set[str]:
    """Those that storage does not have. Raises SERVICE_UNAVAILABLE while it is away."""
    async with context.read() as db:
        announced = await repository.announced(db, claim_id, evidence_ids)
    storefront_id, storage = context.caller.storefront_id, context.process.storage
    try:
        return {one for one in announced if await storage.size(upload_key(storefront_id, one)) is None}
    except Unavailable:
        raise unavailable() from None
