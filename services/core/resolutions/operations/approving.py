"""Approving a claim, by a person or because nothing speaks against it, and what is offered then."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from services.core import idempotency
from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.claims.desk import Target
from services.core.claims.model import Claim, ClaimStatus, Command, ResolutionType
from services.core.database import Tx, Write
from services.core.events import Actor
from services.core.evidence import repository as evidence
from services.core.evidence.model import EvidenceState
from services.core.ledger import operations as ledger
from services.core.ledger import repository as ledger_rows
from services.core.money import Money
from services.core.refusal import refuse
from services.core.resolutions import policy, repository
from services.core.resolutions.model import Offer, Terms
from services.core.resolutions.operations.cases import case_of, order_of, rule_of, terms_of
from services.core.shipments import repository as shipments
from services.core.shipments.model import TrackingStatus
from services.core.storefronts.model import Caller


async def approve(
    write: Write,
    caller: Caller,
    target: Target,
    now: datetime,
    *,
    only: Sequence[ResolutionType] = (),
    partial: Money | None = None,
) -> str:
    """Approve a claim and offer what the policy allows; the claim's id.

    `only` narrows what is offered; `partial` offers a partial refund of that much beside.

    Raises:
        Refused: `DISPUTE_OPEN`, `ALREADY_COMPENSATED` when nothing is left, `ABOVE_REFUNDABLE` or `CURRENCY_MISMATCH`
            for the partial refund, or as `claims.operations.move`.
    """
    asked = [target.claim_id, target.expected_version, only, partial]
    request = idempotency.Request(caller.id, "claimApprove", target.key, asked)
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is None:
            claim = await claims.hold(tx, caller, target.claim_id, target.expected_version)
            await _approve(tx, claim, caller.actor, now, only, partial)
            await idempotency.remember(tx, request, {})
    return target.claim_id


async def approve_if_clear(write: Write, claim_id: str, actor: Actor, now: datetime) -> bool:
    """Approve a claim under review that the policy leaves to nobody; whether that was so. It never denies."""
    async with write() as tx:
        claim = await claim_rows.hold(tx, claim_id)
        if claim is None or claim.status is not ClaimStatus.UNDER_REVIEW:
            return False
        order = await order_of(tx, claim)
        rule = await rule_of(tx, claim, order)
        terms = terms_of(rule, order.currency_code)
        offers = await _offers(tx, claim, terms)
        parcel = await shipments.get(tx, claim.shipment_id) if claim.shipment_id else None
        shown = [file for file in await evidence.of_claim(tx, claim.id) if file.state is EvidenceState.READY]
        clear = (
            claim.appealed_at is None
            and bool(offers)
            and policy.is_clear(
                terms,
                max((offer.amount for offer in offers), default=Decimal(0)),
                claim.reason,
                in_window=await repository.is_eligible(tx, claim.id, now),
                held=bool(await ledger_rows.holds(tx, claim.order_id)),
                proved=parcel is not None and parcel.tracking_status is TrackingStatus.DELIVERED,
                complete=set(rule.required_evidence) <= {file.kind for file in shown},
            )
        )
        if clear:
            await _approve(tx, claim, actor, now, (), None)
        return clear


async def _approve(
    tx: Tx, claim: Claim, actor: Actor, now: datetime, only: Sequence[ResolutionType], partial: Money | None
) -> None:
    await ledger.check_holds(tx, claim.order_id)
    order = await order_of(tx, claim)
    terms = terms_of(await rule_of(tx, claim, order), order.currency_code)
    if partial is not None:
        if partial.currency_code != order.currency_code:
            message = f"The order was paid in {order.currency_code}; name the amount in that."
            raise refuse("CURRENCY_MISMATCH", message, "partialRefund", "currencyCode")
        allowed = dict.fromkeys([*terms.allowed, ResolutionType.PARTIAL_REFUND])
        terms = replace(terms, allowed=tuple(allowed))
        only = [*only, ResolutionType.PARTIAL_REFUND] if only else only
    offers: list[Offer] = []
    if order.platform_account_id is not None and order.canceled_at is None:  # else it can only be done outside
        offers = await _offers(tx, claim, terms, partial.amount if partial else None, only)
        if partial is not None and all(offer.type is not ResolutionType.PARTIAL_REFUND for offer in offers):
            raise refuse("ABOVE_REFUNDABLE", "Less than that can still be paid for what is claimed.", "partialRefund")
        if not offers:
            message = "Nothing that may be offered is left of what was paid; deny the claim, or resolve it otherwise."
            raise refuse("ALREADY_COMPENSATED", message, "claimId")
    said: dict[str, object] = {"offers": [offer.type for offer in offers]}
    await claims.move(tx, claim, Command.APPROVE, actor, now, changes={"failure_reason": None}, said=said)
    await repository.set_offers(tx, claim.id, offers)


async def _offers(
    tx: Tx, claim: Claim, terms: Terms, partial: Decimal | None = None, only: Sequence[ResolutionType] = ()
) -> list[Offer]:
    case = await case_of(tx, claim, await order_of(tx, claim), terms)
    found = policy.offers(case, partial, only)
    divided = [offer for offer in found if offer.type is ResolutionType.PARTIAL_REFUND and offer.amount != partial]
    return [offer for offer in found if offer not in divided]
