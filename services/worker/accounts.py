"""Jobs on accounts outside: ask the company to post its news to us."""

from services.core.storefronts import repository
from services.core.storefronts.model import AccountKind
from services.worker.job import Again, Job

RENEW_SECONDS = 6 * 3600.0
"""Companies disable a hook that did not answer for a while; so it is looked after."""


async def listen(job: Job) -> Again | None:
    """Have the company post to this account's hook, and see to it that it goes on.

    Whoever receives mails for a storefront is told where to post by the shop itself.
    """
    async with job.read() as db:
        account = await repository.get_account(db, job.subject)
    if account is not None and account.kind is AccountKind.MAIL:
        return None
    carrier, credentials = await job.carrier(job.subject)
    company = carrier.name
    await carrier.listen(credentials, f"{job.process.settings.public_url}/hooks/{company}/{job.subject}")
    return Again(RENEW_SECONDS)
