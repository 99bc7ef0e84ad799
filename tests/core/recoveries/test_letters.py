"""Letters of both sides, and how they are forgotten with the people whom they name."""

from datetime import timedelta
from typing import Any

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.privacy import operations as privacy
from services.core.privacy.model import PrivacyKind
from services.core.recoveries import operations, repository
from services.core.recoveries.model import RecoveryStatus, RouteKind
from tests.builders import Shop, a_shipment, an_order
from tests.core.records import events_of
from tests.core.refusals import refused
from tests.recoveries import WORKER, a_new_recovery, a_recovery, file_by_hand, hear, recovery_of, target

Status = RecoveryStatus


async def filed(app: Pool, shop: Shop, **changes: Any) -> str:
    """A recovery that was filed by hand; its id."""
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    recovery_id = await a_recovery(app, shop, a_new_recovery(order, parcel, **changes), "INVOICE")
    await file_by_hand(app, shop, recovery_id)
    return recovery_id


async def by_call(app: Pool, shop: Shop) -> str:
    """One that its company takes letters of by a call."""
    return await filed(app, shop, route=RouteKind.INSURER_API, account_id=shop.account_id)


async def letters(app: Pool, shop: Shop) -> list[tuple[str, str, str, str]]:
    """Each letter's author, state, body and direction, oldest first."""
    async with app.read(shop.id) as db:
        rows = await db.fetch("select author, state, body, direction from recovery_messages order by id")
    return [tuple(row) for row in rows]


async def receive(app: Pool, shop: Shop, recovery_id: str, external_id: str, body: str) -> None:
    """What an adjuster wrote."""
    async with shop.write(app)() as tx:
        held = await repository.hold(tx, recovery_id)
        assert held is not None
        now = system_clock()
        await operations.receive(tx, held, external_id, body, now - timedelta(days=1), WORKER, now)


async def test_what_an_adjuster_wrote_is_kept_once_and_no_longer_than_a_letter(app: Pool, shop: Shop) -> None:
    recovery = await filed(app, shop)
    for external_id, body in (("1", "We need a photo."), ("1", "We need a photo."), ("2", "x" * 20_000)):
        await receive(app, shop, recovery, external_id, body)
    assert await letters(app, shop) == [
        ("COUNTERPARTY", "RECEIVED", "We need a photo.", "IN"), ("COUNTERPARTY", "RECEIVED", "x" * 10_000, "IN"),
    ]  # fmt: skip
    events = [event for event in await events_of(app, shop, recovery) if event.type == "recovery.message_received"]
    assert len(events) == 2
    assert "photo" not in str([event.data for event in events])


async def test_the_same_word_of_two_recoveries_is_two(app: Pool, shop: Shop) -> None:
    for recovery in (await filed(app, shop), await filed(app, shop)):
        await receive(app, shop, recovery, "1", "Hello.")
    assert len(await letters(app, shop)) == 2


async def test_a_letter_goes_by_a_call_where_it_can_and_is_planned_once(app: Pool, shop: Shop) -> None:
    recovery = await by_call(app, shop)
    one = target(recovery)
    for _ in range(2):
        await operations.write_message(shop.write(app), shop.caller, one, "Here it is.", system_clock())
    assert await letters(app, shop) == [("PARTNER", "PENDING", "Here it is.", "OUT")]
    async with app.read(shop.id) as db:
        assert await db.fetchval("select count(*) from effects where kind = 'recovery.reply'") == 1
    told = (await events_of(app, shop, recovery))[-1]
    assert (told.type, told.data["byCall"]) == ("recovery.message_added", True)


@pytest.mark.parametrize("theirs", [False, True])
async def test_only_our_answer_ends_their_waiting(app: Pool, shop: Shop, *, theirs: bool) -> None:
    recovery = await by_call(app, shop)
    until = system_clock() + timedelta(days=5)
    await hear(app, shop, recovery, Status.INFORMATION_REQUESTED, information_by=until)
    now = system_clock()
    await operations.write_message(shop.write(app), shop.caller, target(recovery), "So.", now, theirs=theirs)
    found = await recovery_of(app, shop, recovery)
    waits = (Status.INFORMATION_REQUESTED, until) if theirs else (Status.UNDER_REVIEW, None)
    assert (found.status, found.information_by) == waits
    states = [(author, state) for author, state, *_ in await letters(app, shop)]
    assert states == [("COUNTERPARTY", "RECORDED") if theirs else ("PARTNER", "PENDING")]


async def test_nobody_writes_about_what_was_not_filed(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    draft = await a_recovery(app, shop, a_new_recovery(order, await a_shipment(app, shop, order)))
    with refused("NOT_FILED recoveryId"):
        await operations.write_message(shop.write(app), shop.caller, target(draft), "Hello.", system_clock())
    with refused("TOO_LONG body"):
        await operations.write_message(shop.write(app), shop.caller, target(draft), "x" * 10_001, system_clock())
    assert await letters(app, shop) == []


async def test_what_people_said_is_forgotten_with_their_order_and_only_with_theirs(app: Pool, shop: Shop) -> None:
    recovery, other = await by_call(app, shop), await filed(app, shop)
    for one in (recovery, other):
        await receive(app, shop, one, "1", "Ida signed.")
        await operations.write_message(shop.write(app), shop.caller, target(one), "Ida did not.", system_clock())
        await hear(app, shop, one, Status.REJECTED, detail="Ida Hansen signed for it.")
    async with shop.write(app)() as tx:
        await repository.note(tx, recovery, system_clock(), {"failure_code": "NO", "failure_message": "Ida?"})
        order = (await repository.get(tx, recovery)).order_id  # type: ignore[union-attr]
        await privacy.receive(tx, shop.account_id, "1", PrivacyKind.CUSTOMER_REDACT, [order], WORKER, system_clock())
        request = await tx.fetchval("select id from privacy_requests")
    for _ in range(2):
        assert await privacy.redact(shop.write(app), request, WORKER, system_clock())
    kept = [body for _, _, body, _ in await letters(app, shop)]
    assert kept == ["", "", "Ida signed.", "Ida did not."]
    async with app.read(shop.id) as db:
        rows = await db.fetch("select status_detail, failure_code, failure_message from recoveries order by id")
        unsent = await db.fetchrow("select state, failure from recovery_messages where direction = 'OUT' order by id")
    assert [tuple(row) for row in rows] == [(None, "NO", None), ("Ida Hansen signed for it.", None, None)]
    assert unsent is not None
    assert tuple(unsent) == ("FAILED", "REDACTED"), "an empty letter is not sent"
