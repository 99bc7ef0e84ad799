"""Exports are built apart, once, with what their reader may see; they go when their time is over."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.documents.model import Audience, keys
from services.core.evidence.model import Visibility
from services.core.ports import Unavailable
from services.core.recoveries.model import CounterpartyType, Peril
from services.core.settings import Settings
from services.core.shipments.model import Scan, ScanSource, Tracking, TrackingStatus
from services.core.shipments.operations import record_tracking
from services.core.storage import open_storage
from services.worker import exports
from services.worker.apart import Crashed
from services.worker.job import Process
from services.worker.retention import trim
from tests.builders import Shop
from tests.files import a_pdf, a_photo
from tests.recoveries import a_new_recovery, a_recovery, file_by_hand, pay
from tests.worker.archives import build, opened, wanted
from tests.worker.conftest import Working
from tests.worker.evidence import Case, a_case, a_job, ready
from tests.worker.rows import states


@pytest.fixture
async def case(app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection) -> Case:
    """A claim with a scan, a public photo and an internal invoice, both ready."""
    case = await a_case(app, shop)
    parcel = await rows.fetchval("select shipment_id from claims where id = $1", case.claim_id)
    async with app.write(shop.id) as tx:
        scan = Scan(system_clock() - timedelta(days=1), TrackingStatus.IN_TRANSIT, "AA", "Left the depot", "Odense")
        await record_tracking(tx, parcel, Tracking((scan,)), ScanSource.POLL, company="easypost", now=system_clock())
    await ready(app, process.storage, case, a_photo(), "image/jpeg", file_name="Bøwl broken!.jpg")
    await ready(
        app, process.storage, case, a_pdf(), "application/pdf", file_name="purchase.pdf", visibility=Visibility.INTERNAL
    )
    return case


async def ready_events(rows: asyncpg.Connection) -> list[bool]:
    """For each time that an export was said to be ready, whether customers hear of it."""
    return [row["public"] for row in await rows.fetch("select public from events where type = 'claim.export_ready'")]


async def test_a_worker_builds_what_was_asked_for(
    case: Case, app: Pool, process: Process, inward: Working, rows: asyncpg.Connection
) -> None:
    export_id = await wanted(app, case)
    async with inward(), asyncio.timeout(30):
        while not await ready_events(rows):
            await asyncio.sleep(0.02)
    row = await rows.fetchrow("select * from claim_exports where id = $1", export_id)
    assert row is not None
    text, archive, manifest = await opened(process, case, export_id)
    data = await process.storage.get(row["zip_key"], 10**7)
    assert (row["state"], row["size"], row["sha256"]) == ("READY", len(data), hashlib.sha256(data).hexdigest())
    paths = ["evidence/01-bowl-broken.jpg", "evidence/02-purchase.pdf"]
    assert [one["path"] for one in manifest["files"]] == ["case.pdf", "timeline.json", *paths]
    for one in manifest["files"]:
        assert hashlib.sha256(archive.read(one["path"])).hexdigest() == one["sha256"]
    hashes = [row["sha256"] for row in await rows.fetch("select sha256 from evidence order by id")]
    assert [one["sha256"] for one in manifest["files"][2:]] == hashes
    for said in ("Test shop", "Left the depot", "Odense", "Teapot", "Claim opened", "ida@shop.example", *hashes):
        assert said in text, said
    assert await ready_events(rows) == [False]


async def test_each_reader_gets_what_is_theirs(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    found = {}
    for audience in Audience:
        export_id = await wanted(app, case, audience)
        await build(rows, process, case, export_id)
        found[audience] = await opened(process, case, export_id)
    client = case.shop.client_id
    for audience, (text, archive, _) in found.items():
        everything = text + archive.read("timeline.json").decode() + archive.read("manifest.json").decode()
        is_shop, is_carrier = audience is Audience.SHOP, audience is Audience.CARRIER
        assert ("purchase" in everything) == is_shop
        assert ("export_requested" in everything) == is_shop
        assert (client in everything) == is_shop
        assert ("ida@shop.example" in everything) == (not is_carrier)
        assert "Ida Hansen" in everything
        assert "evidence/01-bowl-broken.jpg" in archive.namelist()


async def test_what_was_asked_back_is_told_to_the_shop_and_of_carriers_to_carriers(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    claim = await rows.fetchrow("select order_id, shipment_id from claims where id = $1", case.claim_id)
    assert claim is not None
    asked = [
        a_new_recovery(*claim, claim_id=case.claim_id, **told)
        for told in (
            {"counterparty": "gls-dk"},
            {"counterparty": "dao-dk", "reason": Peril.DAMAGE},
            {"counterparty": "nordic-cover", "counterparty_type": CounterpartyType.INSURER, "reason": Peril.THEFT},
        )
    ]
    ours, unfiled, insurer = [await a_recovery(app, case.shop, new, "INVOICE") for new in asked]
    for recovery in (ours, insurer):
        await file_by_hand(app, case.shop, recovery)
    await pay(app, case.shop, ours, "12.34")
    told = {"GLS Danmark": ours, "12.34": ours, "CASE-1": ours, "DAO": unfiled, "nordic-cover": insurer}
    seen = {}
    for audience in Audience:
        export_id = await wanted(app, case, audience)
        await build(rows, process, case, export_id)
        text, *_ = await opened(process, case, export_id)
        seen[audience] = {word for word in told if word in text}
    carriers = {word for word, recovery in told.items() if recovery == ours}
    assert seen == {Audience.SHOP: set(told), Audience.CARRIER: carriers, Audience.BANK: set()}


async def test_a_crash_between_two_steps_leaves_what_another_run_makes_whole(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_id = await wanted(app, case, Audience.BANK)
    put = process.storage.put_stream
    kept: list[str] = []

    async def crash_at_the_second(key: str, *rest: Any) -> None:
        if kept:
            raise asyncio.CancelledError
        kept.append(key)
        await put(key, *rest)

    with monkeypatch.context() as crashing:
        crashing.setattr(process.storage, "put_stream", crash_at_the_second)
        with pytest.raises(asyncio.CancelledError):
            await build(rows, process, case, export_id)
    first = await process.storage.get(kept[0], 10**7)
    assert await ready_events(rows) == []
    both = [await a_job(rows, process, case.shop, "export.build", export_id) for _ in range(2)]
    await asyncio.gather(*(exports.build(job) for job in both))
    await build(rows, process, case, export_id)
    assert await process.storage.get(kept[0], 10**7) == first
    assert await ready_events(rows) == [False]


async def test_while_storage_is_away_nothing_is_said_to_be_ready(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    export_id = await wanted(app, case)
    (tmp_path / "wall").write_text("in the way")
    away = open_storage((tmp_path / "wall" / "files").as_uri())
    with pytest.raises(Unavailable):
        await build(rows, replace(process, storage=away), case, export_id)
    assert await ready_events(rows) == []


async def test_a_file_that_is_gone_is_listed_with_its_hash(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    for row in await rows.fetch("select file_key from evidence"):
        await process.storage.delete(row["file_key"])
    export_id = await wanted(app, case)
    await build(rows, process, case, export_id)
    text, archive, manifest = await opened(process, case, export_id)
    assert archive.namelist() == ["manifest.json", "case.pdf", "timeline.json"]
    assert len(manifest["files"]) == 2
    assert await rows.fetchval("select sha256 from evidence order by id limit 1") in text


async def test_what_cannot_be_built_is_tried_again_and_then_left_to_a_person(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    class Crashing:
        async def run(self, *_: object, **__: object) -> bytes:
            raise Crashed("no memory")

    export_id = await wanted(app, case)
    with pytest.raises(Crashed):
        await build(rows, replace(process, apart=Crashing()), case, export_id)  # type: ignore[arg-type]
    assert await rows.fetchval("select state from claim_exports where id = $1", export_id) == "PENDING"


async def test_an_export_goes_when_its_time_is_over(
    case: Case, app: Pool, process: Process, leader: asyncpg.Connection, settings: Settings, rows: asyncpg.Connection
) -> None:
    export_id = await wanted(app, case)
    await build(rows, process, case, export_id)
    await exports.discard(await a_job(rows, process, case.shop, "export.discard", export_id))
    assert await process.storage.size(keys(case.shop.id, export_id)[1]) is not None
    await rows.execute("delete from tasks where kind = 'export.discard'")
    await rows.execute("update claim_exports set retain_until = now() where id = $1", export_id)
    for _ in range(2):
        await trim(leader, settings)
    assert await states(rows, "export.discard") == {"WAITING": 1}
    for _ in range(2):
        await exports.discard(await a_job(rows, process, case.shop, "export.discard", export_id))
    row = await rows.fetchrow("select * from claim_exports where id = $1", export_id)
    assert row is not None
    assert (row["pdf_key"], row["zip_key"], len(row["sha256"])) == (None, None, 64)
    assert row["deleted_at"] is not None
    for key in keys(case.shop.id, export_id):
        assert await process.storage.size(key) is None
    await build(rows, process, case, export_id)
    assert await process.storage.size(keys(case.shop.id, export_id)[0]) is None
