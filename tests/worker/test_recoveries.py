"""The recovery leg with a worker: proposed by what happens, filed with EasyPost once, decided, paid, and taken back."""

import asyncio
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from decimal import Decimal

import asyncpg
import httpx
import pytest

from services.core import effects
from services.core.claims.model import ClaimReason
from services.core.clock import system_clock
from services.core.correspondence import desk as correspondence
from services.core.correspondence.model import NewMessage
from services.core.coverages import operations as coverages
from services.core.coverages.model import CoverageKind, CoverageStatus, NewCoverage
from services.core.database import Pool
from services.core.effects import Decision
from services.core.money import Money
from services.core.recoveries import operations, repository
from services.core.recoveries.model import Recovery, RecoveryStatus, RouteKind
from services.core.shipments.model import LabelSource
from services.core.storefronts import repository as storefronts
from services.core.storefronts.operations import open_credentials
from services.core.vault import Vault
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.processes import Sandbox
from tests.recoveries import file_by_hand, hear, ledger_of, recovery_of, target
from tests.selling import the_customer
from tests.watching import feed_of, happened, until
from tests.worker.conftest import Working
from tests.worker.rows import hurry, states

Status = RecoveryStatus
LOST = "MG-LOST-1"


async def a_lost_parcel(
    app: Pool, shop: Shop, sandbox: Sandbox, fate: str = "lost", **changes: object
) -> tuple[str, str]:
    """An order and its parcel, shipped forty days ago, of which the carrier says that it is lost."""
    order = await an_order(app, shop, placed_at=system_clock() - timedelta(days=41))
    shipped_at = system_clock() - timedelta(days=40)
    told = {"tracking_number": LOST, "shipped_at": shipped_at, "label_source": LabelSource.CARRIER_ACCOUNT} | changes
    (await sandbox.control.post(f"/parcels/{LOST}/move", json={"to": fate})).raise_for_status()
    return order, await a_shipment(app, shop, order, **told)


async def insured(app: Pool, shop: Shop, parcel: str, amount: str = "100.00", currency: str = "EUR") -> str:
    """Cover that was bought at EasyPost when the label was made; its id."""
    new = NewCoverage(
        parcel, "easypost", CoverageKind.THIRD_PARTY, Money(Decimal(amount), currency), account_id=shop.account_id,
        effective_at=system_clock() - timedelta(days=50),
    )  # fmt: skip
    return await coverages.record(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())


async def proposed(app: Pool, shop: Shop, parcel: str) -> Recovery:
    """The recovery of a parcel, once there is one."""

    async def look() -> str | None:
        events = [event for event in await feed_of(app, shop) if event.type == "recovery.proposed"]
        return next((event.subject for event in events if event.shipment_id == parcel), None)

    return await recovery_of(app, shop, await until(look))


async def filed(sandbox: Sandbox) -> list[dict[str, object]]:
    """The claims that EasyPost took."""
    found: list[dict[str, object]] = (await sandbox.control.get("/easypost/claims")).json()["claims"]
    return found


async def stands(app: Pool, shop: Shop, recovery_id: str, status: RecoveryStatus) -> Recovery:
    """The recovery, once it has this status."""

    async def look() -> Recovery | None:
        found = await recovery_of(app, shop, recovery_id)
        return found if found.status is status else None

    return await until(look)


async def buy(app: Pool, shop: Shop, parcel: str) -> str:
    """Insurance that is bought at EasyPost; its id."""
    new = NewCoverage(
        parcel, "easypost", CoverageKind.THIRD_PARTY, Money(Decimal("100.00"), "USD"), account_id=shop.account_id,
        buys=True,
    )  # fmt: skip
    return await coverages.record(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())


async def until_covered(sandbox: Sandbox, rows: asyncpg.Connection) -> None:
    """Have EasyPost say yes to the insurance that was bought, and wait until that is known."""

    async def bought() -> str | None:
        reference: str | None = await rows.fetchval("select reference from coverages where status = 'INACTIVE'")
        return reference

    settle = f"/easypost/insurances/{await until(bought)}/move"
    (await sandbox.control.post(settle, json={"to": "purchased"})).raise_for_status()

    async def active() -> bool:
        await hurry(rows, "coverage.buy")
        return bool(await rows.fetchval("select status = 'ACTIVE' from coverages"))

    await until(active)


