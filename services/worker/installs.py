"""Jobs on accounts at Shopify: exchange what the owner gave, and keep the tokens fresh."""

from datetime import datetime, timedelta

import structlog

from services.core.companies.shopify import SCOPES, Shopify, missing
from services.core.installs import operations, repository
from services.core.installs.model import AccountStatus
from services.core.installs.operations import Entered
from services.core.ports import Credentials, Rejected
from services.core.storefronts import operations as storefronts
from services.core.storefronts import repository as accounts
from services.core.storefronts.model import Mode
from services.core.storefronts.repository import Account
from services.core.tasks import is_superseded
from services.worker.job import Again, Job

AHEAD = timedelta(minutes=10)
"""How long before its end a token is renewed."""
SHORTEST_WAIT = 60.0

log = structlog.get_logger()


async def connect(job: Job) -> None:
    """Exchange the code for tokens, see what the owner granted, and go on as a connected account.

    A code is good once and soon: where it is refused, the account has failed and the owner has to begin again.
    """
    account = await _account(job)
    if account is None:
        return
    values = storefronts.open_credentials(job.process.vault, job.lease.storefront_id, account)
    shopify = job.process.platforms[account.company]
    assert isinstance(shopify, Shopify), "installs are Shopify's alone"
    try:
        if "code" in values:
            values = await shopify.installs.exchange(Credentials(account.id, values), _now(job))
            # before anything else, as the code is spent
            async with job.write() as tx:
                await operations.keep_tokens(tx, job.process.vault, account, values, _now(job))
        granted = await shopify.installs.granted(Credentials(account.id, values))
    except Rejected as error:
        log.warning("install.failed", account=account.id, code=error.code)
        async with job.write() as tx:
            await operations.fail(tx, account.id, error.code, job.actor, _now(job))
        return
    if await _is_test(job) and not granted.test:
        # a test storefront reaches only development shops, so nothing that lets us in is kept
        async with job.write() as tx:
            await operations.keep_tokens(tx, job.process.vault, account, {"shop": values["shop"]}, _now(job))
            await operations.fail(tx, account.id, "LIVE_SHOP", job.actor, _now(job))
        return
    wanted = _wanted(job.process.settings.shopify_scopes)
    entered = Entered({**values, "test": "1" if granted.test else "0"}, missing(wanted, granted.scopes))
    async with job.write() as tx:
        if await repository.status_of(tx, account.id) is AccountStatus.CONNECTING:
            await operations.finish(tx, job.process.vault, account, entered, job.actor, _now(job))


async def renew(job: Job) -> Again | None:
    """Have tokens that end replaced before they do, for as long as the account is connected."""
    account = await _account(job)
    async with job.read() as db:
        if account is None or account.disconnected_at is not None or await is_superseded(db, job.lease):
            return None
    values = storefronts.open_credentials(job.process.vault, job.lease.storefront_id, account)
    if "refresh_token" not in values or "expires_at" not in values:
        return None
    now = _now(job)
    left = (datetime.fromisoformat(values["expires_at"]) - AHEAD - now).total_seconds()
    if left > 0:
        return Again(max(left, SHORTEST_WAIT))
    shopify = job.process.platforms[account.company]
    assert isinstance(shopify, Shopify), "only Shopify's tokens are renewed"
    try:
        values = await shopify.installs.renew(Credentials(account.id, values), now)
    except Rejected as error:
        log.warning("token.not_renewed", account=account.id, code=error.code)
        async with job.write() as tx:
            await operations.fail(tx, account.id, error.code, job.actor, _now(job))
        return None
    async with job.write() as tx:
        await operations.keep_tokens(tx, job.process.vault, account, values, _now(job))
    return Again(SHORTEST_WAIT)


async def _account(job: Job) -> Account | None:
    async with job.read() as db:
        return await accounts.get_account(db, job.subject)


async def _is_test(job: Job) -> bool:
    async with job.read() as db:
        storefront = await accounts.get(db)
    return storefront is None or storefront.mode is Mode.TEST


def _now(job: Job) -> datetime:
    return job.process.clock()


def _wanted(setting: str) -> tuple[str, ...]:
    return tuple(scope for name in setting.split(",") if (scope := name.strip())) or SCOPES
