"""Files are looked through once, whoever crashes meanwhile; they go when their time is over, and their hashes stay."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from services.core.claims import desk
from services.core.claims import operations as claims
from services.core.claims.model import Command, DenialCode, EvidenceKind
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.evidence import operations, repository
from services.core.evidence.model import EvidenceState, Refusal, Rejection, Visibility, upload_key
from services.core.ports import Unavailable
from services.core.refusal import Refused
from services.core.settings import Settings
from services.core.storage import open_storage
from services.core.storefronts.model import CUSTOMER_SCOPES, Caller, Role
from services.worker.apart import Crashed
from services.worker.evidence import jobs
from services.worker.job import Process
from services.worker.retention import trim
from services.worker.sequencer import sequence
from tests.builders import Shop, a_key, an_upload
from tests.files import A_PAGE, a_bomb, a_photo, a_picture
from tests.worker.conftest import Working
from tests.worker.evidence import Case, a_case, a_job, added, uploaded
from tests.worker.rows import states, task_row


@pytest.fixture
async def case(app: Pool, shop: Shop) -> Case:
    """A claim to which files can be added."""
    return await a_case(app, shop)


@pytest.fixture
def customer(case: Case) -> Caller:
    """The customer of the claim's order."""
    actor = Actor(ActorKind.CUSTOMER, case.order_id)
    return Caller(Role.CUSTOMER, case.shop.id, "customer", actor, CUSTOMER_SCOPES, order_id=case.order_id)


async def row(rows: asyncpg.Connection, evidence_id: str) -> asyncpg.Record:
    """One file's row."""
    found = await rows.fetchrow("select * from evidence where id = $1", evidence_id)
    assert found is not None
    return found


async def told(rows: asyncpg.Connection, case: Case, beginning: str = "claim.evidence") -> list[tuple[str, bool]]:
    """What happened to the claim's files, and whether its customer hears of it."""
    found = await rows.fetch(
        "select type, public from events where subject = $1 and type like $2 order by sequence",
        case.claim_id, f"{beginning}%",
    )  # fmt: skip
    return [(one["type"], one["public"]) for one in found]


async def inspect(rows: asyncpg.Connection, process: Process, case: Case) -> None:
    """One run of the inspection."""
    await jobs.inspect(await a_job(rows, process, case.shop, "evidence.inspect", case.claim_id))


async def test_a_worker_looks_through_what_was_added(
    case: Case, app: Pool, process: Process, inward: Working, rows: asyncpg.Connection
) -> None:
    photo = a_photo()
    good = await uploaded(app, process.storage, case, photo)
    bad = await uploaded(app, process.storage, case, A_PAGE)
    async with inward(), asyncio.timeout(20):
        while [one["state"] for one in await rows.fetch("select state from evidence")].count("PENDING"):
            await asyncio.sleep(0.02)
    ready, rejected = await row(rows, good), await row(rows, bad)
    clean = await process.storage.get(ready["file_key"], 10**6)
    assert (ready["state"], ready["mime_type"], ready["width"], ready["height"]) == ("READY", "image/jpeg", 48, 64)
    assert ready["sha256"] == hashlib.sha256(clean).hexdigest()
    assert ready["original_sha256"] == hashlib.sha256(photo).hexdigest()
    assert (rejected["state"], rejected["rejection_code"], rejected["file_key"]) == ("REJECTED", "TYPE_MISMATCH", None)
    kinds = [kind for kind, _ in await told(rows, case)]
    assert kinds.count("claim.evidence_added") == 2
    assert sorted(kinds[-2:]) == ["claim.evidence_ready", "claim.evidence_rejected"]


