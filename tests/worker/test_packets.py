"""Packets are built apart, once, from what is there; they go when their time is over or people are forgotten."""

import asyncio
import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import timedelta

import asyncpg
import msgspec
import pytest
from pypdf import PdfReader

from services.core.claims.model import EvidenceKind
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.documents.model import Language
from services.core.documents.packets import operations
from services.core.documents.packets.model import NewRecoveryExport, keys
from services.core.evidence.model import Visibility
from services.core.privacy import operations as privacy
from services.core.privacy.model import PrivacyKind
from services.core.settings import Settings
from services.core.shipments.model import (
    Handover,
    ProofFile,
    ProofKind,
    ProofOfDelivery,
    Scan,
    ScanSource,
    Tracking,
    TrackingStatus,
)
from services.core.shipments.operations import record_tracking
from services.worker.job import Process
from services.worker.recoveries import packets
from services.worker.retention import trim
from tests.builders import Shop, a_key
from tests.files import a_pdf, a_photo
from tests.recoveries import a_new_recovery, a_recovery
from tests.worker.conftest import Working
from tests.worker.evidence import Case, a_case, a_job, ready
from tests.worker.rows import states


@dataclass(frozen=True)
class Asked:
    """A claim on a parcel, and what is asked back for it."""

    case: Case
    recovery_id: str
    parcel_id: str


@pytest.fixture
async def asked(app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection) -> Asked:
    """A parcel that a neighbor took, with a photo, a purchase invoice, a note of the shop's own, and a recovery."""
    case = await a_case(app, shop)
    parcel = await rows.fetchval("select shipment_id from claims where id = $1", case.claim_id)
    now = system_clock()
    async with app.write(shop.id) as tx:
        scan = Scan(now - timedelta(days=3), TrackingStatus.DELIVERED, "D", "Delivered to a neighbor", "Odense")
        proof = ProofOfDelivery("Naboen", Handover.NEIGHBOR, files=(ProofFile(ProofKind.PHOTO, "image/png", b"x"),))
        tracking = Tracking((scan,), proof=proof)
        await record_tracking(tx, parcel, tracking, ScanSource.POLL, company="easypost", now=now)
    await ready(app, process.storage, case, a_photo(), "image/jpeg", file_name="home.jpg")
    internal = {"visibility": Visibility.INTERNAL}
    await ready(app, process.storage, case, a_pdf("cost"), "application/pdf", kind=EvidenceKind.INVOICE, **internal)
    await ready(app, process.storage, case, a_pdf("note"), "application/pdf", kind=EvidenceKind.OTHER, **internal)
    new = a_new_recovery(
        case.order_id, parcel, claim_id=case.claim_id, counterparty="gls-dk",
        required_documents=("TRACKING_NUMBER", "SALES_INVOICE", "PURCHASE_INVOICE", "PHOTO_OF_LABEL"),
    )  # fmt: skip
    return Asked(case, await a_recovery(app, shop, new), parcel)


async def wanted(app: Pool, asked: Asked, language: Language | None = None) -> str:
    """A packet that was asked for; its id."""
    shop, new = asked.case.shop, NewRecoveryExport(asked.recovery_id, language)
    return await operations.request(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())


async def build(rows: asyncpg.Connection, process: Process, asked: Asked, export_id: str) -> None:
    """One run of the job."""
    await packets.build(await a_job(rows, process, asked.case.shop, "recovery.export", export_id))


async def events(rows: asyncpg.Connection, kind: str) -> list[asyncpg.Record]:
    """Those of a kind."""
    return await rows.fetch("select public, subject, data from events where type = $1", kind)


