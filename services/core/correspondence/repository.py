"""Every SQL statement on messages, their templates, and the settings of mail."""

from collections.abc import Sequence
from datetime import datetime

from services.core.claims.model import Claim
from services.core.correspondence.model import (
    Author,
    Delivery,
    Details,
    Envelope,
    MailSettings,
    Message,
    Template,
    TemplateKey,
    Visibility,
)
from services.core.database import Db, Row, Tx
from services.core.ids import new_id

MOST_ITEMS = 50


async def get(db: Db, message_id: str) -> Message | None:
    """One message of the storefront."""
    row = await db.fetchrow("select * from messages where storefront_id = $1 and id = $2", db.storefront_id, message_id)
    return _message(row) if row else None


async def add(
    tx: Tx, claim: Claim, envelope: Envelope, body: str, details: Details, author_id: str | None, now: datetime
) -> str | None:
    """Write a message on a claim; its id, or nothing when it is there already."""
    key, delivery = details.template_key, Delivery.PLANNED if envelope.by_mail else None
    added: str | None = await tx.fetchval(
        """insert into messages (storefront_id, id, claim_id, order_id, author, author_id, channel, direction,
               visibility, subject, body, template_key, locale, external_id, in_reply_to, automatic, delivery, cause,
               created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
           on conflict do nothing returning id""",
        tx.storefront_id, new_id("msg"), claim.id, claim.order_id, envelope.author.value, author_id,
        envelope.channel.value, envelope.way.value, envelope.visibility.value, details.subject, body,
        key.value if key else None, details.locale, details.external_id, details.in_reply_to, details.automatic,
        delivery.value if delivery else None, details.cause, now,
    )  # fmt: skip
    return added


async def attach(tx: Tx, message_id: str, evidence_ids: Sequence[str]) -> None:
    """Say which evidence came with a message."""
    await tx.executemany(
        "insert into message_attachments (storefront_id, message_id, evidence_id, place) values ($1, $2, $3, $4)",
        [(tx.storefront_id, message_id, evidence, place) for place, evidence in enumerate(evidence_ids)],
    )


async def count(db: Db, claim_id: str) -> int:
    """How many messages a claim has."""
    number: int = await db.fetchval(
        "select count(*) from messages where storefront_id = $1 and claim_id = $2", db.storefront_id, claim_id
    )
    return number


async def is_kept(db: Db, claim_id: str, external_id: str) -> bool:
    """Whether a claim has the mail with this Message-ID already."""
    return bool(
        await db.fetchval(
            """select exists (select from messages where storefront_id = $1 and claim_id = $2 and external_id = $3)""",
            db.storefront_id, claim_id, external_id,
        )
    )  # fmt: skip


async def last_of_customer(db: Db, claim_id: str) -> str | None:
    """The Message-ID of the customer's last mail, so that an answer stands in the same thread."""
    found: str | None = await db.fetchval(
        """select external_id from messages where storefront_id = $1 and claim_id = $2 and author = 'CUSTOMER'
               and external_id is not null order by created_at desc, id desc limit 1""",
        db.storefront_id, claim_id,
    )  # fmt: skip
    return found


async def claim_of(db: Db, external_ids: Sequence[str], message_ids: Sequence[str]) -> str | None:
    """The claim of the newest message with one of these Message-IDs or ids of ours."""
    found: str | None = await db.fetchval(
        """select claim_id from messages where storefront_id = $1 and (external_id = any($2) or id = any($3))
           order by created_at desc, id desc limit 1""",
        db.storefront_id, list(external_ids), list(message_ids),
    )  # fmt: skip
    return found


async def claim_of_number(db: Db, number: str) -> tuple[str, str | None] | None:
    """The claim with this number, and the address of its order."""
    row = await db.fetchrow(
        """select c.id, o.customer_email from claims c
           join orders o on o.storefront_id = c.storefront_id and o.id = c.order_id
           where c.storefront_id = $1 and c.number = $2""",
        db.storefront_id, number,
    )  # fmt: skip
    return (row["id"], row["customer_email"]) if row else None


async def deliver(
    tx: Tx, message_id: str, now: datetime, *, external_id: str | None = None, failure_code: str | None = None
) -> bool:
    """Write that a planned mail was sent, or why it cannot be; false when that is written already."""
    delivery = Delivery.FAILED if failure_code else Delivery.SENT
    return bool(
        await tx.execute(
            """update messages set delivery = $3, failure_code = $4,
                   sent_at = case when $4::text is null then $5::timestamptz end,
                   external_id = coalesce($6, external_id)
               where storefront_id = $1 and id = $2 and delivery = 'PLANNED'""",
            tx.storefront_id, message_id, delivery.value, failure_code, now, external_id,
        )
    )  # fmt: skip