@pytest.fixture
def filing(working: Working) -> Working:
    """Starts a worker that can say who asks."""

    def start(**changes: object) -> AbstractAsyncContextManager[None]:
        return working(**({"mail_from": "claims@shop.example"} | changes))  # type: ignore[arg-type]

    return start  # type: ignore[return-value]


@pytest.fixture
async def ready(filing: Working, app: Pool, shop: Shop, sandbox: Sandbox, vault: Vault) -> Recovery:
    """A recovery of a lost parcel that EasyPost insured when its label was made, with all of its papers."""
    order, parcel = await a_lost_parcel(app, shop, sandbox)
    await insured(app, shop, parcel, currency="USD")
    async with app.read(shop.id) as db:
        account = await storefronts.get_account(db, shop.account_id)
    assert account is not None
    key = open_credentials(vault, shop.id, account)["api_key"]
    place = {"name": "Shop", "city": "Austin", "country": "US"}
    wanted = {"tracking_code": LOST, "amount": "100.00", "to_address": place, "from_address": place}
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/easypost/v2", auth=(key, "")) as easypost:
        bought = (await easypost.post("/insurances", json={"insurance": wanted})).raise_for_status().json()
    settle = f"/easypost/insurances/{bought['id']}/move"
    (await sandbox.control.post(settle, json={"to": "purchased"})).raise_for_status()
    await a_claim(app, shop, order, parcel, customer_note="It never came.")
    async with filing():
        return await stands(app, shop, (await proposed(app, shop, parcel)).id, Status.READY)


@pytest.mark.parametrize("is_note", [True, False], ids=["in the claim", "in a message"])
async def test_what_a_customer_says_after_the_loss_was_proposed_is_a_paper_that_was_missing(
    filing: Working, app: Pool, shop: Shop, sandbox: Sandbox, is_note: bool
) -> None:
    order, parcel = await a_lost_parcel(app, shop, sandbox)
    await insured(app, shop, parcel, currency="USD")
    async with filing():
        recovery = await proposed(app, shop, parcel)
        assert (recovery.claim_id, recovery.missing_documents) == (None, ("CUSTOMER_STATEMENT",))
        claim_id = await a_claim(app, shop, order, parcel, customer_note="It never came." if is_note else "")
        if not is_note:
            message = NewMessage(claim_id, "It never came.")
            await correspondence.add_message(
                shop.write(app), the_customer(shop, order), message, key=a_key(), now=system_clock()
            )
        ready = await stands(app, shop, recovery.id, Status.READY)
    assert (ready.claim_id, ready.missing_documents) == (claim_id, ())


async def test_a_lost_parcel_is_asked_of_whoever_insured_it_in_the_currency_of_the_cover(ready: Recovery) -> None:
    assert (ready.route, ready.counterparty) == (RouteKind.INSURER_API, "easypost-insurance")
    assert ready.requested.currency_code == "USD"
    assert Decimal(60) < ready.requested.amount <= Decimal(100)
    assert ready.clock.rule == "easypost-insurance/loss@1"
    assert ready.clock.file_by is not None


async def test_a_carriers_word_proposes_a_packet_before_anybody_claims(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox
) -> None:
    order, parcel = await a_lost_parcel(app, shop, sandbox, carrier="GLS")
    async with working():
        recovery = await proposed(app, shop, parcel)
        assert (recovery.route, recovery.claim_id) == (RouteKind.CARRIER_PACKET, None)
        claim = await a_claim(app, shop, order, parcel)

        async def linked() -> bool:
            return (await recovery_of(app, shop, recovery.id)).claim_id == claim

        await until(linked)
    proposals = [event for event in await feed_of(app, shop) if event.type == "recovery.proposed"]
    assert len(proposals) == 1


async def test_it_is_filed_once_decided_and_paid(
    filing: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection, ready: Recovery
) -> None:
    async with filing():
        await operations.submit(shop.write(app), shop.caller, target(ready.id), system_clock())
        submitted = await stands(app, shop, ready.id, Status.SUBMITTED)
        (claim,) = await filed(sandbox)
        assert (claim["id"], claim["type"], claim["tracking_code"]) == (submitted.reference, "loss", LOST)
        assert Decimal(str(claim["requested_amount"])) == ready.requested.amount
        assert claim["reference"] == ready.id
        assert await ledger_of(app, shop, ready.id) == {("INSURER_PAYOUT", True): ready.requested.amount}
        move = {"to": "approved_partial", "approved_amount": "40.00"}
        (await sandbox.control.post(f"/easypost/claims/{claim['id']}/move", json=move)).raise_for_status()

        async def decided() -> bool:
            await hurry(rows, "recovery.poll")
            return (await recovery_of(app, shop, ready.id)).status is Status.APPROVED_PARTIAL

        await until(decided)
    assert await ledger_of(app, shop, ready.id) == {("INSURER_PAYOUT", True): Decimal("40.00")}


