"""Choosing how a claim is made good: by its customer, by staff, outside of here, or beyond it as goodwill."""

from datetime import datetime
from decimal import Decimal

from services.core import effects, idempotency
from services.core.claims import operations as claims
from services.core.claims.desk import Target
from services.core.claims.model import Claim, Command, ResolutionType, allowed
from services.core.database import Tx, Write
from services.core.events import Actor
from services.core.ids import new_id
from services.core.ledger import operations as ledger
from services.core.ledger import repository as ledger_rows
from services.core.ledger.model import NewEntry
from services.core.money import Money
from services.core.orders.model import Order
from services.core.policies.model import CREDIT
from services.core.refusal import refuse
from services.core.resolutions import policy, repository
from services.core.resolutions.model import (
    ENTRIES,
    GOODS,
    GOODWILL_STEPS,
    STEPS,
    Plan,
    ResolutionLine,
    Terms,
    Wish,
    compensates,
)
from services.core.resolutions.operations.cases import case_of, order_of, rule_of, tell, terms_of, wants_credit
from services.core.resolutions.operations.replacing import forget_lost
from services.core.storefronts.model import Caller


async def choose(write: Write, caller: Caller, target: Target, kind: ResolutionType, now: datetime) -> str:
    """Take one of the offers of an approved claim; the claim's id.

    Raises:
        Refused: `NOT_OFFERED`, `ABOVE_REFUNDABLE` when less is left than was offered, `DISPUTE_OPEN`,
            `ORDER_CANCELED`, `NO_PLATFORM`, or as `claims.operations.hold` and `move`.
    """
    asked = [target.claim_id, target.expected_version, kind]
    request = idempotency.Request(caller.id, "resolutionChoose", target.key, asked)
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is None:
            claim = await claims.hold(tx, caller, target.claim_id, target.expected_version)
            _check_move(claim, Command.RESOLVE)
            offer = next((one for one in await repository.offers(tx, claim.id) if one.type is kind), None)
            if offer is None:
                raise refuse("NOT_OFFERED", "Choose one of the claim's `resolutionOptions`.", "type")
            order, terms = await _terms(tx, claim)
            case = await case_of(tx, claim, order, terms)
            plan = policy.choice(case, kind, offer.amount if kind is ResolutionType.PARTIAL_REFUND else None)
            if plan.amount < offer.amount:
                message = "Less is left by now than was offered; the shop has to decide anew."
                raise refuse("ABOVE_REFUNDABLE", message, "type")
            if plan.amount > offer.amount and kind not in GOODS:
                plan = policy.choice(case, kind, offer.amount)
            await _carry(tx, claim, order, terms, plan, caller.actor, now)
            await idempotency.remember(tx, request, {})
    return target.claim_id


async def resolve(write: Write, caller: Caller, target: Target, wish: Wish, now: datetime) -> str:
    """Do what staff wants for an approved claim, within what is left of what was paid; the claim's id.

    Raises:
        Refused: `CUSTOMER_CHOOSES` for credit that the customer did not wish for where the policy leaves it to them;
            as `policy.wished`, `ledger.operations.reserve` and `choose`.
    """
    asked = [target.claim_id, target.expected_version, wish]
    request = idempotency.Request(caller.id, "claimResolve", target.key, asked)
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is None:
            claim = await claims.hold(tx, caller, target.claim_id, target.expected_version)
            _check_move(claim, Command.RESOLVE)
            order, terms = await _terms(tx, claim)
            if wish.type in CREDIT and terms.credit_by_choice and not wants_credit(claim):
                message = "Credit is the customer's choice here: have them choose it among the claim's options."
                raise refuse("CUSTOMER_CHOOSES", message, "type")
            plan = policy.wished(await case_of(tx, claim, order, terms), wish)
            await _carry(tx, claim, order, terms, plan, caller.actor, now)
            await idempotency.remember(tx, request, {})
    return target.claim_id


async def resolve_outside(
    write: Write, caller: Caller, target: Target, wish: Wish, reference: str | None, now: datetime
) -> str:
    """Book that a claim was made good elsewhere, which moves no money and counts as compensation; the claim's id.

    `reference` is the platform's own id of what was done, so that its news of the same does not count again.

    Raises:
        Refused: `ABOVE_REFUNDABLE` when more was done than can be left: whatever the platform told is counted
            already, and is named by its `reference`.
    """
    asked = [target.claim_id, target.expected_version, wish, reference]
    request = idempotency.Request(caller.id, "claimMarkResolvedExternally", target.key, asked)
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is None:
            claim = await claims.hold(tx, caller, target.claim_id, target.expected_version)
            _check_move(claim, Command.RESOLVE_OUTSIDE)
            order, terms = await _terms(tx, claim)
            resolution_id = new_id("res")
            plan = await _counted(tx, order, wish, reference)
            if plan is None:
                plan = policy.wished(await case_of(tx, claim, order, terms), wish)
                await forget_lost(tx, claim, now)
                for step in STEPS[plan.type]:
                    kind, shares = compensates(plan.type, step), plan.shares(step)
                    await ledger.reserve(
                        tx, order.id, resolution_id, kind, shares, plan.currency_code, now,
                        held=False, external_id=reference,
                    )  # fmt: skip
            await repository.add(
                tx, resolution_id, order.id, claim.id, plan, caller.actor, now, external=True, reference=reference
            )
            for step in STEPS[plan.type]:
                amount = sum((share.amount for share in plan.shares(step)), Decimal(0))
                if amount:
                    entry = ENTRIES[compensates(plan.type, step)]
                    new = NewEntry(claim.id, entry, amount, plan.currency_code, now, ref=resolution_id)
                    await ledger.book(tx, new, now)
            changes = {"resolved_at": now, "resolution_id": resolution_id, "failure_reason": None}
            said = {"resolution": resolution_id, "resolutionType": plan.type, "external": True}
            await claims.move(tx, claim, Command.RESOLVE_OUTSIDE, caller.actor, now, changes=changes, said=said)
            await idempotency.remember(tx, request, {})
    return target.claim_id


