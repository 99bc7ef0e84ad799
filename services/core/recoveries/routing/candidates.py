"""Who could be asked for a parcel at all, before anybody looks at windows and bars."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.core.recoveries.routing.model import Cover, CoverKind, CoverStatus, RouteKind, Situation, Why, WhyCode
from services.core.recoveries.rules.book import carrier_of, counterparties, fallback_of, provider_of, rule_of
from services.core.recoveries.rules.model import Counterparty, Rule
from services.core.recoveries.rules.terms import Claimant, CounterpartyKind, Peril
from services.core.shipments.model import LabelSource

SENDERS = frozenset({Claimant.SHIPPER_OF_RECORD, Claimant.FREIGHT_PAYER})
"""Who is not the shop when somebody else sold it the label."""

_SHOPIFY = "Shopify Shipping"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked. `peril` is what happened in their eyes; without `rule` they cover it not.

    `through_seller` tells that whoever sold the label asks the carrier for the shop.
    """

    kind: RouteKind
    key: str
    name: str
    party: Counterparty | None
    peril: Peril
    rule: Rule | None
    cover: Cover | None
    reasons: tuple[Why, ...]
    through_seller: bool = False


def candidates(situation: Situation) -> tuple[Candidate, ...]:
    """Everybody, each once."""
    carrier = _carrier(situation)
    found = (
        *_platform(situation),
        *_insurers(situation),
        *_aggregators(situation),
        *_seller(situation, carrier),
        carrier,
    )
    return tuple({candidate.key: candidate for candidate in reversed(found)}.values())[::-1]


def _platform(situation: Situation) -> Iterator[Candidate]:
    if situation.label_source is not LabelSource.SHOPIFY_SHIPPING:
        return
    cover = next((cover for cover in situation.covers if _is_platform(cover, situation)), None)
    party = provider_of(_SHOPIFY)
    assert party is not None, "the platform is one of those that are written down"
    reasons = [
        Why(WhyCode.LABEL_SOLD_BY_PLATFORM, f"The label was bought there, so the loss is claimed from {party.name}.")
    ]
    if not cover:
        reasons.append(
            Why(WhyCode.COVER_NOT_RECORDED, "No cover is recorded; some plans include one. Look at the order's label.")
        )
    yield _known(situation, party, RouteKind.PLATFORM, cover, reasons)


def _insurers(situation: Situation) -> Iterator[Candidate]:
    for cover in situation.covers:
        if cover.kind is not CoverKind.THIRD_PARTY or _is_platform(cover, situation):
            continue
        reasons = [
            Why(
                WhyCode.INSURED,
                f"Insured with {cover.provider} for {cover.amount.amount} {cover.amount.currency_code}.",
            )
        ]
        party = provider_of(cover.provider)
        if party and party.kind is CounterpartyKind.INSURER:
            yield _known(
                situation,
                party,
                _by(situation, party, RouteKind.INSURER_API, RouteKind.INSURER_PACKET, reasons),
                cover,
                reasons,
            )
        else:
            party = fallback_of(CounterpartyKind.INSURER)
            rule = _rule(situation, party, situation.peril)
            yield Candidate(
                RouteKind.MANUAL, cover.provider, cover.provider, party, situation.peril, rule, cover, tuple(reasons)
            )


def _aggregators(situation: Situation) -> Iterator[Candidate]:
    if situation.label_source is not LabelSource.SHIPPING_AGGREGATOR:
        return
    carrier = carrier_of(situation.carrier, situation.origin)
    for party in counterparties():
        if party.kind is not CounterpartyKind.AGGREGATOR or party.company != situation.seller:
            continue
        if carrier and carrier.name in party.carriers:
            reasons = [
                Why(
                    WhyCode.LABEL_SOLD_BY_AGGREGATOR,
                    f"{party.name} collects what {carrier.name} owes for labels bought there.",
                )
            ]
            kind = _by(situation, party, RouteKind.AGGREGATOR_API, RouteKind.MANUAL, reasons)
            yield _known(situation, party, kind, None, reasons)


