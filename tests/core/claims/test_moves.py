"""Every state meets every command: allowed moves do what the table says, all others change nothing."""

import asyncio

import pytest

from services.core.claims import operations, repository
from services.core.claims.model import MOVES, CancelReason, Claim, ClaimStatus, Command
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.core.records import events_of
from tests.core.refusals import refused

SYSTEM = Actor(ActorKind.SYSTEM, "test")

# written out a second time on purpose: a move that is added or forgotten has to be decided here as well
_S, _C, _R = ClaimStatus, Command, CancelReason
TABLE: dict[tuple[ClaimStatus, Command], tuple[ClaimStatus, CancelReason | None, str]] = {
    (_S.SUBMITTED, _C.REVIEW): (_S.UNDER_REVIEW, None, "claim.review_started"),
    (_S.SUBMITTED, _C.APPROVE): (_S.APPROVED, None, "claim.approved"),
    (_S.SUBMITTED, _C.DENY): (_S.DENIED, None, "claim.denied"),
    (_S.SUBMITTED, _C.RESOLVE_OUTSIDE): (_S.RESOLVED, None, "claim.resolved"),
    (_S.SUBMITTED, _C.WITHDRAW): (_S.CANCELED, _R.WITHDRAWN, "claim.canceled"),
    (_S.SUBMITTED, _C.REPORT_ARRIVED): (_S.CANCELED, _R.PARCEL_ARRIVED, "claim.canceled"),
    (_S.SUBMITTED, _C.MARK_DUPLICATE): (_S.CANCELED, _R.DUPLICATE, "claim.canceled"),
    (_S.UNDER_REVIEW, _C.REQUEST_INFORMATION): (_S.NEEDS_INFORMATION, None, "claim.needs_information"),
    (_S.UNDER_REVIEW, _C.APPROVE): (_S.APPROVED, None, "claim.approved"),
    (_S.UNDER_REVIEW, _C.DENY): (_S.DENIED, None, "claim.denied"),
    (_S.UNDER_REVIEW, _C.RESOLVE_OUTSIDE): (_S.RESOLVED, None, "claim.resolved"),
    (_S.UNDER_REVIEW, _C.WITHDRAW): (_S.CANCELED, _R.WITHDRAWN, "claim.canceled"),
    (_S.UNDER_REVIEW, _C.REPORT_ARRIVED): (_S.CANCELED, _R.PARCEL_ARRIVED, "claim.canceled"),
    (_S.UNDER_REVIEW, _C.MARK_DUPLICATE): (_S.CANCELED, _R.DUPLICATE, "claim.canceled"),
    (_S.NEEDS_INFORMATION, _C.ANSWER): (_S.UNDER_REVIEW, None, "claim.information_received"),
    (_S.NEEDS_INFORMATION, _C.LAPSE): (_S.CANCELED, _R.INACTIVE, "claim.canceled"),
    (_S.NEEDS_INFORMATION, _C.RESOLVE_OUTSIDE): (_S.RESOLVED, None, "claim.resolved"),
    (_S.NEEDS_INFORMATION, _C.WITHDRAW): (_S.CANCELED, _R.WITHDRAWN, "claim.canceled"),
    (_S.NEEDS_INFORMATION, _C.REPORT_ARRIVED): (_S.CANCELED, _R.PARCEL_ARRIVED, "claim.canceled"),
    (_S.NEEDS_INFORMATION, _C.MARK_DUPLICATE): (_S.CANCELED, _R.DUPLICATE, "claim.canceled"),
    (_S.APPROVED, _C.RESOLVE): (_S.RESOLVING, None, "claim.resolution_chosen"),
    (_S.APPROVED, _C.RESOLVE_OUTSIDE): (_S.RESOLVED, None, "claim.resolved"),
    (_S.APPROVED, _C.WITHDRAW): (_S.CANCELED, _R.WITHDRAWN, "claim.canceled"),
    (_S.APPROVED, _C.REPORT_ARRIVED): (_S.CANCELED, _R.PARCEL_ARRIVED, "claim.canceled"),
    (_S.APPROVED, _C.MARK_DUPLICATE): (_S.CANCELED, _R.DUPLICATE, "claim.canceled"),
    (_S.RESOLVING, _C.COMPLETE): (_S.RESOLVED, None, "claim.resolved"),
    (_S.RESOLVING, _C.FAIL): (_S.APPROVED, None, "claim.resolution_failed"),
    (_S.RESOLVED, _C.REPORT_FOUND): (_S.RESOLVED, None, "claim.parcel_found"),
    (_S.RESOLVED, _C.REOPEN): (_S.UNDER_REVIEW, None, "claim.reopened"),
    (_S.DENIED, _C.APPEAL): (_S.UNDER_REVIEW, None, "claim.appealed"),
    (_S.DENIED, _C.REOPEN): (_S.UNDER_REVIEW, None, "claim.reopened"),
    (_S.CANCELED, _C.REOPEN): (_S.UNDER_REVIEW, None, "claim.reopened"),
}
AFTER_SILENCE = {(_S.CANCELED, _C.ANSWER): (_S.UNDER_REVIEW, None, "claim.reopened")}
"""What is allowed only where the claim was canceled because nobody answered."""
PATHS = {
    _S.SUBMITTED: (),
    _S.UNDER_REVIEW: (_C.REVIEW,),
    _S.NEEDS_INFORMATION: (_C.REVIEW, _C.REQUEST_INFORMATION),
    _S.APPROVED: (_C.APPROVE,),
    _S.RESOLVING: (_C.APPROVE, _C.RESOLVE),
    _S.RESOLVED: (_C.APPROVE, _C.RESOLVE, _C.COMPLETE),
    _S.DENIED: (_C.DENY,),
    _S.CANCELED: (_C.WITHDRAW,),
}
PAIRS = [(status, command) for status in ClaimStatus for command in Command]