async def test_an_answer_that_was_lost_files_nothing_twice(
    filing: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection, ready: Recovery
) -> None:
    await sandbox.fault("reset_after_work", match={"method": "POST", "path_prefix": "/claims"})
    await operations.submit(shop.write(app), shop.caller, target(ready.id), system_clock())
    async with filing():

        async def in_doubt() -> bool:
            return bool(await rows.fetchval("select true from effects where kind = $1 and state = $2",
                                            "recovery.submit", "UNKNOWN"))  # fmt: skip

        await until(in_doubt)
        await rows.execute("update effects set last_sent_at = now() - interval '1 hour' where state = 'UNKNOWN'")

        async def found() -> bool:
            await hurry(rows, "recovery.submit")
            return (await recovery_of(app, shop, ready.id)).status is Status.SUBMITTED

        await until(found)
    assert len(await filed(sandbox)) == 1


async def test_a_no_to_filing_leaves_it_ready_with_the_reason(
    filing: Working, app: Pool, shop: Shop, sandbox: Sandbox, ready: Recovery
) -> None:
    await sandbox.fault(422, match={"method": "POST", "path_prefix": "/claims"})
    await operations.submit(shop.write(app), shop.caller, target(ready.id), system_clock())
    async with filing():
        await happened(app, shop, ready.id, "recovery.filing_failed")
    recovery = await recovery_of(app, shop, ready.id)
    assert (recovery.status, recovery.filing_since) == (Status.READY, None)
    assert await filed(sandbox) == []


async def test_what_was_filed_is_taken_back_there_too(
    filing: Working, app: Pool, shop: Shop, sandbox: Sandbox, ready: Recovery
) -> None:
    async with filing():
        await operations.submit(shop.write(app), shop.caller, target(ready.id), system_clock())
        await stands(app, shop, ready.id, Status.SUBMITTED)
        await operations.withdraw(shop.write(app), shop.caller, target(ready.id), "found in the shop", system_clock())

        async def canceled() -> bool:
            return [claim["status"] for claim in await filed(sandbox)] == ["cancelled"]

        await until(canceled)
    assert await ledger_of(app, shop, ready.id) == {}


async def test_a_letter_whose_people_were_forgotten_is_not_sent_empty(
    filing: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection, ready: Recovery
) -> None:
    async with filing():
        await operations.submit(shop.write(app), shop.caller, target(ready.id), system_clock())
        await stands(app, shop, ready.id, Status.SUBMITTED)
    await operations.write_message(shop.write(app), shop.caller, target(ready.id), "Ida says so.", system_clock())
    async with shop.write(app)() as tx:
        await repository.redact(tx, [ready.order_id], system_clock())
    async with filing():

        async def done() -> bool:
            return (await states(rows, "recovery.reply"))["DONE"] == 1

        await until(done)
    assert [call for call in await sandbox.calls(path_prefix="/claims") if "message" in str(call["path"])] == []
    assert await rows.fetchval("select state from recovery_messages") == "FAILED"


async def test_a_rejected_recovery_proposes_the_next_way(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox
) -> None:
    _, parcel = await a_lost_parcel(app, shop, sandbox, carrier="GLS")
    await insured(app, shop, parcel)
    async with working():
        first = await proposed(app, shop, parcel)
        assert first.counterparty == "easypost-insurance"
        await file_by_hand(app, shop, first.id)
        await hear(app, shop, first.id, Status.REJECTED, detail="delivered")

        async def next_one() -> bool:
            told = [
                event.data["counterparty"] for event in await feed_of(app, shop) if event.type == "recovery.proposed"
            ]
            return told == ["easypost-insurance", "gls-dk"]

        await until(next_one)


