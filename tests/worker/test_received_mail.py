"""What becomes of a received mail: a message on the right claim by the right person, or a problem for somebody."""

import hashlib
from dataclasses import replace
from pathlib import Path

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
from services.core.evidence.model import upload_key
from services.core.inbox import Letter
from services.core.orders import repository as orders
from services.core.ports import Unavailable
from services.core.settings import Settings
from services.core.storage import open_storage
from services.core.storefronts.model import AccountKind
from services.core.storefronts.operations import NewAccount, connect_account
from services.core.vault import Vault
from services.worker.correspondence import REPLIES
from services.worker.inbox import read
from services.worker.job import Process
from services.worker.jobs import JOBS
from tests.builders import Shop, a_claim, a_key, an_order
from tests.files import a_pdf, a_photo, a_picture
from tests.posted import KEY, fields_of, form, signature, signed
from tests.watching import until
from tests.worker.conftest import Working
from tests.worker.evidence import a_job
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


async def files_of(reading: Reading, claim: str) -> list[tuple[str, str, str, str]]:
    """(file name, visibility, who sent it, state) of a claim's evidence."""
    found = await reading.rows.fetch(
        "select file_name, visibility, uploaded_by, state from evidence where claim_id = $1 order by id", claim
    )
    return [(row["file_name"], row["visibility"], row["uploaded_by"], row["state"]) for row in found]


async def test_files_of_a_mail_become_evidence_that_is_looked_through(
    inward: Working, app: Pool, shop: Shop, vault: Vault, reading: Reading, process: Process
) -> None:
    claim = await a_waiting_claim(app, shop)
    fields = fields_of(IDA, reply_to(shop, vault, claim), "See the photos.")
    photos = (("a.jpg", "image/jpeg; name=a.jpg", a_photo()), ("b.JPG", "application/octet-stream", a_picture()))
    async with inward(READING | {"evidence.inspect": JOBS["evidence.inspect"]}):
        assert await reading.post(form(fields | signature(), *photos)) is None
        assert await reading.post(form(fields | signature(), *photos)) is None, "the same mail, posted again"

        async def inspected() -> bool:
            return [state for *_, state in await files_of(reading, claim)] == ["READY", "READY"]

        await until(inspected)
    assert await reading.messages(claim) == [("CUSTOMER", "PUBLIC", "See the photos.")]
    assert await files_of(reading, claim) == [
        ("a.jpg", "PUBLIC", "CUSTOMER", "READY"),
        ("b.JPG", "PUBLIC", "CUSTOMER", "READY"),
    ]
    rows = await reading.rows.fetch(
        """select e.kind, e.original_sha256, e.file_key from message_attachments a
           join evidence e on e.id = a.evidence_id order by a.place"""
    )
    hashes = [hashlib.sha256(content).hexdigest() for _, _, content in photos]
    assert [(row["kind"], row["original_sha256"]) for row in rows] == [("OTHER", one) for one in hashes]
    assert [await process.storage.size(row["file_key"]) for row in rows] != [None, None]
    added = await reading.rows.fetch("select public, actor_kind from events where type = 'claim.evidence_added'")
    assert [tuple(row) for row in added] == [(True, "CUSTOMER")]


async def test_files_of_others_are_for_the_staff_alone(
    inward: Working, app: Pool, shop: Shop, vault: Vault, reading: Reading
) -> None:
    claim = await a_waiting_claim(app, shop)
    fields = fields_of("carrier@gls.example", reply_to(shop, vault, claim), "Our report.") | signature()
    async with inward(READING):
        assert await reading.post(form(fields, ("report.pdf", "application/pdf", a_pdf()))) is None
    assert await files_of(reading, claim) == [("report.pdf", "INTERNAL", "SYSTEM", "PENDING")]
    assert await reading.status(claim) == ClaimStatus.NEEDS_INFORMATION
    assert not await reading.rows.fetchval("select bool_or(public) from events where type = 'claim.evidence_added'")


async def test_files_that_cannot_be_taken_are_named_and_stay_with_the_mail(
    inward: Working, app: Pool, shop: Shop, vault: Vault, reading: Reading
) -> None:
    claim = await a_waiting_claim(app, shop)
    fields = fields_of(IDA, reply_to(shop, vault, claim), "See these.") | signature()
    files = (
        ("film.mov", "video/quicktime", b"moov"),
        ("none.jpg", "image/jpeg", b""),
        ("large.txt", "text/plain", b"x" * 1001),
        *((f"{place}.txt", "text/plain", b"Hello") for place in range(3)),
    )
    async with inward(READING, evidence_per_claim=2, evidence_bytes=1000):
        problem = str(await reading.post(form(fields, *files)))
        lone = fields_of(IDA, f"claim+{'0' * 50}@mail.shop.example", "About nothing.") | signature()
        assert str(await reading.post(form(lone, files[3]))).startswith("NO_CLAIM")
        assert str(await reading.post(b"{}")).startswith("Unintelligible")
    assert problem.startswith("ATTACHMENTS: 4 of 6 files")
    for told in (
        "film.mov (TYPE_NOT_ALLOWED)",
        "none.jpg (EMPTY)",
        "large.txt (TOO_LARGE)",
        "2.txt (TOO_MANY_FILES)",
    ):
        assert told in problem
    assert [name for name, *_ in await files_of(reading, claim)] == ["0.txt", "1.txt"]
    assert await reading.messages(claim) == [("CUSTOMER", "PUBLIC", "See these.")]


async def test_a_run_that_storage_failed_is_made_whole_by_the_next(
    app: Pool, shop: Shop, vault: Vault, reading: Reading, process: Process, tmp_path: Path
) -> None:
    claim = await a_waiting_claim(app, shop)
    fields = fields_of(IDA, reply_to(shop, vault, claim), "See the photos.") | signature()
    body = form(fields, ("a.jpg", "image/jpeg", a_photo()), ("b.jpg", "image/jpeg", a_picture()))
    async with app.write(shop.id) as tx:
        await inbox.keep(tx, Letter(reading.account, "mailgun", "token", body), system_clock())
    letter = str(await reading.rows.fetchval("select id from inbox"))
    (tmp_path / "wall").write_text("in the way")
    away = replace(process, storage=open_storage((tmp_path / "wall" / "files").as_uri()))
    with pytest.raises(Unavailable):
        await read(await a_job(reading.rows, away, shop, "inbox.read", letter))
    assert await reading.messages(claim) == []
    expected = await reading.rows.fetch("select id, added_at, retain_until from evidence order by id")
    assert [row["added_at"] for row in expected] == [None, None]
    assert all(row["retain_until"] is not None for row in expected), "what never comes is forgotten"
    for _ in range(2):
        await read(await a_job(reading.rows, process, shop, "inbox.read", letter))
    kept = await reading.rows.fetch("select id from evidence where added_at is not null order by id")
    assert [row["id"] for row in kept] == [row["id"] for row in expected]
    assert await reading.messages(claim) == [("CUSTOMER", "PUBLIC", "See the photos.")]
    attached = await reading.rows.fetch("select evidence_id from message_attachments order by place")
    assert [row["evidence_id"] for row in attached] == [row["id"] for row in expected]
    for row, data in zip(expected, (a_photo(), a_picture()), strict=True):
        assert await process.storage.get(upload_key(shop.id, row["id"]), 10**7) == data


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
