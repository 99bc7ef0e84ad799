"""Jobs that file a recovery with a company, take it back there, and write to whoever looks at it."""

from services.core import effects
from services.core.claims import repository as claims
from services.core.correspondence import repository as correspondence
from services.core.coverages import repository as coverages
from services.core.effects import EffectState
from services.core.evidence import repository as evidence
from services.core.evidence.model import Evidence
from services.core.orders import repository as orders
from services.core.orders.model import Order
from services.core.ports import (
    Credentials,
    DocumentTerms,
    Done,
    Filed,
    Filer,
    Filing,
    FilingDocument,
    FilingReason,
    FilingStatus,
    Rejected,
    Replies,
)
from services.core.recoveries import operations, repository
from services.core.recoveries.holdings import enclosable
from services.core.recoveries.model import MessageState, Recovery, RecoveryStatus, Word
from services.core.resolutions import repository as resolutions
from services.core.resolutions.model import GOODS, ResolutionStatus
from services.core.shipments import repository as shipments
from services.core.shipments.model import Shipment
from services.worker.effects import Deal, settle, terms_of
from services.worker.job import Job

_BROUGHT = frozenset({"ALREADY_FILED"})


async def submit(job: Job) -> None:
    """File the recovery, once; what the company says at once is kept with it.

    Raises:
        Unavailable: the company is away; what is in doubt is cleared up by the next run.
    """
    async with job.write() as tx:
        begun = await operations.start(tx, job.subject)
    if begun is None:
        return
    recovery, effect = begun

    async def deal() -> Deal:
        company, credentials = await filer_of(job, recovery)
        filing = await _filing(job, recovery, effect.id, company.documents)
        return Deal(
            terms_of(company, operations.SUBMIT),
            lambda: _file(company, credentials, filing, again=effect.attempts > 0),
            lambda: _found(company, credentials, filing),
        )

    try:
        done = await settle(job, effect.id, deal, recovery.requested.amount)
    except Rejected as no:
        async with job.write() as tx:
            now = job.process.clock()
            await operations.filing_failed(tx, job.subject, no.code, no.message, job.actor, now)
        return
    async with job.write() as tx:
        now = job.process.clock()
        if done is not None:
            status = RecoveryStatus(done.number or RecoveryStatus.SUBMITTED)
            word = Word(status, now, reference=done.reference or None)
            await operations.filed(tx, job.subject, word, job.actor, now)
            return
        held = await effects.latest(tx, operations.SUBMIT, job.subject)
        if held is not None and held.state is EffectState.ABANDONED:
            message = "A person decided that it shall not be filed."
            await operations.filing_failed(tx, job.subject, "ABANDONED", message, job.actor, now)


async def withdraw(job: Job) -> None:
    """Take a recovery back at the company that took it. Raises `Unavailable`."""
    async with job.read() as db:
        recovery = await repository.get(db, job.subject)
        effect = await effects.latest(db, operations.WITHDRAW, job.subject)
    if recovery is None or effect is None or recovery.reference is None:
        return
    reference = recovery.reference

    async def deal() -> Deal:
        company, credentials = await filer_of(job, recovery)

        async def send() -> Done:
            state = await company.withdraw(credentials, reference)
            return Done(state.reference)

        return Deal(terms_of(company, operations.WITHDRAW), send, _nothing)

    try:
        await settle(job, effect.id, deal)
    except Rejected:
        return  # told by the effect; they decide it all the same, and a person sees what they say


async def reply(job: Job) -> None:
    """Send what was written to the adjuster. Raises `Unavailable`."""
    async with job.read() as db:
        message = await repository.message(db, job.subject)
        recovery = await repository.get(db, message["recovery_id"]) if message else None
        effect = await effects.latest(db, operations.REPLY, job.subject)
    if message is None or recovery is None or recovery.reference is None or effect is None:
        return
    if message["state"] != MessageState.PENDING:
        return
    reference, body = recovery.reference, str(message["body"])

    async def deal() -> Deal:
        company, credentials = await filer_of(job, recovery)
        if not isinstance(company, Replies):
            raise Rejected("NOT_SUPPORTED", f"{company.name} takes no letters by a call.")
        documents = await _documents(job, recovery, company.documents)

        async def send() -> Done:
            sent = await company.reply(credentials, reference, body, documents)
            return Done(sent.id)

        return Deal(terms_of(company, operations.REPLY), send, _nothing)

    try:
        done = await settle(job, effect.id, deal)
    except Rejected as no:
        async with job.write() as tx:
            await repository.set_message_state(tx, job.subject, MessageState.FAILED, failure=no.message[:500])
        return
    if done is not None:
        async with job.write() as tx:
            external_id = done.reference or None
            await repository.set_message_state(tx, job.subject, MessageState.SENT, external_id=external_id)


