"""Money from a counterparty and back to it, matched with what was granted and booked in the case's ledger."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from services.core.database import Tx, Write
from services.core.events import Actor
from services.core.ledger import operations as ledger
from services.core.ledger.model import EntryType, NewEntry, Settlement
from services.core.money import rounded
from services.core.orders.policy import amounts, instants, texts
from services.core.recoveries import policy, repository
from services.core.recoveries.model import Command, Payment, PaymentDirection, Recovery, RecoveryStatus
from services.core.recoveries.operations.desk import ASKED_ANEW, Target, command, expect, move, note, take_up
from services.core.refusal import Problem, Refused, refuse
from services.core.shipments import tracking
from services.core.storefronts.model import Caller

LONGEST_REFERENCE = 200
_WAITS = "PAYMENT_NEEDS_SETTLED_AMOUNT"


async def record_payment(
    write: Write, caller: Caller, target: Target, payment: Payment, now: datetime, *, is_last: bool = False
) -> str:
    """Note money that moved; the recovery's id. The same `reference` counts once.

    Raises:
        Refused: impossible content, `NEEDS_SETTLED_AMOUNT` for another currency, `NOT_FILED`, or as `command`.
    """
    _check(payment, now)

    async def deed(tx: Tx, recovery: Recovery) -> None:
        await receive(tx, recovery, payment, caller.actor, now, is_last=is_last)

    asked = [payment, is_last]
    return await command(write, caller, target, "recoveryRecordPayment", asked, now, deed)


async def receive(
    tx: Tx, recovery: Recovery, payment: Payment, actor: Actor, now: datetime, *, is_last: bool = False
) -> Recovery:
    """Book a payment of a held recovery. It is PAID when all that was granted came, or no more will (`is_last`).

    What comes for one that was withdrawn is kept, and it stays that.

    Raises:
        Refused: `NEEDS_SETTLED_AMOUNT`, `ABOVE_PAID` for going back more than came, `ALREADY_OPEN` when the same is
            asked anew, or `NOT_FILED`.
    """
    if recovery.submitted_at is None:
        raise refuse("NOT_FILED", "Record first that it was filed.", "recoveryId")
    if await repository.has_payment(tx, recovery.id, payment):
        return recovery
    settled = _settled(recovery, payment)
    payment = _exact(payment, settled)
    if payment.direction is PaymentDirection.REPAYMENT:
        return await _give_back(tx, recovery, payment, settled, actor, now)
    if recovery.status is RecoveryStatus.CLOSED and await repository.is_asked_anew(tx, recovery):
        raise refuse("ALREADY_OPEN", ASKED_ANEW, "recoveryId")
    entry_id = await ledger.book(tx, _entry(recovery, payment, settled, payment.amount), now)
    fee_id, fee = None, rounded(settled * payment.fee_amount / payment.amount, recovery.requested.currency_code)
    if fee:  # in the recovery's currency it may be less than its smallest coin
        kept = replace(_entry(recovery, payment, fee, payment.fee_amount), type=EntryType.CLAIM_FEE)
        fee_id = await ledger.book(tx, kept, now)
    await repository.add_payment(tx, recovery.id, payment, entry_id, fee_id, now)
    paid = recovery.paid_amount + settled
    changes: dict[str, object] = {"paid_amount": paid, "fee_amount": recovery.fee_amount + fee}
    said = {"amount": str(payment.amount), "currencyCode": payment.currency_code, "overpaid": paid > recovery.owed}
    is_over = is_last or paid >= recovery.owed or recovery.status in (RecoveryStatus.PAID, RecoveryStatus.CLOSED)
    if is_over and recovery.status is not RecoveryStatus.WITHDRAWN:
        changes["paid_at"] = payment.occurred_at
        changes |= await take_up(tx, recovery, actor, now)
        await tracking.follow(tx, recovery.shipment_id, now + policy.FOLLOWED, actor, now)
        return await move(tx, recovery, Command.PAY, actor, now, changes, said)
    noted = await note(tx, recovery, "recovery.payment_received", actor, now, changes, said)
    return await expect(tx, noted, now)


async def tell_payment_waits(
    tx: Tx, recovery: Recovery, said: Mapping[str, object], actor: Actor, now: datetime
) -> None:
    """Tell once that money came of which nobody said what it is in the recovery's currency."""
    if recovery.status_detail != _WAITS:
        await note(tx, recovery, "recovery.payment_waits", actor, now, {"status_detail": _WAITS}, said)


