"""What a parcel that turns up, and what time, do to a recovery wherever it stands."""

from datetime import timedelta
from decimal import Decimal

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.recoveries.model import PaymentDirection, Peril, RecoveryStatus, RouteKind
from services.core.recoveries.operations import submit
from tests.builders import Shop, a_shipment, an_order
from tests.core.records import events_of
from tests.recoveries import (
    a_new_recovery,
    a_recovery,
    file_by_hand,
    found_again,
    hear,
    pay,
    recovery_of,
    target,
    watched,
)

Status = RecoveryStatus


async def a_draft(app: Pool, shop: Shop, **changes: object) -> str:
    """A recovery of which a document is missing; its id."""
    order = await an_order(app, shop)
    return await a_recovery(app, shop, a_new_recovery(order, await a_shipment(app, shop, order), **changes))


async def standing(app: Pool, shop: Shop, status: RecoveryStatus, reason: Peril = Peril.LOSS) -> str:
    """A recovery that stands there."""
    recovery = await a_draft(app, shop, reason=reason)
    async with shop.write(app)() as tx:
        filed_at = None if status in ("DRAFT", "READY", "EXPIRED", "NOT_FILEABLE") else system_clock()
        await tx.execute(
            "update recoveries set status = $2, submitted_at = $3 where id = $1", recovery, status, filed_at
        )
    return recovery


TOLD = {
    **dict.fromkeys((Status.DRAFT, Status.READY), "recovery.withdrawn"),
    **dict.fromkeys((Status.APPROVED, Status.APPROVED_PARTIAL, Status.PAID), "recovery.repayment_due"),
}


@pytest.mark.parametrize("status", Status)
async def test_a_parcel_that_turns_up_is_told_once_wherever_the_recovery_stands(
    app: Pool, shop: Shop, status: RecoveryStatus
) -> None:
    recovery = await standing(app, shop, status)
    for _ in range(2):
        await found_again(app, shop, recovery)
    told = [event.type for event in await events_of(app, shop, recovery)]
    assert told == ["recovery.proposed", TOLD.get(status, "recovery.parcel_found")]
    after = await recovery_of(app, shop, recovery)
    assert after.found_at is not None
    assert after.status is (Status.WITHDRAWN if status in (Status.DRAFT, Status.READY) else status)


@pytest.mark.parametrize("reason", Peril)
async def test_only_what_was_gone_can_be_found(app: Pool, shop: Shop, reason: Peril) -> None:
    recovery = await standing(app, shop, Status.READY, reason)
    await found_again(app, shop, recovery)
    gone = reason in (Peril.LOSS, Peril.THEFT)
    assert ((await recovery_of(app, shop, recovery)).status is Status.WITHDRAWN) is gone


async def test_what_was_paid_has_to_go_back_whatever_was_said_after(app: Pool, shop: Shop) -> None:
    kept, returned = await a_draft(app, shop), await a_draft(app, shop)
    for recovery in (kept, returned):
        await file_by_hand(app, shop, recovery)
        await pay(app, shop, recovery, "65.00")
        await hear(app, shop, recovery, Status.CLOSED)
    await pay(app, shop, returned, "65.00", direction=PaymentDirection.REPAYMENT)
    for recovery, told in ((kept, "recovery.repayment_due"), (returned, "recovery.parcel_found")):
        await found_again(app, shop, recovery)
        assert (await events_of(app, shop, recovery))[-1].type == told


async def test_what_is_being_filed_is_not_taken_back_behind_the_workers_back(app: Pool, shop: Shop) -> None:
    by_call = {"route": RouteKind.INSURER_API, "account_id": shop.account_id, "required_documents": ()}
    recovery = await a_draft(app, shop, **by_call)
    await submit(shop.write(app), shop.caller, target(recovery), system_clock())
    await found_again(app, shop, recovery)
    after = await recovery_of(app, shop, recovery)
    assert (after.status, after.filing_since is not None) == (Status.READY, True)
    assert (await events_of(app, shop, recovery))[-1].type == "recovery.parcel_found"
    assert await watched(app, shop, recovery, system_clock() + timedelta(days=40)) is None
    assert (await recovery_of(app, shop, recovery)).status is Status.READY, "it does not expire on its way"


@pytest.mark.parametrize(
    ("status", "bound", "kind"),
    [
        (Status.INFORMATION_REQUESTED, "information_by", "INFORMATION"),
        (Status.REJECTED, "appeal_by", "APPEAL"),
        (Status.APPROVED_PARTIAL, "appeal_by", "APPEAL"),
    ],
)
async def test_what_lapses_at_the_counterparty_is_told_seven_three_and_one_days_before_and_moves_nothing(
    app: Pool, shop: Shop, status: RecoveryStatus, bound: str, kind: str
) -> None:
    recovery = await a_draft(app, shop)
    await file_by_hand(app, shop, recovery)
    last = system_clock() + timedelta(days=10)
    granted = Decimal(1) if status is Status.APPROVED_PARTIAL else None
    await hear(app, shop, recovery, status, approved_amount=granted, **{bound: last})
    looks = [system_clock()]
    while (next_look := await watched(app, shop, recovery, looks[-1])) is not None:
        looks.append(next_look)
    assert [last - look for look in looks[1:]] == [timedelta(days=days) for days in (7, 3, 1, 0)]
    near = [event.data for event in await events_of(app, shop, recovery) if event.type == "recovery.deadline_near"]
    assert [(data["kind"], data["daysLeft"]) for data in near] == [(kind, 7), (kind, 3), (kind, 1)]
    assert (await recovery_of(app, shop, recovery)).status is status


async def test_a_date_that_moves_is_watched_anew(app: Pool, shop: Shop) -> None:
    recovery = await a_draft(app, shop)
    await file_by_hand(app, shop, recovery)
    now = system_clock()
    for days in (5, 20):
        word = {"information_by": now + timedelta(days=days)}
        await hear(app, shop, recovery, Status.INFORMATION_REQUESTED, **word)
        await watched(app, shop, recovery, now + timedelta(days=days - 2))
    near = [event.data for event in await events_of(app, shop, recovery) if event.type == "recovery.deadline_near"]
    assert [data["daysLeft"] for data in near] == [3, 3]


async def test_what_nobody_is_told_of_is_not_looked_at_again(app: Pool, shop: Shop) -> None:
    recovery = await a_draft(app, shop)
    await file_by_hand(app, shop, recovery)
    assert await watched(app, shop, recovery, system_clock()) is None
    assert await watched(app, shop, "rcv_x", system_clock()) is None
