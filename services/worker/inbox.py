"""Jobs on what companies posted to us: read the message and keep what it says."""

import structlog

from services.core import inbox
from services.core.companies import HOOKS, MAILS, PLATFORM_HOOKS
from services.core.correspondence import operations as correspondence
from services.core.ports import Notice, Unintelligible
from services.core.shipments import operations
from services.core.shipments import repository as shipments
from services.core.shipments.model import ScanSource, Shipment
from services.core.shipments.policy import normal_number
from services.worker import platforms
from services.worker.correspondence import REPLIES
from services.worker.job import Again, Job

log = structlog.get_logger()


async def read(job: Job) -> Again | None:
    """Read one message. One that cannot be read is kept with its problem for a person; it does not come again."""
    async with job.read() as db:
        letter = await inbox.look(db, job.subject)
    if letter is None:
        return None
    if letter.company in PLATFORM_HOOKS:
        return await platforms.read(job, letter)
    await _read_notice(job)
    return None


async def _read_notice(job: Job) -> None:
    async with job.write() as tx:
        now = job.process.clock()
        letter = await inbox.take(tx, job.subject)
        if letter is None:
            return
        try:
            if letter.company in MAILS:
                mail = MAILS[letter.company].read(letter.body)
                keys = job.process.vault.derived(REPLIES)
                await inbox.close(tx, job.subject, now, problem=await correspondence.receive(tx, mail, keys, now))
                return
            notice = HOOKS[letter.company].read(letter.body)
        except (Unintelligible, KeyError) as error:
            log.error("inbox.unreadable", inbox=job.subject, company=letter.company)
            await inbox.close(tx, job.subject, now, problem=f"{type(error).__name__}: {error}"[:500])
            return
        if notice.tracking is not None and notice.tracking_number is not None:
            for parcel in _meant(
                await shipments.find(tx, normal_number(notice.tracking_number)), notice, letter.account_id
            ):
                await operations.record_tracking(
                    tx, parcel.id, notice.tracking, ScanSource.WEBHOOK, company=letter.company, now=now
                )
        await inbox.close(tx, job.subject, now)


def _meant(parcels: list[Shipment], notice: Notice, account_id: str) -> list[Shipment]:
    """The parcels of this account that the message speaks of; numbers are used again, so the reference decides."""
    tracked = [parcel for parcel in parcels if parcel.tracked_by == account_id]
    reference = notice.tracking.reference if notice.tracking else None
    exact = [parcel for parcel in tracked if reference and parcel.tracking_reference == reference]
    return exact or [parcel for parcel in tracked if parcel.tracking_reference is None]
