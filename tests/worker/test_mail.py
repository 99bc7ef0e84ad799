"""What customers get by mail, from a real worker over real SMTP, on good and on bad days."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import asyncpg
import pytest

from services.core.claims import desk as claims
from services.core.claims.desk import Target
from services.core.claims.model import ClaimReason, DenialCode, EvidenceKind, NewItem
from services.core.clock import system_clock
from services.core.correspondence import desk
from services.core.correspondence.model import Channel, MailSettings, NewMessage, Visibility
from services.core.database import Pool
from services.core.orders import repository as orders
from services.core.orders.model import Customer
from tests.builders import Shop, a_claim, a_key, an_order
from tests.watching import happened, until
from tests.worker.conftest import Working
from tests.worker.postbox import Postbox, listening, plain
from tests.worker.rows import hurry, states

IDA = "ida@shop.example"


@pytest.fixture
async def postbox() -> AsyncIterator[Postbox]:
    """A mail server that takes everything."""
    async with listening(Postbox()) as postbox:
        yield postbox


async def claimed(app: Pool, shop: Shop, **customer: object) -> str:
    """A claim of a customer in Denmark on what was never shipped, so that no carrier is asked."""
    who = Customer(**({"name": "Ida Hansen", "email": IDA, "country_code": "DK"} | customer))  # type: ignore[arg-type]
    order = await an_order(app, shop, customer=who)
    async with app.read(shop.id) as db:
        items = tuple(NewItem(line.quantity, order_line_id=line.id) for line in await orders.lines(db, order))
    return await a_claim(app, shop, order, reason=ClaimReason.NEVER_SHIPPED, items=items)


async def came(postbox: Postbox, count: int) -> None:
    """Wait until so many mails came."""

    async def there() -> bool:
        return len(postbox.mails) >= count

    await until(there)


async def settled(rows: asyncpg.Connection, delivery: str, count: int = 1) -> None:
    """Wait until so many messages are delivered in this way."""

    async def done() -> bool:
        return bool(await rows.fetchval("select count(*) = $2 from messages where delivery = $1", delivery, count))

    await until(done)


async def answered(app: Pool, shop: Shop, claim: str, body: str = "We look into it.", **changes: object) -> str:
    """A message of the shop's staff."""
    new = NewMessage(claim, body, **changes)  # type: ignore[arg-type]
    return await desk.add_message(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())


