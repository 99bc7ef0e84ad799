"""Which of a counterparty's papers are at hand, held or written by ourselves, and who is asked for the others."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.core.policies.model import EvidenceKind
from services.core.recoveries.rules.terms import Document


class Holder(StrEnum):
    """Who has a paper that is missing."""

    CUSTOMER = "CUSTOMER"
    SHOP = "SHOP"


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is known of a parcel that went wrong, as far as papers can be made of it.

    `photos` counts pictures; nobody says what a picture shows. `kinds` are those of all other files that customer and
    shop uploaded, `own_kinds` of the shop's alone. `has_words` tells that the customer said in writing what happened,
    `was_shipped` that the parcel left, `is_covered` that somebody promised to pay for it, and `made_good` that the
    customer was paid or sent the goods again.
    """

    has_lines: bool
    was_shipped: bool
    photos: int = 0
    kinds: frozenset[EvidenceKind] = frozenset()
    own_kinds: frozenset[EvidenceKind] = frozenset()
    has_words: bool = False
    has_weight: bool = False
    is_covered: bool = False
    made_good: bool = False


_PHOTOS: Mapping[Document, int] = {
    Document.PHOTO_OF_ITEM: 1,
    Document.PHOTO_OF_PACKAGING: 2,
    Document.PHOTO_OF_LABEL: 3,
    Document.PHOTO_OF_INNER_PACKING: 4,
    Document.PHOTOS_OF_ALL_SIDES: 6,
}
"""With so many pictures this one is taken to be among them; whoever files looks at them before."""

HOLDERS: Mapping[Document, Holder] = {
    **dict.fromkeys(_PHOTOS, Holder.CUSTOMER),
    Document.PARCEL_FOR_INSPECTION: Holder.CUSTOMER,
    Document.CUSTOMER_STATEMENT: Holder.CUSTOMER,
    Document.NON_RECEIPT_DECLARATION: Holder.CUSTOMER,
    Document.POLICE_REPORT: Holder.CUSTOMER,
    **dict.fromkeys(
        (
            Document.TRACKING_NUMBER, Document.ITEM_DESCRIPTION, Document.SALES_INVOICE, Document.SERIAL_NUMBERS,
            Document.PURCHASE_INVOICE, Document.PROOF_OF_INSURANCE, Document.WAYBILL, Document.POSTING_RECEIPT,
            Document.WEIGHT, Document.PROOF_OF_COMPENSATION,
        ),
        Holder.SHOP,
    ),
}  # fmt: skip
"""Who has which paper."""

ASKED_AS: Mapping[Document, EvidenceKind] = {
    **dict.fromkeys(_PHOTOS, EvidenceKind.PHOTO),
    Document.CUSTOMER_STATEMENT: EvidenceKind.CORRESPONDENCE,
    Document.NON_RECEIPT_DECLARATION: EvidenceKind.NON_RECEIPT_DECLARATION,
    Document.POLICE_REPORT: EvidenceKind.POLICE_REPORT,
}
"""As which kind of evidence a customer is asked for a paper."""


def documents_at_hand(held: Holdings) -> frozenset[Document]:
    """The papers that we hold, or can write from what we hold.

    A label's data make a waybill once the parcel left; the sales invoice and the description are the order's lines. An
    invoice is the shop's proof of purchase only when the shop itself uploaded it.
    """
    told = {
        Document.TRACKING_NUMBER: True,
        Document.ITEM_DESCRIPTION: held.has_lines,
        Document.SALES_INVOICE: held.has_lines,
        Document.WAYBILL: held.was_shipped,
        Document.WEIGHT: held.has_weight,
        Document.PURCHASE_INVOICE: EvidenceKind.INVOICE in held.own_kinds,
        Document.CUSTOMER_STATEMENT: held.has_words or EvidenceKind.CORRESPONDENCE in held.kinds,
        Document.NON_RECEIPT_DECLARATION: EvidenceKind.NON_RECEIPT_DECLARATION in held.kinds,
        Document.POLICE_REPORT: EvidenceKind.POLICE_REPORT in held.kinds,
        Document.PROOF_OF_INSURANCE: held.is_covered,
        Document.PROOF_OF_COMPENSATION: held.made_good,
        **{document: held.photos >= count for document, count in _PHOTOS.items()},
    }
    return frozenset(document for document, is_there in told.items() if is_there)


def missing_from(required: Collection[Document], at_hand: Collection[Document]) -> dict[Holder, tuple[Document, ...]]:
    """What is required and not at hand, by who has it."""
    found: dict[Holder, tuple[Document, ...]] = {}
    for document in required:
        if document not in at_hand:
            found[HOLDERS[document]] = (*found.get(HOLDERS[document], ()), document)
    return found
