"""Whom a parcel can be asked of, and beginning to: a decision with its reasons, and the recovery that follows."""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated, cast

import strawberry

from services.api.access import Info
from services.api.inputs import Input, idempotency_key
from services.api.money import Money
from services.api.problems import decision, mutation
from services.api.reads.references import refer
from services.api.recoveries.mutations import RecoveryPayload
from services.api.recoveries.types import Recovery
from services.api.recoveries.words import RouteKind
from services.core.claims import repository as claims
from services.core.database import Db, Tx
from services.core.recoveries import case as cases
from services.core.recoveries import operations
from services.core.recoveries.case import OWN, Assessed
from services.core.recoveries.holdings import at_hand
from services.core.recoveries.model import NewRecovery
from services.core.recoveries.routing.model import Option
from services.core.refusal import refuse
from services.core.shipments import repository as shipments
from services.core.storefronts.model import Scope


@strawberry.type(description="Why something is so, for programs and for people.")
class RecoveryReasoning:
    """A code with words."""

    code: str = strawberry.field(description="The reason, for programs, such as `INSURED` or `OUTSIDE_WINDOW`.")
    message: str = strawberry.field(description="The reason, for people.")


@strawberry.type(description="Where and how a counterparty is asked by hand.")
class RecoveryFilingPlace:
    """A page, an address, a way."""

    language: str = strawberry.field(description="In which language, an ISO 639 code.")
    how: str = strawberry.field(description="How, for whoever does it.")
    url: str | None = strawberry.field(description="The page.")
    email: str | None = strawberry.field(description="The address for mails.")
    address: str | None = strawberry.field(description="The postal address.")


@strawberry.type(description="One way to get the money for a parcel back.")
class RecoveryOption:
    """An option, explained."""

    route: RouteKind = strawberry.field(description="By which way.")
    counterparty: str = strawberry.field(description="Who is asked; hand it to `recoveryCreate` with the route.")
    name: str = strawberry.field(description="Their name.")
    fileable: bool = strawberry.field(description="Whether it can be asked now.")
    expected: Money | None = strawberry.field(description="The most that it pays; null where no limit is known.")
    expected_steps: list[str] = strawberry.field(description="How that was reckoned.")
    expected_assumed: bool = strawberry.field(description="Whether a value in it was not known, so that it is a bound.")
    reasons: list[RecoveryReasoning] = strawberry.field(description="Why it can be asked, and what is worth knowing.")
    bars: list[RecoveryReasoning] = strawberry.field(description="What is in the way; none when it can be asked now.")
    documents: list[str] = strawberry.field(description="What they want to see.")
    missing_documents: list[str] = strawberry.field(description="What of that is not at hand.")
    exclusive_with: list[str] = strawberry.field(description="Whom it closes the way to: their `counterparty`.")
    rank_message: str = strawberry.field(description="Why it stands before the next one.")
    rule: str | None = strawberry.field(description="The rule that it follows, such as `ups/us-loss@1`.")
    source: str | None = strawberry.field(description="Where that rule was read.")
    confidence: str | None = strawberry.field(
        description="How well it is known: A their specification, B their help pages, C others' pages, U nobody's."
    )
    opens_at: datetime | None = strawberry.field(description="From when it is taken.")
    notice_by: datetime | None = strawberry.field(description="Until when they have to be told of the loss.")
    file_by: datetime | None = strawberry.field(description="Until when it has to be filed.")
    filing: RecoveryFilingPlace | None = strawberry.field(description="Where it is filed by hand.")


@strawberry.input(description="Which way is taken.")
class RecoveryCreateInput:
    """An option of a parcel."""

    idempotency_key: str = idempotency_key()
    shipment_id: strawberry.ID = strawberry.field(description="The parcel.")
    claim_id: strawberry.ID | None = strawberry.field(
        description="The customer's claim; left out, the open one on the parcel, if there is one.", default=None
    )
    route: RouteKind = strawberry.field(description="The option's way.")
    counterparty: str = strawberry.field(description="The option's counterparty.")
    files_itself: bool = strawberry.field(
        description="Whether the worker files it as soon as nothing is missing, where it goes by a call.", default=False
    )


@strawberry.type(description="What became of `recoveryCreate`.")
class RecoveryCreatePayload(RecoveryPayload):
    """The recovery, or why not."""


