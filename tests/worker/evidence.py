"""Files that were uploaded, and jobs to be run on them step by step."""

import hashlib
from dataclasses import dataclass

import asyncpg

from services.core import tasks
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.evidence import operations, repository
from services.core.evidence.model import Clean, file_key, upload_key
from services.core.storage import Storage
from services.core.storefronts.model import Caller
from services.worker.job import Job, Process
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order, an_upload
from tests.worker.rows import make_tasks


async def a_job(rows: asyncpg.Connection, process: Process, shop: Shop, kind: str, subject: str) -> Job:
    """A run of a task of this kind, with its lease."""
    (task_id,) = await make_tasks(rows, shop, kind=kind, subject=subject)
    await rows.execute("update tasks set state = 'RELEASED' where id = $1", task_id)
    async with process.relay.connection() as connection:
        lease = await tasks.take(connection, shop.id, task_id, 1, 60)
    assert lease is not None
    return Job(process, lease)


@dataclass(frozen=True)
class Case:
    """A claim on a parcel."""

    shop: Shop
    order_id: str
    claim_id: str


async def a_case(app: Pool, shop: Shop) -> Case:
    """A claim to which files can be added."""
    order_id = await an_order(app, shop)
    parcel_id = await a_shipment(app, shop, order_id)
    return Case(shop, order_id, await a_claim(app, shop, order_id, parcel_id))


async def uploaded(
    app: Pool, storage: Storage, case: Case, data: bytes, caller: Caller | None = None, **changes: object
) -> str:
    """A file that was put into storage and added to its claim; its id."""
    evidence_id = await an_upload(app, case.shop, case.claim_id, caller, **changes)
    await storage.put(upload_key(case.shop.id, evidence_id), data, "image/jpeg")
    await added(app, case, [evidence_id], caller)
    return evidence_id


async def ready(app: Pool, storage: Storage, case: Case, data: bytes, mime_type: str, **changes: object) -> str:
    """A file that was found to be clean as it is; its id."""
    evidence_id = await uploaded(app, storage, case, data, None, content_type=mime_type, **changes)
    async with app.read(case.shop.id) as db:
        evidence = await repository.get(db, evidence_id)
    assert evidence is not None
    sha256 = hashlib.sha256(data).hexdigest()
    clean = Clean(mime_type, len(data), sha256, sha256)
    await storage.put(file_key(case.shop.id, evidence_id, clean), data, mime_type)
    actor = case.shop.caller.actor
    await operations.settle(case.shop.write(app), evidence, clean, 1, actor, system_clock())
    return evidence_id


async def added(app: Pool, case: Case, evidence_ids: list[str], caller: Caller | None = None) -> None:
    """Tell that uploads are complete."""
    write = case.shop.write(app)
    await operations.add(
        write, caller or case.shop.caller, case.claim_id, evidence_ids, (), key=a_key(), now=system_clock()
    )
