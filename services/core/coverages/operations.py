"""What is done to coverages: recorded, bought through an account, claimed on, ended. One function, one transaction."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from services.core import effects, idempotency, outbox
from services.core.coverages import repository
from services.core.coverages.model import Coverage, CoverageStatus, NewCoverage
from services.core.database import Tx, Write
from services.core.events import Actor, Event
from services.core.money import Money, rounded
from services.core.orders.policy import amounts, instants, texts
from services.core.refusal import Problem, Refused, refuse
from services.core.shipments import repository as shipments
from services.core.storefronts import repository as storefronts
from services.core.storefronts.model import Caller

BUY = "coverage.buy"


async def record(write: Write, caller: Caller, new: NewCoverage, *, key: str, now: datetime) -> str:
    """Note what covers a parcel, or plan to buy it (`new.buys`); the coverage's id.

    Raises:
        Refused: impossible content, `NOT_FOUND` for parcel or account, `ALREADY_KNOWN` for a policy number.
    """
    _check(new, now)
    new = _exact(new)
    request = idempotency.Request(caller.id, "coverageBuy" if new.buys else "coverageRecord", key, new)
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["coverage"])
        parcel = await shipments.hold(tx, new.shipment_id)
        if parcel is None or not caller.reaches_order(parcel.order_id):
            raise refuse("NOT_FOUND", "There is no such shipment.", "shipmentId")
        if new.account_id is not None:
            account = await storefronts.get_account(tx, new.account_id)
            if account is None or account.disconnected_at is not None:
                raise refuse("NOT_FOUND", "No such account is connected.", "accountId")
        status = CoverageStatus.INACTIVE if new.buys or _is_ahead(new, now) else CoverageStatus.ACTIVE
        coverage = await repository.add(tx, new, parcel.order_id, status, now)
        if coverage is None:
            raise refuse(
                "ALREADY_KNOWN", f"{new.provider} has this policy number for a parcel already.", "policyNumber"
            )
        if new.buys:
            await effects.plan(tx, BUY, coverage.id, new.account_id, now)
        await _tell(tx, "coverage.recorded", coverage, caller.actor, now, {"buys": new.buys})
        await idempotency.remember(tx, request, {"coverage": coverage.id})
        return coverage.id


async def bought(
    tx: Tx,
    coverage_id: str,
    reference: str | None,
    premium: Decimal | None,
    effective_at: datetime | None,
    expires_at: datetime | None,
    actor: Actor,
    now: datetime,
    *,
    active: bool,
) -> None:
    """The provider sold it, and covers it from now on or as soon as it says so (`active`)."""
    coverage = await repository.hold(tx, coverage_id)
    if coverage is None or coverage.status is not CoverageStatus.INACTIVE:
        return
    changes: dict[str, object] = {"reference": reference, "failure_code": None, "failure_message": None}
    told = {"premium_amount": premium, "effective_at": effective_at, "expires_at": expires_at}
    changes |= {name: value for name, value in told.items() if value is not None}
    if active:
        changes["status"] = CoverageStatus.ACTIVE.value
    changed = await repository.change(tx, coverage_id, now, changes)
    await _tell(tx, "coverage.activated" if active else "coverage.bought", changed, actor, now)


async def not_bought(tx: Tx, coverage_id: str, code: str, message: str, actor: Actor, now: datetime) -> None:
    """The provider does not cover it."""
    coverage = await repository.hold(tx, coverage_id)
    if coverage is not None and coverage.status is CoverageStatus.INACTIVE:
        changes = {"status": CoverageStatus.VOID.value, "failure_code": code[:100], "failure_message": message[:500]}
        changed = await repository.change(tx, coverage_id, now, changes)
        await _tell(tx, "coverage.refused", changed, actor, now, {"code": code[:100]})


async def set_status(tx: Tx, coverage_id: str, status: CoverageStatus, actor: Actor, now: datetime) -> None:
    """Write where a coverage stands, with the event that tells it; the same again changes nothing."""
    coverage = await repository.hold(tx, coverage_id)
    if coverage is not None and coverage.status is not status:
        changed = await repository.change(tx, coverage_id, now, {"status": status.value})
        word = "activated" if status is CoverageStatus.ACTIVE else status.lower()
        await _tell(tx, f"coverage.{word}", changed, actor, now)


def _check(new: NewCoverage, now: datetime) -> None:
    problems = texts((new.provider, 100, True, ("provider",)), (new.policy_number, 200, False, ("policyNumber",)))
    told = [(new.insured.amount, ("insured",)), (new.deductible_amount, ("deductible",))]
    if new.premium_amount is not None:
        told.append((new.premium_amount, ("premium",)))
    problems += amounts(new.insured.currency_code, *((f"{amount:f}", path) for amount, path in told))
    problems += instants(now, (new.effective_at, True, ("effectiveAt",)), (new.expires_at, True, ("expiresAt",)))
    if new.insured.amount <= 0:
        problems.append(Problem("INVALID_MONEY", "It covers more than nothing.", ("insured",)))
    if new.effective_at and new.expires_at and new.expires_at <= new.effective_at:
        problems.append(Problem("IMPOSSIBLE_DATE", "It ends before it begins.", ("expiresAt",)))
    if new.buys and new.account_id is None:
        problems.append(Problem("REQUIRED", "Name the account to buy it from.", ("accountId",)))
    if new.buys and new.expires_at and new.expires_at <= now:
        problems.append(Problem("IMPOSSIBLE_DATE", "It is over already.", ("expiresAt",)))
    if problems:
        raise Refused(*problems)


def _exact(new: NewCoverage) -> NewCoverage:
    """With all decimals that the currency has."""
    currency, premium = new.insured.currency_code, new.premium_amount
    return replace(
        new,
        insured=Money(rounded(new.insured.amount, currency), currency),
        premium_amount=None if premium is None else rounded(premium, currency),
        deductible_amount=rounded(new.deductible_amount, currency),
    )


def _is_ahead(new: NewCoverage, now: datetime) -> bool:
    return new.effective_at is not None and new.effective_at > now


async def _tell(
    tx: Tx, kind: str, coverage: Coverage, actor: Actor, now: datetime, said: dict[str, object] | None = None
) -> None:
    words: dict[str, object] = {"coverageStatus": coverage.status, "provider": coverage.provider}
    event = Event(
        type=kind,
        subject=coverage.id,
        sequence=coverage.sequence,
        actor=actor,
        occurred_at=now,
        order_id=coverage.order_id,
        shipment_id=coverage.shipment_id,
        account_id=coverage.account_id,
        public=False,
        data=words | (said or {}),
    )
    await outbox.append(tx, event)
