"""Jobs on accounts outside: ask the company to post its news to us."""

from services.core.companies import PLATFORM_HOOKS
from services.core.ports import Listens
from services.core.storefronts import repository
from services.core.storefronts.model import AccountKind
from services.core.tasks import is_superseded
from services.worker.job import Again, Job

RENEW_SECONDS = 6 * 3600.0
"""Companies disable a hook that did not answer for a while; so it is looked after."""


async def listen(job: Job) -> Again | None:
    """Have the company post to this account's hook, and see to it that it goes on.

    Whoever receives mails for a storefront is told where to post by the shop itself.
    """
    async with job.read() as db:
        account = await repository.get_account(db, job.subject)
        if await is_superseded(db, job.lease):
            return None
    if account is not None and account.kind is AccountKind.MAIL:
        return None
    if account is not None and account.disconnected_at is not None:
        return Again(RENEW_SECONDS)
    if account is not None and account.kind is AccountKind.PLATFORM:
        platform, credentials = await job.platform(job.subject)
        ours = f"{job.process.settings.public_url}/hooks"
        one_for_all = platform.name in PLATFORM_HOOKS
        await platform.listen(credentials, f"{ours}/{platform.name}" + ("" if one_for_all else f"/{job.subject}"))
    else:
        carrier, credentials = await job.carrier(job.subject)
        if not isinstance(carrier, Listens) or credentials.hook_url is None:
            return None
        await carrier.listen(credentials, credentials.hook_url)
    return Again(RENEW_SECONDS)
