"""Two storefronts in one database: whatever one tries, the other's rows are neither seen nor written."""

import asyncio
import random
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

import asyncpg
import pytest

from services.core import effects, inbox, persisted_documents, polls
from services.core.claims.desk import Target
from services.core.claims.model import ResolutionType
from services.core.clock import system_clock
from services.core.correspondence import desk as correspondence
from services.core.correspondence.model import MailSettings, NewMessage, Template, TemplateKey
from services.core.coverages import repository as coverage_rows
from services.core.coverages.model import CoverageKind, CoverageStatus, NewCoverage
from services.core.database import APP, Pool, Tx, connect, open_pool
from services.core.disputes import operations as disputes
from services.core.disputes.model import DisputeReason, DisputeStatus, DisputeType, ToldDispute
from services.core.documents import operations as documents
from services.core.documents.model import Audience, Language, NewExport
from services.core.documents.packets import repository as packets
from services.core.inbox import Letter
from services.core.installs import operations as installs
from services.core.ledger import operations as ledger
from services.core.money import Money
from services.core.persisted_documents import Document, hash_text
from services.core.policies import operations as policies
from services.core.policies.model import PolicyRule
from services.core.privacy import operations as privacy
from services.core.privacy.model import PrivacyKind
from services.core.recoveries import repository as recovery_rows_of
from services.core.recoveries.model import MessageAuthor, MessageState, Payment, PaymentDirection
from services.core.resolutions import operations
from services.core.resolutions.model import Wish
from services.core.shipments import operations as shipments
from services.core.shipments.model import (
    Correction,
    Direction,
    Progress,
    ProgressStep,
    ProofFile,
    ProofKind,
    ProofOfDelivery,
    Scan,
    ScanSource,
    Tracking,
    TrackingStatus,
)
from services.core.shipments.tracking import expect_files, record_tracking
from services.core.storefronts import operations as storefronts
from tests.builders import Shop, a_claim, a_key, a_shipment, an_evidence, an_order
from tests.recoveries import a_new_recovery

NOBODYS = {"api_clients", "api_keys", "migrations"}


async def fill(app: Pool, relay: Pool, shop: Shop) -> None:
    """At least one row of the storefront in every table that has storefronts."""
    now = system_clock()
    rule = PolicyRule(escalation_days=14)
    await policies.update(shop.write(app), shop.caller, (rule,), None, expected_version=0, key=a_key(), now=now)
    order = await an_order(app, shop)
    wrong = await a_shipment(app, shop, order, lines=(), direction=Direction.RETURN)
    async with app.write(shop.id) as tx:
        scan = Scan(now, TrackingStatus.IN_TRANSIT, "AA", "Arrived")
        await record_tracking(tx, wrong, Tracking((scan,)), ScanSource.POLL, company="easypost", now=now)
    right = Correction(wrong, "DHL")
    await shipments.correct_carrier(shop.write(app), shop.caller, right, key=a_key(), now=now)
    parcel = await a_shipment(app, shop, order)
    claim = await a_claim(app, shop, order, parcel)
    message = NewMessage(claim, "Hello", attachment_ids=(await an_evidence(app, shop, claim),))
    await correspondence.add_message(shop.write(app), shop.caller, message, key=a_key(), now=now)
    template = Template(TemplateKey.MESSAGE, "da", 0, "Hej", "{{ message }}")
    await correspondence.update_template(shop.write(app), shop.caller, template, None, key=a_key(), now=now)
    await correspondence.set_mail(shop.write(app), shop.caller, MailSettings("Shop"), now)
    await installs.begin(shop.write(app), shop.caller, "nordlys", key=a_key(), now=now)
    await storefronts.revoke_tokens(shop.write(app), shop.caller, "anna", key=a_key(), now=now)
    async with app.write(shop.id) as tx:
        scan = Scan(now, TrackingStatus.IN_TRANSIT, "AA", "Arrived")
        proof = ProofOfDelivery("Ida", files=(ProofFile(ProofKind.PHOTO, "image/png", b"a photo"),))
        tracking = Tracking((scan,), proof=proof, progress=(Progress(now, ProgressStep.OPENED, "129", "Opened"),))
        await expect_files(tx, parcel, proof, now, longest=100)
        await record_tracking(tx, parcel, tracking, ScanSource.POLL, company="easypost", now=now)
        await effects.plan(tx, "tracker.register", parcel, shop.account_id, now)
        await inbox.keep(tx, Letter(shop.account_id, "easypost", "evt_1", b"{}"), now)
        await ledger.hold(tx, order, "dsp_1", now)
        await ledger.release(tx, order, "dsp_1", now)
        await tx.execute("update orders set platform_account_id = $1 where id = $2", shop.account_id, order)
        text = f"{{ __typename }} # {shop.id}"
        await persisted_documents.add(tx, [Document(hash_text(text), text)], now)
    wanted = NewExport(claim, Audience.SHOP, Language.EN)
    await documents.request(shop.write(app), shop.caller, wanted, key=a_key(), now=now)
    await operations.approve(shop.write(app), shop.caller, Target(claim, a_key()), now)
    wish = Wish(ResolutionType.REFUND)
    await operations.resolve_outside(shop.write(app), shop.caller, Target(claim, a_key()), wish, None, now)
    # a dispute holds the money back
    async with app.write(shop.id) as tx:
        await platform_rows(tx, shop, order, now)
    async with relay.connection() as connection:
        await connection.execute(
            """insert into tasks (storefront_id, id, kind, subject, state, due_at, created_at)
               values ($1, 'tsk_' || right($1, 26), 'claim.verify', 'clm', 'WAITING', now(), now())""",
            shop.id,
        )