async def test_a_submitted_claim_is_acknowledged_by_mail_in_its_customers_language(
    inward: Working, app: Pool, shop: Shop, rows: asyncpg.Connection, postbox: Postbox
) -> None:
    settings = MailSettings(
        "Nordlys Keramik", "hej@nordlys.example", "svar.nordlys.example", "de", "https://n.example/s"
    )
    await desk.set_mail(shop.write(app), shop.caller, settings, system_clock())
    async with inward(**postbox.settings):
        claim = await claimed(app, shop)
        await came(postbox, 1)
        await settled(rows, "SENT")
    (mail,) = postbox.mails
    number = await rows.fetchval("select number from claims")
    message = await rows.fetchrow("select * from messages")
    assert message is not None
    assert postbox.recipients == [IDA]
    assert str(mail["From"]) == "Nordlys Keramik <hej@nordlys.example>"
    assert str(mail["To"]) == f"Ida Hansen <{IDA}>"
    assert mail["Subject"] == f"Vi har modtaget din sag {number}"
    assert mail["Message-ID"] == f"<{message['id']}@nordlys.example>"
    assert message["external_id"] == f"{message['id']}@nordlys.example"
    assert str(mail["Reply-To"]).startswith("Nordlys Keramik <claim+")
    assert str(mail["Reply-To"]).endswith("@svar.nordlys.example>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "da-DK"
    text = plain(mail)
    assert text.startswith("Hej Ida Hansen\n\nTak, fordi du skrev til os.")
    assert "- 2 \N{MULTIPLICATION SIGN} Mug\n- 1 \N{MULTIPLICATION SIGN} Teapot\n" in text
    assert "https://n.example/s" in text
    html = mail.get_body(("html",))
    assert html is not None
    assert '<a href="https://n.example/s"' in html.get_content()
    assert (message["author"], message["visibility"], message["template_key"]) == ("SYSTEM", "PUBLIC", "ACKNOWLEDGED")
    assert message["body"].strip() == text.strip()
    assert await rows.fetchval("select first_response_at from claims where id = $1", claim) is None


async def test_each_decision_is_told_once_with_its_words_and_dates(
    inward: Working, app: Pool, shop: Shop, postbox: Postbox
) -> None:
    due, write, now = datetime(2027, 2, 4, 12, tzinfo=UTC), shop.write(app), system_clock()
    async with inward(**postbox.settings):
        claim = await claimed(app, shop, country_code="DE", name=None)
        await happened(app, shop, claim, "claim.review_started")
        await came(postbox, 1)
        kinds = (EvidenceKind.PHOTO, EvidenceKind.INVOICE)
        await claims.request_information(write, shop.caller, Target(claim, a_key()), kinds, due, now)
        await came(postbox, 2)
        customer = replace(shop.caller, role=type(shop.caller.role).CUSTOMER)
        await desk.add_message(write, customer, NewMessage(claim, "Hier sind sie."), key=a_key(), now=now)
        said = "Das Paket wurde <zugestellt> & unterschrieben."
        await claims.deny(
            write, shop.caller, Target(claim, a_key()), DenialCode.PROOF_OF_DELIVERY, said, due, system_clock()
        )
        await came(postbox, 3)
    asked, denied = map(plain, postbox.mails[1:])
    assert asked.startswith("Guten Tag,\n\ndamit wir")
    assert "- Fotos des Pakets und des Inhalts\n- eine Quittung oder Rechnung\n" in asked
    assert "bis zum 4. Februar 2027" in asked
    assert f"\n\n{said}\n\nWenn Sie das anders sehen, können Sie uns bis zum 4. Februar 2027" in denied
    html = postbox.mails[2].get_body(("html",))
    assert html is not None
    assert "&lt;zugestellt&gt; &amp; unterschrieben" in html.get_content()
    assert len(postbox.mails) == 3


async def test_what_staff_writes_goes_out_with_a_greeting_and_what_is_internal_or_was_said_elsewhere_does_not(
    inward: Working, app: Pool, shop: Shop, rows: asyncpg.Connection, postbox: Postbox
) -> None:
    async with inward(**postbox.settings):
        claim = await claimed(app, shop)
        await came(postbox, 1)
        await answered(app, shop, claim, "Between us: call the carrier.", visibility=Visibility.INTERNAL)
        await answered(app, shop, claim, "I told her on the phone.", channel=Channel.PHONE)
        message = await answered(app, shop, claim, "The parcel is {{ lost }}.\n\nWe are sorry.")
        await came(postbox, 2)
        await settled(rows, "SENT", 2)
    text = plain(postbox.mails[1])
    assert text.startswith("Hej Ida Hansen\n\nThe parcel is {{ lost }}.\n\nWe are sorry.\n\nVenlig hilsen\n")
    assert "Auto-Submitted" not in postbox.mails[1]
    assert await rows.fetchval("select body from messages where id = $1", message) == (
        "The parcel is {{ lost }}.\n\nWe are sorry."
    )
    assert len(postbox.mails) == 2
    assert await rows.fetchval("select count(*) from messages where delivery is null") == 2


async def test_a_mail_server_that_is_away_loses_nothing(
    inward: Working, app: Pool, shop: Shop, rows: asyncpg.Connection
) -> None:
    async with listening(Postbox()) as postbox:
        pass
    async with inward(**postbox.settings):
        await claimed(app, shop)

        async def failed() -> bool:
            return bool(await rows.fetchval("select true from tasks where kind = 'mail.send' and failures > 0"))

        await until(failed)
        assert await rows.fetchval("select delivery from messages") == "PLANNED"
        async with listening(postbox):
            await hurry(rows, "mail.send")
            await came(postbox, 1)
            await settled(rows, "SENT")
    assert len(postbox.mails) == 1


async def test_a_no_for_now_is_tried_again_and_a_no_for_good_is_told_to_the_staff(
    inward: Working, app: Pool, shop: Shop, rows: asyncpg.Connection, postbox: Postbox
) -> None:
    postbox.answers = {IDA: "451 try later", "gone@shop.example": "550 no such user gone@shop.example"}
    async with inward(**postbox.settings):
        gone = await claimed(app, shop, email="gone@shop.example")
        failed = await happened(app, shop, gone, "claim.message_failed")
        await claimed(app, shop)

        async def waits() -> bool:
            return bool(await rows.fetchval("select true from tasks where kind = 'mail.send' and failures > 0"))

        await until(waits)
        postbox.answers = {}
        await hurry(rows, "mail.send")
        await settled(rows, "SENT")
    assert failed.data["code"] == "RECIPIENT_REFUSED"
    assert not failed.public
    assert await rows.fetchval("select failure_code from messages where claim_id = $1", gone) == "RECIPIENT_REFUSED"
    assert postbox.recipients == [IDA]
    assert (await states(rows, "mail.send"))["DONE"] == 2


async def test_an_address_that_is_none_ends_in_a_code(
    inward: Working, app: Pool, shop: Shop, rows: asyncpg.Connection, postbox: Postbox
) -> None:
    addresses = ["no address", "a@b@c", "ida@shop.example\r\nBcc: x@y.example", "æ@shop.example"]
    async with inward(**postbox.settings):
        for address in addresses:
            await claimed(app, shop, email=address)
        await settled(rows, "FAILED", len(addresses))
    assert {row["failure_code"] for row in await rows.fetch("select failure_code from messages")} == {"BAD_ADDRESS"}
    assert postbox.mails == []


async def test_a_mail_that_was_taken_before_the_worker_lost_its_lease_comes_again_under_the_same_name(
    inward: Working, app: Pool, shop: Shop, rows: asyncpg.Connection, postbox: Postbox
) -> None:
    async def taken() -> None:
        postbox.taken = None
        await rows.execute(
            """update tasks set lease_token = lease_token + 1, lease_until = now() - interval '1 second'
               where kind = 'mail.send'"""
        )

    postbox.taken = taken
    async with inward(**postbox.settings, sweep_seconds=0.2):
        await claimed(app, shop)
        await came(postbox, 2)
        await settled(rows, "SENT")
    assert len({mail["Message-ID"] for mail in postbox.mails}) == 1
    assert await rows.fetchval("select count(*) from messages") == 1
    assert await rows.fetchval("select count(*) from events where type = 'claim.message_sent'") == 1


async def test_without_an_address_the_message_stands_on_the_case_alone(
    inward: Working, app: Pool, shop: Shop, rows: asyncpg.Connection, postbox: Postbox
) -> None:
    async with inward(**postbox.settings):
        claim = await claimed(app, shop, email=None)
        added = await happened(app, shop, claim, "claim.message_added")
    assert added.data["byMail"] is False
    assert await rows.fetchval("select delivery is null and template_key = 'ACKNOWLEDGED' from messages")
    assert (await states(rows, "mail.send")).total() == 0
    assert postbox.mails == []


async def test_a_test_storefront_writes_to_nobody_but_a_sandbox(
    inward: Working, app: Pool, shop: Shop, rows: asyncpg.Connection, postbox: Postbox
) -> None:
    secret = type(postbox.settings["smtp_url"])
    async with inward(**postbox.settings | {"smtp_url": secret(f"smtp://127.0.0.1:{postbox.port}")}):
        await claimed(app, shop)
        await settled(rows, "FAILED")
        assert await rows.fetchval("select failure_code from messages") == "TEST_STOREFRONT"
        await rows.execute("update storefronts set mode = 'LIVE'")
        await claimed(app, shop)
        await settled(rows, "SENT")
    assert len(postbox.mails) == 1


async def test_addresses_and_texts_are_in_no_event_task_or_line_of_the_log(
    inward: Working,
    app: Pool,
    shop: Shop,
    rows: asyncpg.Connection,
    postbox: Postbox,
    capfd: pytest.CaptureFixture[str],
) -> None:
    postbox.answers = {"gone@shop.example": "550 no such user gone@shop.example", IDA: "451 busy"}
    async with inward(**postbox.settings):
        claim = await claimed(app, shop, email="gone@shop.example")
        await happened(app, shop, claim, "claim.message_failed")
        other = await claimed(app, shop)
        await answered(app, shop, other, "A secret between us.")

        async def waits() -> bool:
            return bool(await rows.fetchval("select true from tasks where kind = 'mail.send' and failures > 0"))

        await until(waits)
    kept = await rows.fetch(
        "select to_jsonb(e)::text as t from events e union all select to_jsonb(t)::text from tasks t"
    )
    told = "".join(row["t"] for row in kept) + "".join(capfd.readouterr())
    assert "RECIPIENT_REFUSED" in told
    assert all(word not in told for word in ("@shop.example", "Ida", "A secret"))
