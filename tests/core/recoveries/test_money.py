"""What is awaited, what came, what they kept and what went back: always the same in the recovery and in the ledger."""

from datetime import timedelta
from decimal import Decimal

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.recoveries import operations
from services.core.recoveries.model import PaymentDirection, RecoveryStatus
from tests.builders import Shop, a_shipment, an_order
from tests.core.records import events_of
from tests.core.refusals import refused
from tests.recoveries import (
    WORKER,
    a_new_recovery,
    a_recovery,
    file_by_hand,
    hear,
    ledger_of,
    pay,
    recovery_of,
    target,
    watched,
)

Status = RecoveryStatus
AWAITED, CAME = ("CARRIER_PAYOUT", True), ("CARRIER_PAYOUT", False)


@pytest.fixture
async def filed(app: Pool, shop: Shop) -> str:
    """A recovery of 65 EUR that was filed."""
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    recovery_id = await a_recovery(app, shop, a_new_recovery(order, parcel), "INVOICE")
    await file_by_hand(app, shop, recovery_id)
    return recovery_id


async def test_what_was_asked_for_is_awaited_until_it_is_decided(app: Pool, shop: Shop, filed: str) -> None:
    assert await ledger_of(app, shop, filed) == {AWAITED: Decimal(65)}
    await hear(app, shop, filed, Status.APPROVED_PARTIAL, approved_amount=Decimal(40))
    assert await ledger_of(app, shop, filed) == {AWAITED: Decimal(40)}
    await hear(app, shop, filed, Status.REJECTED)
    assert await ledger_of(app, shop, filed) == {}


async def test_money_that_comes_in_parts_is_paid_with_the_last_of_it(app: Pool, shop: Shop, filed: str) -> None:
    await hear(app, shop, filed, Status.APPROVED)
    await pay(app, shop, filed, "25.00")
    assert await ledger_of(app, shop, filed) == {AWAITED: Decimal(40), CAME: Decimal(25)}
    assert (await recovery_of(app, shop, filed)).status is Status.APPROVED
    await pay(app, shop, filed, "40.00")
    assert await ledger_of(app, shop, filed) == {CAME: Decimal(65)}
    assert (await recovery_of(app, shop, filed)).status is Status.PAID


async def test_the_last_payment_may_be_less_than_was_granted(app: Pool, shop: Shop, filed: str) -> None:
    await pay(app, shop, filed, "10.00", is_last=True)
    assert (await recovery_of(app, shop, filed)).status is Status.PAID
    assert await ledger_of(app, shop, filed) == {CAME: Decimal(10)}


async def test_a_fee_that_they_kept_is_a_cost_beside(app: Pool, shop: Shop, filed: str) -> None:
    await pay(app, shop, filed, "65.00", fee_amount=Decimal("5.00"))
    assert await ledger_of(app, shop, filed) == {CAME: Decimal(65), ("CLAIM_FEE", False): Decimal(5)}
    assert (await recovery_of(app, shop, filed)).fee_amount == Decimal(5)


async def test_another_currency_needs_what_it_came_to(app: Pool, shop: Shop, filed: str) -> None:
    paid = {"currency_code": "USD", "fee_amount": Decimal("7.00")}
    with refused("NEEDS_SETTLED_AMOUNT"):
        await pay(app, shop, filed, "70.00", **paid)
    await pay(app, shop, filed, "70.00", settled_amount=Decimal("64.00"), is_last=True, **paid)
    assert await ledger_of(app, shop, filed) == {CAME: Decimal(64), ("CLAIM_FEE", False): Decimal("6.40")}
    async with app.read(shop.id) as db:
        row = await db.fetchrow(
            "select settlement_amount, settlement_currency, fx_rate from ledger_entries where type = 'CARRIER_PAYOUT'"
            " and not expected"
        )
    assert row is not None
    assert (row["settlement_amount"], row["settlement_currency"]) == (Decimal("70.00"), "USD")
    assert row["fx_rate"] == Decimal("1.09375000")


