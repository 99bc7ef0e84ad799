"""What carriers show of a delivery is in storage before anybody hears of it, once, and goes when its time is over."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import asyncpg
import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.ports import Credentials, Parcel, Rejected, Unavailable
from services.core.privacy import operations as privacy
from services.core.privacy.model import PrivacyKind
from services.core.settings import Settings
from services.core.shipments.files import MOST_FILES
from services.core.shipments.model import (
    Handover,
    ProofFile,
    ProofKind,
    ProofOfDelivery,
    Scan,
    Tracking,
    TrackingStatus,
)
from services.core.storage import open_storage
from services.worker import proofs, shipments
from services.worker.job import Again, Process
from services.worker.retention import trim
from tests.builders import Shop, a_claim, a_shipment, an_order
from tests.files import a_photo
from tests.worker.evidence import a_job

PHOTO = a_photo()
FILES = (
    ProofFile(ProofKind.PHOTO, "image/png", PHOTO),
    ProofFile(ProofKind.DOCUMENT, "application/pdf", b"<html>no paper at all</html>"),
    ProofFile(ProofKind.PHOTO, "image/jpeg", PHOTO),
    ProofFile(ProofKind.SIGNATURE, "image/gif", b""),
)


class Shows:
    """A carrier that delivered the parcel a moment ago, and has this to show; one that is `apart` shows it if asked."""

    name: ClassVar[str] = "easypost"
    base_url: ClassVar[str] = "https://carrier.example"
    credential_names: ClassVar[tuple[str, ...]] = ()
    hook_secret_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *files: ProofFile) -> None:
        at = system_clock()
        self.scans: tuple[Scan, ...] = (Scan(at, TrackingStatus.DELIVERED, "D", "Delivered"),)
        self.proof: ProofOfDelivery | None = ProofOfDelivery("Robin Nextdoor", Handover.NEIGHBOR, "No. 14", files=files)

    def is_sandbox(self, credentials: Credentials) -> bool:
        """It is."""
        return True

    async def probe(self, credentials: Credentials) -> None:
        """Let everybody in."""

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """What there is."""
        return Tracking(self.scans, proof=self.proof)


class ShowsApart(Shows):
    """A carrier whose scans come without the papers."""

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """The scans alone."""
        return Tracking(self.scans)

    async def prove(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """The papers alone."""
        return Tracking((), proof=self.proof)


def asking(process: Process, carrier: Shows) -> Process:
    return replace(process, carriers={"easypost": carrier})


async def a_parcel(app: Pool, shop: Shop) -> str:
    return await a_shipment(app, shop, await an_order(app, shop), tracked_by=shop.account_id)


async def look(rows: asyncpg.Connection, process: Process, shop: Shop, parcel: str) -> None:
    await shipments.check(await a_job(rows, process, shop, "shipment.check", parcel))


async def kept(rows: asyncpg.Connection) -> list[Mapping[str, object]]:
    return [dict(row) for row in await rows.fetch("select * from proof_files order by id")]


async def test_files_are_stored_as_they_came_and_once(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection, settings: Settings
) -> None:
    parcel = await a_parcel(app, shop)
    for _ in range(2):
        await look(rows, asking(process, Shows(*FILES)), shop, parcel)
    # ids of one millisecond are in no order
    files = sorted(await kept(rows), key=lambda file: str(file["kind"]), reverse=True)
    assert [(file["kind"], file["media_type"]) for file in files] == [
        ("PHOTO", "image/jpeg"),
        ("DOCUMENT", "application/octet-stream"),
    ], "what a file is, its first bytes tell"
    for file in files:
        data = await process.storage.get(str(file["file_key"]), 10**7)
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
        assert len(data) == file["size"]
    assert str(files[0]["file_key"]).endswith(".jpg")
    assert str(files[1]["file_key"]).endswith(".bin")
    told = [row["type"] for row in await rows.fetch("select type from events where subject = $1", parcel)]
    assert told.count("shipment.proof_received") == 1


async def test_too_many_and_too_large_files_are_left_out(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection
) -> None:
    small = replace(process, settings=process.settings.model_copy(update={"evidence_bytes": 100}))
    many = [ProofFile(ProofKind.PHOTO, "image/png", b"%d" % turn) for turn in range(MOST_FILES + 5)]
    large = ProofFile(ProofKind.PHOTO, "image/png", b"x" * 101)
    await look(rows, asking(small, Shows(large, *many)), shop, await a_parcel(app, shop))
    assert [file["size"] for file in await kept(rows)] == [len(file.content) for file in many[:MOST_FILES]]


async def test_storage_that_is_away_delays_the_files_and_nothing_else(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection
) -> None:
    parcel = await a_parcel(app, shop)
    carrier = Shows(*FILES)
    away = replace(process, storage=open_storage("file:///proc/nowhere"))
    with pytest.raises(Unavailable):
        await look(rows, asking(away, carrier), shop, parcel)
    assert await rows.fetchval("select tracking_status from shipments") == "DELIVERED"
    assert [file["file_key"] for file in await kept(rows)] == [None, None]
    assert all(file["retain_until"] is not None for file in await kept(rows)), "what never comes is forgotten"
    await look(rows, asking(process, carrier), shop, parcel)
    assert all(file["file_key"] for file in await kept(rows))


async def test_files_go_when_their_time_is_over_but_not_while_a_claim_is_open(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection, settings: Settings, leader: asyncpg.Connection
) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order, tracked_by=shop.account_id)
    await look(rows, asking(process, Shows(FILES[0])), shop, parcel)
    (file,) = await kept(rows)
    claim = await a_claim(app, shop, order, parcel)
    await rows.execute("update proof_files set retain_until = now() - interval '1 second'")
    for _ in range(2):
        await trim(leader, settings)
    assert await rows.fetchval("select count(*) from tasks where kind = 'proof.discard'") == 1
    await proofs.discard(await a_job(rows, process, shop, "proof.discard", str(file["id"])))
    (open_one,) = await kept(rows)
    assert open_one["file_key"] is not None
    assert open_one["retain_until"] > system_clock()  # type: ignore[operator]
    await rows.execute("update claims set status = 'CANCELED', cancel_reason = 'WITHDRAWN' where id = $1", claim)
    await rows.execute("update proof_files set retain_until = now() - interval '1 second'")
    await proofs.discard(await a_job(rows, process, shop, "proof.discard", str(file["id"])))
    (gone,) = await kept(rows)
    assert (gone["file_key"], gone["sha256"]) == (None, file["sha256"])
    assert gone["deleted_at"] is not None
    assert await process.storage.size(str(file["file_key"])) is None


async def test_people_are_forgotten_with_what_shows_them_and_not_learned_again(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection
) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order, tracked_by=shop.account_id)
    await look(rows, asking(process, Shows(FILES[0])), shop, parcel)
    await a_claim(app, shop, order, parcel)
    now, actor = system_clock(), Actor(ActorKind.SYSTEM, "test")
    async with app.write(shop.id) as tx:
        await privacy.receive(tx, shop.account_id, "1", PrivacyKind.CUSTOMER_REDACT, [order], actor, now)
    request = await rows.fetchval("select id from privacy_requests")
    assert await privacy.redact(shop.write(app), request, actor, now)
    again = asking(process, Shows(FILES[0], FILES[1]))
    await look(rows, again, shop, parcel)
    proof = await rows.fetchrow("select * from proofs_of_delivery")
    assert proof is not None
    assert (proof["signed_by"], proof["place"], proof["handover"]) == (None, None, "NEIGHBOR")
    assert await rows.fetchval("select signed_by from shipments") is None
    (file,) = await kept(rows)
    await proofs.discard(await a_job(rows, process, shop, "proof.discard", str(file["id"])))
    (gone,) = await kept(rows)
    assert gone["deleted_at"] is not None, "an open claim keeps nobody's picture against the law"


async def test_papers_that_are_apart_are_asked_for_after_the_delivery_until_they_are_there(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection
) -> None:
    parcel = await a_parcel(app, shop)
    carrier = ShowsApart(*FILES)
    await look(rows, asking(process, carrier), shop, parcel)
    assert await rows.fetchval("select data->>'tracked' from events where type = 'shipment.delivered'") == "true"
    assert await kept(rows) == []
    shown, carrier.proof = carrier.proof, None
    job = await a_job(rows, asking(process, carrier), shop, "shipment.prove", parcel)
    assert isinstance(await shipments.prove(job), Again)
    late = replace(job, lease=replace(job.lease, created_at=system_clock() - timedelta(days=8)))
    assert await shipments.prove(late) is None, "what was not there in a week does not come"
    carrier.proof = shown
    assert await shipments.prove(job) is None
    assert len(await kept(rows)) == 2
    assert await rows.fetchval("select handover from proofs_of_delivery") == "NEIGHBOR"


async def test_a_company_that_shows_everything_at_once_is_not_asked_for_more(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection
) -> None:
    parcel = await a_parcel(app, shop)
    await look(rows, asking(process, Shows()), shop, parcel)
    job = await a_job(rows, asking(process, Shows()), shop, "shipment.prove", parcel)
    assert await shipments.prove(job) is None


async def test_an_account_that_is_not_let_in_is_shown_by_a_look_that_somebody_asked_for(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection
) -> None:
    class Refuses(Shows):
        async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
            raise Rejected("KEY_REVOKED", "the key was revoked")

    await look(rows, asking(process, Refuses()), shop, await a_parcel(app, shop))
    assert await rows.fetchval("select tracking_trouble from shipments") == "KEY_REVOKED"


async def test_the_sweep_has_a_parcel_looked_at_when_time_changes_it(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection, settings: Settings, leader: asyncpg.Connection
) -> None:
    parcel = await a_parcel(app, shop)
    moving = Shows()
    moving.proof = None
    moving.scans = (Scan(system_clock() - timedelta(days=1), TrackingStatus.IN_TRANSIT, "T", "Under way"),)
    await look(rows, asking(process, moving), shop, parcel)
    await trim(leader, settings)
    assert await rows.fetchval("select count(*) from tasks where kind = 'shipment.watch'") == 0
    await rows.execute(
        """update tracking_events set occurred_at = occurred_at - interval '10 days';
           update shipments set watch_at = now() - interval '1 second'"""
    )
    for _ in range(2):
        await trim(leader, settings)
    assert await rows.fetchval("select count(*) from tasks where kind = 'shipment.watch'") == 1
    await shipments.watch(await a_job(rows, process, shop, "shipment.watch", parcel))
    row = await rows.fetchrow("select stalled_since, watch_at > now() as later from shipments")
    assert row is not None
    assert row["stalled_since"] is not None
    assert row["later"] is True
