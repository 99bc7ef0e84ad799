"""Jobs on platforms: read what they post, and ask for what their hooks did not tell."""

from datetime import timedelta

import structlog

from services.core import inbox, polls
from services.core.companies import PLATFORM_HOOKS, SHOP_HOOKS
from services.core.inbox import Letter
from services.core.polls import Cursor
from services.core.ports import NewsPage, OrderNews, Rejected, Unintelligible
from services.core.refusal import Refused
from services.core.shipments.model import ScanSource
from services.core.storefronts import repository
from services.core.tasks import is_superseded
from services.worker.job import Again, Job
from services.worker.news import Teller, take

PATIENCE = timedelta(days=1)
"""How long a message waits for the order or parcel that it is about; a poll brings what a hook missed much sooner."""
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 900.0

FIRST_LOOK = timedelta(days=60)
"""How far back a new account is read; Shopify shows no older orders without a permission of its own."""
OVERLAP = timedelta(minutes=5)
"""How late a platform's own search may know of a change."""
MOST_PAGES = 10
"""So many pages are read in one run of the job, and the rest in the next."""

log = structlog.get_logger()


async def read(job: Job, letter: Letter) -> Again | None:
    """Take what one message tells. What is about something untold waits for it, for a bounded time.

    One that cannot be read or kept is closed with its problem for a person; it does not come again.
    """
    problems: list[str] = []
    waits = False
    try:
        hooks = PLATFORM_HOOKS.get(letter.company) or SHOP_HOOKS[letter.company]
        told = hooks.news(letter.topic or "", letter.body, letter.triggered_at)
    except Unintelligible as error:
        log.error("inbox.unreadable", inbox=job.subject, company=letter.company, topic=letter.topic)
        told, problems = (), [f"Unintelligible: {error}"]
    teller = Teller(letter.account_id, letter.company, letter.external_id)
    for news in told:
        try:
            waits |= not await take(job.write, news, teller, job.process.clock())
        except Refused as refused:
            problems += _named(refused)
    now = job.process.clock()
    age = now - job.lease.created_at
    if waits and age < PATIENCE:
        return Again(min(max(age.total_seconds(), FIRST_PAUSE), LONGEST_PAUSE))
    if waits:
        problems.append("NOT_TOLD: the order, line or parcel that it is about never came")
    if problems:
        log.warning("inbox.problem", inbox=job.subject, company=letter.company, topic=letter.topic, problems=problems)
    async with job.write() as tx:
        await inbox.close(tx, job.subject, now, problem="; ".join(problems)[:500] or None)
    return None


async def poll(job: Job) -> Again | None:
    """Ask the platform for orders that changed since we last asked, and take what it tells as if it had posted it.

    It goes on behind the page that it came to, also after a crash. An account that is disconnected is not asked until
    it is connected again.
    """
    async with job.read() as db:
        account = await repository.get_account(db, job.subject)
        cursor = await polls.get(db, job.subject)
        superseded = await is_superseded(db, job.lease)
    if account is None or superseded:
        return None
    if account.disconnected_at is not None:
        return Again(job.process.settings.platform_poll_seconds)
    platform, credentials = await job.platform(job.subject)
    cursor = cursor or Cursor(job.process.clock() - FIRST_LOOK)
    teller = Teller(job.subject, platform.name, job.lease.task_id, ScanSource.POLL)
    for _ in range(MOST_PAGES):
        since = cursor.page_since or cursor.told_at - OVERLAP
        try:
            page = await platform.updated_since(credentials, since, cursor.page_after)
        except Rejected:
            if cursor.page_after is None:
                raise
            # the place in the pages is not known there any more; what was read is in `told_at`
            await _save(job, Cursor(cursor.told_at))
            return Again(FIRST_PAUSE)
        await _take_page(job, page, teller)
        newest = max([cursor.told_at, *(one.updated_at for one in page.news if isinstance(one, OrderNews))])
        cursor = Cursor(newest, since, page.after) if page.after else Cursor(newest)
        await _save(job, cursor)
        if cursor.page_after is None:
            return Again(job.process.settings.platform_poll_seconds)
    return Again(FIRST_PAUSE)


async def _take_page(job: Job, page: NewsPage, teller: Teller) -> None:
    for news in page.news:
        try:
            await take(job.write, news, teller, job.process.clock())
        except Refused as refused:
            log.warning("platform.refused", account=teller.account_id, problems=_named(refused))


async def _save(job: Job, cursor: Cursor) -> None:
    async with job.write() as tx:
        await polls.save(tx, job.subject, cursor, job.process.clock())


def _named(refused: Refused) -> list[str]:
    """What was refused, without a word of the content."""
    return [f"{problem.code} at {'.'.join(problem.field) or 'all of it'}" for problem in refused.problems]