def _seller(situation: Situation, carrier: Candidate) -> Iterator[Candidate]:
    resold = situation.label_source in (LabelSource.SHIPPING_AGGREGATOR, LabelSource.MARKETPLACE)
    if resold and carrier.rule and carrier.rule.claimant in SENDERS and carrier.party:
        name = situation.seller or "the seller of the label"
        why = Why(
            WhyCode.LABEL_SOLD_BY_AGGREGATOR, f"Who sold the label is the shipper of record and asks {carrier.name}."
        )
        yield replace(
            carrier, kind=RouteKind.MANUAL, key=name, name=name, reasons=(why, *carrier.reasons), through_seller=True
        )


def _carrier(situation: Situation) -> Candidate:
    party = carrier_of(situation.carrier, situation.origin)
    name = party.name if party else situation.carrier
    declared = next((cover for cover in situation.covers if _is_declared(cover)), None)
    reasons = [Why(WhyCode.CARRIER_LIABLE, f"{name} carried the parcel and is liable for it by its terms.")]
    if declared:
        worth = f"{declared.amount.amount} {declared.amount.currency_code}"
        reasons.append(Why(WhyCode.DECLARED_VALUE, f"A value of {worth} was declared."))
    peril = situation.peril
    if peril is Peril.THEFT and situation.mismatch:
        peril = Peril.LOSS
        reasons.append(
            Why(
                WhyCode.MISDELIVERED,
                "The proof of delivery does not fit the addressee, so it was delivered to somebody else.",
            )
        )
    rule = _rule(situation, party, peril) if party else None
    if rule is None and peril is not Peril.THEFT:
        rule = _rule(situation, fallback_of(CounterpartyKind.CARRIER), peril)
        if rule:
            reasons.append(
                Why(
                    WhyCode.CONVENTION,
                    f"No rule of {name} is known for this; what counts everywhere is taken: {rule.source}.",
                )
            )
    kind = (
        _by(situation, party, RouteKind.CARRIER_API, RouteKind.CARRIER_PACKET, reasons) if party else RouteKind.MANUAL
    )
    return Candidate(kind, party.key if party else name, name, party, peril, rule, declared, tuple(reasons))


def _known(
    situation: Situation, party: Counterparty, kind: RouteKind, cover: Cover | None, reasons: list[Why]
) -> Candidate:
    rule = _rule(situation, party, situation.peril)
    return Candidate(kind, party.key, party.name, party, situation.peril, rule, cover, tuple(reasons))


def _rule(situation: Situation, party: Counterparty, peril: Peril) -> Rule | None:
    facts = situation.facts
    shipped = facts.shipped_at or facts.mailed_at or facts.accepted_at or facts.ordered_at
    return rule_of(
        party,
        peril,
        shipped.date(),
        origin=situation.origin,
        destination=situation.destination,
        service=situation.service,
        military=situation.military,
    )


def _by(
    situation: Situation, party: Counterparty, program: RouteKind, person: RouteKind, reasons: list[Why]
) -> RouteKind:
    """By program where they take that and an account is connected."""
    if not party.api:
        return person
    if party.company in situation.accounts:
        return program
    reasons.append(
        Why(WhyCode.NO_ACCOUNT, f"It can be filed by itself once an account at {party.company} is connected.")
    )
    return person


def _is_platform(cover: Cover, situation: Situation) -> bool:
    """The platform's own insurer sells its covers elsewhere too; those are any insurer's."""
    ours = situation.label_source is LabelSource.SHOPIFY_SHIPPING and cover.kind is CoverKind.THIRD_PARTY
    return ours and provider_of(cover.provider) is provider_of(_SHOPIFY)


def _is_declared(cover: Cover) -> bool:
    return (
        cover.kind in (CoverKind.CARRIER_DECLARED_VALUE, CoverKind.CARRIER_LIABILITY)
        and cover.status is CoverStatus.ACTIVE
    )