async def a_claim_that_is(app: Pool, shop: Shop, status: ClaimStatus) -> Claim:
    order = await an_order(app, shop)
    claim_id = await a_claim(app, shop, order, await a_shipment(app, shop, order))
    for command in PATHS[status]:
        await step(app, shop, claim_id, command)
    claim = await read(app, shop, claim_id)
    assert claim.status is status
    return claim


async def step(app: Pool, shop: Shop, claim_id: str, command: Command) -> None:
    denied = {"denial_code": "OTHER", "denial_message": "No."} if command is Command.DENY else {}
    async with app.write(shop.id) as tx:
        claim = await repository.hold(tx, claim_id)
        assert claim is not None
        await operations.move(tx, claim, command, shop.caller.actor, system_clock(), changes=denied)


async def read(app: Pool, shop: Shop, claim_id: str) -> Claim:
    async with app.read(shop.id) as db:
        claim = await repository.get(db, claim_id)
    assert claim is not None
    return claim


def test_the_table_of_moves_holds_what_was_decided_and_nothing_else() -> None:
    told = {pair: (move.to, move.cancel_reason, move.event) for pair, move in MOVES.items()}
    assert told == TABLE | AFTER_SILENCE
    assert {pair for pair, move in MOVES.items() if move.after} == set(AFTER_SILENCE)


@pytest.mark.parametrize(("status", "command"), PAIRS)
async def test_a_claim_moves_as_the_table_says_and_no_other_way(
    app: Pool, shop: Shop, status: ClaimStatus, command: Command
) -> None:
    before = await a_claim_that_is(app, shop, status)
    told = len(await events_of(app, shop, before.id))
    if (status, command) not in TABLE:
        with refused("MOVE_NOT_ALLOWED claimId"):
            await step(app, shop, before.id, command)
        assert await read(app, shop, before.id) == before
        assert len(await events_of(app, shop, before.id)) == told
        return
    await step(app, shop, before.id, command)
    after = await read(app, shop, before.id)
    to, reason, event = TABLE[status, command]
    assert (after.status, after.cancel_reason) == (to, reason)
    assert (after.version, after.sequence) == (before.version + 1, before.sequence + 1)
    events = await events_of(app, shop, before.id)
    assert len(events) == told + 1, "one event for one move"
    assert (events[-1].type, events[-1].actor, events[-1].data["status"]) == (event, shop.caller.actor, to)


