"""The bank's leg: kept as the platform tells it, with the money of its order held until the bank has decided."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.disputes import operations, policy, repository
from services.core.disputes.model import OPEN, Dispute, DisputeReason, DisputeStatus, DisputeType, ToldDispute
from services.core.events import Actor, ActorKind
from services.core.ledger import operations as ledger
from services.core.ledger import repository as ledger_rows
from services.core.ledger.model import CompensationKind, CompensationState, Share
from tests.builders import Shop, an_order
from tests.core.records import count, events_of
from tests.core.refusals import refused

SHOPIFY = Actor(ActorKind.SYSTEM, "shopify")
OPENED = datetime(2026, 3, 2, tzinfo=UTC)
DUE = OPENED + timedelta(days=14)


def told(days: float = 0, status: DisputeStatus = DisputeStatus.NEEDS_RESPONSE, **changes: Any) -> ToldDispute:
    """A chargeback as the platform had it so many days after it was opened."""
    first = ToldDispute(
        external_id="1",
        type=DisputeType.CHARGEBACK,
        status=status,
        reason=DisputeReason.PRODUCT_NOT_RECEIVED,
        amount=Decimal("25.00"),
        currency_code="EUR",
        opened_at=OPENED,
        told_at=OPENED + timedelta(days=days),
        evidence_due_by=DUE,
    )
    return replace(first, **changes)


async def record(app: Pool, shop: Shop, one: ToldDispute, order: str | None) -> Dispute:
    async with app.write(shop.id) as tx:
        return await operations.record(tx, shop.account_id, one, order, SHOPIFY, system_clock())


async def held(app: Pool, shop: Shop, order: str) -> bool:
    """Whether no money of the order may move."""
    async with app.read(shop.id) as db:
        return bool(await ledger_rows.holds(db, order))


async def lost(app: Pool, shop: Shop, order: str) -> Decimal:
    """What of the order counts as compensated by the bank."""
    async with app.read(shop.id) as db:
        total: Decimal = await db.fetchval(
            """select coalesce(sum(amount), 0) from compensations
               where order_id = $1 and kind = 'DISPUTE' and state <> 'RELEASED'""",
            order,
        )
    return total


@pytest.mark.parametrize("status", list(DisputeStatus))
async def test_money_is_held_while_the_bank_decides_and_counted_when_it_gave_it_back(
    app: Pool, shop: Shop, status: DisputeStatus
) -> None:
    order = await an_order(app, shop)
    await record(app, shop, told(), order)
    assert await held(app, shop, order)
    await record(app, shop, told(9, status), order)
    assert await held(app, shop, order) is (status in OPEN)
    gone = status in (DisputeStatus.LOST, DisputeStatus.ACCEPTED)
    assert await lost(app, shop, order) == (Decimal("25.00") if gone else 0)


async def test_while_a_dispute_is_open_no_money_of_its_order_can_move(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    await record(app, shop, told(), order)

    async def reserve() -> None:
        async with app.write(shop.id) as tx:
            share, kind = [Share(Decimal("1.00"))], CompensationKind.REFUND
            await ledger.reserve(tx, order, "res_1", kind, share, "EUR", system_clock())

    with refused("DISPUTE_OPEN"):
        await reserve()
    await record(app, shop, told(1, DisputeStatus.WON), order)
    await reserve()


async def test_an_inquiry_that_is_lost_took_no_money(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    await record(app, shop, told(9, DisputeStatus.LOST, type=DisputeType.INQUIRY), order)
    assert await lost(app, shop, order) == 0


async def test_a_bank_that_changes_its_mind_is_followed_each_time(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    for day, status in enumerate((DisputeStatus.LOST, DisputeStatus.WON, DisputeStatus.LOST, DisputeStatus.LOST)):
        await record(app, shop, told(day, status), order)
        assert await lost(app, shop, order) == (Decimal("25.00") if status is DisputeStatus.LOST else 0)
    async with app.read(shop.id) as db:
        states = [one.state for one in await ledger_rows.of_source(db, (await only(db)).id)]
    assert states == [CompensationState.RELEASED, CompensationState.CONFIRMED]


async def only(db: Any) -> Dispute:
    """The one dispute there is."""
    found = await repository.get(db, await db.fetchval("select id from disputes"))
    assert found is not None
    return found


STORY: Sequence[ToldDispute] = (
    told(0, type=DisputeType.INQUIRY),
    told(1),
    told(2, DisputeStatus.UNDER_REVIEW, evidence_sent_at=OPENED + timedelta(days=2)),
    told(3, DisputeStatus.LOST, finalized_at=OPENED + timedelta(days=3)),
)


async def test_in_whatever_order_it_is_told_it_ends_where_it_ended(app: Pool, shop: Shop) -> None:
    for number, order_of_telling in enumerate(permutations(STORY)):
        order = await an_order(app, shop)
        for one in (*order_of_telling, *order_of_telling):
            await record(app, shop, replace(one, external_id=str(number)), order)
        assert not await held(app, shop, order)
        assert await lost(app, shop, order) == Decimal("25.00")
    async with app.read(shop.id) as db:
        ends = await db.fetch("select distinct status, type, told_at, evidence_sent_at, finalized_at from disputes")
    assert len(ends) == 1


async def test_each_change_is_told_once_and_only_to_the_shop(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    for one in STORY:
        await record(app, shop, one, order)
        await record(app, shop, one, order)
    async with app.read(shop.id) as db:
        dispute = await only(db)
    events = await events_of(app, shop, dispute.id)
    assert [event.type for event in events] == [
        "dispute.opened", "dispute.escalated", "dispute.under_review", "dispute.lost",
    ]  # fmt: skip
    assert {(event.order_id, event.public) for event in events} == {(order, False)}
    assert events[-1].data["disputeStatus"] == "LOST"


async def test_a_hundred_at_once_are_one_dispute(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    await asyncio.gather(*(record(app, shop, told(turn % 3), order) for turn in range(100)))
    assert await count(app, shop, "disputes") == 1
    async with app.read(shop.id) as db:
        assert (await only(db)).told_at == OPENED + timedelta(days=2)


async def test_a_dispute_that_came_before_its_order_finds_it_later_and_holds_its_money(app: Pool, shop: Shop) -> None:
    await record(app, shop, told(), None)
    order = await an_order(app, shop)
    dispute = await record(app, shop, told(), order)
    assert dispute.order_id == order
    assert await held(app, shop, order)
    assert (await record(app, shop, told(1), None)).order_id == order, "an order that was found once stays"


async def test_what_cannot_be_kept_is_refused(app: Pool, shop: Shop) -> None:
    with refused("INVALID externalId", "INVALID_MONEY amount", "INVALID_MONEY amount"):
        await record(app, shop, told(external_id="", currency_code="XYZ", amount=Decimal(-1)), None)
    with refused("INVALID_MONEY amount"):
        await record(app, shop, told(amount=Decimal("NaN")), None)


async def test_the_shop_is_reminded_of_the_evidence_once_for_each_date(app: Pool, shop: Shop) -> None:
    dispute = await record(app, shop, told(), await an_order(app, shop))
    write = shop.write(app)
    early = DUE - policy.REMIND_BEFORE - timedelta(seconds=1)
    assert await operations.remind(write, dispute.id, SHOPIFY, early) == DUE - policy.REMIND_BEFORE
    for _ in range(3):
        assert await operations.remind(write, dispute.id, SHOPIFY, DUE - timedelta(days=1)) is None
    await record(app, shop, told(3, evidence_due_by=DUE + timedelta(days=7)), None)
    later = DUE + timedelta(days=6)
    assert await operations.remind(write, dispute.id, SHOPIFY, DUE) == DUE + timedelta(days=5)
    assert await operations.remind(write, dispute.id, SHOPIFY, later) is None
    kinds = [event.type for event in await events_of(app, shop, dispute.id)]
    assert kinds == ["dispute.opened", "dispute.evidence_due", "dispute.updated", "dispute.evidence_due"]


async def test_nobody_is_reminded_of_what_is_done(app: Pool, shop: Shop) -> None:
    dispute = await record(app, shop, told(1, DisputeStatus.UNDER_REVIEW), await an_order(app, shop))
    for missing in (dispute.id, "dsp_unknown"):
        assert await operations.remind(shop.write(app), missing, SHOPIFY, DUE) is None
    assert [event.type for event in await events_of(app, shop, dispute.id)] == ["dispute.opened"]