async def test_a_worker_builds_what_was_asked_for(
    asked: Asked, app: Pool, process: Process, inward: Working, rows: asyncpg.Connection
) -> None:
    export_id = await wanted(app, asked)
    async with inward(), asyncio.timeout(30):
        while not (told := await events(rows, "recovery.export_ready")):
            await asyncio.sleep(0.02)
    assert [(one["public"], one["subject"]) for one in told] == [(False, asked.recovery_id)]
    row = await rows.fetchrow("select * from recovery_exports where id = $1", export_id)
    assert row is not None
    assert (row["state"], row["language"]) == ("READY", "DA")
    data = await process.storage.get(row["zip_key"], 10**7)
    assert (row["size"], row["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in archive.namelist() if name.startswith("enclosures/")]
    assert names == [
        "enclosures/01-krav-om-erstatning.pdf",
        "enclosures/02-faktura.pdf",
        "enclosures/03-sporingshistorik.pdf",
        "enclosures/04-erklaering-om-manglende-modtagelse.pdf",
        "enclosures/05-foto.jpg",
        "enclosures/06-kobsfaktura-kostpris-uden-moms.pdf",
    ]
    pdf = PdfReader(io.BytesIO(await process.storage.get(row["pdf_key"], 10**7)))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for said in ("GLS Danmark", "Delivered to a neighbor", "Naboen", "til en nabo", "Ida Hansen", "MANGLER"):
        assert said in text, said
    assert "ida@shop.example" not in text
    fields = msgspec.json.decode(archive.read("fields.json"))
    missing = [one["document"] for one in fields["documents"] if one["ask"] == "CUSTOMER"]
    assert missing == ["PHOTO_OF_LABEL", "NON_RECEIPT_DECLARATION"]


async def test_a_recovery_without_a_claim_has_a_packet_too(
    app: Pool, process: Process, rows: asyncpg.Connection, asked: Asked
) -> None:
    await rows.execute(
        "update recoveries set claim_id = null, counterparty = 'Hermes' where id = $1", asked.recovery_id
    )
    export_id = await wanted(app, asked, Language.DE)
    await build(rows, process, asked, export_id)
    pdf_key, _ = keys(asked.case.shop.id, export_id)
    pdf = PdfReader(io.BytesIO(await process.storage.get(pdf_key, 10**7)))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Hermes" in text
    assert "Teapot" in text


async def test_building_twice_says_it_once_and_writes_the_same(
    asked: Asked, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    export_id = await wanted(app, asked)
    await build(rows, process, asked, export_id)
    first = await process.storage.get(keys(asked.case.shop.id, export_id)[1], 10**7)
    await rows.execute("update recovery_exports set state = 'PENDING' where id = $1", export_id)
    await build(rows, process, asked, export_id)
    assert await process.storage.get(keys(asked.case.shop.id, export_id)[1], 10**7) == first


async def test_a_packet_goes_when_its_time_is_over(
    asked: Asked, app: Pool, process: Process, leader: asyncpg.Connection, settings: Settings, rows: asyncpg.Connection
) -> None:
    export_id = await wanted(app, asked)
    await build(rows, process, asked, export_id)
    await rows.execute("update recovery_exports set retain_until = now() where id = $1", export_id)
    for _ in range(2):
        await trim(leader, settings)
    assert await states(rows, "packet.discard") == {"WAITING": 1}
    await packets.discard(await a_job(rows, process, asked.case.shop, "packet.discard", export_id))
    assert await rows.fetchval("select deleted_at from recovery_exports where id = $1", export_id) is not None
    for key in keys(asked.case.shop.id, export_id):
        assert await process.storage.size(key) is None


async def test_whoever_is_forgotten_is_forgotten_in_packets(asked: Asked, app: Pool, rows: asyncpg.Connection) -> None:
    export_id = await wanted(app, asked)
    shop, now = asked.case.shop, system_clock()
    async with app.write(shop.id) as tx:
        order = [asked.case.order_id]
        await privacy.receive(tx, shop.account_id, "1", PrivacyKind.CUSTOMER_REDACT, order, shop.caller.actor, now)
    request = await rows.fetchval("select id from privacy_requests")
    assert await privacy.redact(shop.write(app), request, shop.caller.actor, now)
    assert await rows.fetchval("select retain_until <= $2 from recovery_exports where id = $1", export_id, now)