async def test_a_parcel_that_turns_up_takes_back_what_nobody_filed(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    _, parcel = await a_lost_parcel(app, shop, sandbox, carrier="GLS")
    async with working():
        recovery = await proposed(app, shop, parcel)
        await asyncio.sleep(1.1)  # scans of the same second have no order
        (await sandbox.control.post(f"/parcels/{LOST}/move", json={"to": "notreceived"})).raise_for_status()

        async def withdrawn() -> bool:
            await hurry(rows, "shipment.track")
            return (await recovery_of(app, shop, recovery.id)).status is Status.WITHDRAWN

        await until(withdrawn)


async def test_a_damaged_parcel_is_no_lost_one(working: Working, app: Pool, shop: Shop, sandbox: Sandbox) -> None:
    order, parcel = await a_lost_parcel(app, shop, sandbox, carrier="GLS")
    (await sandbox.control.post(f"/parcels/{LOST}/move", json={"to": "damaged"})).raise_for_status()
    await a_claim(app, shop, order, parcel, reason=ClaimReason.DAMAGED_IN_TRANSIT)
    async with working():
        recovery = await proposed(app, shop, parcel)
    assert recovery.reason.value == "DAMAGE"


async def test_insurance_is_bought_once_and_covers_when_the_company_says_so(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number="MG-TRANSIT-1")
    coverage = await buy(app, shop, parcel)
    async with working():
        await until_covered(sandbox, rows)
        await happened(app, shop, coverage, "coverage.activated")
    assert len([one for one in await sandbox.calls(path_prefix="/insurances") if one["method"] == "POST"]) == 1


@pytest.mark.parametrize(
    ("decision", "status"), [(Decision.CONFIRM, CoverageStatus.ACTIVE), (Decision.ABANDON, CoverageStatus.VOID)]
)
async def test_insurance_that_nobody_can_look_up_is_what_a_person_says(
    working: Working,
    app: Pool,
    shop: Shop,
    sandbox: Sandbox,
    rows: asyncpg.Connection,
    decision: Decision,
    status: CoverageStatus,
) -> None:
    await sandbox.fault("reset_after_work", match={"method": "POST", "path_prefix": "/insurances"})
    await sandbox.fault(404, match={"method": "GET", "path_prefix": "/insurances"}, times=None)
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number="MG-TRANSIT-1")
    await buy(app, shop, parcel)
    async with working():

        async def in_review() -> str | None:
            await rows.execute("update effects set last_sent_at = now() - interval '1 hour' where state = 'UNKNOWN'")
            await hurry(rows, "coverage.buy")
            effect: str | None = await rows.fetchval("select id from effects where state = 'REVIEW'")
            return effect

        effect = await until(in_review)
        async with shop.write(app)() as tx:
            await effects.decide(tx, effect, decision, shop.caller.actor, system_clock())

        async def decided() -> bool:
            return bool(await rows.fetchval("select status = $1 from coverages", status.value))

        await until(decided)


async def test_nothing_is_filed_for_a_shop_that_says_no_address_for_answers(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, ready: Recovery
) -> None:
    await operations.submit(shop.write(app), shop.caller, target(ready.id), system_clock())
    async with working(mail_from=""):
        failed = await happened(app, shop, ready.id, "recovery.filing_failed")
    assert failed.data["code"] == "NO_CONTACT"
    assert await filed(sandbox) == []


async def test_a_parcel_is_looked_for_after_its_end_as_long_as_money_is_asked_back(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    order, parcel = await a_lost_parcel(app, shop, sandbox, "notreceived", carrier="GLS")
    async with working():

        async def ended() -> bool:
            return bool(await rows.fetchval("select true from tasks where kind = 'shipment.track' and state = 'DONE'"))

        await until(ended)
        await a_claim(app, shop, order, parcel, reason=ClaimReason.DAMAGED_IN_TRANSIT)
        await proposed(app, shop, parcel)

        async def followed() -> bool:
            return bool(await rows.fetchval("select count(*) = 2 from tasks where kind = 'shipment.track'"))

        await until(followed)

        async def asked_again() -> bool:
            await hurry(rows, "shipment.track")
            return len(await sandbox.calls(path_prefix="/trackers/trk")) > 1

        await until(asked_again)

        async def later() -> bool:
            return bool(await rows.fetchval("select next_check_at > now() + interval '20 hours' from shipments"))

        await until(later)
