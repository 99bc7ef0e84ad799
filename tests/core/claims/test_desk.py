"""What people decide about claims: asked, denied, appealed, reopened, assigned, found; and what time and scans do."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from services.core.claims import desk, operations
from services.core.claims.desk import Target
from services.core.claims.model import (
    CancelReason,
    ClaimReason,
    ClaimStatus,
    Command,
    DenialCode,
    EvidenceKind,
    FoundChoice,
)
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.refusal import Refused
from services.core.storefronts.model import Caller, Role
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.core.claims.test_moves import a_claim_that_is, read, step
from tests.core.records import events_of
from tests.core.refusals import refused

SYSTEM = Actor(ActorKind.SYSTEM, "test")
DAY = timedelta(days=1)


def target(claim_id: str, version: int | None = None) -> Target:
    return Target(claim_id, a_key(), version)


async def deny(app: Pool, shop: Shop, claim_id: str, **changes: object) -> str:
    values: dict[str, object] = {"code": DenialCode.PROOF_OF_DELIVERY, "message": "It was signed for.", "until": None}
    given = values | changes
    return await desk.deny(
        shop.write(app), shop.caller, target(claim_id), given["code"], given["message"], given["until"], system_clock()  # type: ignore[arg-type]
    )  # fmt: skip


async def answer(app: Pool, shop: Shop, claim_id: str) -> None:
    async with app.write(shop.id) as tx:
        claim = await operations.hold(tx, shop.caller, claim_id)
        await operations.answered(tx, claim, shop.caller.actor, system_clock())


async def test_what_the_customer_is_asked_for_stands_on_the_claim_until_they_answer(app: Pool, shop: Shop) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.UNDER_REVIEW)
    now = system_clock()
    kinds = (EvidenceKind.PHOTO, EvidenceKind.PHOTO, EvidenceKind.INVOICE)
    await desk.request_information(shop.write(app), shop.caller, target(claim.id), kinds, None, now)
    asked = await read(app, shop, claim.id)
    assert asked.requested_evidence == (EvidenceKind.PHOTO, EvidenceKind.INVOICE)
    assert asked.answer_due_at == now + timedelta(days=10)
    await answer(app, shop, claim.id)
    answered = await read(app, shop, claim.id)
    assert (answered.status, answered.requested_evidence, answered.answer_due_at) == (
        ClaimStatus.UNDER_REVIEW,
        (),
        None,
    )
    await answer(app, shop, claim.id)
    assert await read(app, shop, claim.id) == answered, "nobody waited for a second answer"


@pytest.mark.parametrize("days", [-1, 0, 366, 10_000])
async def test_a_date_that_nobody_can_keep_is_refused(app: Pool, shop: Shop, days: int) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.UNDER_REVIEW)
    now = system_clock()
    with refused("IMPOSSIBLE_DATE dueAt"):
        await desk.request_information(shop.write(app), shop.caller, target(claim.id), (), now + days * DAY, now)
    with refused("IMPOSSIBLE_DATE appealableUntil"):
        await deny(app, shop, claim.id, until=now + days * DAY)
    assert await read(app, shop, claim.id) == claim


async def test_a_claim_lapses_at_its_date_and_not_before_and_an_answer_opens_it_again(app: Pool, shop: Shop) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.UNDER_REVIEW)
    now = system_clock()
    due_at = now + DAY
    await desk.request_information(shop.write(app), shop.caller, target(claim.id), (), due_at, now)
    assert await desk.lapse(shop.write(app), claim.id, SYSTEM, due_at - timedelta(microseconds=1)) == due_at
    assert (await read(app, shop, claim.id)).status is ClaimStatus.NEEDS_INFORMATION
    assert await desk.lapse(shop.write(app), claim.id, SYSTEM, due_at) is None
    assert (await read(app, shop, claim.id)).cancel_reason is CancelReason.INACTIVE
    await answer(app, shop, claim.id)
    assert (await read(app, shop, claim.id)).status is ClaimStatus.UNDER_REVIEW
    assert (await events_of(app, shop, claim.id))[-1].type == "claim.reopened"


async def test_an_answer_does_not_open_a_claim_that_was_withdrawn(app: Pool, shop: Shop) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.CANCELED)
    await answer(app, shop, claim.id)
    assert await read(app, shop, claim.id) == claim


async def test_a_lapsed_claim_stays_canceled_when_another_one_holds_its_quantity_by_now(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    first = await a_claim(app, shop, order, parcel)
    for command in (Command.REVIEW, Command.REQUEST_INFORMATION, Command.LAPSE):
        await step(app, shop, first, command)
    await a_claim(app, shop, order, parcel)
    await answer(app, shop, first)
    assert (await read(app, shop, first)).status is ClaimStatus.CANCELED
    with refused("QUANTITY_ALREADY_CLAIMED claimId"):
        await desk.reopen(shop.write(app), shop.caller, target(first), system_clock())


async def test_a_denial_has_a_text_for_the_customer_and_is_appealed_once_and_in_time(app: Pool, shop: Shop) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.UNDER_REVIEW)
    with refused("INVALID message"):
        await deny(app, shop, claim.id, message=" ")
    await deny(app, shop, claim.id)
    denied = await read(app, shop, claim.id)
    assert (denied.denial_code, denied.denial_message) == (DenialCode.PROOF_OF_DELIVERY, "It was signed for.")
    assert denied.appealable_until is not None
    with refused("APPEAL_TOO_LATE claimId"):
        await desk.appeal(
            shop.write(app), shop.caller, target(claim.id), denied.appealable_until + timedelta(seconds=1)
        )
    await desk.appeal(shop.write(app), shop.caller, target(claim.id), denied.appealable_until)
    assert (await read(app, shop, claim.id)).status is ClaimStatus.UNDER_REVIEW
    await deny(app, shop, claim.id)
    with refused("APPEALED_BEFORE claimId"):
        await desk.appeal(shop.write(app), shop.caller, target(claim.id), system_clock())


async def test_what_a_denied_claim_let_go_of_may_be_claimed_anew_and_then_is_not_appealed(
    app: Pool, shop: Shop
) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    first = await a_claim(app, shop, order, parcel)
    await deny(app, shop, first)
    await a_claim(app, shop, order, parcel)
    with refused("QUANTITY_ALREADY_CLAIMED claimId"):
        await desk.appeal(shop.write(app), shop.caller, target(first), system_clock())


async def test_of_ten_people_who_decide_at_once_one_wins_and_the_others_are_told(app: Pool, shop: Shop) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.UNDER_REVIEW)
    now = system_clock()

    async def one(number: int) -> str:
        at = target(claim.id, claim.version)
        if number % 2:
            return await desk.deny(shop.write(app), shop.caller, at, DenialCode.OTHER, "No.", None, now)
        return await desk.request_information(shop.write(app), shop.caller, at, (), None, now)

    ends = await asyncio.gather(*(one(number) for number in range(10)), return_exceptions=True)
    assert sum(end == claim.id for end in ends) == 1
    codes = {problem.code for end in ends if isinstance(end, Refused) for problem in end.problems}
    assert codes == {"VERSION_CONFLICT"}
    assert (await read(app, shop, claim.id)).version == claim.version + 1


async def test_the_same_request_twice_is_one_decision(app: Pool, shop: Shop) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.UNDER_REVIEW)
    once = target(claim.id)
    for moment in (system_clock(), system_clock() + DAY):
        await desk.deny(shop.write(app), shop.caller, once, DenialCode.OTHER, "No.", None, moment)
        await desk.deny(shop.write(app), shop.caller, once, DenialCode.OTHER, "No.", None, moment)
    with refused("IDEMPOTENCY_MISMATCH idempotencyKey"):
        await desk.deny(shop.write(app), shop.caller, once, DenialCode.OTHER, "Never.", None, system_clock())
    assert (await read(app, shop, claim.id)).version == claim.version + 1


async def test_a_double_is_canceled_in_favour_of_another_claim_of_the_same_order(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    stays = await a_claim(app, shop, order, await a_shipment(app, shop, order))
    other_order = await an_order(app, shop)
    double = await a_claim(app, shop, other_order, await a_shipment(app, shop, other_order))
    for of in (stays, double, "clm_00000000000000000000000000", ""):
        with refused("NOT_FOUND duplicateOf"):
            await desk.mark_duplicate(shop.write(app), shop.caller, target(double), of, system_clock())


async def test_an_assigned_claim_is_under_review_and_what_the_shop_notes_is_not_told_to_customers(
    app: Pool, shop: Shop
) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.SUBMITTED)
    await desk.assign(shop.write(app), shop.caller, target(claim.id), "anna", system_clock())
    await desk.tag(shop.write(app), shop.caller, target(claim.id), ("vip", "vip", "late"), (), system_clock())
    await desk.tag(shop.write(app), shop.caller, target(claim.id), (), ("late",), system_clock())
    noted = await read(app, shop, claim.id)
    assert (noted.status, noted.assignee, noted.tags) == (ClaimStatus.UNDER_REVIEW, "anna", ("vip",))
    assert noted.version == claim.version + 1, "only moves raise the version"
    told = [(event.type, event.public) for event in await events_of(app, shop, claim.id)]
    assert told[-4:] == [
        ("claim.review_started", True),
        ("claim.assigned", False),
        ("claim.tagged", False),
        ("claim.tagged", False),
    ]
    with refused("TOO_MANY add"):
        many = tuple(f"tag {number}" for number in range(desk.MOST_TAGS))
        await desk.tag(shop.write(app), shop.caller, target(claim.id), many, (), system_clock())


async def test_a_found_parcel_is_told_once_and_its_fate_once(app: Pool, shop: Shop) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.RESOLVED)
    await desk.report_found(shop.write(app), shop.caller, target(claim.id), None, system_clock())
    with refused("ALREADY_FOUND claimId"):
        await desk.report_found(shop.write(app), shop.caller, target(claim.id), None, system_clock())
    await desk.report_found(shop.write(app), shop.caller, target(claim.id), FoundChoice.RETURN, system_clock())
    with refused("ALREADY_FOUND claimId"):
        await desk.report_found(shop.write(app), shop.caller, target(claim.id), FoundChoice.KEEP, system_clock())
    assert (await read(app, shop, claim.id)).found_choice is FoundChoice.RETURN


@pytest.mark.parametrize("status", list(ClaimStatus))
@pytest.mark.parametrize("reason", [ClaimReason.LOST_IN_TRANSIT, ClaimReason.DAMAGED_IN_TRANSIT])
async def test_a_delivery_ends_what_says_that_nothing_came_and_finds_what_was_made_good(
    app: Pool, shop: Shop, status: ClaimStatus, reason: ClaimReason
) -> None:
    claim = await a_claim_that_is(app, shop, status)
    async with app.write(shop.id) as tx:
        await tx.execute("update claims set reason = $2 where id = $1", claim.id, reason.value)
    before = await read(app, shop, claim.id)
    told = await desk.parcel_arrived(shop.write(app), claim.id, SYSTEM, system_clock())
    after = await read(app, shop, claim.id)
    open_ones = {ClaimStatus.SUBMITTED, ClaimStatus.UNDER_REVIEW, ClaimStatus.NEEDS_INFORMATION, ClaimStatus.APPROVED}
    assert told is not (status is ClaimStatus.RESOLVING and reason is ClaimReason.LOST_IN_TRANSIT)
    if reason is ClaimReason.DAMAGED_IN_TRANSIT or status not in open_ones | {ClaimStatus.RESOLVED}:
        assert after == before
    elif status is ClaimStatus.RESOLVED:
        assert (after.status, after.found_at is not None, after.found_choice) == (ClaimStatus.RESOLVED, True, None)
        await desk.parcel_arrived(shop.write(app), claim.id, SYSTEM, system_clock())
        assert await read(app, shop, claim.id) == after, "it is found once"
    else:
        assert (after.status, after.cancel_reason) == (ClaimStatus.CANCELED, CancelReason.PARCEL_ARRIVED)


async def test_a_customer_reaches_the_claims_of_their_order_alone(app: Pool, shop: Shop) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.DENIED)
    stranger: Caller = replace(shop.caller, role=Role.CUSTOMER, order_id=await an_order(app, shop))
    with refused("NOT_FOUND claimId"):
        await desk.appeal(shop.write(app), stranger, target(claim.id), system_clock())
    owner = replace(shop.caller, role=Role.CUSTOMER, order_id=claim.order_id)
    await desk.appeal(shop.write(app), owner, target(claim.id), system_clock())
    assert (await read(app, shop, claim.id)).status is ClaimStatus.UNDER_REVIEW
