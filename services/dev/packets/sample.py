"""What sample packets are made of: one shop, one order, and a parcel that went wrong in whatever way is asked."""

import io
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from fpdf import FPDF
from PIL import Image, ImageDraw

from services.core.claims.model import Claim, Item
from services.core.coverages.model import Coverage
from services.core.documents.case import Money, Scan
from services.core.documents.gather import MOST_BYTES
from services.core.documents.model import Language
from services.core.documents.packets.compose import Material
from services.core.documents.packets.model import LANGUAGES
from services.core.documents.packets.packet import MadeGood, Packet, Proof
from services.core.events import ActorKind
from services.core.evidence.model import Evidence, EvidenceState, Visibility
from services.core.money import Money as Amount
from services.core.orders.model import Customer, Line, Order
from services.core.policies.model import EvidenceKind
from services.core.recoveries.documents import Holdings, documents_at_hand
from services.core.recoveries.model import Clock, CounterpartyType, Recovery
from services.core.recoveries.rules.model import Counterparty
from services.core.recoveries.rules.terms import CounterpartyKind, Peril
from services.core.shipments.files import KeptFile
from services.core.shipments.model import Discrepancy, Handover, ProofKind, Shipment, ShipmentLine, TrackingStatus
from services.core.storefronts.model import Mode, Storefront

START = datetime(2026, 3, 2, 8, 40, tzinfo=UTC)
CUSTOMER = Customer("Ida Kjærgaard Hansen", "ida@shop.example", "+45 20 20 20 20", "2100", "DK")
COUNTRIES = {"US": ("USD", "America/New_York"), "DE": ("EUR", "Europe/Berlin"), "NO": ("NOK", "Europe/Oslo")}
NET = Decimal("598.40")
"""What the claimed goods are worth without VAT."""
T = TypeVar("T")


def a_material(party: Counterparty, peril: Peril, language: Language | None = None) -> Material:
    """What a packet for a counterparty is made of, with some papers there and some missing."""
    currency, zone = COUNTRIES.get(party.country or "", ("DKK", "Europe/Copenhagen"))
    came = peril is not Peril.LOSS
    rule = next(rule for rule in party.rules if peril in rule.perils)
    is_carrier = party.kind is CounterpartyKind.CARRIER
    limit = rule.liability.limit
    is_limited = is_carrier and limit is not None and limit.currency_code == currency
    asked = min(limit.amount if limit and is_limited else NET, NET)
    delivered_at = START + timedelta(days=4, hours=5) if came else None
    return Material(
        language=language or LANGUAGES.get(party.filing.language, Language.EN),
        made_at=START + timedelta(days=12),
        storefront=Storefront("sto_1", "Nordlys Keramik", Mode.TEST, currency, zone, ()),
        recovery=_blank(
            Recovery, id="rcv_1", number="REC-7QK2M9XD", order_id="ord_1", shipment_id="shp_1", claim_id="clm_1",
            counterparty=party.key,
            counterparty_type=CounterpartyType.CARRIER if is_carrier else CounterpartyType.INSURER,
            reason=peril, requested=Amount(asked, currency),
            required_documents=tuple(document.value for document in rule.documents), missing_documents=(),
            clock=Clock(rule.reference, True, START + timedelta(days=1), START + timedelta(days=30),
                        START + timedelta(days=60)),
            created_at=START + timedelta(days=6),
        ),
        parcel=_blank(
            Shipment, id="shp_1", order_id="ord_1", carrier=party.carriers[0] if party.carriers else "UPS",
            tracking_number="MG370730254NO", service="Home delivery", weight_grams=3250,
            tracking_status=TrackingStatus.DELIVERED if came else TrackingStatus.IN_TRANSIT,
            signature_required=peril is Peril.THEFT, photo_required=False,
            agreed_place=Handover.RECIPIENT if peril is Peril.THEFT else None,
            discrepancy=Discrepancy.NAME_MISMATCH if peril is Peril.THEFT else None,
            declared_value=Amount(Decimal("750.00"), currency), shipped_at=START + timedelta(days=1),
            estimated_delivery_at=START + timedelta(days=4), delivered_at=delivered_at,
        ),
        order=_blank(
            Order, id="ord_1", number="#1001", customer=CUSTOMER, currency_code=currency, total=Decimal("1499.00"),
            placed_at=START, shipping_amount=Decimal("49.00"),
        ),
        lines=(
            _line("orl_1", "Stoneware bowl, glazed in sea green, with a lid of oiled oak", "BOWL-30", 2, "748.00",
                  currency),
            _line("orl_2", "Teapot", None, 1, "702.00", currency),
        ),
        sent=(ShipmentLine("shl_1", "shp_1", "orl_1", 2), ShipmentLine("shl_2", "shp_1", "orl_2", 1)),
        at_hand=documents_at_hand(
            Holdings(has_lines=True, was_shipped=True, photos=2 if _is_broken(peril) else 0, has_words=True,
                     own_kinds=frozenset({EvidenceKind.INVOICE}), kinds=frozenset({EvidenceKind.INVOICE}),
                     has_weight=True, is_covered=not is_carrier, made_good=True)
        ),
        room=MOST_BYTES,
        claim=_blank(Claim, id="clm_1", created_at=START + timedelta(days=5)),
        items=(Item("orl_1", "shl_1", 2, "One lid is cracked." if _is_broken(peril) else None),),
        evidence=(
            *(_evidence(place, EvidenceKind.PHOTO, "image/jpeg") for place in range(2 if _is_broken(peril) else 0)),
            _evidence(2, EvidenceKind.INVOICE, "application/pdf", by=ActorKind.STAFF),
            _evidence(3, EvidenceKind.OTHER, "image/jpeg"),
        ),
        proof=Proof("J. Nielsen", "NEIGHBOR", "Front door", "55.7, 12.57", "RECIPIENT", "NAME_MISMATCH")
        if peril is Peril.THEFT
        else None,
        proof_files=(KeptFile("pof_1", "shp_1", ProofKind.SIGNATURE, "image/png", 2000, "5" * 64, "proofs/5"),)
        if peril is Peril.THEFT
        else (),
        cover=None
        if is_carrier
        else _blank(Coverage, provider=party.name, insured=Amount(Decimal("750.00"), currency),
                    policy_number="POL-20260302", deductible_amount=Decimal("25.00")),
        scans=tuple(_scans(came=came)),
        statement=("The parcel never came to me. I was at home all day, and I have asked all neighbors.",),
        made_good=(MadeGood("REFUND", START + timedelta(days=8), Money("748.00", currency), "re_1001"),),
    )  # fmt: skip


