"""What people decide about a claim, and what its customer may say against it: one function, one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.core import idempotency, outbox
from services.core.claims import operations, repository
from services.core.claims.model import (
    FREE,
    Claim,
    ClaimReason,
    ClaimStatus,
    Command,
    DenialCode,
    EvidenceKind,
    FoundChoice,
    allowed,
)
from services.core.claims.operations import Decision
from services.core.claims.policy import LONGEST_NOTE
from services.core.database import Tx, Write
from services.core.events import Actor
from services.core.orders.policy import texts
from services.core.policies.model import Rule
from services.core.refusal import Problem, Refused, refuse
from services.core.storefronts.model import Caller

LONGEST_TIME = timedelta(days=365)
MOST_TAGS = 20
LONGEST_NAME = 100
ARRIVES = frozenset({ClaimReason.LOST_IN_TRANSIT, ClaimReason.DELAYED})
"""What is claimed for as long as nothing came."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which claim is meant, in which version, under which idempotency key."""

    claim_id: str
    key: str
    expected_version: int | None = None


async def request_information(
    write: Write,
    caller: Caller,
    target: Target,
    kinds: tuple[EvidenceKind, ...],
    due_at: datetime | None,
    now: datetime,
) -> str:
    """Ask the customer for evidence or an answer, until a date or as long as the claim's policy says; the claim's id.

    Raises:
        Refused: a date that is past or a year away, or as `operations.move`.
    """
    if due_at is not None and not now < due_at <= now + LONGEST_TIME:
        raise refuse("IMPOSSIBLE_DATE", "Give the customer a date that lies ahead, within a year.", "dueAt")
    wanted = list(dict.fromkeys(kind.value for kind in kinds))

    def decided(rule: Rule) -> Decision:
        changes, said = _asking(wanted, due_at or now + timedelta(days=rule.inactivity_days))
        return replace(decision, changes=changes, said=said)

    decision = Decision(asked=[wanted, due_at], decided=decided)
    return await _move(write, caller, target, Command.REQUEST_INFORMATION, decision, now)


async def ask(tx: Tx, claim: Claim, kinds: tuple[EvidenceKind, ...], rule: Rule, actor: Actor, now: datetime) -> Claim:
    """Ask the customer of a held claim for evidence, for as long as its policy's `rule` says.

    Raises:
        Refused: `MOVE_NOT_ALLOWED` in the claim's present state.
    """
    changes, said = _asking([kind.value for kind in kinds], now + timedelta(days=rule.inactivity_days))
    return await operations.move(tx, claim, Command.REQUEST_INFORMATION, actor, now, changes=changes, said=said)


def _asking(kinds: list[str], until: datetime) -> tuple[dict[str, object], dict[str, object]]:
    """What asking writes into the claim, and what its event says."""
    return (
        {"requested_evidence": kinds, "answer_due_at": until},
        {"requestedEvidence": kinds, "answerDueAt": until.isoformat()},
    )


async def deny(
    write: Write,
    caller: Caller,
    target: Target,
    code: DenialCode,
    message: str,
    appealable_until: datetime | None,
    now: datetime,
) -> str:
    """Refuse to make the claim good, with a text that the customer reads and a date until which it can be appealed.

    Without a date it is as long as the claim's policy says.

    Raises:
        Refused: no text, a date that is past or a year away, or as `operations.move`.
    """
    problems = texts((message, LONGEST_NOTE, True, ("message",)))
    if appealable_until is not None and not now < appealable_until <= now + LONGEST_TIME:
        problems.append(Problem("IMPOSSIBLE_DATE", "The date must lie ahead, within a year.", ("appealableUntil",)))
    if problems:
        raise Refused(*problems)

    def decided(rule: Rule) -> Decision:
        until = appealable_until or now + timedelta(days=rule.appeal_days)
        return replace(
            decision,
            changes={"denial_code": code.value, "denial_message": message, "appealable_until": until},
            said={"denialCode": code.value, "appealableUntil": until.isoformat()},
        )

    decision = Decision(asked=[code, message, appealable_until], decided=decided)
    return await _move(write, caller, target, Command.DENY, decision, now)


async def appeal(write: Write, caller: Caller, target: Target, now: datetime) -> str:
    """Have a denied claim looked at again, once and in time; the claim's id.

    Raises:
        Refused: `APPEAL_TOO_LATE`, `APPEALED_BEFORE`, `QUANTITY_ALREADY_CLAIMED`, or as `operations.move`.
    """

    async def check(tx: Tx, claim: Claim) -> None:
        if claim.status is not ClaimStatus.DENIED:
            return
        if claim.appealed_at is not None:
            raise refuse("APPEALED_BEFORE", "A claim can be appealed once; ask the shop.", "claimId")
        if claim.appealable_until is not None and now > claim.appealable_until:
            raise refuse("APPEAL_TOO_LATE", "The time for an appeal is over; ask the shop.", "claimId")
        await _check_free(tx, claim)

    return await _move(write, caller, target, Command.APPEAL, Decision(changes={"appealed_at": now}, check=check), now)


async def reopen(write: Write, caller: Caller, target: Target, now: datetime) -> str:
    """Take a claim up again that had come to its end; the claim's id.

    Raises:
        Refused: `QUANTITY_ALREADY_CLAIMED` when another claim holds the same by now, or as `operations.move`.
    """
    changes = {"denial_code": None, "denial_message": None, "appealable_until": None, "duplicate_of": None}
    return await _move(write, caller, target, Command.REOPEN, Decision(changes=changes, check=_check_free), now)