async def _give_back(
    tx: Tx, recovery: Recovery, payment: Payment, settled: Decimal, actor: Actor, now: datetime
) -> Recovery:
    if recovery.repaid_amount + settled > recovery.paid_amount:
        left = recovery.paid_amount - recovery.repaid_amount
        message = f"Only {left} {recovery.requested.currency_code} of what came can go back."
        raise refuse("ABOVE_PAID", message, "amount")
    returned = replace(_entry(recovery, payment, settled, payment.amount), type=EntryType.PAYOUT_RETURNED)
    entry_id = await ledger.book(tx, returned, now)
    await repository.add_payment(tx, recovery.id, payment, entry_id, None, now)
    changes = {"repaid_amount": recovery.repaid_amount + settled}
    said = {"amount": str(payment.amount), "currencyCode": payment.currency_code}
    return await note(tx, recovery, "recovery.repaid", actor, now, changes, said)


def _check(payment: Payment, now: datetime) -> None:
    problems = texts((payment.reference, LONGEST_REFERENCE, True, ("reference",)))
    problems += amounts(
        payment.currency_code, (str(payment.amount), ("amount",)), (str(payment.fee_amount), ("feeAmount",))
    )
    if payment.amount <= 0:
        problems.append(Problem("INVALID_MONEY", "A payment is more than nothing.", ("amount",)))
    if payment.fee_amount > payment.amount:
        problems.append(Problem("INVALID_MONEY", "A fee is no more than what it is kept from.", ("feeAmount",)))
    if payment.fee_amount and payment.direction is PaymentDirection.REPAYMENT:
        problems.append(Problem("INVALID", "What goes back to them goes back whole.", ("feeAmount",)))
    problems += instants(now, (payment.occurred_at, False, ("occurredAt",)))
    if payment.settled_amount is not None and payment.settled_amount <= 0:
        problems.append(Problem("INVALID_MONEY", "A payment is more than nothing.", ("settledAmount",)))
    if problems:
        raise Refused(*problems)


def _exact(payment: Payment, settled: Decimal) -> Payment:
    """With all decimals that its currencies have; companies write 12.5 for 12.50."""
    amount, fee = (rounded(one, payment.currency_code) for one in (payment.amount, payment.fee_amount))
    told = None if payment.settled_amount is None else settled
    return replace(payment, amount=amount, fee_amount=fee, settled_amount=told)


def _settled(recovery: Recovery, payment: Payment) -> Decimal:
    """What the payment comes to in the recovery's currency."""
    currency = recovery.requested.currency_code
    if payment.currency_code == currency:
        return rounded(payment.amount, currency)
    if payment.settled_amount is None:
        message = f"It was asked for in {currency}; say what {payment.amount} {payment.currency_code} came to in that."
        raise refuse("NEEDS_SETTLED_AMOUNT", message, "settledAmount")
    problems = amounts(currency, (str(payment.settled_amount), ("settledAmount",)))
    if problems:
        raise Refused(*problems)
    return rounded(payment.settled_amount, currency)


def _entry(recovery: Recovery, payment: Payment, settled: Decimal, moved: Decimal) -> NewEntry:
    currency = recovery.requested.currency_code
    settlement = None
    if payment.currency_code != currency:
        rate = (moved / settled).quantize(Decimal("0.00000001"))
        settlement = Settlement(moved, payment.currency_code, rate or None, payment.occurred_at.date())
    return NewEntry(
        claim_id=recovery.claim_id,
        type=policy.PAYOUTS[recovery.counterparty_type],
        amount=settled,
        currency_code=currency,
        occurred_at=payment.occurred_at,
        settlement=settlement,
        ref=payment.reference,
        recovery_id=recovery.id,
    )