async def platform_rows(tx: Tx, shop: Shop, order: str, now: datetime) -> None:
    """Rows of what platforms tell."""
    told = ToldDispute("1", DisputeType.INQUIRY, DisputeStatus.WON, DisputeReason.OTHER, Decimal(1), "EUR", now, now)
    await disputes.record(tx, shop.account_id, told, order, shop.caller.actor, now)
    await privacy.receive(tx, shop.account_id, "1", PrivacyKind.CUSTOMER_DATA, [order], shop.caller.actor, now)
    await recovery_rows(tx, shop, order, now)
    await polls.save(tx, shop.account_id, polls.Cursor(now), now)


async def recovery_rows(tx: Tx, shop: Shop, order: str, now: datetime) -> None:
    """A coverage, and a recovery with a letter and a payment."""
    parcel = await tx.fetchval("select id from shipments where storefront_id = $1", shop.id)
    covered = NewCoverage(parcel, "shipsurance", CoverageKind.THIRD_PARTY, Money(Decimal(50), "EUR"))
    coverage = await coverage_rows.add(tx, covered, order, CoverageStatus.ACTIVE, now)
    assert coverage is not None
    new = a_new_recovery(order, parcel, coverage_id=coverage.id, account_id=shop.account_id)
    recovery = await recovery_rows_of.add(tx, new, (), now)
    assert recovery is not None
    state = MessageState.RECORDED
    await recovery_rows_of.add_message(tx, recovery.id, MessageAuthor.STAFF, "Well?", state, now, now)
    await packets.add(tx, recovery.id, Language.EN, shop.caller.actor, now, now)
    payment = Payment(PaymentDirection.PAYOUT, Decimal(1), "EUR", "1", now)
    await recovery_rows_of.add_payment(tx, recovery.id, payment, None, None, now)


async def columns(database: str) -> dict[str, tuple[str, list[str]]]:
    """Every table that has storefronts: the storefront's column, and all that can be written."""
    superuser = await asyncpg.connect(database)
    rows = await superuser.fetch(
        """select table_name, array_agg(column_name::text) as names from information_schema.columns
           join information_schema.tables using (table_schema, table_name)
           where table_schema = 'makegood' and is_generated = 'NEVER' and is_identity = 'NO'
               and table_type = 'BASE TABLE' group by 1"""
    )
    await superuser.close()
    return {
        row["table_name"]: ("id" if row["table_name"] == "storefronts" else "storefront_id", row["names"])
        for row in rows
        if row["table_name"] not in NOBODYS
    }


