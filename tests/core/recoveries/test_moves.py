"""Every pair of status and command: what is allowed moves with one event, the rest is refused and changes nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.recoveries import operations, policy, repository
from services.core.recoveries.model import MOVES, Command, RecoveryStatus, RouteKind
from services.core.recoveries.operations import desk
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.core.records import events_of
from tests.core.refusals import refused
from tests.recoveries import (
    WORKER,
    a_new_recovery,
    a_recovery,
    file_by_hand,
    hear,
    recovery_of,
    target,
)

Status = RecoveryStatus


@pytest.fixture
async def parcel(app: Pool, shop: Shop) -> tuple[str, str]:
    """An order and its parcel."""
    order = await an_order(app, shop)
    return order, await a_shipment(app, shop, order)


async def moved(app: Pool, shop: Shop, recovery_id: str, what: Command) -> None:
    """Carry a command out."""
    async with shop.write(app)() as tx:
        held = await repository.hold(tx, recovery_id)
        assert held is not None
        await desk.move(tx, held, what, WORKER, system_clock())


@pytest.mark.parametrize("what", Command)
@pytest.mark.parametrize("status", Status)
async def test_a_command_moves_with_one_event_or_changes_nothing(
    app: Pool, shop: Shop, parcel: tuple[str, str], status: Status, what: Command
) -> None:
    recovery_id = await a_recovery(app, shop, a_new_recovery(*parcel))
    async with shop.write(app)() as tx:
        await tx.execute(
            "update recoveries set status = $3 where storefront_id = $1 and id = $2", shop.id, recovery_id, status.value
        )
    before = await recovery_of(app, shop, recovery_id)
    told = len(await events_of(app, shop, recovery_id))
    expected = MOVES.get((status, what))
    if expected is None:
        with refused("MOVE_NOT_ALLOWED"):
            await moved(app, shop, recovery_id, what)
        assert await recovery_of(app, shop, recovery_id) == before
        return
    await moved(app, shop, recovery_id, what)
    after = await recovery_of(app, shop, recovery_id)
    events = await events_of(app, shop, recovery_id)
    assert (after.status, after.version, after.sequence) == (expected.to, before.version + 1, before.sequence + 1)
    assert [event.type for event in events[told:]] == [expected.event]
    assert events[-1].public is False


async def test_a_recovery_gets_ready_with_its_last_document(app: Pool, shop: Shop, parcel: tuple[str, str]) -> None:
    recovery_id = await a_recovery(app, shop, a_new_recovery(*parcel, required_documents=("INVOICE", "PHOTOS")))
    for have, status, missing in (
        ({"INVOICE"}, Status.DRAFT, ("PHOTOS",)),
        ({"INVOICE", "PHOTOS"}, Status.READY, ()),
        ({"PHOTOS"}, Status.DRAFT, ("INVOICE",)),
        ({"INVOICE", "PHOTOS", "MORE"}, Status.READY, ()),
    ):
        async with shop.write(app)() as tx:
            await operations.have_documents(tx, recovery_id, have, WORKER, system_clock())
        recovery = await recovery_of(app, shop, recovery_id)
        assert (recovery.status, recovery.missing_documents) == (status, missing)


async def test_the_same_is_asked_of_one_counterparty_once(app: Pool, shop: Shop, parcel: tuple[str, str]) -> None:
    new = a_new_recovery(*parcel)
    recovery_id = await a_recovery(app, shop, new)
    with refused("ALREADY_OPEN"):
        await a_recovery(app, shop, new)
    await operations.withdraw(shop.write(app), shop.caller, target(recovery_id), None, system_clock())
    assert await a_recovery(app, shop, new) != recovery_id


async def test_of_two_covers_that_exclude_each_other_one_is_filed(
    app: Pool, shop: Shop, parcel: tuple[str, str]
) -> None:
    first = await a_recovery(app, shop, a_new_recovery(*parcel, exclusive_group="cover"), "INVOICE")
    second = await a_recovery(
        app, shop, a_new_recovery(*parcel, exclusive_group="cover", counterparty="shipsurance"), "INVOICE"
    )
    assert (await recovery_of(app, shop, first)).status is Status.READY
    assert (await recovery_of(app, shop, second)).status is Status.DRAFT
    await file_by_hand(app, shop, first)
    with refused("EXCLUDED"):
        await file_by_hand(app, shop, second)
    await hear(app, shop, first, Status.REJECTED, detail="not ours")
    await file_by_hand(app, shop, second)
    assert (await recovery_of(app, shop, second)).status is Status.SUBMITTED


async def test_what_no_company_takes_by_a_call_is_filed_by_a_person(
    app: Pool, shop: Shop, parcel: tuple[str, str]
) -> None:
    recovery_id = await a_recovery(app, shop, a_new_recovery(*parcel), "INVOICE")
    with refused("FILED_BY_HAND"):
        await operations.submit(shop.write(app), shop.caller, target(recovery_id), system_clock())
    await file_by_hand(app, shop, recovery_id)
    filed = await recovery_of(app, shop, recovery_id)
    assert (filed.status, filed.reference) == (Status.SUBMITTED, "CASE-1")


async def test_a_call_is_planned_once_and_only_in_time(app: Pool, shop: Shop, parcel: tuple[str, str]) -> None:
    now = system_clock()
    call = {"route": RouteKind.INSURER_API, "counterparty": "easypost", "account_id": shop.account_id}
    missing = await a_recovery(app, shop, a_new_recovery(*parcel, **call))
    with refused("DOCUMENTS_MISSING"):
        await operations.submit(shop.write(app), shop.caller, target(missing), now)
    async with shop.write(app)() as tx:
        await operations.have_documents(tx, missing, {"INVOICE"}, WORKER, now)
    with refused("TOO_LATE"):
        await operations.submit(shop.write(app), shop.caller, target(missing), now + timedelta(days=31))
    again = target(missing)
    for _ in range(2):
        await operations.submit(shop.write(app), shop.caller, again, now)
    with refused("ALREADY_FILING"):
        await operations.submit(shop.write(app), shop.caller, target(missing), now)
    async with app.read(shop.id) as db:
        assert await db.fetchval("select count(*) from effects where kind = 'recovery.submit'") == 1


async def test_a_changed_mind_and_an_old_word_are_told_apart(app: Pool, shop: Shop, parcel: tuple[str, str]) -> None:
    now = system_clock()
    recovery_id = await a_recovery(app, shop, a_new_recovery(*parcel), "INVOICE")
    await file_by_hand(app, shop, recovery_id)
    await hear(app, shop, recovery_id, Status.APPROVED, at=now)
    await hear(app, shop, recovery_id, Status.UNDER_REVIEW, at=now - timedelta(hours=1))
    assert (await recovery_of(app, shop, recovery_id)).status is Status.APPROVED
    changed = await hear(app, shop, recovery_id, Status.REJECTED, at=now + timedelta(hours=1), detail="signed for")
    assert (changed.status, changed.status_detail, changed.approved_amount) == (
        Status.REJECTED,
        "signed for",
        Decimal(0),
    )
    ignored = await hear(app, shop, recovery_id, Status.UNDER_REVIEW, at=now + timedelta(hours=2))
    assert ignored.status is Status.REJECTED
    assert (await events_of(app, shop, recovery_id))[-1].type == "recovery.word_ignored"


async def test_a_claim_that_comes_later_takes_the_recovery_into_its_case(
    app: Pool, shop: Shop, parcel: tuple[str, str]
) -> None:
    recovery_id = await a_recovery(app, shop, a_new_recovery(*parcel), "INVOICE")
    await file_by_hand(app, shop, recovery_id)
    claim_id = await a_claim(app, shop, *parcel)
    async with shop.write(app)() as tx:
        await operations.link_claim(tx, parcel[1], claim_id, WORKER, system_clock())
    assert (await recovery_of(app, shop, recovery_id)).claim_id == claim_id
    async with app.read(shop.id) as db:
        entries = await db.fetch("select claim_id from ledger_entries where recovery_id = $1", recovery_id)
    assert [row["claim_id"] for row in entries] == [claim_id]


async def test_nobody_else_reaches_a_recovery(app: Pool, shop: Shop, other_shop: Shop, parcel: tuple[str, str]) -> None:
    recovery_id = await a_recovery(app, shop, a_new_recovery(*parcel), "INVOICE")
    with refused("NOT_FOUND"):
        await file_by_hand(app, other_shop, recovery_id)
    with refused("VERSION_CONFLICT"):
        await operations.withdraw(
            shop.write(app), shop.caller, operations.Target(recovery_id, a_key(), 7), None, system_clock()
        )


def test_every_word_of_a_counterparty_has_a_command() -> None:
    reachable = {move.to for (_, what), move in MOVES.items() if what in policy.COMMANDS.values()}
    assert set(policy.COMMANDS) == reachable
