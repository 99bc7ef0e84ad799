"""Fills a counterparty's form with what a packet knows: pure."""

from datetime import datetime

from services.core.documents.case import Money
from services.core.documents.packets.form import Blank, Form, Known
from services.core.documents.packets.packet import Field, Packet
from services.core.documents.words import WORDS
from services.core.recoveries.rules.terms import Peril

Value = str | Money | datetime | None


def fill(form: Form, packet: Packet) -> tuple[Field, ...]:
    """The form's fields for what happened, in its order, each with its value or with who knows it."""
    peril = Peril(packet.peril)
    values = _values(form, packet)
    return tuple(_field(blank, values) for blank in form.fields if not blank.perils or peril in blank.perils)


def steps_of(form: Form, peril: Peril) -> tuple[str, ...]:
    """What whoever files does, one after the other."""
    return tuple(step.text for step in form.steps if not step.perils or peril in step.perils)


def _field(blank: Blank, values: dict[Known, Value]) -> Field:
    value = values[blank.value] if blank.value else blank.fixed
    known = blank.value.value if blank.value else None
    return Field(
        label=blank.label,
        ask=blank.ask.value,
        known=known,
        text=value or None if isinstance(value, str) else None,
        money=value if isinstance(value, Money) else None,
        day=value if isinstance(value, datetime) else None,
    )


def _values(form: Form, packet: Packet) -> dict[Known, Value]:
    words, parcel, goods = WORDS[packet.language], packet.parcel, packet.goods
    freight = next((row.money for row in packet.reckoned if row.word == "freight"), None)
    return {
        Known.PARCEL_NUMBER: parcel.tracking_number,
        Known.PARCEL_CARRIER: parcel.carrier,
        Known.PARCEL_SERVICE: parcel.service,
        Known.PARCEL_SHIPPED: parcel.shipped_at,
        Known.PARCEL_EXPECTED: parcel.expected_at,
        Known.PARCEL_DELIVERED: parcel.delivered_at,
        Known.PARCEL_WEIGHT: parcel.weight,
        Known.PARCEL_DECLARED: parcel.declared,
        Known.SHOP_NAME: packet.storefront,
        Known.CUSTOMER_NAME: packet.customer,
        Known.CUSTOMER_POSTAL_CODE: packet.postal_code,
        Known.CUSTOMER_COUNTRY: packet.country_code,
        Known.ORDER_NUMBER: packet.order_number,
        Known.GOODS_DESCRIPTION: "\n".join(
            f"{line.quantity} x {line.title}" + (f" ({line.sku})" if line.sku else "") for line in goods
        ),
        Known.GOODS_QUANTITY: str(sum(line.quantity for line in goods)) if goods else None,
        Known.GOODS_VALUE: packet.paid if goods else None,
        Known.GOODS_COST: packet.cost,
        Known.GOODS_FREIGHT: freight,
        Known.GOODS_OTHERS: words["answer.yes" if packet.has_others else "answer.no"],
        Known.COVER_AMOUNT: packet.cover.insured if packet.cover else None,
        Known.COVER_POLICY: packet.cover.policy_number if packet.cover else None,
        Known.CASE_KIND: form.kinds.get(Peril(packet.peril)),
        Known.CASE_HAPPENED: happened(packet),
        Known.CASE_DISCOVERED: packet.discovered_at,
        Known.CASE_AMOUNT: packet.asked,
        Known.CASE_OWN: packet.number,
    }


def happened(packet: Packet) -> str:
    """What happened, with what does not fit of the delivery and what is said of each claimed thing."""
    words = WORDS[packet.language]
    told = [words[f"happened.{packet.happened}"]]
    if mismatch := discrepancy(packet):
        told.append(mismatch)
    told += [f"{line.title}: {line.description}" for line in packet.goods if line.description]
    return " ".join(told)


def discrepancy(packet: Packet) -> str | None:
    """What of the delivery does not fit what was agreed, as a sentence; nothing where all fits."""
    proof, words = packet.proof, WORDS[packet.language]
    if proof is None or proof.discrepancy is None:
        return None
    return words[f"discrepancy.{proof.discrepancy}"].format(
        signed=proof.signed_by or "?",
        name=packet.customer or "?",
        handover=words.get(f"handover.{proof.handover}", "?"),
        agreed=words.get(f"handover.{proof.agreed}", "?"),
    )
