"""Gathers what decides whom to ask for a parcel, and how what was decided becomes a recovery."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from services.core.claims import case as claim_cases
from services.core.claims import repository as claims
from services.core.claims.model import FREE, Claim, ClaimReason
from services.core.coverages import repository as coverages
from services.core.coverages.model import Coverage, CoverageStatus
from services.core.database import Db
from services.core.money import Money, rounded, unit
from services.core.orders import repository as orders
from services.core.orders.model import Line, Order
from services.core.policies import repository as policies
from services.core.policies.model import Rule
from services.core.recoveries import repository
from services.core.recoveries.model import Clock, CounterpartyType, NewRecovery, Recovery, RecoveryStatus
from services.core.recoveries.routing import policy as routing
from services.core.recoveries.routing.model import (
    Cover,
    CoverKind,
    CoverStatus,
    Filed,
    Loss,
    Option,
    RouteKind,
    Situation,
)
from services.core.recoveries.rules.book import named, provider_of, written_rates
from services.core.recoveries.rules.deadlines import Facts
from services.core.recoveries.rules.terms import CounterpartyKind, Peril
from services.core.shipments import proofs
from services.core.shipments import repository as shipments
from services.core.shipments.model import Discrepancy, LabelSource, ProgressStep, Reading, Shipment, TrackingStatus
from services.core.storefronts import repository as storefronts
from services.core.storefronts.policy import home_country
from services.core.storefronts.repository import Account

OWN = frozenset({RouteKind.SELF_INSURED, RouteKind.NONE})
"""The shop's own pocket, from which nothing is asked back."""

_UNTOUCHED = frozenset({TrackingStatus.UNKNOWN, TrackingStatus.PRE_TRANSIT, TrackingStatus.CANCELED})
_ELSEWHERE = frozenset({Discrepancy.NAME_MISMATCH, Discrepancy.WRONG_PLACE})
_TYPES = {
    CounterpartyKind.CARRIER: CounterpartyType.CARRIER,
    CounterpartyKind.INSURER: CounterpartyType.INSURER,
    CounterpartyKind.PLATFORM: CounterpartyType.LABEL_PROVIDER,
    CounterpartyKind.AGGREGATOR: CounterpartyType.LABEL_PROVIDER,
}
_AGAIN = frozenset({RecoveryStatus.WITHDRAWN})
"""What can be asked for again after it."""

_REASONS = {
    Peril.LOSS: ClaimReason.LOST_IN_TRANSIT,
    Peril.DAMAGE: ClaimReason.DAMAGED_IN_TRANSIT,
    Peril.THEFT: ClaimReason.DELIVERED_NOT_RECEIVED,
    Peril.MISSING_CONTENTS: ClaimReason.MISSING_ITEM,
    Peril.DELAY: ClaimReason.DELAYED,
}
"""What a customer would say of it."""