async def filer_of(job: Job, recovery: Recovery) -> tuple[Filer, Credentials]:
    """The company that takes a recovery, and what logs in there. Raises `Rejected` when there is none."""
    if recovery.account_id is None:
        raise Rejected("NO_ACCOUNT", "no account is named that it could be filed with")
    company, credentials = await job.carrier(recovery.account_id)
    if not isinstance(company, Filer):
        raise Rejected("NOT_SUPPORTED", f"{company.name} takes no claims by a call")
    return company, credentials


async def _file(company: Filer, credentials: Credentials, filing: Filing, *, again: bool) -> Done:
    try:
        return _done(await company.file(credentials, filing))
    except Rejected as no:
        # after a try whose outcome is unknown this is the yes to it
        if no.code in _BROUGHT and again:
            return Done("", FilingStatus.SUBMITTED)
        raise


async def _found(company: Filer, credentials: Credentials, filing: Filing) -> Done | None:
    found = await company.find(credentials, filing)
    return _done(found) if found else None


def _done(filed: Filed) -> Done:
    return Done(filed.reference, filed.status)


async def _nothing() -> None:
    return None


async def _filing(job: Job, recovery: Recovery, key: str, terms: DocumentTerms) -> Filing:
    async with job.read() as db:
        parcel = await shipments.get(db, recovery.shipment_id)
        order = await orders.get(db, recovery.order_id)
        claim = await claims.get(db, recovery.claim_id) if recovery.claim_id else None
        coverage = await coverages.get(db, recovery.coverage_id) if recovery.coverage_id else None
        made_good = await resolutions.of_claim(db, recovery.claim_id) if recovery.claim_id else []
        mail = await correspondence.mail_settings(db)
    assert parcel is not None, "a foreign key holds the parcel"
    assert order is not None, "a foreign key holds the order"
    contact_email = mail.from_address or job.process.settings.mail_from
    if not contact_email:
        raise Rejected("NO_CONTACT", "say first from which address the storefront writes mails; they answer there")
    sent_again = any(one.type in GOODS and one.status is not ResolutionStatus.FAILED for one in made_good)
    return Filing(
        key=key,
        reference=recovery.id,
        tracking_number=parcel.tracking_number,
        carrier=parcel.carrier,
        reason=FilingReason(recovery.reason.value),
        amount=recovery.requested.amount,
        currency_code=recovery.requested.currency_code,
        description=_description(recovery, parcel, order, claim.customer_note if claim else None),
        contact_email=contact_email,
        recipient_name=order.customer.name,
        documents=await _documents(job, recovery, terms),
        coverage_reference=coverage.reference if coverage else None,
        replacement_sent=sent_again,
    )


def _description(recovery: Recovery, parcel: Shipment, order: Order, note: str | None) -> str:
    """What happened, for people at the company; the customer's own words last."""
    words = recovery.reason.value.lower().replace("_", " ")
    said = [
        f"{words.capitalize()} of parcel {parcel.tracking_number}, order {order.number}, our case {recovery.number}."
    ]
    if parcel.shipped_at is not None:
        said.append(f"Shipped on {parcel.shipped_at:%Y-%m-%d}.")
    if parcel.delivered_at is not None:
        said.append(f"Called delivered on {parcel.delivered_at:%Y-%m-%d}, but not received.")
    return " ".join([*said, *([note] if note else [])])[:5000]


async def _documents(job: Job, recovery: Recovery, terms: DocumentTerms) -> tuple[FilingDocument, ...]:
    """The claim's files that the company takes, as many and as large as it takes; the oldest first."""
    if recovery.claim_id is None or terms.by_url:
        return ()
    async with job.read() as db:
        files = enclosable(await evidence.of_claim(db, recovery.claim_id))
    chosen: list[FilingDocument] = []
    left = terms.most_total_bytes
    for file in files:
        if not _fits(file, terms) or (file.size or 0) > left or len(chosen) >= terms.most_documents:
            continue
        assert file.file_key is not None, "a file that is ready has its place"
        assert file.mime_type is not None, "a file that is ready has its type"
        content = await job.process.storage.get(file.file_key, longest=terms.most_bytes)
        left -= len(content)
        chosen.append(FilingDocument(file.kind.value, file.file_name, file.mime_type, content))
    return tuple(chosen)


def _fits(file: Evidence, terms: DocumentTerms) -> bool:
    return file.file_key is not None and file.mime_type in terms.media_types and (file.size or 0) <= terms.most_bytes