async def attempt(connection: asyncpg.Connection, sql: str, *values: object) -> str:
    """What PostgreSQL says to a statement, which is undone."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        return await connection.execute(sql, *values)
    except asyncpg.InsufficientPrivilegeError as error:
        return "row security" if "row-level security" in str(error) else "no privilege"
    finally:
        await transaction.rollback()


@pytest.fixture
async def filled(app: Pool, relay: Pool, shop: Shop, other_shop: Shop) -> tuple[Shop, Shop]:
    """Two storefronts with rows in every table."""
    await fill(app, relay, shop)
    await fill(app, relay, other_shop)
    return shop, other_shop


async def test_no_row_of_another_storefront_is_seen_or_written_in_any_table(
    database: str, filled: tuple[Shop, Shop]
) -> None:
    own, other = filled
    superuser = await asyncpg.connect(database)
    app = await connect(database, APP)
    for table, (key, names) in (await columns(database)).items():
        foreign = await superuser.fetchval(
            f"select to_jsonb(t)::text from makegood.{table} t where {key} = $1 limit 1", other.id
        )
        assert foreign is not None, f"{table} has no row of the other storefront, so nothing would be proved"
        listed = ", ".join(names)
        copied = (
            f"insert into {table} ({listed}) select {listed} from jsonb_populate_record(null::{table}, $1::text::jsonb)"
        )
        for setting in (own.id, "", None):
            if setting is None:
                await app.execute("reset makegood.storefront")
            else:
                await app.execute("select set_config('makegood.storefront', $1, false)", setting)
            seen = await app.fetch(f"select distinct {key} as shop from {table}")
            assert [row["shop"] for row in seen] == ([own.id] if setting else []), table
            for sql in (f"update {table} set {key} = {key} where {key} = $1", f"delete from {table} where {key} = $1"):
                assert await attempt(app, sql, other.id) in ("UPDATE 0", "DELETE 0", "no privilege"), table
            assert await attempt(app, copied, foreign) in ("row security", "no privilege"), table
            given = await attempt(app, f"update {table} set {key} = $1", other.id)
            assert given in (("row security", "no privilege") if setting else ("UPDATE 0", "no privilege")), table
    await app.close()
    await superuser.close()


async def test_a_view_shows_the_rows_of_its_own_storefront_alone(database: str, filled: tuple[Shop, Shop]) -> None:
    own, _ = filled
    app = await connect(database, APP)
    for setting, seen in ((own.id, {own.id}), ("", set())):
        await app.execute("select set_config('makegood.storefront', $1, false)", setting)
        rows = await app.fetch("select storefront_id, kind from case_timeline")
        assert {row["storefront_id"] for row in rows} == seen
        assert {row["kind"] for row in rows} == ({"EVENT", "MESSAGE", "SCAN"} if seen else set())
    await app.close()


async def test_a_reference_into_another_storefront_is_no_reference(database: str, filled: tuple[Shop, Shop]) -> None:
    own, other = filled
    superuser = await asyncpg.connect(database)
    app = await connect(database, APP)
    await app.execute("select set_config('makegood.storefront', $1, false)", own.id)
    for table, column, parent in (
        ("order_lines", "order_id", "orders"),
        ("shipments", "order_id", "orders"),
        ("shipments", "tracked_by", "accounts"),
        ("claims", "shipment_id", "shipments"),
        ("evidence", "claim_id", "claims"),
        ("claim_exports", "claim_id", "claims"),
        ("claims", "policy_id", "claim_policies"),
        ("messages", "claim_id", "claims"),
        ("effects", "account_id", "accounts"),
        ("inbox", "account_id", "accounts"),
        ("disputes", "order_id", "orders"),
        ("disputes", "account_id", "accounts"),
        ("coverages", "shipment_id", "shipments"),
        ("recoveries", "claim_id", "claims"),
        ("recoveries", "coverage_id", "coverages"),
        ("recoveries", "account_id", "accounts"),
        ("recovery_messages", "recovery_id", "recoveries"),
        ("recovery_exports", "recovery_id", "recoveries"),
        ("tasks", "account_id", "accounts"),
    ):
        foreign = await superuser.fetchval(f"select id from makegood.{parent} where storefront_id = $1", other.id)
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await app.execute(f"update {table} set {column} = $1", foreign)
    await app.close()
    await superuser.close()


async def test_a_setting_ends_with_its_transaction(database: str, filled: tuple[Shop, Shop]) -> None:
    own, _ = filled
    pool = await open_pool(database, APP, size=1)
    for end in (None, ZeroDivisionError, asyncio.CancelledError, asyncpg.PostgresError):
        with suppress(ZeroDivisionError, asyncio.CancelledError, asyncpg.PostgresError):
            async with pool.write(own.id) as tx:
                assert await tx.fetchval("select count(*) from orders") == 1
                if end is asyncpg.PostgresError:
                    await tx.execute("select 1 / 0")
                if end is not None:
                    raise end
        async with pool.connection() as connection:
            assert await connection.fetchval("select current_setting('makegood.storefront', true)") in ("", None)
            assert await connection.fetchval("select count(*) from orders") == 0
    await pool.close()


async def test_over_a_thousand_turns_with_cancellations_everybody_sees_only_their_own(
    database: str, filled: tuple[Shop, Shop]
) -> None:
    pool = await open_pool(database, APP, size=5)
    chance = random.Random(7)
    seen: list[tuple[str, str]] = []

    async def turn(shop: Shop) -> None:
        async with pool.write(shop.id) if chance.random() < 0.5 else pool.read(shop.id) as db:
            rows = await db.fetch("select storefront_id from orders union all select storefront_id from events")
            seen.extend((shop.id, row["storefront_id"]) for row in rows)
            if chance.random() < 0.3:
                await db.fetchval("select pg_sleep(0.005)")
            if chance.random() < 0.1:
                raise ZeroDivisionError

    async def bare() -> None:
        async with pool.connection() as connection:
            seen.extend(("nobody", row["storefront_id"]) for row in await connection.fetch("select * from orders"))

    for _ in range(50):
        tasks = [asyncio.create_task(turn(chance.choice(filled))) for _ in range(20)]
        tasks.append(asyncio.create_task(bare()))
        for task in chance.sample(tasks, 7):
            asyncio.get_running_loop().call_later(chance.random() * 0.03, task.cancel)
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(end) for end in ends} <= {type(None), ZeroDivisionError, asyncio.CancelledError}
    assert len(seen) > 1000
    assert all(shop == found for shop, found in seen)
    await bare()
    assert all(shop != "nobody" for shop, _ in seen)
    await pool.close()