async def test_one_payment_told_twice_counts_once_and_two_are_told_as_too_much(
    app: Pool, shop: Shop, filed: str
) -> None:
    for _ in range(2):
        await pay(app, shop, filed, "65.00", reference="PAYOUT-1")
    assert await ledger_of(app, shop, filed) == {CAME: Decimal(65)}
    await pay(app, shop, filed, "65.00", reference="PAYOUT-2")
    assert await ledger_of(app, shop, filed) == {CAME: Decimal(130)}
    assert [event.data.get("overpaid") for event in await events_of(app, shop, filed)][-2:] == [False, True]


async def test_nothing_is_paid_before_it_was_filed(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    draft = await a_recovery(app, shop, a_new_recovery(order, await a_shipment(app, shop, order)))
    with refused("NOT_FILED"):
        await pay(app, shop, draft, "1.00")


async def test_a_parcel_that_turns_up_is_paid_back(app: Pool, shop: Shop, filed: str) -> None:
    await pay(app, shop, filed, "65.00")
    recovery = await recovery_of(app, shop, filed)
    async with shop.write(app)() as tx:
        await operations.found(tx, recovery.shipment_id, WORKER, system_clock())
    assert (await events_of(app, shop, filed))[-1].type == "recovery.repayment_due"
    back = {"direction": PaymentDirection.REPAYMENT, "reference": "BACK-1"}
    with refused("ABOVE_PAID"):
        await pay(app, shop, filed, "65.01", **back)
    await pay(app, shop, filed, "65.00", **back)
    assert await ledger_of(app, shop, filed) == {CAME: Decimal(65), ("PAYOUT_RETURNED", False): Decimal(65)}
    assert (await recovery_of(app, shop, filed)).repaid_amount == Decimal(65)


async def test_a_parcel_that_turns_up_before_it_was_filed_takes_the_recovery_back(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    draft = await a_recovery(app, shop, a_new_recovery(order, parcel))
    for _ in range(2):
        async with shop.write(app)() as tx:
            await operations.found(tx, parcel, WORKER, system_clock())
    recovery = await recovery_of(app, shop, draft)
    assert (recovery.status, recovery.status_detail) == (Status.WITHDRAWN, "PARCEL_FOUND")


async def test_alarms_come_seven_three_and_one_days_before_and_then_it_expires(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    draft = await a_recovery(app, shop, a_new_recovery(order, await a_shipment(app, shop, order)))
    last = (await recovery_of(app, shop, draft)).clock.file_by
    assert last is not None
    looks = [system_clock()]
    while (next_look := await watched(app, shop, draft, looks[-1])) is not None:
        looks.append(next_look)
    assert [last - look for look in looks[1:]] == [timedelta(days=days) for days in (7, 3, 1, 0)]
    events = await events_of(app, shop, draft)
    near = [event.data["daysLeft"] for event in events if event.type == "recovery.deadline_near"]
    assert (near, events[-1].type) == ([7, 3, 1], "recovery.expired")
    assert (await recovery_of(app, shop, draft)).status is Status.EXPIRED


async def test_an_alarm_is_told_once_however_often_it_is_looked_at(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    draft = await a_recovery(app, shop, a_new_recovery(order, await a_shipment(app, shop, order)))
    last = (await recovery_of(app, shop, draft)).clock.file_by
    assert last is not None
    for hours in (71, 70, 69):
        await watched(app, shop, draft, last - timedelta(hours=hours))
    events = await events_of(app, shop, draft)
    assert [event.data["daysLeft"] for event in events if event.type == "recovery.deadline_near"] == [3]


async def test_what_a_person_filed_too_late_counts_all_the_same(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    draft = await a_recovery(app, shop, a_new_recovery(order, await a_shipment(app, shop, order)))
    await watched(app, shop, draft, system_clock() + timedelta(days=31))
    await operations.record_filed(shop.write(app), shop.caller, target(draft), "LATE-1", None, system_clock())
    assert (await recovery_of(app, shop, draft)).status is Status.SUBMITTED