async def give_goodwill(
    write: Write, caller: Caller, target: Target, kind: ResolutionType, money: Money, now: datetime
) -> str:
    """Give credit or a gift card beyond what was paid, beside whatever becomes of the claim; the resolution's id.

    Raises:
        Refused: `INVALID` for another type, `ABOVE_GOODWILL_LIMIT`, `CURRENCY_MISMATCH`, `DISPUTE_OPEN`,
            `NO_PLATFORM`, or as `claims.operations.hold`.
    """
    request = idempotency.Request(
        caller.id, "goodwillGive", target.key, [target.claim_id, target.expected_version, kind, money]
    )
    if kind not in GOODWILL_STEPS:
        raise refuse("INVALID", "Goodwill is given as STORE_CREDIT or GIFT_CARD.", "type")
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["resolution"])
        claim = await claims.hold(tx, caller, target.claim_id, target.expected_version)
        order, terms = await _terms(tx, claim)
        account = _account(order)
        resolution_id = new_id("res")
        limit = terms.goodwill_limit
        await ledger.reserve_goodwill(
            tx, order.id, resolution_id, money.amount, money.currency_code, now, limit=limit
        )  # fmt: skip
        plan = Plan(kind, money.currency_code, (), money.amount)
        await repository.add(tx, resolution_id, order.id, claim.id, plan, caller.actor, now, goodwill=True)
        await effects.plan(tx, GOODWILL_STEPS[kind], resolution_id, account, now)
        said: dict[str, object] = {"resolution": resolution_id, "resolutionType": kind}
        await tell(tx, claim, "claim.goodwill_given", caller.actor, now, said, account)
        await idempotency.remember(tx, request, {"resolution": resolution_id})
        return resolution_id


async def _carry(tx: Tx, claim: Claim, order: Order, terms: Terms, plan: Plan, actor: Actor, now: datetime) -> None:
    """Reserve what is to be paid, write it down, and plan the first effect."""
    account = _account(order)
    if order.canceled_at is not None:
        message = "The order was canceled on the platform; tell what was done there with claimMarkResolvedExternally."
        raise refuse("ORDER_CANCELED", message, "claimId")
    resolution_id = new_id("res")
    await forget_lost(tx, claim, now)
    steps = STEPS[plan.type]
    for step in steps:
        kind, shares = compensates(plan.type, step), plan.shares(step)
        shipping = terms.refunds_shipping
        await ledger.reserve(tx, order.id, resolution_id, kind, shares, plan.currency_code, now, shipping=shipping)
    await repository.add(tx, resolution_id, order.id, claim.id, plan, actor, now)
    await effects.plan(tx, steps[0], resolution_id, account, now)
    changes = {"resolution_id": resolution_id, "failure_reason": None}
    said = {"resolution": resolution_id, "resolutionType": plan.type}
    await claims.move(tx, claim, Command.RESOLVE, actor, now, changes=changes, said=said, account_id=account)


async def _counted(tx: Tx, order: Order, wish: Wish, reference: str | None) -> Plan | None:
    """What the platform told under this id, which is counted already."""
    told = await ledger_rows.of_external(tx, order.id, reference) if reference else []
    if not told:
        return None
    lines = tuple(
        ResolutionLine(one.share.order_line_id, one.share.quantity, one.share.amount)
        for one in told
        if one.share.order_line_id is not None
    )
    rest = sum((one.share.amount for one in told if one.share.order_line_id is None), Decimal(0))
    return Plan(wish.type, told[0].currency_code, lines, rest)


async def _terms(tx: Tx, claim: Claim) -> tuple[Order, Terms]:
    order = await order_of(tx, claim)
    return order, terms_of(await rule_of(tx, claim, order), order.currency_code)


def _account(order: Order) -> str:
    if order.platform_account_id is None:
        message = "No platform account is set on the order; do it there and tell it with claimMarkResolvedExternally."
        raise refuse("NO_PLATFORM", message, "claimId")
    return order.platform_account_id


def _check_move(claim: Claim, what: Command) -> None:
    if allowed(claim, what) is None:
        raise refuse("MOVE_NOT_ALLOWED", f"A claim that is {claim.status} cannot do this.", "claimId")