COVER_GROUP = "COVER"
"""What a platform's cover and the carrier's own liability have in common: only one of them is used."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """A parcel that went wrong, whom it can be asked of, and the rows that this was read from.

    `asked` are the counterparties that were asked for the same loss before; `is_asked` tells whether one of them still
    is, or has paid.
    """

    parcel: Shipment
    order: Order
    claim: Claim | None
    situation: Situation
    options: tuple[Option, ...]
    covers: Sequence[Coverage]
    accounts: Sequence[Account]
    asked: frozenset[str]
    is_asked: bool

    def best(self) -> Option | None:
        """The first way that somebody pays by, now or soon, who was not asked for the same before."""
        return next(
            (
                one
                for one in self.options
                if one.route.kind not in OWN
                and one.route.counterparty not in self.asked
                and (one.fileable or one.waits)
            ),
            None,
        )

    def get(self, kind: RouteKind, counterparty: str) -> Option | None:
        """The option by its key."""
        return next(
            (one for one in self.options if (one.route.kind, one.route.counterparty) == (kind, counterparty)), None
        )  # fmt: skip


async def assess(db: Db, shipment_id: str, now: datetime, claim: Claim | None = None) -> Assessed | None:
    """Whom a parcel can be asked of; nothing when there is no such parcel, or nothing went wrong for anybody else.

    Without a `claim` the newest open one on the parcel counts, or else what the carrier says of it.
    """
    parcel = await shipments.get(db, shipment_id)
    order = await orders.get(db, parcel.order_id) if parcel else None
    if parcel is None or order is None:
        return None
    claim = claim or await _claim(db, shipment_id)
    peril = _peril(parcel, claim)
    if peril is None:
        return None
    storefront = await storefronts.get(db)
    assert storefront is not None, "a transaction is in its storefront"
    # what was refused once may have been bought anew
    covers = sorted(
        await coverages.of_shipment(db, shipment_id), key=lambda one: one.status is not CoverageStatus.ACTIVE
    )
    accounts = [account for account in await storefronts.accounts(db) if account.disconnected_at is None]
    readings = await shipments.readings(db, shipment_id)
    known = await repository.of_shipment(db, shipment_id)
    situation = Situation(
        peril=peril,
        carrier=parcel.carrier,
        label_source=parcel.label_source,
        facts=_facts(parcel, order, readings, known),
        loss=await _loss(db, parcel, order, claim),
        origin=parcel.origin_country or home_country(storefront.country_code, storefront.time_zone),
        destination=order.customer.country_code or "",
        rates=written_rates(),
        seller=parcel.label_seller or _seller(parcel, accounts),
        service=parcel.service,
        weight_kg=Decimal(parcel.weight_grams) / 1000 if parcel.weight_grams else None,
        covers=tuple(_cover(one) for one in covers),
        accounts=frozenset(account.company for account in accounts),
        mismatch=parcel.discrepancy in _ELSEWHERE,
        refusal=await _refusal(db, shipment_id),
        goods=frozenset(parcel.goods),
        filed=tuple(_filed(one) for one in known),
    )
    same = [one for one in known if one.reason is peril]
    return Assessed(
        parcel,
        order,
        claim,
        situation,
        routing.route(situation, now),
        covers,
        accounts,
        asked=frozenset(one.counterparty for one in same if one.status not in _AGAIN),
        is_asked=any(one.is_live for one in same),
    )


async def rule_of(db: Db, found: Assessed) -> Rule:
    """What the storefront's policy says of asking for this loss: the claim's own version, or today's."""
    if found.claim is not None:
        return await claim_cases.rule_of_claim(db, found.claim)
    policy = await policies.current(db)
    return claim_cases.rule_of(policy, found.order, found.parcel, _REASONS[found.situation.peril])


def is_worth(rule: Rule, new: NewRecovery) -> bool:
    """Whether the policy wants so much asked back; a currency that it does not name has no minimum."""
    least = rule.recovery_minimum.get(new.requested.currency_code)
    return least is None or new.requested.amount >= least


def recovery_of(
    found: Assessed, option: Option, *, because: str | None = None, files_itself: bool = False
) -> NewRecovery:
    """The recovery that asks by an option. What is covered in another currency is asked for in that."""
    party = named(option.rule.counterparty) if option.rule else None
    cover = _covering(found, option)
    requested = option.expected.amount or found.situation.loss.sales
    if cover is not None and cover.insured.currency_code != requested.currency_code:
        currency = cover.insured.currency_code
        worth = found.situation.rates.convert(requested, currency)
        requested = cover.insured
        if worth is not None:
            requested = Money(max(rounded(worth, currency), unit(currency)), currency)
    deadlines = option.deadlines
    clock = Clock(
        option.rule.reference if option.rule else None,
        bool(deadlines and deadlines.assumed),
        deadlines.opens_at if deadlines else None,
        deadlines.notice_by if deadlines else None,
        deadlines.file_by if deadlines else None,
    )
    return NewRecovery(
        order_id=found.order.id,
        shipment_id=found.parcel.id,
        claim_id=found.claim.id if found.claim else None,
        route=option.route.kind,
        counterparty_type=_TYPES[party.kind] if party else CounterpartyType.CARRIER,
        counterparty=option.route.counterparty,
        reason=found.situation.peril,
        requested=requested,
        clock=clock,
        required_documents=tuple(document.value for document in option.documents),
        account_id=_account(found, party.company if party else None, cover),
        coverage_id=cover.id if cover else None,
        exclusive_group=COVER_GROUP if option.exclusive_with else None,
        because=because,
        files_itself=files_itself,
    )


async def _claim(db: Db, shipment_id: str) -> Claim | None:
    for claim_id in reversed(await claims.of_shipment(db, shipment_id)):
        claim = await claims.get(db, claim_id)
        if claim is not None and claim.status not in FREE:
            return claim
    return None


def _peril(parcel: Shipment, claim: Claim | None) -> Peril | None:
    delivered = parcel.tracking_status is TrackingStatus.DELIVERED
    if claim is not None:
        return routing.peril_of(claim.reason, delivered=delivered)
    if parcel.tracking_status is TrackingStatus.DAMAGED:
        return Peril.DAMAGE
    if delivered:
        return Peril.THEFT if parcel.discrepancy in _ELSEWHERE else None
    lost = parcel.tracking_status is TrackingStatus.LOST or parcel.facts.presumed_lost_at is not None
    return Peril.LOSS if lost else None


