"""Jobs on what companies posted to us: read the message and keep what it says."""

from collections.abc import Sequence

import structlog

from services.core import inbox
from services.core.companies import HOOKS, MAILS, PLATFORM_HOOKS, SHOP_HOOKS
from services.core.correspondence import receiving
from services.core.correspondence.receiving import Fate
from services.core.database import Tx
from services.core.events import Actor, ActorKind
from services.core.evidence.model import Limits, upload_key
from services.core.ports import Confirms, Notice, Unintelligible
from services.core.shipments import operations
from services.core.shipments import repository as shipments
from services.core.shipments.model import ScanSource, Shipment
from services.core.shipments.policy import normal_number
from services.worker import platforms
from services.worker.correspondence import REPLIES
from services.worker.job import Again, Job
from services.worker.recoveries import cover, news

log = structlog.get_logger()


async def read(job: Job) -> Again | None:
    """Read one message. One that cannot be read is kept with its problem for a person; it does not come again."""
    async with job.write() as tx:
        letter = await inbox.take(tx, job.subject)
        if letter is None:
            return None
        others = {*PLATFORM_HOOKS, *SHOP_HOOKS, *MAILS}
        if letter.company not in others and await _read_notice(tx, job, letter):
            return None
    # these take more than one transaction, and close it with their last one
    if letter.company not in others:
        await _confirm(job, letter)
        return None
    if letter.company in MAILS:
        await _read_mail(job, letter)
        return None
    return await platforms.read(job, letter)


async def _confirm(job: Job, letter: inbox.Letter) -> None:
    """Make the call that a message waits for. It stays until the call was made. Raises as `Confirms.confirm`."""
    carrier, credentials = await job.carrier(letter.account_id)
    assert isinstance(carrier, Confirms)
    await carrier.confirm(credentials, letter.body)
    async with job.write() as tx:
        await inbox.close(tx, job.subject, job.process.clock())


async def _read_mail(job: Job, letter: inbox.Letter) -> None:
    """Put a mail on its claim. Each of its files lies in storage before anybody hears of it.

    Raises:
        Unavailable: storage is away; the task tries again, and writes the same.
    """
    process, settings = job.process, job.process.settings
    try:
        mail = MAILS[letter.company].read(letter.body)
    except Unintelligible as error:
        async with job.write() as tx:
            if await inbox.take(tx, job.subject) is not None:
                await _close_unread(tx, job, letter, error)
        return
    keys = process.vault.derived(REPLIES)
    fates: Sequence[Fate] = ()
    if mail.files:
        limits = Limits(settings.evidence_per_claim, settings.evidence_bytes)
        async with job.write() as tx:
            fates = await receiving.expect(tx, mail, job.subject, keys, limits, process.clock())
    for fate in fates:
        if fate.evidence_id is not None:
            place = upload_key(job.lease.storefront_id, fate.evidence_id)
            await process.storage.put(place, fate.file.content, fate.content_type)
    async with job.write() as tx:
        if await inbox.take(tx, job.subject) is not None:
            now = process.clock()
            problem = await receiving.receive(tx, mail, fates, keys, now)
            await inbox.close(tx, job.subject, now, problem=problem)


async def _close_unread(tx: Tx, job: Job, letter: inbox.Letter, error: Exception) -> None:
    log.error("inbox.unreadable", inbox=job.subject, company=letter.company)
    problem = f"{type(error).__name__}: {error}"[:500]
    await inbox.close(tx, job.subject, job.process.clock(), problem=problem)


async def _read_notice(tx: Tx, job: Job, letter: inbox.Letter) -> bool:
    """Keep what a message says; false when it still has to be confirmed."""
    now = job.process.clock()
    try:
        notice = HOOKS[letter.company].read(letter.body)
    except (Unintelligible, KeyError) as error:
        await _close_unread(tx, job, letter, error)
        return True
    if notice.to_confirm:
        return False
    if notice.filing is not None:
        actor = Actor(ActorKind.SYSTEM, letter.company)
        await news.take(tx, letter.account_id, notice.filing, actor, now)
    if notice.covered is not None:
        await cover.take(tx, letter.account_id, notice.covered, Actor(ActorKind.SYSTEM, letter.company), now)
    if notice.tracking is not None and notice.tracking_number is not None:
        known = await shipments.find(tx, normal_number(notice.tracking_number))
        for parcel in _meant(known, notice, letter.account_id):
            await operations.record_tracking(
                tx, parcel.id, notice.tracking, ScanSource.WEBHOOK, company=letter.company, now=now
            )
    await inbox.close(tx, job.subject, now)
    return True


def _meant(parcels: list[Shipment], notice: Notice, account_id: str) -> list[Shipment]:
    """The parcels of this account that the message speaks of; numbers are used again, so the reference decides."""
    tracked = [parcel for parcel in parcels if parcel.tracked_by == account_id]
    reference = notice.tracking.reference if notice.tracking else None
    exact = [parcel for parcel in tracked if reference and parcel.tracking_reference == reference]
    return exact or [parcel for parcel in tracked if parcel.tracking_reference is None]