def pictures(packet: Packet, folder: Path) -> None:
    """Put a file for each enclosure of a packet into a folder."""
    (folder / "enclosures").mkdir()
    for one in packet.enclosures:
        if one.path is not None:
            (folder / one.path).write_bytes(_file(one.mime_type, f"{one.kind} {one.place}"))


def _file(mime_type: str, text: str) -> bytes:
    if mime_type == "application/pdf":
        pdf = FPDF()
        pdf.add_page()
        pdf.set_font("helvetica", size=18)
        pdf.cell(text=text)
        return bytes(pdf.output())
    image = Image.new("RGB", (800, 600) if "PHOTO" in text else (600, 200), "#d9d3c7")
    drawn = ImageDraw.Draw(image)
    drawn.ellipse((40, 40, image.width - 40, image.height - 40), fill="#5f8a7d")
    drawn.text((20, 14), text, fill="black", font_size=22)
    packed = io.BytesIO()
    image.save(packed, "PNG" if mime_type == "image/png" else "JPEG")
    return packed.getvalue()


def _is_broken(peril: Peril) -> bool:
    return peril in (Peril.DAMAGE, Peril.MISSING_CONTENTS)


def _scans(*, came: bool) -> list[Scan]:
    told = [
        (20, "PRE_TRANSIT", "Shipment information received", ""),
        (24, "IN_TRANSIT", "Handed in", "Aarhus C, DK"),
        (40, "IN_TRANSIT", "Sorted at the terminal, and sent on to the terminal of the addressee", "Taulov, DK"),
        (63, "IN_TRANSIT", "Arrived at the terminal", "København NV, DK"),
        (96, "OUT_FOR_DELIVERY", "Out for delivery", "København NV, DK"),
    ]
    told += [(101, "DELIVERED", "Delivered", "København Ø, DK")] if came else []
    return [Scan(START + timedelta(hours=hours), status, text, place) for hours, status, text, place in told]


def _line(id_: str, title: str, sku: str | None, quantity: int, paid: str, currency: str) -> Line:
    amount = Decimal(paid)
    return _blank(
        Line, id=id_, order_id="ord_1", external_id=id_, title=title, sku=sku, quantity=quantity,
        unit_price=amount / quantity, paid_amount=amount, tax_amount=amount / 5, currency_code=currency,
    )  # fmt: skip


def _evidence(place: int, kind: EvidenceKind, mime_type: str, by: ActorKind = ActorKind.CUSTOMER) -> Evidence:
    return _blank(
        Evidence, id=f"evd_{place}", claim_id="clm_1", kind=kind, visibility=Visibility.PUBLIC,
        state=EvidenceState.READY, file_name="ida-hansen-home.jpg", mime_type=mime_type, size=20_000,
        sha256=f"{place}" * 64, file_key=f"evidence/{place}", uploaded_by=by,
    )  # fmt: skip


def _blank(row: type[T], /, **given: Any) -> T:
    """A row of which nothing is known but this."""
    return row(**{field.name: None for field in fields(row)} | given)  # type: ignore[arg-type]
