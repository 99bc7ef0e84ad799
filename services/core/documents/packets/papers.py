"""Which files go with a packet, under which numbers, and where each document that is asked for is found: pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from services.core.documents.gather import plain
from services.core.documents.model import Language
from services.core.documents.packets.packet import Enclosure, Paper
from services.core.documents.words import said
from services.core.evidence.model import SUFFIXES, Evidence
from services.core.policies.model import EvidenceKind
from services.core.recoveries.documents import HOLDERS, Holder
from services.core.recoveries.holdings import is_own
from services.core.recoveries.rules.terms import Document, Peril
from services.core.shipments.files import SUFFIXES as PROOF_SUFFIXES
from services.core.shipments.files import KeptFile

PHOTOS = frozenset(document for document in Document if document.value.startswith("PHOTO"))
NOTHING_CAME = frozenset({Peril.LOSS, Peril.THEFT})
WRITTEN = {
    Document.TRACKING_NUMBER: "letter",
    Document.ITEM_DESCRIPTION: "letter",
    Document.WAYBILL: "letter",
    Document.WEIGHT: "letter",
    Document.CUSTOMER_STATEMENT: "letter",
    Document.PROOF_OF_INSURANCE: "letter",
    Document.PROOF_OF_COMPENSATION: "letter",
    Document.SALES_INVOICE: "invoice",
}
"""In which of our own papers a document is, when it is at hand and no file."""

LETTER, INVOICE, HISTORY, DECLARATION = "letter", "invoice", "history", "declaration"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The files that go with a packet, those that are kept back by kind, and in which files a document is."""

    files: tuple[Enclosure, ...]
    kept_back: tuple[tuple[str, int], ...]
    found: dict[Document, tuple[int, ...]]


def own_papers(*, declares: bool) -> tuple[str, ...]:
    """The papers that we write ourselves, in the order of their numbers."""
    return (LETTER, INVOICE, HISTORY, *((DECLARATION,) if declares else ()))


def path_of(language: Language, place: int, name: str, suffix: str) -> str:
    """A paper's or file's name in the archive: its number, and what it is in the packet's language."""
    return f"enclosures/{place:02d}-{plain(name)}.{suffix}"


def enclose(
    evidence: Sequence[Evidence],
    proofs: Sequence[KeptFile],
    asked: Collection[Document],
    peril: Peril,
    language: Language,
    *,
    first: int,
    room: int,
) -> Enclosed:
    """Number the files that a counterparty needs from `first` on, up to `room` bytes; it gets no other.

    A purchase invoice shows what the shop pays for its goods, so it goes only to whoever asks for that.
    """
    numbers, files, kept = count(first), list[Enclosure](), Counter[str]()
    found: dict[Document, tuple[int, ...]] = {}

    def add(group: str, kind: str, mime_type: str, suffix: str, file: Evidence | KeptFile) -> int | None:
        nonlocal room
        if file.file_key is None or file.sha256 is None or (file.size or 0) > room:
            return None
        room -= file.size or 0
        place = next(numbers)
        path = path_of(language, place, said(language, group, kind), suffix)
        files.append(Enclosure(file.id, place, group, kind, mime_type, file.sha256, file.file_key, path))
        return place

    for one in evidence:
        documents = _shows(one, asked, peril)
        place = None
        if documents is not None and one.mime_type is not None:
            group, kind = ("kind", one.kind.value)
            if len(documents) == 1 and one.kind is not EvidenceKind.PHOTO:
                group, kind = "document", documents[0].value
            place = add(group, kind, one.mime_type, SUFFIXES[one.mime_type], one)
        if place is None or documents is None:
            kept[one.kind.value] += 1
            continue
        for document in documents:
            found[document] = (*found.get(document, ()), place)
    for proof in proofs:
        add("proof", proof.kind.value, proof.media_type, PROOF_SUFFIXES.get(proof.media_type, "bin"), proof)
    return Enclosed(tuple(files), tuple(sorted(kept.items())), found)


def papers_of(
    asked: Sequence[Document], at_hand: Collection[Document], found: dict[Document, tuple[int, ...]], *, declares: bool
) -> tuple[Paper, ...]:
    """Where each document that is asked for is."""
    papers = []
    for document in asked:
        is_there = document in at_hand
        written = WRITTEN.get(document) if is_there and document not in found else None
        if document is Document.NON_RECEIPT_DECLARATION and declares:
            written = DECLARATION
        holder = None if is_there else HOLDERS[document].value
        files = found.get(document, ()) if is_there else ()
        papers.append(Paper(document.value, files, written, holder))
    if declares and Document.NON_RECEIPT_DECLARATION not in asked:
        papers.append(Paper(Document.NON_RECEIPT_DECLARATION.value, written=DECLARATION, holder=Holder.CUSTOMER.value))
    return tuple(papers)


def _shows(file: Evidence, asked: Collection[Document], peril: Peril) -> tuple[Document, ...] | None:
    """The documents that a file is; nothing when it is none of the counterparty's business."""
    if file.kind is EvidenceKind.PHOTO:
        photos = tuple(document for document in asked if document in PHOTOS)
        return photos if photos or peril not in NOTHING_CAME else None
    wanted = {
        EvidenceKind.INVOICE: Document.PURCHASE_INVOICE if is_own(file) else Document.SALES_INVOICE,
        EvidenceKind.CORRESPONDENCE: Document.CUSTOMER_STATEMENT,
        EvidenceKind.NON_RECEIPT_DECLARATION: Document.NON_RECEIPT_DECLARATION,
        EvidenceKind.POLICE_REPORT: Document.POLICE_REPORT,
    }
    document = wanted.get(file.kind)
    if document in (Document.NON_RECEIPT_DECLARATION, Document.POLICE_REPORT):
        return (document,) if document in asked or peril in NOTHING_CAME else None
    if file.kind is EvidenceKind.PROOF_OF_DELIVERY:
        return ()
    return (document,) if document is not None and document in asked else None
