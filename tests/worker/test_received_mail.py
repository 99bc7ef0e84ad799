"""What becomes of a received mail: a message on the right claim by the right person, or a problem for somebody."""

import asyncpg
import pytest

from services.core import inbox
from services.core.claims import desk as claims
from services.core.claims.desk import Target
from services.core.claims.model import ClaimReason, ClaimStatus, EvidenceKind, NewItem
from services.core.clock import system_clock
from services.core.correspondence import desk, policy
from services.core.correspondence.model import NewMessage
from services.core.database import Pool
from services.core.inbox import Letter
from services.core.orders import repository as orders
from services.core.settings import Settings
from services.core.storefronts.model import AccountKind
from services.core.storefronts.operations import NewAccount, connect_account
from services.core.vault import Vault
from services.worker.correspondence import REPLIES
from services.worker.jobs import JOBS
from tests.builders import Shop, a_claim, a_key, an_order
from tests.posted import KEY, fields_of, form, signature, signed
from tests.watching import until
from tests.worker.conftest import Working
from tests.worker.rows import states

IDA = "ida@shop.example"
READING = {"inbox.read": JOBS["inbox.read"]}


@pytest.fixture
async def account(app: Pool, shop: Shop, vault: Vault) -> str:
    """The shop's account at the company that receives its mails."""
    new = NewAccount("mailgun", "main", {"webhook_secret": KEY}, {"webhook_secret": KEY}, AccountKind.MAIL)
    return await connect_account(shop.write(app), vault, new, shop.caller.actor, system_clock())


async def a_waiting_claim(app: Pool, shop: Shop) -> str:
    """A claim whose customer is asked for photos."""
    order = await an_order(app, shop)
    async with app.read(shop.id) as db:
        items = tuple(NewItem(line.quantity, order_line_id=line.id) for line in await orders.lines(db, order))
    claim = await a_claim(app, shop, order, reason=ClaimReason.NEVER_SHIPPED, items=items)
    await claims.assign(shop.write(app), shop.caller, Target(claim, a_key()), "anna", system_clock())
    await claims.request_information(
        shop.write(app), shop.caller, Target(claim, a_key()), (EvidenceKind.PHOTO,), None, system_clock()
    )
    return claim


def reply_to(shop: Shop, vault: Vault, claim: str) -> str:
    """Where answers about a claim go, as a customer's mail program may write it."""
    (key,) = vault.derived(REPLIES)
    return policy.reply_address(key, shop.id, claim, "mail.shop.example").replace("claim+", "Claim+")


class Reading:
    """Hands mails in, as the hook does, and waits until they are read."""

    def __init__(self, app: Pool, shop: Shop, account: str, rows: asyncpg.Connection) -> None:
        self.app, self.shop, self.account, self.rows = app, shop, account, rows
        self.count = 0

    async def post(self, body: bytes) -> str | None:
        """One mail; the problem that it is kept with, if it is."""
        self.count += 1
        async with self.app.write(self.shop.id) as tx:
            await inbox.keep(tx, Letter(self.account, "mailgun", f"token {self.count}", body), system_clock())

        async def read() -> bool:
            return (await states(self.rows, "inbox.read"))["DONE"] == self.count

        await until(read)
        row = await self.rows.fetchrow("select problem, body from inbox where external_id = $1", f"token {self.count}")
        assert row is not None
        assert (row["body"] is None) is (row["problem"] is None)
        problem: str | None = row["problem"]
        return problem

    async def messages(self, claim: str) -> list[tuple[str, str, str]]:
        """(author, visibility, body) of what was received on a claim."""
        found = await self.rows.fetch(
            """select author, visibility, body from messages where claim_id = $1 and channel = 'EMAIL'
               order by created_at""",
            claim,
        )
        return [(row["author"], row["visibility"], row["body"]) for row in found]

    async def status(self, claim: str) -> str:
        """Where a claim stands."""
        return str(await self.rows.fetchval("select status from claims where id = $1", claim))


@pytest.fixture
def reading(app: Pool, shop: Shop, account: str, rows: asyncpg.Connection) -> Reading:
    """Hands mails in."""
    return Reading(app, shop, account, rows)


async def test_the_customers_answer_is_put_on_its_claim_which_is_taken_up_again(
    inward: Working, app: Pool, shop: Shop, vault: Vault, reading: Reading
) -> None:
    claim = await a_waiting_claim(app, shop)
    fields = fields_of("Ida@Shop.Example", reply_to(shop, vault, claim), "Here are the photos.")
    async with inward(READING):
        assert await reading.post(signed(fields)) is None
        assert await reading.post(signed(fields)) is None
    assert await reading.messages(claim) == [("CUSTOMER", "PUBLIC", "Here are the photos.")]
    assert await reading.status(claim) == ClaimStatus.UNDER_REVIEW
    events = await reading.rows.fetch("select type, actor_kind from events where subject = $1 order by sequence", claim)
    assert [(row["type"], row["actor_kind"]) for row in events[-2:]] == [
        ("claim.message_added", "CUSTOMER"),
        ("claim.information_received", "CUSTOMER"),
    ]


