"""Puts a packet together from what was read: pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from babel.numbers import format_decimal

from services.core.claims.model import Claim, Item
from services.core.coverages.model import Coverage
from services.core.documents.case import Money, Scan
from services.core.documents.model import Language
from services.core.documents.packets.claimed import cost, goods_of, reckoned, total
from services.core.documents.packets.filling import fill, steps_of
from services.core.documents.packets.form import Form, form_of, party_of, rule_of
from services.core.documents.packets.packet import Cover, Dates, MadeGood, Packet, Parcel, Party, Proof
from services.core.documents.packets.papers import NOTHING_CAME, enclose, own_papers, papers_of
from services.core.documents.words import LOCALES
from services.core.evidence.model import Evidence
from services.core.orders.model import Line, Order
from services.core.policies.model import EvidenceKind
from services.core.recoveries.model import CounterpartyType, Recovery
from services.core.recoveries.rules.model import Counterparty, Rule
from services.core.recoveries.rules.terms import Basis, Document, Peril
from services.core.shipments.files import KeptFile
from services.core.shipments.model import Shipment, ShipmentLine, TrackingStatus
from services.core.storefronts.model import Storefront


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a packet is made of. `evidence` are files that a counterparty may see, `at_hand` the papers there are.

    `room` is how many bytes of files it may have.
    """

    language: Language
    made_at: datetime
    storefront: Storefront
    recovery: Recovery
    parcel: Shipment
    order: Order
    lines: Sequence[Line]
    sent: Sequence[ShipmentLine]
    at_hand: Collection[Document]
    room: int
    claim: Claim | None = None
    items: Sequence[Item] = ()
    evidence: Sequence[Evidence] = ()
    proof: Proof | None = None
    proof_files: Sequence[KeptFile] = ()
    cover: Coverage | None = None
    scans: tuple[Scan, ...] = ()
    statement: tuple[str, ...] = ()
    made_good: tuple[MadeGood, ...] = ()


def compose(given: Material) -> Packet:
    """The packet for a recovery's counterparty: what it asks for, and no more."""
    recovery, order, claim = given.recovery, given.order, given.claim
    party = party_of(recovery.counterparty, is_carrier=recovery.counterparty_type is CounterpartyType.CARRIER)
    rule, form = rule_of(party, recovery.clock.rule, recovery.reason), form_of(party)
    asked = _asked(recovery) or rule.documents
    declares = recovery.reason in NOTHING_CAME and all(
        one.kind is not EvidenceKind.NON_RECEIPT_DECLARATION for one in given.evidence
    )
    enclosed = enclose(
        given.evidence,
        given.proof_files,
        asked,
        recovery.reason,
        given.language,
        first=len(own_papers(declares=declares)) + 1,
        room=given.room,
    )
    quantities, said, has_others = _claimed(given)
    goods = goods_of(given.lines, quantities, said)
    packet = Packet(
        number=recovery.number,
        reference=recovery.reference,
        language=given.language,
        made_at=given.made_at,
        storefront=given.storefront.name,
        time_zone=given.storefront.time_zone,
        party=_party(recovery, party, rule, form),
        peril=recovery.reason.value,
        happened=_happened(recovery, given.parcel),
        asked=Money(f"{recovery.requested.amount:f}", recovery.requested.currency_code),
        dates=_dates(recovery),
        order_number=order.number,
        placed_at=order.placed_at,
        discovered_at=claim.created_at if claim else recovery.created_at,
        parcel=_parcel(given.parcel, given.scans, given.language),
        customer=order.customer.name,
        postal_code=order.customer.postal_code,
        country_code=order.customer.country_code,
        goods=goods,
        paid=total(goods, order.currency_code),
        tax=total(goods, order.currency_code, of_tax=True),
        cost=cost(given.lines, quantities) if rule.basis is Basis.COST else None,
        has_others=has_others,
        reckoned=reckoned(
            recovery, rule, goods, order, given.cover, cost(given.lines, quantities), given.parcel.weight_grams
        ),
        statement=given.statement if Document.CUSTOMER_STATEMENT in asked else (),
        proof=given.proof,
        cover=_cover(given.cover),
        made_good=given.made_good if Document.PROOF_OF_COMPENSATION in asked else (),
        papers=papers_of(asked, given.at_hand, enclosed.found, declares=declares),
        enclosures=enclosed.files,
        kept_back=enclosed.kept_back,
        declares=declares,
    )
    return replace(packet, fields=fill(form, packet))


def _asked(recovery: Recovery) -> tuple[Document, ...]:
    known = {document.value for document in Document}
    return tuple(Document(word) for word in recovery.required_documents if word in known)


def _claimed(given: Material) -> tuple[Counter[str], dict[str, str], bool]:
    """How many of each line are claimed, what is said of them, and whether there was more in the parcel."""
    in_parcel = Counter({line.order_line_id: line.quantity for line in given.sent})
    claimed, said = Counter[str](), dict[str, str]()
    for item in given.items:
        claimed[item.order_line_id] += item.quantity
        if item.description:
            said[item.order_line_id] = item.description
    wanted = claimed or in_parcel
    return wanted, said, bool(in_parcel - wanted)


def _party(recovery: Recovery, party: Counterparty, rule: Rule, form: Form) -> Party:
    return Party(
        key=party.key,
        name=recovery.counterparty if party.fallback and recovery.counterparty != party.key else party.name,
        is_cover=recovery.counterparty_type is not CounterpartyType.CARRIER,
        claimant=rule.claimant.value,
        source=form.source,
        confidence=form.confidence.value,
        steps=steps_of(form, recovery.reason),
        url=party.filing.url,
        email=party.filing.email,
        address=party.filing.address,
        decision=(rule.decision.amount, rule.decision.unit.value) if rule.decision else None,
    )


def _happened(recovery: Recovery, parcel: Shipment) -> str:
    is_told_delivered = parcel.tracking_status is TrackingStatus.DELIVERED
    return "LOSS_DELIVERED" if recovery.reason is Peril.LOSS and is_told_delivered else recovery.reason.value


def _dates(recovery: Recovery) -> Dates:
    clock = recovery.clock
    return Dates(
        opens_at=clock.opens_at,
        notice_by=clock.notice_by,
        file_by=clock.file_by,
        information_by=recovery.information_by,
        appeal_by=recovery.appeal_by,
        assumed=clock.assumed,
    )


def _parcel(parcel: Shipment, scans: tuple[Scan, ...], language: Language) -> Parcel:
    declared = parcel.declared_value
    kilograms = Decimal(parcel.weight_grams) / 1000 if parcel.weight_grams else None
    return Parcel(
        carrier=parcel.carrier,
        tracking_number=parcel.tracking_number,
        status=parcel.tracking_status.value,
        service=parcel.service,
        weight=f"{format_decimal(kilograms, locale=LOCALES[language])} kg" if kilograms else None,
        shipped_at=parcel.shipped_at,
        expected_at=parcel.estimated_delivery_at,
        delivered_at=parcel.delivered_at,
        declared=Money(f"{declared.amount:f}", declared.currency_code) if declared else None,
        signature_bought=parcel.signature_required,
        scans=scans,
    )


def _cover(cover: Coverage | None) -> Cover | None:
    if cover is None:
        return None
    insured = Money(f"{cover.insured.amount:f}", cover.insured.currency_code)
    return Cover(cover.provider, insured, cover.policy_number)