async def test_the_original_goes_at_once_and_a_rejected_one_after_a_day(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    good = await uploaded(app, process.storage, case, a_photo())
    bad = await uploaded(app, process.storage, case, a_bomb(), content_type="image/png")
    await inspect(rows, process, case)
    assert await process.storage.size(upload_key(case.shop.id, good)) is None
    assert await process.storage.size(upload_key(case.shop.id, bad)) is not None
    assert (await row(rows, bad))["rejection_code"] == "TOO_LARGE"
    await rows.execute("update evidence set retain_until = now() where id = $1", bad)
    await jobs.discard(await a_job(rows, process, case.shop, "evidence.discard", bad))
    assert await process.storage.size(upload_key(case.shop.id, bad)) is None
    gone = await row(rows, bad)
    assert gone["deleted_at"] is not None
    assert gone["original_sha256"] == hashlib.sha256(a_bomb()).hexdigest()


async def test_an_upload_that_is_empty_or_larger_than_allowed_or_gone_is_rejected(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    small = replace(process, settings=process.settings.model_copy(update={"evidence_bytes": 1000}))
    empty = await uploaded(app, process.storage, case, b"")
    large = await uploaded(app, process.storage, case, a_picture("PNG") + bytes(1000))
    gone = await uploaded(app, process.storage, case, a_picture())
    await process.storage.delete(upload_key(case.shop.id, gone))
    await inspect(rows, small, case)
    found = [(await row(rows, one))["rejection_code"] for one in (empty, large, gone)]
    assert found == ["EMPTY", "TOO_LARGE", "EMPTY"]


@pytest.mark.parametrize("step", ["put", "delete"])
async def test_a_worker_that_crashes_between_two_steps_leaves_what_another_makes_whole(
    case: Case,
    app: Pool,
    process: Process,
    rows: asyncpg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    evidence_id = await uploaded(app, process.storage, case, a_photo())

    async def crash(*_: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as crashing:
        crashing.setattr(process.storage, step, crash)
        with pytest.raises(asyncio.CancelledError):
            await inspect(rows, process, case)
    assert (await row(rows, evidence_id))["state"] == ("PENDING" if step == "put" else "READY")
    for _ in range(2):
        await inspect(rows, process, case)
    ready = await row(rows, evidence_id)
    assert (ready["state"], ready["original_kept"]) == ("READY", False)
    assert await process.storage.size(upload_key(case.shop.id, evidence_id)) is None
    assert await process.storage.size(ready["file_key"]) == ready["size"]
    assert await told(rows, case) == [("claim.evidence_added", True), ("claim.evidence_ready", True)]


async def test_two_workers_at_once_find_the_same_and_say_it_once(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    await uploaded(app, process.storage, case, a_photo())
    first = await a_job(rows, process, case.shop, "evidence.inspect", case.claim_id)
    second = await a_job(rows, process, case.shop, "evidence.inspect", case.claim_id)
    await asyncio.gather(jobs.inspect(first), jobs.inspect(second), return_exceptions=True)
    await inspect(rows, process, case)
    assert [kind for kind, _ in await told(rows, case)] == ["claim.evidence_added", "claim.evidence_ready"]


async def test_two_completions_at_once_add_a_file_once(case: Case, app: Pool, rows: asyncpg.Connection) -> None:
    evidence_id = await an_upload(app, case.shop, case.claim_id)
    await asyncio.gather(*(added(app, case, [evidence_id]) for _ in range(5)))
    assert await told(rows, case) == [("claim.evidence_added", True)]


async def test_while_storage_is_away_the_task_tries_again(
    case: Case,
    app: Pool,
    process: Process,
    settings: Settings,
    rows: asyncpg.Connection,
    tmp_path: Path,
    inward: Working,
) -> None:
    evidence_id = await uploaded(app, process.storage, case, a_photo())
    (tmp_path / "wall").write_text("in the way")
    away = open_storage((tmp_path / "wall" / "files").as_uri())
    with pytest.raises(Unavailable):
        await inspect(rows, replace(process, storage=away), case)
    assert (await row(rows, evidence_id))["state"] == "PENDING"
    await rows.execute("delete from tasks where kind = 'evidence.inspect' and event_id is null")
    async with inward(storage_url=(tmp_path / "wall" / "files").as_uri()), asyncio.timeout(20):
        while not await rows.fetchval("select count(*) from tasks where kind = 'evidence.inspect' and failures > 0"):
            await asyncio.sleep(0.02)
    await rows.execute("update tasks set due_at = now() where state = 'WAITING'")
    async with inward(), asyncio.timeout(20):
        while (await row(rows, evidence_id))["state"] == "PENDING":
            await asyncio.sleep(0.02)
    assert (await row(rows, evidence_id))["state"] == "READY"


async def test_a_file_that_hangs_its_reader_is_unreadable(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    class Hanging:
        async def run(self, *_: object) -> bytes:
            raise Crashed("no end")

    evidence_id = await uploaded(app, process.storage, case, a_photo())
    await inspect(rows, replace(process, apart=Hanging()), case)  # type: ignore[arg-type]
    found = await row(rows, evidence_id)
    assert found["rejection_code"] == "UNREADABLE"
    assert found["original_sha256"] == hashlib.sha256(a_photo()).hexdigest()


@pytest.mark.parametrize(
    ("who", "visibility", "status"),
    [
        ("customer", Visibility.PUBLIC, "UNDER_REVIEW"),
        ("server", Visibility.PUBLIC, "UNDER_REVIEW"),
        ("server", Visibility.INTERNAL, "NEEDS_INFORMATION"),
        ("staff", Visibility.PUBLIC, "NEEDS_INFORMATION"),
    ],
)
async def test_a_claim_that_waited_for_a_file_goes_on_when_its_customer_sent_one(
    case: Case,
    app: Pool,
    process: Process,
    rows: asyncpg.Connection,
    customer: Caller,
    who: str,
    visibility: Visibility,
    status: str,
) -> None:
    staff = replace(case.shop.caller, role=Role.STAFF, actor=Actor(ActorKind.STAFF, "anna"))
    caller = {"customer": customer, "server": case.shop.caller, "staff": staff}[who]
    async with app.write(case.shop.id) as tx:
        claim = await claims.hold(tx, case.shop.caller, case.claim_id)
        await claims.move(tx, claim, Command.REVIEW, case.shop.caller.actor, system_clock())
    target = desk.Target(case.claim_id, a_key())
    await desk.request_information(
        case.shop.write(app), case.shop.caller, target, (EvidenceKind.PHOTO,), None, system_clock()
    )
    await uploaded(app, process.storage, case, a_picture()[:100], caller, visibility=visibility)
    await inspect(rows, process, case)
    assert await rows.fetchval("select status from claims where id = $1", case.claim_id) == "NEEDS_INFORMATION"
    await uploaded(app, process.storage, case, a_picture(), caller, visibility=visibility)
    await inspect(rows, process, case)
    assert await rows.fetchval("select status from claims where id = $1", case.claim_id) == status


async def test_nobody_outside_the_shop_hears_of_an_internal_file(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    await uploaded(app, process.storage, case, a_photo(), visibility=Visibility.INTERNAL)
    await uploaded(app, process.storage, case, A_PAGE, visibility=Visibility.INTERNAL)
    await inspect(rows, process, case)
    assert len(await told(rows, case)) == 4
    assert not any(public for _, public in await told(rows, case))


async def test_files_stay_while_their_claim_is_open_and_go_some_time_after_it_was_closed(
    case: Case, app: Pool, process: Process, leader: asyncpg.Connection, settings: Settings, rows: asyncpg.Connection
) -> None:
    early = await uploaded(app, process.storage, case, a_photo())
    await inspect(rows, process, case)
    assert (await row(rows, early))["retain_until"] is None
    target = desk.Target(case.claim_id, a_key())
    await desk.deny(case.shop.write(app), case.shop.caller, target, DenialCode.OTHER, "No.", None, system_clock())
    await jobs.retain(await a_job(rows, process, case.shop, "evidence.retain", case.claim_id))
    late = await uploaded(app, process.storage, case, a_picture())
    await inspect(rows, process, case)
    expected = timedelta(days=settings.evidence_days)
    for one in (early, late):
        left = (await row(rows, one))["retain_until"] - system_clock()
        assert expected - timedelta(minutes=5) < left <= expected
    await desk.reopen(case.shop.write(app), case.shop.caller, desk.Target(case.claim_id, a_key()), system_clock())
    await jobs.retain(await a_job(rows, process, case.shop, "evidence.retain", case.claim_id))
    assert (await row(rows, early))["retain_until"] is None
    await jobs.discard(await a_job(rows, process, case.shop, "evidence.discard", early))
    assert await process.storage.size((await row(rows, early))["file_key"]) is not None
    await rows.execute("update evidence set retain_until = now() where id = $1", early)
    key = (await row(rows, early))["file_key"]
    for _ in range(2):
        await jobs.discard(await a_job(rows, process, case.shop, "evidence.discard", early))
    gone = await row(rows, early)
    assert await process.storage.size(key) is None
    assert (gone["file_key"], gone["state"], len(gone["sha256"])) == (None, "READY", 64)
    assert gone["deleted_at"] is not None


async def test_every_end_and_every_new_beginning_of_a_claim_asks_how_long_its_files_stay(
    case: Case, app: Pool, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    write, caller = case.shop.write(app), case.shop.caller
    await claims.command(write, caller, case.claim_id, Command.WITHDRAW, key=a_key(), now=system_clock())
    await desk.reopen(write, caller, desk.Target(case.claim_id, a_key()), system_clock())
    await sequence(leader)
    assert await states(rows, "evidence.retain") == {"WAITING": 2}


async def test_the_relay_asks_once_for_each_file_whose_time_is_over(
    case: Case,
    app: Pool,
    process: Process,
    leader: asyncpg.Connection,
    settings: Settings,
    rows: asyncpg.Connection,
    inward: Working,
) -> None:
    never = await an_upload(app, case.shop, case.claim_id)
    await process.storage.put(upload_key(case.shop.id, never), b"left behind", "image/jpeg")
    fresh = await an_upload(app, case.shop, case.claim_id)
    await trim(leader, settings)
    assert await states(rows, "evidence.discard") == {}
    await rows.execute("update evidence set retain_until = now() - interval '1 second' where id = $1", never)
    for _ in range(3):
        await trim(leader, settings)
    (task,) = await rows.fetch("select id, subject, storefront_id from tasks where kind = 'evidence.discard'")
    assert (task["subject"], task["storefront_id"]) == (never, case.shop.id)
    async with inward(), asyncio.timeout(20):
        while (await task_row(rows, task["id"]))["state"] != "DONE":
            await asyncio.sleep(0.02)
    assert await process.storage.size(upload_key(case.shop.id, never)) is None
    assert [one["id"] for one in await rows.fetch("select id from evidence")] == [fresh]


async def test_what_is_being_forgotten_cannot_be_completed_any_more(
    case: Case, app: Pool, rows: asyncpg.Connection
) -> None:
    evidence_id = await an_upload(app, case.shop, case.claim_id)
    await rows.execute("update evidence set retain_until = now() where id = $1", evidence_id)
    with pytest.raises(Refused) as refused:
        await added(app, case, [evidence_id])
    assert refused.value.problems[0].code == "NOT_UPLOADED"


async def test_a_second_finding_changes_nothing(
    case: Case, app: Pool, process: Process, rows: asyncpg.Connection
) -> None:
    evidence_id = await uploaded(app, process.storage, case, a_photo())
    await inspect(rows, process, case)
    async with app.read(case.shop.id) as db:
        known = await repository.get(db, evidence_id)
    assert known is not None
    state = await operations.settle(
        case.shop.write(app), known, Refusal(Rejection.EMPTY), 1, case.shop.caller.actor, system_clock()
    )
    assert state is EvidenceState.READY
    assert (await row(rows, evidence_id))["state"] == "READY"