async def test_who_is_not_the_customer_writes_to_the_staff_alone_and_answers_nothing(
    inward: Working, app: Pool, shop: Shop, vault: Vault, reading: Reading
) -> None:
    claim = await a_waiting_claim(app, shop)
    to = reply_to(shop, vault, claim)
    async with inward(READING):
        assert await reading.post(signed(fields_of("carrier@gls.example", to, "We found it."))) is None
        assert await reading.post(signed(fields_of(IDA, to, "Forged.", X_Mailgun_Spf="Fail"))) is None
        assert await reading.post(signed(fields_of(IDA, to, "I am away.", Auto_Submitted="auto-replied"))) is None
    assert await reading.messages(claim) == [
        ("OTHER", "INTERNAL", "We found it."),
        ("OTHER", "INTERNAL", "Forged."),
        ("OTHER", "INTERNAL", "I am away."),
    ]
    assert await reading.status(claim) == ClaimStatus.NEEDS_INFORMATION
    added = await reading.rows.fetch("select public, data from events where type = 'claim.message_added'")
    assert all(not row["public"] and not row["data"]["byMail"] for row in added)
    assert set(await states(reading.rows, "mail.send")) == set()


async def test_the_claim_is_told_by_what_the_mail_answers_or_by_its_number_from_the_customer_alone(
    inward: Working, app: Pool, shop: Shop, reading: Reading
) -> None:
    claim = await a_waiting_claim(app, shop)
    number = str(await reading.rows.fetchval("select number from claims")).lower()
    ours = await desk.add_message(
        shop.write(app), shop.caller, NewMessage(claim, "Please answer."), key=a_key(), now=system_clock()
    )
    to = "claims@mail.shop.example"
    async with inward(READING):
        thread = fields_of(
            IDA, to, "By the thread.", In_Reply_To=f"<{ours}@shop.example>", Message_Id="<m1@home.example>"
        )
        assert await reading.post(signed(thread)) is None
        assert (
            await reading.post(signed(fields_of(IDA, to, "To my own.", References="<m0@x> <m1@home.example>"))) is None
        )
        assert await reading.post(signed(fields_of(IDA, to, "By its number.", Subject=f"my case {number}!"))) is None
        for strange in (
            fields_of("eve@shop.example", to, "I know your number.", Subject=number),
            fields_of(IDA, to, "Forged.", Subject=number, X_Mailgun_Spf="Fail"),
            fields_of(IDA, to, "About nothing."),
            fields_of(IDA, f"claim+{claim[4:]}{'0' * 24}@mail.shop.example", "With a made-up signature."),
        ):
            assert str(await reading.post(signed(strange))).startswith("NO_CLAIM")
    told = [body for _, _, body in await reading.messages(claim)]
    assert told == ["Please answer.", "By the thread.", "To my own.", "By its number."]


async def test_an_address_of_another_storefront_or_key_opens_nothing(
    inward: Working, app: Pool, shop: Shop, other_shop: Shop, vault: Vault, reading: Reading
) -> None:
    foreign = await a_waiting_claim(app, other_shop)
    (key,) = vault.derived(REPLIES)
    async with inward(READING):
        for storefront in (shop.id, other_shop.id):
            to = policy.reply_address(key, storefront, foreign, "mail.shop.example")
            assert str(await reading.post(signed(fields_of(IDA, to, "Hello")))).startswith("NO_CLAIM")
        own = await a_waiting_claim(app, shop)
        to = policy.reply_address(b"another key", shop.id, own, "mail.shop.example")
        assert str(await reading.post(signed(fields_of(IDA, to, "Hello")))).startswith("NO_CLAIM")


async def test_files_wait_with_the_mail_and_what_cannot_be_read_is_kept(
    inward: Working, app: Pool, shop: Shop, vault: Vault, reading: Reading
) -> None:
    claim = await a_waiting_claim(app, shop)
    fields = fields_of(IDA, reply_to(shop, vault, claim), "See the photo.") | signature()
    async with inward(READING):
        assert str(await reading.post(form(fields, ("a.jpg", "image/jpeg", b"\xff\xd8")))).startswith("ATTACHMENTS: 1")
        assert str(await reading.post(b"{}")).startswith("Unintelligible")
    assert await reading.messages(claim) == [("CUSTOMER", "PUBLIC", "See the photo.")]


async def test_a_claim_that_nobody_can_answer_any_more_keeps_the_mail_with_its_problem(
    inward: Working, app: Pool, shop: Shop, vault: Vault, reading: Reading, settings: Settings
) -> None:
    claim = await a_waiting_claim(app, shop)
    await reading.rows.execute(
        """insert into messages (storefront_id, id, claim_id, order_id, author, channel, direction, visibility, body,
               created_at)
           select storefront_id, 'msg_' || lpad(n::text, 26, '0'), id, order_id, 'OTHER', 'API', 'INBOUND', 'INTERNAL',
               '', now() from claims, generate_series(1, $1) n""",
        policy.MOST_MESSAGES,
    )
    async with inward(READING):
        fields = fields_of(IDA, reply_to(shop, vault, claim), "One more.")
        assert str(await reading.post(signed(fields))).startswith("TOO_MANY")
    assert await reading.status(claim) == ClaimStatus.NEEDS_INFORMATION