@strawberry.type
class RecoveryOptionsQuery:
    """The decision."""

    @decision(
        "Whom a parcel that went wrong can be asked of, the best way first; none when nothing went wrong for anybody "
        "but the shop. `NOT_FOUND` when there is no such parcel.",
        cost=20,
        counted=len,
    )
    async def recovery_options(
        self,
        info: Info,
        shipment_id: Annotated[strawberry.ID, strawberry.argument(description="The parcel.")],
        claim_id: Annotated[
            strawberry.ID | None, strawberry.argument(description="The claim; left out, the open one on the parcel.")
        ] = None,
    ) -> list[RecoveryOption]:
        """The options."""
        async with info.context.read() as db:
            found = await _assess(db, shipment_id, claim_id, info.context.now())
            if found is None:
                return []
            have = await at_hand(db, shipment_id, found.claim.id if found.claim else None)
        return [_shown(option, {paper.value for paper in have}) for option in found.options]


@strawberry.type
class RecoveryOptionsMutation:
    """The mutation that begins."""

    @mutation(
        Scope.CLAIMS_DECIDE,
        "Begin to ask for a loss by one of `recoveryOptions`. It is READY when no document is missing, else a DRAFT.",
    )
    async def recovery_create(self, info: Info, given: Input[RecoveryCreateInput]) -> RecoveryCreatePayload:
        """Begin a recovery."""
        context, now = info.context, info.context.now()

        async def choose(tx: Tx) -> tuple[NewRecovery, Collection[str]]:
            found = await _assess(tx, given.shipment_id, given.claim_id, now)
            option = found.get(given.route, given.counterparty) if found else None
            if found is None or option is None or option.route.kind in OWN:
                message = "That is none of this parcel's `recoveryOptions`; ask for them again."
                raise refuse("NO_SUCH_OPTION", message, "counterparty")
            if not (option.fileable or option.waits):
                raise refuse(option.bars[0].code, option.bars[0].message, "counterparty")
            have = await at_hand(tx, found.parcel.id, found.claim.id if found.claim else None)
            return cases.recovery_of(found, option, files_itself=given.files_itself), have

        asked = [given.shipment_id, given.claim_id, given.route, given.counterparty, given.files_itself]
        recovery_id = await operations.create(
            context.write, context.caller, asked, choose, key=given.idempotency_key, now=now
        )
        return RecoveryCreatePayload(recovery=refer(Recovery, recovery_id))


async def _assess(db: Db, shipment_id: str, claim_id: str | None, now: datetime) -> Assessed | None:
    if await shipments.get(db, shipment_id) is None:
        raise refuse("NOT_FOUND", "There is no such parcel.", "shipmentId")
    claim = await claims.get(db, claim_id) if claim_id else None
    if claim_id and (claim is None or claim.shipment_id != shipment_id):
        raise refuse("NOT_FOUND", "The parcel has no such claim.", "claimId")
    return await cases.assess(db, shipment_id, now, claim)


def _shown(option: Option, have: set[str]) -> RecoveryOption:
    rule, filing, deadlines, expected = option.rule, option.filing, option.deadlines, option.expected
    documents = [document.value for document in option.documents]
    return RecoveryOption(
        route=option.route.kind,
        counterparty=option.route.counterparty,
        name=option.name,
        fileable=option.fileable and option.route.kind not in OWN,
        expected=cast("Money | None", expected.amount),
        expected_steps=list(expected.steps),
        expected_assumed=expected.assumed,
        reasons=[RecoveryReasoning(code=why.code, message=why.message) for why in option.reasons],
        bars=[RecoveryReasoning(code=bar.code, message=bar.message) for bar in option.bars],
        documents=documents,
        missing_documents=[document for document in documents if document not in have],
        exclusive_with=[route.counterparty for route in option.exclusive_with],
        rank_message=option.rank_message,
        rule=rule.reference if rule else None,
        source=rule.source if rule else None,
        confidence=rule.confidence if rule else None,
        opens_at=deadlines.opens_at if deadlines else None,
        notice_by=deadlines.notice_by if deadlines else None,
        file_by=deadlines.file_by if deadlines else None,
        filing=RecoveryFilingPlace(
            language=filing.language, how=filing.how, url=filing.url, email=filing.email, address=filing.address
        )
        if filing
        else None,
    )