async def redact(tx: Tx, order_ids: Sequence[str], _: datetime) -> None:
    """Forget what was written about these orders, and who of the customers wrote it; that something was stays.

    A mail that is still to be sent has nothing to say any more and nobody to say it to.
    """
    await tx.execute(
        """update messages set body = '', subject = null, external_id = null, in_reply_to = null,
               author_id = case when author = 'CUSTOMER' then null else author_id end,
               delivery = case when delivery = 'PLANNED' then 'FAILED' else delivery end,
               failure_code = case when delivery = 'PLANNED' then 'REDACTED' else failure_code end
           where storefront_id = $1 and order_id = any($2)""",
        tx.storefront_id, list(order_ids),
    )  # fmt: skip


async def items(db: Db, claim_id: str) -> tuple[tuple[int, str], ...]:
    """What a claim claims, as (quantity, title) in the order's own order; the first of many."""
    rows = await db.fetch(
        """select i.quantity, l.title from claim_items i
           join order_lines l on l.storefront_id = i.storefront_id and l.id = i.order_line_id
           where i.storefront_id = $1 and i.claim_id = $2 order by l.place, i.id limit $3""",
        db.storefront_id, claim_id, MOST_ITEMS,
    )  # fmt: skip
    return tuple((row["quantity"], row["title"]) for row in rows)


async def templates(db: Db, key: TemplateKey | None = None) -> list[Template]:
    """The storefront's own templates in their newest versions: all, or those for one occasion."""
    rows = await db.fetch(
        """select distinct on (key, locale) * from message_templates
           where storefront_id = $1 and ($2::text is null or key = $2) order by key, locale, version desc""",
        db.storefront_id, key.value if key else None,
    )  # fmt: skip
    return [_template(row) for row in rows]


async def hold_templates(tx: Tx) -> None:
    """Let one change of the storefront's templates wait for the other."""
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('message_templates ' || $1, 0))", tx.storefront_id)


async def add_template(tx: Tx, new: Template, author_id: str | None, now: datetime) -> Template:
    """Write a version of a template."""
    row = await tx.fetchrow(
        """insert into message_templates (storefront_id, id, key, locale, version, subject, body, author_id, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning *""",
        tx.storefront_id, new_id("tpl"), new.key.value, new.locale, new.version, new.subject, new.body, author_id, now,
    )  # fmt: skip
    assert row is not None, "an insert returns its row"
    return _template(row)


async def mail_settings(db: Db) -> MailSettings:
    """How the storefront's mails look; all empty until somebody said it."""
    row = await db.fetchrow("select * from mail_settings where storefront_id = $1", db.storefront_id)
    if row is None:
        return MailSettings()
    return MailSettings(
        row["from_name"], row["from_address"], row["reply_domain"], row["locale"], row["page_url"]
    )  # fmt: skip


async def save_mail_settings(tx: Tx, new: MailSettings, now: datetime) -> None:
    """Write how the storefront's mails look."""
    await tx.execute(
        """insert into mail_settings (storefront_id, from_name, from_address, reply_domain, locale, page_url,
               updated_at)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (storefront_id) do update set from_name = $2, from_address = $3, reply_domain = $4,
               locale = $5, page_url = $6, updated_at = $7""",
        tx.storefront_id, new.from_name, new.from_address, new.reply_domain, new.locale, new.page_url, now,
    )  # fmt: skip


def _message(row: Row) -> Message:
    return Message(
        id=row["id"],
        claim_id=row["claim_id"],
        order_id=row["order_id"],
        author=Author(row["author"]),
        visibility=Visibility(row["visibility"]),
        subject=row["subject"],
        body=row["body"],
        template_key=TemplateKey(row["template_key"]) if row["template_key"] else None,
        locale=row["locale"],
        external_id=row["external_id"],
        in_reply_to=row["in_reply_to"],
        automatic=row["automatic"],
        delivery=Delivery(row["delivery"]) if row["delivery"] else None,
        created_at=row["created_at"],
    )


def _template(row: Row) -> Template:
    return Template(
        TemplateKey(row["key"]), row["locale"], row["version"], row["subject"], row["body"], row["created_at"]
    )