def _facts(parcel: Shipment, order: Order, readings: Sequence[Reading], known: Sequence[Recovery]) -> Facts:
    taken = [one.occurred_at for one in readings if one.status not in _UNTOUCHED]
    accepted_at = min(taken, default=None)
    notified = [one.submitted_at for one in known if one.submitted_at is not None]
    return Facts(
        ordered_at=order.placed_at,
        shipped_at=parcel.shipped_at or accepted_at,
        mailed_at=accepted_at or parcel.shipped_at,
        accepted_at=accepted_at,
        scheduled_at=parcel.estimated_delivery_at or order.promised_delivery_by,
        delivered_at=parcel.delivered_at,
        notified_at=min(notified, default=None),
    )


async def _loss(db: Db, parcel: Shipment, order: Order, claim: Claim | None) -> Loss:
    """What was paid for what lay in the parcel, or for the part of it that is claimed."""
    lines = {line.id: line for line in await orders.lines(db, order.id)}
    if claim is not None:
        counted = [(item.order_line_id, item.quantity) for item in await claims.items(db, claim.id)]
    else:
        inside = (await shipments.lines_of(db, [parcel.id])).get(parcel.id, [])
        counted = [(line.order_line_id, line.quantity) for line in inside]
    currency = order.currency_code

    def share(of: str) -> Money:
        parts = (_part(lines[line], quantity, of) for line, quantity in counted if line in lines)
        return Money(rounded(sum(parts, Decimal(0)), currency), currency)

    vat = share("tax_amount")
    return Loss(
        sales=share("paid_amount"),
        vat=vat if vat.amount else None,
        cost=_cost([(lines[line], quantity) for line, quantity in counted if line in lines]),
        freight=Money(order.shipping_amount, currency),
    )


def _cost(parts: Sequence[tuple[Line, int]]) -> Money | None:
    """What it cost the shop; nothing where that is not known of all of it, or was paid in several currencies."""
    costs = [Money(line.unit_cost.amount * quantity, line.unit_cost.currency_code) for line, quantity in parts
             if line.unit_cost]  # fmt: skip
    currencies = {cost.currency_code for cost in costs}
    if len(costs) < len(parts) or len(currencies) != 1:
        return None
    return Money(sum((cost.amount for cost in costs), Decimal(0)), currencies.pop())


def _part(line: Line, quantity: int, of: str) -> Decimal:
    amount: Decimal = getattr(line, of)
    return amount * quantity / line.quantity


def _seller(parcel: Shipment, accounts: Sequence[Account]) -> str | None:
    """An aggregator tracks the parcels whose labels it sold."""
    if parcel.label_source is not LabelSource.SHIPPING_AGGREGATOR:
        return None
    return next((account.company for account in accounts if account.id == parcel.tracked_by), None)


async def _refusal(db: Db, shipment_id: str) -> str | None:
    """The carrier's own word among the scans that it takes no claim."""
    shown = await proofs.progress_of(db, shipment_id)
    return next((step.text or step.code for step in reversed(shown) if step.step is ProgressStep.REJECTED), None)


def _cover(one: Coverage) -> Cover:
    currency = one.insured.currency_code
    return Cover(
        kind=CoverKind(one.kind.value),
        provider=one.provider,
        amount=one.insured,
        deductible=Money(one.deductible_amount, currency) if one.deductible_amount else None,
        status=CoverStatus(one.status.value),
        effective_at=one.effective_at,
        expires_at=one.expires_at,
    )


def _filed(one: Recovery) -> Filed:
    return Filed(one.counterparty, one.is_live, one.requested if one.is_live else None)


def _covering(found: Assessed, option: Option) -> Coverage | None:
    """The coverage that an option asks, by its provider."""
    for one in found.covers:
        party = provider_of(one.provider)
        if option.route.counterparty in (one.provider, party.key if party else None):
            return one
    return None


def _account(found: Assessed, company: str | None, cover: Coverage | None) -> str | None:
    """Whose account is asked: the one that the cover was bought from or that tracks the parcel, or any."""
    ours = [account.id for account in found.accounts if account.company == company]
    preferred = (cover.account_id if cover else None, found.parcel.tracked_by)
    return next((one for one in preferred if one in ours), next(iter(ours), None))