@pytest.mark.parametrize("status", list(ClaimStatus))
@pytest.mark.parametrize("verified", [True, False])
async def test_a_review_that_comes_too_late_changes_nothing(
    app: Pool, shop: Shop, status: ClaimStatus, verified: bool
) -> None:
    before = await a_claim_that_is(app, shop, status)
    await operations.review(shop.write(app), before.id, SYSTEM, system_clock(), verified=verified)
    after = await read(app, shop, before.id)
    if status is ClaimStatus.SUBMITTED:
        assert after.status is ClaimStatus.UNDER_REVIEW
        assert (after.verified_at is not None) is verified
        assert (await events_of(app, shop, before.id))[-1].data["verified"] is verified
    else:
        assert after == before


async def test_an_acknowledgement_is_said_once_and_is_no_move(app: Pool, shop: Shop) -> None:
    before = await a_claim_that_is(app, shop, ClaimStatus.SUBMITTED)
    for _ in range(2):
        await operations.acknowledge(shop.write(app), before.id, SYSTEM, system_clock())
    after = await read(app, shop, before.id)
    assert after.acknowledged_at is not None
    assert (after.status, after.version) == (before.status, before.version)
    kinds = [event.type for event in await events_of(app, shop, before.id)]
    assert kinds == ["claim.submitted", "claim.acknowledged"]


async def test_a_command_on_an_older_version_is_told_which_one_it_is(app: Pool, shop: Shop) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.UNDER_REVIEW)
    for version in (claim.version - 1, claim.version + 1, 0, -1, 2**70):
        with refused("VERSION_CONFLICT expectedVersion"):
            await operations.command(
                shop.write(app), shop.caller, claim.id, Command.WITHDRAW,
                key=a_key(), now=system_clock(), expected_version=version,
            )  # fmt: skip
    await operations.command(
        shop.write(app), shop.caller, claim.id, Command.WITHDRAW,
        key=a_key(), now=system_clock(), expected_version=claim.version,
    )  # fmt: skip
    assert (await read(app, shop, claim.id)).status is ClaimStatus.CANCELED


async def test_of_two_commands_on_the_same_version_one_wins(app: Pool, shop: Shop) -> None:
    claim = await a_claim_that_is(app, shop, ClaimStatus.SUBMITTED)
    ends = await asyncio.gather(
        *(
            operations.command(
                shop.write(app), shop.caller, claim.id, what,
                key=a_key(), now=system_clock(), expected_version=claim.version,
            )
            for what in (Command.WITHDRAW, Command.REPORT_ARRIVED) * 5
        ),
        return_exceptions=True,
    )  # fmt: skip
    assert [end for end in ends if not isinstance(end, Exception)] == [claim.id]
    assert (await read(app, shop, claim.id)).version == claim.version + 1
    assert len(await events_of(app, shop, claim.id)) == 2


@pytest.mark.parametrize("command", [Command.WITHDRAW, Command.REPORT_ARRIVED])
async def test_a_claim_of_another_storefront_is_not_there(
    app: Pool, shop: Shop, other_shop: Shop, command: Command
) -> None:
    claim = await a_claim_that_is(app, other_shop, ClaimStatus.SUBMITTED)
    for claim_id in (claim.id, "clm_00000000000000000000000000", "", "\x00", "\ud800", "x" * 10_000):
        with refused("INVALID" if claim_id in ("\x00", "\ud800") else "NOT_FOUND claimId"):
            await operations.command(shop.write(app), shop.caller, claim_id, command, key=a_key(), now=system_clock())
    assert await read(app, other_shop, claim.id) == claim


async def test_a_customer_hears_that_the_claim_arrived_before_that_it_is_reviewed(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    claim = await a_claim(app, shop, order, await a_shipment(app, shop, order))
    await operations.review(shop.write(app), claim, SYSTEM, system_clock(), verified=False)
    await operations.acknowledge(shop.write(app), claim, SYSTEM, system_clock())
    async with app.read(shop.id) as db:
        rows = await db.fetch("select type from events where subject = $1 order by sequence", claim)
    assert [row["type"] for row in rows] == ["claim.submitted", "claim.acknowledged", "claim.review_started"]
