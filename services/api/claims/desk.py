"""What the shop's staff decides about claims, and what customers may say against it."""

from datetime import datetime

import strawberry

from services.api.access import Info
from services.api.claims.mutations import ClaimPayload, TargetInput
from services.api.claims.types import Claim
from services.api.claims.words import DenialCode, EvidenceKind, FoundChoice
from services.api.inputs import Input
from services.api.problems import mutation
from services.api.reads.references import refer
from services.core.claims import desk
from services.core.storefronts.model import Scope


@strawberry.input(description="What the customer is asked for.")
class ClaimRequestInformationInput(TargetInput):
    """Evidence, an answer, or both."""

    evidence: list[EvidenceKind] = strawberry.field(
        description="Which kinds of files; none when an answer is enough.", default_factory=list
    )
    due_at: datetime | None = strawberry.field(
        description="Until when, at most a year ahead; left out, as long as the policy says. Then the claim is "
        "canceled as inactive, and an answer opens it again.",
        default=None,
    )


@strawberry.input(description="Why a claim is denied.")
class ClaimDenyInput(TargetInput):
    """A code for programs and a text for the customer."""

    code: DenialCode = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason as the customer reads it, 5000 characters at most.")
    appealable_until: datetime | None = strawberry.field(
        description="Until when the customer may appeal, at most a year ahead; left out, as long as the policy says.",
        default=None,
    )


@strawberry.input(description="Which denied claim is looked at again.")
class ClaimAppealInput(TargetInput):
    """A claim to be appealed."""


@strawberry.input(description="Which ended claim is taken up again.")
class ClaimReopenInput(TargetInput):
    """A claim to be reopened."""


@strawberry.input(description="Which claim is about the same as which other.")
class ClaimMarkDuplicateInput(TargetInput):
    """A claim and its double."""

    duplicate_of: strawberry.ID = strawberry.field(description="The claim of the same order that stays.")


@strawberry.input(description="Who looks after a claim.")
class ClaimAssignInput(TargetInput):
    """A claim and a member of staff."""

    assignee: str | None = strawberry.field(
        description="An id of the shop's own for the person; left out, nobody does any more.", default=None
    )


@strawberry.input(description="The shop's own words on a claim.")
class ClaimTagInput(TargetInput):
    """Tags to be added and removed."""

    add: list[str] = strawberry.field(description="Tags to add; a claim has 20 at most.", default_factory=list)
    remove: list[str] = strawberry.field(description="Tags to remove.", default_factory=list)


@strawberry.input(description="Whose parcel turned up after its claim was resolved.")
class ClaimReportFoundInput(TargetInput):
    """A resolved claim, and what becomes of the parcel."""

    choice: FoundChoice | None = strawberry.field(
        description="What becomes of it; it can be told later, once.", default=None
    )


@strawberry.type(description="What became of `claimRequestInformation`.")
class ClaimRequestInformationPayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimDeny`.")
class ClaimDenyPayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimAppeal`.")
class ClaimAppealPayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimReopen`.")
class ClaimReopenPayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimMarkDuplicate`.")
class ClaimMarkDuplicatePayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimAssign`.")
class ClaimAssignPayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimTag`.")
class ClaimTagPayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimReportFound`.")
class ClaimReportFoundPayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type
class ClaimDeskMutation:
    """The mutations that decide about claims."""

    @mutation(Scope.CLAIMS_DECIDE, "Ask the customer for more; the claim waits for it.")
    async def claim_request_information(
        self, info: Info, given: Input[ClaimRequestInformationInput]
    ) -> ClaimRequestInformationPayload:
        """Ask for evidence or an answer."""
        context = info.context
        claim_id = await desk.request_information(
            context.write, context.caller, given.target, tuple(given.evidence), given.due_at, context.now()
        )
        return ClaimRequestInformationPayload(claim=refer(Claim, claim_id))

    @mutation(Scope.CLAIMS_DECIDE, "Do not make the claim good, and tell the customer why.")
    async def claim_deny(self, info: Info, given: Input[ClaimDenyInput]) -> ClaimDenyPayload:
        """Deny a claim."""
        context = info.context
        claim_id = await desk.deny(
            context.write,
            context.caller,
            given.target,
            given.code,
            given.message,
            given.appealable_until,
            context.now(),
        )
        return ClaimDenyPayload(claim=refer(Claim, claim_id))

    @mutation(Scope.CLAIMS_WRITE, "Have a denied claim looked at by a person again: once, and until `appealableUntil`.")
    async def claim_appeal(self, info: Info, given: Input[ClaimAppealInput]) -> ClaimAppealPayload:
        """Appeal a denial."""
        context = info.context
        claim_id = await desk.appeal(context.write, context.caller, given.target, context.now())
        return ClaimAppealPayload(claim=refer(Claim, claim_id))

    @mutation(Scope.CLAIMS_DECIDE, "Take up a claim again that was resolved, denied or canceled.")
    async def claim_reopen(self, info: Info, given: Input[ClaimReopenInput]) -> ClaimReopenPayload:
        """Reopen a claim."""
        context = info.context
        claim_id = await desk.reopen(context.write, context.caller, given.target, context.now())
        return ClaimReopenPayload(claim=refer(Claim, claim_id))

    @mutation(Scope.CLAIMS_DECIDE, "Cancel a claim because another one is about the same.")
    async def claim_mark_duplicate(
        self, info: Info, given: Input[ClaimMarkDuplicateInput]
    ) -> ClaimMarkDuplicatePayload:
        """Cancel a double."""
        context = info.context
        claim_id = await desk.mark_duplicate(
            context.write, context.caller, given.target, given.duplicate_of, context.now()
        )
        return ClaimMarkDuplicatePayload(claim=refer(Claim, claim_id))

    @mutation(Scope.CLAIMS_DECIDE, "Give a claim to a member of staff; a submitted one is under review from then on.")
    async def claim_assign(self, info: Info, given: Input[ClaimAssignInput]) -> ClaimAssignPayload:
        """Assign a claim."""
        context = info.context
        claim_id = await desk.assign(context.write, context.caller, given.target, given.assignee, context.now())
        return ClaimAssignPayload(claim=refer(Claim, claim_id))

    @mutation(Scope.CLAIMS_DECIDE, "Add and remove the shop's own tags on a claim.")
    async def claim_tag(self, info: Info, given: Input[ClaimTagInput]) -> ClaimTagPayload:
        """Tag a claim."""
        context = info.context
        claim_id = await desk.tag(
            context.write, context.caller, given.target, tuple(given.add), tuple(given.remove), context.now()
        )
        return ClaimTagPayload(claim=refer(Claim, claim_id))

    @mutation(Scope.CLAIMS_WRITE, "Tell that the parcel of a resolved claim turned up, and what becomes of it.")
    async def claim_report_found(self, info: Info, given: Input[ClaimReportFoundInput]) -> ClaimReportFoundPayload:
        """Report a parcel that was found."""
        context = info.context
        claim_id = await desk.report_found(context.write, context.caller, given.target, given.choice, context.now())
        return ClaimReportFoundPayload(claim=refer(Claim, claim_id))
