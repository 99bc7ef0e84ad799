"""Which papers are at hand, who has the others, and that this follows what was uploaded, said, covered and paid."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from services.core.clock import system_clock
from services.core.coverages import operations as coverages
from services.core.coverages.model import CoverageKind, NewCoverage
from services.core.database import Pool
from services.core.evidence.model import Visibility
from services.core.money import Money, parse_amount
from services.core.policies.model import EvidenceKind
from services.core.recoveries.documents import ASKED_AS, HOLDERS, Holder, Holdings, documents_at_hand, missing_from
from services.core.recoveries.holdings import at_hand
from services.core.recoveries.rules.book import counterparties
from services.core.recoveries.rules.terms import Document
from tests.builders import Shop, a_claim, a_key, a_shipment, an_evidence, an_order
from tests.worker.rows import all_rows

NOTHING = Holdings(has_lines=False, was_shipped=False)
ALWAYS = {Document.TRACKING_NUMBER, Document.ITEM_DESCRIPTION, Document.SALES_INVOICE}

ROWS = [
    (NOTHING, {Document.TRACKING_NUMBER}),
    (Holdings(has_lines=True, was_shipped=False), ALWAYS),
    (Holdings(has_lines=False, was_shipped=True), {Document.TRACKING_NUMBER, Document.WAYBILL}),
    (Holdings(False, False, photos=1), {Document.TRACKING_NUMBER, Document.PHOTO_OF_ITEM}),
    (
        Holdings(False, False, photos=4),
        {
            *(Document.TRACKING_NUMBER, Document.PHOTO_OF_ITEM, Document.PHOTO_OF_PACKAGING),
            *(Document.PHOTO_OF_LABEL, Document.PHOTO_OF_INNER_PACKING),
        },
    ),
    (Holdings(False, False, kinds=frozenset({EvidenceKind.INVOICE})), {Document.TRACKING_NUMBER}),
    (
        Holdings(False, False, own_kinds=frozenset({EvidenceKind.INVOICE})),
        {Document.TRACKING_NUMBER, Document.PURCHASE_INVOICE},
    ),
    (
        Holdings(False, False, kinds=frozenset({EvidenceKind.NON_RECEIPT_DECLARATION, EvidenceKind.POLICE_REPORT})),
        {Document.TRACKING_NUMBER, Document.NON_RECEIPT_DECLARATION, Document.POLICE_REPORT},
    ),
    (Holdings(False, False, has_words=True), {Document.TRACKING_NUMBER, Document.CUSTOMER_STATEMENT}),
    (Holdings(False, False, has_weight=True), {Document.TRACKING_NUMBER, Document.WEIGHT}),
    (Holdings(False, False, is_covered=True), {Document.TRACKING_NUMBER, Document.PROOF_OF_INSURANCE}),
    (Holdings(False, False, made_good=True), {Document.TRACKING_NUMBER, Document.PROOF_OF_COMPENSATION}),
]


@pytest.mark.parametrize(("held", "found"), ROWS)
def test_papers_follow_from_what_is_held(held: Holdings, found: set[Document]) -> None:
    assert documents_at_hand(held) == found


def test_somebody_has_every_paper_that_any_rule_asks_for() -> None:
    assert set(HOLDERS) == set(Document)
    asked = {document for party in counterparties() for rule in party.rules for document in rule.documents}
    from_customers = {document for document in asked if HOLDERS[document] is Holder.CUSTOMER}
    assert from_customers - set(ASKED_AS) == {Document.PARCEL_FOR_INSPECTION}, "which nobody can upload"


def test_what_is_missing_is_sorted_by_who_has_it() -> None:
    required = (Document.TRACKING_NUMBER, Document.PHOTO_OF_ITEM, Document.PURCHASE_INVOICE, Document.POLICE_REPORT)
    assert missing_from(required, {Document.TRACKING_NUMBER}) == {
        Holder.CUSTOMER: (Document.PHOTO_OF_ITEM, Document.POLICE_REPORT),
        Holder.SHOP: (Document.PURCHASE_INVOICE,),
    }


@pytest.fixture
async def rows(database: str) -> AsyncIterator[asyncpg.Connection]:
    """All rows, as the operator sees them."""
    async with all_rows(database) as connection:
        yield connection


async def there(app: Pool, shop: Shop, parcel: str, claim: str | None) -> set[Document]:
    """The papers at hand."""
    async with app.read(shop.id) as db:
        return set(await at_hand(db, parcel, claim))


async def is_ready(rows: asyncpg.Connection, evidence_id: str) -> None:
    """Let a file have been looked through."""
    await rows.execute(
        """update evidence set state = 'READY', mime_type = 'image/jpeg', size = 3, sha256 = repeat('a', 64),
               file_key = 'evidence/x' where id = $1""",
        evidence_id,
    )


async def test_rows_tell_what_is_held(app: Pool, shop: Shop, rows: asyncpg.Connection) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order, shipped_at=None)
    assert await there(app, shop, parcel, None) == ALWAYS
    claim = await a_claim(app, shop, order, parcel)
    photo = await an_evidence(app, shop, claim)
    assert await there(app, shop, parcel, claim) == ALWAYS, "nobody has looked through the photo yet"
    await is_ready(rows, photo)
    internal = {"visibility": Visibility.INTERNAL}
    await is_ready(rows, await an_evidence(app, shop, claim, kind=EvidenceKind.INVOICE, **internal))
    await is_ready(rows, await an_evidence(app, shop, claim, kind=EvidenceKind.POLICE_REPORT, **internal))
    expected = ALWAYS | {Document.PHOTO_OF_ITEM, Document.PURCHASE_INVOICE}
    assert await there(app, shop, parcel, claim) == expected, "what is internal stays inside, but for invoices"
    await rows.execute("update shipments set shipped_at = now() where id = $1", parcel)
    await rows.execute("update claims set customer_note = 'It never came.' where id = $1", claim)
    new = NewCoverage(parcel, "shipsurance", CoverageKind.THIRD_PARTY, Money(parse_amount("65.00", "EUR"), "EUR"))
    await coverages.record(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())
    more = {Document.WAYBILL, Document.CUSTOMER_STATEMENT, Document.PROOF_OF_INSURANCE}
    assert await there(app, shop, parcel, claim) == expected | more
    await rows.execute("update evidence set deleted_at = now(), file_key = null where id = $1", photo)
    await rows.execute("update claims set customer_note = null where id = $1", claim)
    await rows.execute("update coverages set status = 'VOID'")
    assert await there(app, shop, parcel, claim) == ALWAYS | {Document.PURCHASE_INVOICE, Document.WAYBILL}


async def test_a_parcel_that_is_not_there_has_its_number_alone(app: Pool, shop: Shop) -> None:
    assert await there(app, shop, "shp_none", None) == {Document.TRACKING_NUMBER}
