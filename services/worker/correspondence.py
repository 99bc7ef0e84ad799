"""Jobs on correspondence: write to a claim's customer on an occasion, and send what is planned by mail.

A mail is sent at least once. Between the server's "250" and our commit a crash or a lost line may send it again: it
then has the same Message-ID, by which mail programs know it as the same. Nothing but the message's id is in the task;
addresses are read at the moment of sending.
"""

from datetime import timedelta

import structlog

from services.core.correspondence import operations
from services.core.correspondence.model import OutgoingMail, TemplateKey
from services.core.correspondence.operations import CannotBeSent, Sender
from services.core.mail import compose
from services.core.ports import Rejected, Unavailable
from services.core.storefronts import repository as storefronts
from services.core.storefronts.model import Mode
from services.worker.job import Again, Job
from services.worker.run import Handler

REPLIES = "addresses that claims are answered at"
PATIENCE = timedelta(days=5)
"""How long a mail waits for its server (RFC 5321, 4.5.4.1)."""
TRIES = 20
"""Failures in a row after which the server is only looked at now and then, so that the task never dies of it."""
PAUSE_SECONDS = 1800.0

log = structlog.get_logger()


def write_on(key: TemplateKey) -> Handler:
    """The job that writes to a claim's customer on this occasion; a repeated run writes nothing more."""

    async def write(job: Job) -> None:
        now = job.process.clock()
        await operations.compose(job.write, key, job.subject, job.lease.task_id, job.actor, now)

    return write


async def send(job: Job) -> Again | None:
    """Send one message by mail; what can never be sent is marked and told to the shop's staff.

    Raises:
        Unavailable: the mail server is away; it is tried again, for days.
    """
    process, now = job.process, job.process.clock()
    try:
        mail = await _mail(job)
        if mail is None:
            return None
        await process.mailer.send(compose(mail, now))
    except (CannotBeSent, Rejected) as error:
        log.warning("mail.failed", code=error.code)
        await operations.delivered(job.write, job.subject, job.actor, process.clock(), code=error.code)
        return None
    except Unavailable:
        if now - job.lease.created_at > PATIENCE:
            await operations.delivered(job.write, job.subject, job.actor, process.clock(), code="SERVER_AWAY")
            return None
        if job.lease.failures + 1 < TRIES:
            raise
        return Again(PAUSE_SECONDS)
    await operations.delivered(job.write, job.subject, job.actor, process.clock(), external_id=mail.message_id)
    return None


async def _mail(job: Job) -> OutgoingMail | None:
    """The mail of the job's message, if it is still to be sent. Raises `CannotBeSent`."""
    process = job.process
    keys = process.vault.derived(REPLIES)
    async with job.read() as db:
        storefront = await storefronts.get(db)
        mail = await operations.outgoing(db, job.subject, Sender(process.settings.mail_from, next(iter(keys), None)))
    if mail is not None and not process.mailer.is_there:
        raise CannotBeSent("MAIL_OFF")
    if storefront is None or (mail and storefront.mode is Mode.TEST and not process.mailer.is_sandbox):
        raise CannotBeSent("TEST_STOREFRONT")
    return mail
