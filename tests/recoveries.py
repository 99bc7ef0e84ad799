"""Recoveries for tests, made through the product's own operations."""

from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal

from services.core.clock import system_clock
from services.core.database import Pool, Tx
from services.core.events import Actor, ActorKind
from services.core.ids import new_id
from services.core.money import Money
from services.core.recoveries import operations, repository
from services.core.recoveries.model import (
    Clock,
    CounterpartyType,
    NewRecovery,
    Payment,
    PaymentDirection,
    Peril,
    Recovery,
    RecoveryStatus,
    RouteKind,
    Word,
)
from tests.builders import Shop, a_key

WORKER = Actor(ActorKind.SYSTEM, "test")


def a_new_recovery(order_id: str, shipment_id: str, **changes: object) -> NewRecovery:
    """What UPS is asked for, for a mug that was lost."""
    now = system_clock()
    values: dict[str, object] = {
        "order_id": order_id,
        "shipment_id": shipment_id,
        "claim_id": None,
        "route": RouteKind.CARRIER_PACKET,
        "counterparty_type": CounterpartyType.CARRIER,
        "counterparty": "UPS",
        "reason": Peril.LOSS,
        "requested": Money(Decimal("65.00"), "EUR"),
        "clock": Clock("ups.us.loss", False, None, None, now + timedelta(days=30)),
        "required_documents": ("INVOICE",),
    }
    return NewRecovery(**(values | changes))  # type: ignore[arg-type]


async def a_recovery(app: Pool, shop: Shop, new: NewRecovery, *have: str) -> str:
    """A recovery that a person began, with these documents at hand; its id."""

    async def choose(_: Tx) -> tuple[NewRecovery, Collection[str]]:
        return new, have

    return await operations.create(shop.write(app), shop.caller, [], choose, key=a_key(), now=system_clock())


async def recovery_of(app: Pool, shop: Shop, recovery_id: str) -> Recovery:
    """The recovery as it is."""
    async with app.read(shop.id) as db:
        found = await repository.get(db, recovery_id)
    assert found is not None
    return found


def target(recovery_id: str) -> operations.Target:
    """The recovery in any version."""
    return operations.Target(recovery_id, a_key())


async def file_by_hand(app: Pool, shop: Shop, recovery_id: str) -> None:
    """Record that it was filed."""
    now = system_clock()
    await operations.record_filed(shop.write(app), shop.caller, target(recovery_id), "CASE-1", now, now)


async def hear(app: Pool, shop: Shop, recovery_id: str, status: RecoveryStatus, **said: object) -> Recovery:
    """What the counterparty tells a worker."""
    async with shop.write(app)() as tx:
        held = await repository.hold(tx, recovery_id)
        assert held is not None
        word = Word(status, **said)  # type: ignore[arg-type]
        return await operations.hear(tx, held, word, WORKER, system_clock())


async def pay(app: Pool, shop: Shop, recovery_id: str, amount: str, **changes: object) -> None:
    """Record a payment."""
    values: dict[str, object] = {
        "direction": PaymentDirection.PAYOUT,
        "amount": Decimal(amount),
        "currency_code": "EUR",
        "reference": new_id("rpy"),
        "occurred_at": system_clock(),
    }
    is_last = bool(changes.pop("is_last", False))
    payment = Payment(**(values | changes))  # type: ignore[arg-type]
    now = system_clock()
    await operations.record_payment(
        shop.write(app), shop.caller, target(recovery_id), payment, now, is_last=is_last
    )  # fmt: skip


async def ledger_of(app: Pool, shop: Shop, recovery_id: str) -> dict[tuple[str, bool], Decimal]:
    """What a recovery's entries add up to, by type and whether it is only expected."""
    async with app.read(shop.id) as db:
        rows = await db.fetch(
            """select type, expected, sum(case when reverses is null then amount else -amount end) as amount
               from ledger_entries where storefront_id = $1 and recovery_id = $2 group by 1, 2""",
            db.storefront_id, recovery_id,
        )  # fmt: skip
    return {(row["type"], row["expected"]): row["amount"] for row in rows if row["amount"]}


async def watched(app: Pool, shop: Shop, recovery_id: str, now: datetime) -> datetime | None:
    """What time does to it at a moment; when it is looked at again."""
    async with shop.write(app)() as tx:
        return await operations.watch(tx, recovery_id, WORKER, now)


async def found_again(app: Pool, shop: Shop, recovery_id: str) -> None:
    """The parcel of a recovery turned up."""
    recovery = await recovery_of(app, shop, recovery_id)
    async with shop.write(app)() as tx:
        await operations.found(tx, recovery.shipment_id, WORKER, system_clock())
