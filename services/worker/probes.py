"""Jobs on accounts at carriers: see whether what a storefront told lets us in."""

import structlog

from services.core.installs import operations
from services.core.ports import Rejected, Unintelligible
from services.core.storefronts import operations as storefronts
from services.core.storefronts import repository
from services.core.storefronts.model import AccountKind
from services.core.tasks import is_superseded
from services.worker.job import Job

UNINTELLIGIBLE = "The company's answer could not be read; see whether the account is one for its API."

log = structlog.get_logger()


async def probe(job: Job) -> None:
    """Make a call that changes and costs nothing, and write what came of it. A company that is away is asked again."""
    async with job.read() as db:
        account = await repository.get_account(db, job.subject)
        if account is None or account.kind is not AccountKind.CARRIER or await is_superseded(db, job.lease):
            return
    failure: tuple[str, str] | None = None
    try:
        carrier, credentials = await job.carrier(account.id)
        await carrier.probe(credentials)
    except Rejected as no:
        failure = no.code, no.message
    except Unintelligible:
        failure = "UNINTELLIGIBLE", UNINTELLIGIBLE
    now = job.process.clock()
    async with job.write() as tx:
        if failure is None:
            await operations.probed(tx, account, job.actor, now)
        else:
            log.warning("account.refused", account=account.id, company=account.company)
            told = storefronts.open_credentials(job.process.vault, job.lease.storefront_id, account)
            await operations.refused(tx, account, told, failure, job.actor, now)
