"""What is written about claims and goes out by mail, whoever does it: one function, one transaction, one event."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from services.core import outbox
from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.claims.model import Claim, ClaimStatus
from services.core.correspondence import policy, repository, templates
from services.core.correspondence.model import (
    PLAIN,
    Author,
    Channel,
    Delivery,
    Details,
    Envelope,
    Message,
    OutgoingMail,
    Template,
    TemplateKey,
    Visibility,
    Way,
    Written,
)
from services.core.correspondence.templates import Facts
from services.core.database import Db, Tx, Write
from services.core.events import Actor
from services.core.orders import repository as orders
from services.core.storefronts import repository as storefronts

STANDS: Mapping[TemplateKey, ClaimStatus] = MappingProxyType(
    {
        TemplateKey.NEEDS_INFORMATION: ClaimStatus.NEEDS_INFORMATION,
        TemplateKey.CHOOSE: ClaimStatus.APPROVED,
        TemplateKey.DENIED: ClaimStatus.DENIED,
        TemplateKey.RESOLVED: ClaimStatus.RESOLVED,
    }
)
"""Where a claim must still stand for its customer to be told so; a claim that moved on is told of otherwise."""
_SYSTEM = Envelope(Author.SYSTEM, Channel.EMAIL, Way.OUTBOUND, Visibility.PUBLIC)


async def keep(
    tx: Tx,
    claim: Claim,
    envelope: Envelope,
    body: str,
    actor: Actor,
    now: datetime,
    *,
    details: Details = PLAIN,
    attachment_ids: Sequence[str] = (),
) -> str | None:
    """Write a message on a held claim with its event; its id, or nothing when it is there already.

    The first public answer of a person is the shop's first response. An acknowledgement is none: it has a time of its
    own (`acknowledged_at`), and what is measured everywhere is how long a customer waits for somebody.
    """
    message_id = await repository.add(tx, claim, envelope, body, details, actor.id, now)
    if message_id is None:
        return None
    await repository.attach(tx, message_id, attachment_ids)
    public = envelope.visibility is Visibility.PUBLIC
    answers = public and envelope.author is Author.MERCHANT and claim.first_response_at is None
    noted = await claim_rows.note(tx, claim.id, now, {"first_response_at": now} if answers else {})
    said = {"message": message_id, "author": envelope.author, "channel": envelope.channel, "byMail": envelope.by_mail}
    event = claims.event("claim.message_added", noted, actor, now, said)
    await outbox.append(tx, replace(event, public=public))
    return message_id


async def compose(write: Write, key: TemplateKey, claim_id: str, cause: str, actor: Actor, now: datetime) -> str | None:
    """Write to a claim's customer on an occasion, in their language; the message's id.

    Nothing is written when the claim moved on meanwhile, or when this cause had its message already. Without an
    address there is no mail; the message stands on the case all the same.
    """
    async with write() as tx:
        claim = await claim_rows.hold(tx, claim_id)
        if claim is None or STANDS.get(key, claim.status) is not claim.status:
            return None
        facts = await _facts(tx, claim)
        written = await fill_in(tx, key, facts)
        envelope = replace(_SYSTEM, by_mail=bool(facts.order.customer.email))
        details = Details(written.subject, key, written.locale, automatic=True, cause=cause)
        return await keep(tx, claim, envelope, written.text, actor, now, details=details)


async def fill_in(db: Db, key: TemplateKey, facts: Facts, message: str = "") -> Written:
    """The best template for a claim's customer, filled in: their language before the storefront's own, ours at last."""
    own = {template.locale: template for template in await repository.templates(db, key)}
    wanted = templates.locales(facts.claim.locale, facts.order.customer.country_code, facts.settings.locale)
    for template, locale in _candidates(key, own, wanted):
        try:
            values = templates.variables(key, facts, locale, message)
            return replace(templates.write(template, values), locale=locale)
        except templates.BadTemplate:  # with these values it becomes too long
            continue
    raise LookupError("the last language has a text of ours for every occasion")


def _candidates(key: TemplateKey, own: Mapping[str, Template], wanted: Sequence[str]) -> Iterable[tuple[Template, str]]:
    """Templates in the order of preference, each with the locale that dates and amounts are written in."""
    for locale in wanted:
        regional = next(one for one in wanted if one.partition("-")[0] == locale.partition("-")[0])
        for template in (own.get(locale), templates.built_in(key, locale)):
            if template is not None:
                yield template, regional


async def facts_of(db: Db, claim_id: str) -> Facts | None:
    """All that a template can tell of a claim."""
    claim = await claim_rows.get(db, claim_id)
    return await _facts(db, claim) if claim else None


async def _facts(db: Db, claim: Claim) -> Facts:
    storefront, order = await storefronts.get(db), await orders.get(db, claim.order_id)
    assert storefront is not None, "the transaction's own"
    assert order is not None, "a foreign key holds it"
    settings = await repository.mail_settings(db)
    return Facts(storefront, settings, order, claim, await repository.items(db, claim.id))


@dataclass(frozen=True, slots=True)
class Sender:
    """What mails are sent with: the address for storefronts without one, and the key of the addresses for answers."""

    address: str
    reply_key: bytes | None


class CannotBeSent(Exception):
    """A message can never go out by mail; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def outgoing(db: Db, message_id: str, sender: Sender) -> OutgoingMail | None:
    """The mail of a planned message, with addresses as they are now; nothing when it was sent or given up before.

    Raises:
        CannotBeSent: there is no address to send to or from.
    """
    message = await repository.get(db, message_id)
    if message is None or message.delivery is not Delivery.PLANNED:
        return None
    facts = await facts_of(db, message.claim_id)
    assert facts is not None, "a foreign key holds it"
    written = await _as_mail(db, message, facts)
    settings, customer = facts.settings, facts.order.customer
    from_address = settings.from_address or sender.address
    if not from_address:
        raise CannotBeSent("NO_SENDER")
    if not customer.email:
        raise CannotBeSent("NO_ADDRESS")
    reply_to = None
    if settings.reply_domain and sender.reply_key:
        reply_to = policy.reply_address(sender.reply_key, db.storefront_id, message.claim_id, settings.reply_domain)
    return OutgoingMail(
        message_id=f"{message.id}@{from_address.rpartition('@')[2]}",
        from_name=settings.from_name or facts.storefront.name,
        from_address=from_address,
        to_address=customer.email.strip(),
        to_name=customer.name,
        reply_to=reply_to,
        subject=written.subject,
        text=written.text,
        html=templates.html_of(written.text, written.locale),
        locale=written.locale,
        in_reply_to=await repository.last_of_customer(db, message.claim_id),
        automatic=message.automatic,
    )


async def _as_mail(db: Db, message: Message, facts: Facts) -> Written:
    """What we wrote goes out as it stands on the case; what a person wrote gets its greeting around it."""
    if message.author is Author.SYSTEM:
        return Written(message.locale or "en", message.subject or "", message.body)
    return await fill_in(db, TemplateKey.MESSAGE, facts, message.body)


async def delivered(
    write: Write,
    message_id: str,
    actor: Actor,
    now: datetime,
    *,
    external_id: str | None = None,
    code: str | None = None,
) -> None:
    """Write that a message's mail was sent, or with a code that it never will be, which the shop's staff is told."""
    async with write() as tx:
        message = await repository.get(tx, message_id)
        claim = await claim_rows.hold(tx, message.claim_id) if message else None
        if claim is None or not await repository.deliver(
            tx, message_id, now, external_id=external_id, failure_code=code
        ):
            return
        noted = await claim_rows.note(tx, claim.id, now, {})
        kind = "claim.message_failed" if code else "claim.message_sent"
        event = claims.event(kind, noted, actor, now, {"message": message_id, "code": code})
        await outbox.append(tx, replace(event, public=False))