async def mark_duplicate(write: Write, caller: Caller, target: Target, of: str, now: datetime) -> str:
    """Cancel a claim because another one of the same order is about the same; the claim's id.

    Raises:
        Refused: `NOT_FOUND` when there is no such other claim, or as `operations.move`.
    """

    async def check(tx: Tx, claim: Claim) -> None:
        other = await repository.get(tx, of)
        if other is None or other.id == claim.id or other.order_id != claim.order_id:
            raise refuse("NOT_FOUND", "The order has no such other claim.", "duplicateOf")

    decision = Decision([of], {"duplicate_of": of}, {"duplicateOf": of}, check)
    return await _move(write, caller, target, Command.MARK_DUPLICATE, decision, now)


async def assign(write: Write, caller: Caller, target: Target, assignee: str | None, now: datetime) -> str:
    """Give the claim to a member of staff, or to nobody; one that was only submitted is under review from then on.

    Raises:
        Refused: an impossible name, `NOT_FOUND` or `VERSION_CONFLICT`.
    """
    problems = texts((assignee, LONGEST_NAME, False, ("assignee",)))
    if problems:
        raise Refused(*problems)
    request = idempotency.Request(caller.id, "claimAssign", target.key, [target, assignee])
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is None:
            claim = await operations.hold(tx, caller, target.claim_id, target.expected_version)
            if allowed(claim, Command.REVIEW):
                claim = await operations.move(tx, claim, Command.REVIEW, caller.actor, now)
            await _note(tx, claim, caller.actor, now, "claim.assigned", {"assignee": assignee or None})
            await idempotency.remember(tx, request, {})
    return target.claim_id


async def tag(
    write: Write, caller: Caller, target: Target, add: tuple[str, ...], remove: tuple[str, ...], now: datetime
) -> str:
    """Add and remove the shop's own words on a claim; the claim's id.

    Raises:
        Refused: an impossible tag, `TOO_MANY`, `NOT_FOUND` or `VERSION_CONFLICT`.
    """
    problems = texts(*((word, LONGEST_NAME, True, ("add", str(place))) for place, word in enumerate(add)))
    if problems:
        raise Refused(*problems)
    request = idempotency.Request(caller.id, "claimTag", target.key, [target, add, remove])
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is None:
            claim = await operations.hold(tx, caller, target.claim_id, target.expected_version)
            tags = [word for word in dict.fromkeys([*claim.tags, *add]) if word not in remove]
            if len(tags) > MOST_TAGS:
                raise refuse("TOO_MANY", f"A claim has at most {MOST_TAGS} tags.", "add")
            await _note(tx, claim, caller.actor, now, "claim.tagged", {"tags": tags})
            await idempotency.remember(tx, request, {})
    return target.claim_id


async def report_found(write: Write, caller: Caller, target: Target, choice: FoundChoice | None, now: datetime) -> str:
    """Tell that the parcel of a resolved claim turned up, and what becomes of it; the claim's id.

    It can be told without a choice, and once more with one.

    Raises:
        Refused: `ALREADY_FOUND` when the choice was made, or as `operations.move`.
    """

    async def check(_: Tx, claim: Claim) -> None:
        if claim.found_choice is not None or (claim.found_at is not None and choice is None):
            raise refuse("ALREADY_FOUND", "The parcel was reported as found before.", "claimId")

    chosen = choice.value if choice else None
    decision = Decision([chosen], {"found_at": now, "found_choice": chosen}, {"foundChoice": chosen}, check)
    return await _move(write, caller, target, Command.REPORT_FOUND, decision, now)


async def lapse(write: Write, claim_id: str, actor: Actor, now: datetime) -> datetime | None:
    """Cancel a claim whose customer did not answer in time; when to look again while there is time left."""
    async with write() as tx:
        claim = await repository.hold(tx, claim_id)
        if claim is None or not allowed(claim, Command.LAPSE):
            return None
        if claim.answer_due_at is not None and now < claim.answer_due_at:
            return claim.answer_due_at
        await operations.move(tx, claim, Command.LAPSE, actor, now)
    return None


async def parcel_arrived(write: Write, claim_id: str, actor: Actor, now: datetime) -> bool:
    """What a delivery means for a claim on the parcel; false while that cannot be said, as the claim is resolving.

    A claim that says that nothing came has no ground any more; one that was made good has its parcel found. Others
    (damaged, stolen, delivered but not received) are not touched by it.
    """
    async with write() as tx:
        claim = await repository.hold(tx, claim_id)
        if claim is None or claim.reason not in ARRIVES:
            return True
        if claim.status is ClaimStatus.RESOLVING:
            return False
        if claim.status is ClaimStatus.RESOLVED and claim.found_at is None:
            changes = {"found_at": now}
            await operations.move(tx, claim, Command.REPORT_FOUND, actor, now, changes=changes)
        elif allowed(claim, Command.REPORT_ARRIVED):
            await operations.move(tx, claim, Command.REPORT_ARRIVED, actor, now)
    return True


async def _move(write: Write, caller: Caller, target: Target, what: Command, decision: Decision, now: datetime) -> str:
    return await operations.command(
        write,
        caller,
        target.claim_id,
        what,
        key=target.key,
        now=now,
        expected_version=target.expected_version,
        decision=decision,
    )


async def _check_free(tx: Tx, claim: Claim) -> None:
    if claim.status in FREE and not await operations.is_free(tx, claim):
        raise refuse("QUANTITY_ALREADY_CLAIMED", "Another claim holds the same quantity by now.", "claimId")


async def _note(tx: Tx, claim: Claim, actor: Actor, now: datetime, kind: str, changes: Mapping[str, object]) -> None:
    """Write what concerns the shop alone, and tell it nobody else."""
    noted = await repository.note(tx, claim.id, now, changes)
    await outbox.append(tx, replace(operations.event(kind, noted, actor, now), public=False))
