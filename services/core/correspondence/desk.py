"""What people write and settle: messages by customers and staff, templates, and how mails are signed."""

from datetime import datetime

from services.core import idempotency, outbox
from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.correspondence import operations, policy, repository, templates
from services.core.correspondence.model import Author, MailSettings, NewMessage, Template, TemplateKey, Written
from services.core.database import Db, Write
from services.core.events import Event
from services.core.evidence import repository as evidence
from services.core.ids import new_id
from services.core.refusal import Refused, refuse
from services.core.storefronts import repository as storefronts
from services.core.storefronts.model import Caller


async def add_message(write: Write, caller: Caller, new: NewMessage, *, key: str, now: datetime) -> str:
    """Write a message on a claim; its id. A customer's, also one that staff recorded, may be what was waited for.

    Raises:
        Refused: impossible content, `NOT_FOUND` (also of attachments), or `TOO_MANY` messages on the claim.
    """
    policy.check(new)
    envelope = policy.decide(new, by_customer=caller.is_customer)
    request = idempotency.Request(caller.id, "claimAddMessage", key, new)
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["message"])
        claim = await claims.hold(tx, caller, new.claim_id)
        if await repository.count(tx, claim.id) >= policy.MOST_MESSAGES:
            message = f"The claim has {policy.MOST_MESSAGES} messages, which is all that can be kept."
            raise refuse("TOO_MANY", message, "claimId")
        policy.check_attachments(new, await evidence.hold(tx, claim.id, new.attachment_ids), caller)
        message_id = await operations.keep(
            tx, claim, envelope, new.body, caller.actor, now, attachment_ids=new.attachment_ids
        )
        assert message_id is not None, "it has nothing that another one could have"
        if envelope.author is Author.CUSTOMER:
            held = await claim_rows.hold(tx, claim.id)
            assert held is not None, "the row is held"
            await claims.answered(tx, held, caller.actor, now)
        await idempotency.remember(tx, request, {"message": message_id})
        return message_id


async def update_template(
    write: Write, caller: Caller, new: Template, expected_version: int | None, *, key: str, now: datetime
) -> Template:
    """Write a storefront's own version of a text; it counts from the next mail on.

    Raises:
        Refused: an unknown language, a text that cannot be filled in, or `VERSION_CONFLICT`.
    """
    locale = _locale(new.locale)
    try:
        templates.check(new.key, new.subject, new.body)
    except templates.BadTemplate as bad:
        raise Refused(*bad.problems) from None
    request = idempotency.Request(caller.id, "messageTemplateUpdate", key, [new, expected_version])
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        await repository.hold_templates(tx)
        known = {one.locale: one for one in await repository.templates(tx, new.key)}.get(locale)
        if answer is not None:
            return Template(
                new.key, locale, int(str(answer["version"])), new.subject, new.body,
                datetime.fromisoformat(str(answer["at"])),
            )  # fmt: skip
        version = known.version if known else 0
        if expected_version is not None and expected_version != version:
            message = f"The template is at version {version}; read it again and decide anew."
            raise refuse("VERSION_CONFLICT", message, "expectedVersion")
        made = Template(new.key, locale, version + 1, new.subject, new.body)
        kept = await repository.add_template(tx, made, caller.actor.id, now)
        event = Event(
            type="template.updated",
            subject=new_id("tpu"),
            sequence=1,
            actor=caller.actor,
            occurred_at=now,
            public=False,
            data={"key": new.key, "locale": locale, "version": kept.version},
        )
        await outbox.append(tx, event)
        await idempotency.remember(tx, request, {"version": kept.version, "at": now.isoformat()})
        return kept


async def templates_of(db: Db) -> list[Template]:
    """Every text that the storefront's customers can get: its own, and ours where it has none."""
    own = await repository.templates(db)
    there = {(template.key, template.locale) for template in own}
    ours = [templates.built_in(key, locale) for key in TemplateKey for locale in templates.provided()]
    found = own + [one for one in ours if one is not None and (one.key, one.locale) not in there]
    return sorted(found, key=lambda one: (list(TemplateKey).index(one.key), one.locale))


async def preview(
    db: Db, caller: Caller, key: TemplateKey, locale: str, claim_id: str | None, subject: str | None, body: str | None
) -> Written:
    """A text as a customer would get it: about a claim, or about a made-up one; what is left out is as it is kept.

    Raises:
        Refused: an unknown language or claim, or a text that cannot be filled in.
    """
    locale = _locale(locale)
    own = {template.locale: template for template in await repository.templates(db, key)}
    wanted = templates.locales(locale, None, None)
    kept = next(one for name in wanted if (one := own.get(name) or templates.built_in(key, name)))
    tried = Template(key, locale, kept.version, subject or kept.subject, body or kept.body)
    facts = await operations.facts_of(db, claim_id) if claim_id is not None else None
    if claim_id is not None and (facts is None or not caller.reaches_order(facts.order.id)):
        raise refuse("NOT_FOUND", "There is no such claim.", "claimId")
    if facts is not None:
        values = templates.variables(key, facts, locale, message="…")
    else:
        storefront = await storefronts.get(db)
        values = templates.sample(key, locale, storefront.name if storefront else "")
    try:
        return templates.write(tried, values)
    except templates.BadTemplate as bad:
        raise Refused(*bad.problems) from None


async def set_mail(write: Write, caller: Caller, new: MailSettings, now: datetime) -> None:
    """Say how the storefront's mails look and where answers go.

    Raises:
        Refused: what is no address, domain, language or URL.
    """
    policy.check_mail(new)
    if new.locale is not None:
        _locale(new.locale)
    async with write() as tx:
        await repository.save_mail_settings(tx, new, now)
        event = Event(
            type="mail.configured",
            subject=new_id("mls"),
            sequence=1,
            actor=caller.actor,
            occurred_at=now,
            public=False,
        )
        await outbox.append(tx, event)


def _locale(text: str) -> str:
    locale = templates.read_locale(text)
    if locale is None:
        raise refuse("INVALID", 'Name a language, with or without a country, such as "da" or "en-GB".', "locale")
    return locale
