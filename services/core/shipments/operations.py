"""What is done to shipments: one function, one transaction."""

from dataclasses import replace
from datetime import datetime, timedelta

from services.core import effects, idempotency, outbox
from services.core.database import Tx, Write
from services.core.events import Actor
from services.core.orders import repository as orders
from services.core.refusal import Problem, Refused, refuse
from services.core.shipments import policy, repository
from services.core.shipments.model import (
    Correction,
    Direction,
    NewShipment,
    NewShipmentLine,
    Shipment,
    ShipmentStatus,
)
from services.core.shipments.tracking import event_of, record_tracking, review
from services.core.storefronts import repository as storefronts
from services.core.storefronts.model import AccountKind, Caller

__all__ = [
    "REFRESH_INTERVAL",
    "REGISTER",
    "correct_carrier",
    "record_tracking",
    "request_refresh",
    "upsert",
    "upsert_from_platform",
]

REGISTER = "tracker.register"
REFRESH_INTERVAL = timedelta(seconds=30)


async def upsert(write: Write, caller: Caller, new: NewShipment, *, key: str, now: datetime) -> str:
    """Make our copy of a parcel as it is told now, and plan to have it tracked; the shipment's id.

    Raises:
        Refused: impossible content, an unknown order, line or account, more than was ordered, less than was claimed,
            or a parcel that belongs to another order.
    """
    policy.check(new, now)
    request = idempotency.Request(caller.id, "shipmentUpsert", key, new)
    new = policy.normal(new)
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["shipment"])
        if await orders.hold(tx, new.order_id) is None:
            raise refuse("NOT_FOUND", "There is no such order.", "orderId")
        known = next(iter(await repository.find(tx, new.tracking_number, new.carrier)), None)
        if known and known.order_id != new.order_id:
            raise _of_other_order()
        new = replace(new, tracked_by=await _account(tx, new.tracked_by))
        lines = await _lines(tx, new, known)
        tracked = new.tracked_by is not None and (known is None or known.tracked_by != new.tracked_by)
        shipment = await _save(tx, new, lines, caller.actor, now, tracked=tracked)
        await idempotency.remember(tx, request, {"shipment": shipment.id})
        return shipment.id


async def upsert_from_platform(tx: Tx, new: NewShipment, actor: Actor, now: datetime) -> str:
    """Make our copy of a parcel as its order's platform tells it, in the caller's transaction; the shipment's id.

    The platform's own id names it, so that carrier and number may be corrected. What is in other parcels does not
    matter, as the platform tells of all of them; what was claimed of it stays in it. An older word than we have
    (`told_at`), or the same again, changes nothing. `lines` empty means none.

    Raises:
        Refused: impossible content, an unknown order, or a number that belongs to another order's parcel.
    """
    policy.check(new, now)
    new = policy.normal(new)
    if await orders.hold(tx, new.order_id) is None or new.external_id is None:
        raise refuse("NOT_FOUND", "There is no such order.", "orderId")
    same_number = next(iter(await repository.find(tx, new.tracking_number, new.carrier)), None)
    known = await repository.find_told(tx, new.external_id) or same_number
    if any(found is not None and found.order_id != new.order_id for found in (known, same_number)):
        raise _of_other_order()
    if same_number is not None and same_number.external_id not in (None, new.external_id):
        raise refuse("NUMBER_IN_USE", "Another parcel of the order has this number.", "trackingNumber")
    if known is not None and policy.is_older(known, new):
        return known.id
    renamed = known is not None and known != same_number
    if renamed and same_number is not None:
        raise refuse("NUMBER_IN_USE", "Another parcel of the order has this number.", "trackingNumber")
    new = replace(new, tracked_by=known.tracked_by if known and known.tracked_by else await _account(tx, None))
    had = (await repository.lines_of(tx, [known.id])).get(known.id, []) if known else []
    claimed = await repository.claimed_quantities(tx, [line.id for line in had])
    ordered = {line.id: line.quantity for line in await orders.lines(tx, new.order_id)}
    lines = policy.keep(new.lines, ordered, had, claimed)
    if known is not None:
        new = policy.with_known(known, new)
        if not renamed and policy.is_same(known, had, replace(new, told_at=known.told_at), lines):
            await repository.hear(tx, known.id, new.told_at)
            return known.id
        if renamed:
            await repository.rename(tx, known.id, new.carrier, new.tracking_number)
    moves = new.status is not ShipmentStatus.CANCELED
    tracked = moves and new.tracked_by is not None and (renamed or known is None or known.tracked_by is None)
    return (await _save(tx, new, lines, actor, now, tracked=tracked)).id


async def _save(
    tx: Tx, new: NewShipment, lines: tuple[NewShipmentLine, ...], actor: Actor, now: datetime, *, tracked: bool
) -> Shipment:
    shipment, added = await repository.save(tx, new, now)
    if shipment.order_id != new.order_id:  # somebody told it for another order since we looked
        raise _of_other_order()
    await _replace_lines(tx, shipment, lines)
    if tracked:
        await effects.plan(tx, REGISTER, shipment.id, new.tracked_by, now)
    event = event_of("shipment.created" if added else "shipment.updated", shipment, actor, now)
    await outbox.append(tx, replace(event, data=event.data | {"tracked": tracked}))
    if shipment.last_event_at is not None:
        await review(tx, shipment, shipment, actor, now)
    return shipment


async def correct_carrier(write: Write, caller: Caller, new: Correction, *, key: str, now: datetime) -> str:
    """Name who carries a parcel really, and have it tracked there; the shipment's id.

    What the wrong carrier said was of another parcel, or of none: it is kept apart and counts no more, and the parcel
    begins anew. Nothing is changed when all is so already. Claims stay as they are, for people to judge.

    Raises:
        Refused: `NOT_FOUND`, impossible content, or `NUMBER_IN_USE` when another parcel has carrier and number.
    """
    policy.check_correction(new)
    request = idempotency.Request(caller.id, "shipmentCorrectCarrier", key, new)
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is not None:
            return new.shipment_id
        known = await repository.hold(tx, new.shipment_id)
        if known is None or not caller.reaches_order(known.order_id):
            raise refuse("NOT_FOUND", "There is no such shipment.", "shipmentId")
        carrier, number = new.carrier.strip(), policy.normal_number(new.tracking_number or known.tracking_number)
        account = await _account(tx, new.tracked_by or known.tracked_by)
        same = next(iter(await repository.find(tx, number, carrier)), None)
        if same is not None and same.id != known.id:
            raise refuse("NUMBER_IN_USE", "Another parcel of this carrier has this number.", "trackingNumber")
        if (same, known.carrier, known.tracked_by) != (known, carrier, account):
            withdrawn = await repository.withdraw_scans(tx, known.id, now)
            parcel = await repository.begin_anew(tx, known.id, carrier, number, account, now)
            if account is not None:
                await effects.plan(tx, REGISTER, parcel.id, account, now)
            event = event_of("shipment.corrected", parcel, caller.actor, now)
            said = {"tracked": account is not None, "from": known.carrier, "withdrawnScans": withdrawn}
            await outbox.append(tx, replace(event, data=event.data | said))
        await idempotency.remember(tx, request, {"shipment": known.id})
        return known.id


async def request_refresh(write: Write, caller: Caller, shipment_id: str, *, key: str, now: datetime) -> str:
    """Have the parcel's company asked now; the shipment's id. Asked a moment ago counts as now.

    Raises:
        Refused: `NOT_FOUND`, or `NOT_TRACKED` when no account can be asked.
    """
    request = idempotency.Request(caller.id, "trackingRefresh", key, [shipment_id])
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is not None:
            return shipment_id
        shipment = await repository.hold(tx, shipment_id)
        if shipment is None or not caller.reaches_order(shipment.order_id):
            raise refuse("NOT_FOUND", "There is no such shipment.", "shipmentId")
        if shipment.tracked_by is None:
            raise refuse("NOT_TRACKED", "No account is set to track this parcel; set trackedBy.", "shipmentId")
        if shipment.last_checked_at is None or shipment.last_checked_at <= now - REFRESH_INTERVAL:
            sequence = await repository.touch(tx, shipment_id)
            event = event_of("shipment.refresh_requested", replace(shipment, sequence=sequence), caller.actor, now)
            await outbox.append(tx, replace(event, public=False))
        await idempotency.remember(tx, request, {"shipment": shipment_id})
        return shipment_id


def _of_other_order() -> Refused:
    return refuse("BELONGS_TO_OTHER_ORDER", "This parcel was told for another order.", "trackingNumber")


async def _account(tx: Tx, wanted: str | None) -> str | None:
    """The account to ask: the one named, or the only one there is."""
    accounts = await storefronts.accounts(tx, AccountKind.CARRIER)
    if wanted is None:
        return accounts[0].id if len(accounts) == 1 else None
    if all(account.id != wanted for account in accounts):
        raise refuse("NOT_FOUND", "There is no such account.", "trackedBy")
    return wanted


async def _lines(tx: Tx, new: NewShipment, known: Shipment | None) -> tuple[NewShipmentLine, ...]:
    """The parcel's lines, checked against what was ordered and what lies in other parcels."""
    ordered = {line.id: line.quantity for line in await orders.lines(tx, new.order_id)}
    elsewhere = await repository.outbound_quantities(tx, new.order_id, known.id if known else None)
    left = {line: quantity - elsewhere.get(line, 0) for line, quantity in ordered.items()}
    if not new.lines and known is None:
        return tuple(NewShipmentLine(line, quantity) for line, quantity in left.items() if quantity > 0)
    kept = (await repository.lines_of(tx, [known.id])).get(known.id, []) if known else []
    had = {line.order_line_id: line.quantity for line in kept}
    lines = new.lines or tuple(NewShipmentLine(line, quantity) for line, quantity in had.items())
    # the others were not sent in addition, so each of them may hold all that was ordered
    counts = new.direction is Direction.OUTBOUND and new.status is not ShipmentStatus.CANCELED
    problems = []
    for index, line in enumerate(lines):
        path = ("lines", str(index)) if new.lines else ("lines",)
        if line.order_line_id not in ordered:
            problems.append(Problem("NOT_FOUND", "The order has no such line.", (*path, "orderLineId")))
            continue
        most = left[line.order_line_id] if counts else ordered[line.order_line_id]
        if line.quantity > (most if counts else max(most, had.get(line.order_line_id, 0))):
            message = f"Only {max(most, 0)} of line {line.order_line_id} can lie in this parcel; the rest is in others."
            problems.append(Problem("QUANTITY_EXCEEDED", message, (*path, "quantity") if new.lines else path))
    if problems:
        raise Refused(*problems)
    return lines


async def _replace_lines(tx: Tx, shipment: Shipment, lines: tuple[NewShipmentLine, ...]) -> None:
    old = (await repository.lines_of(tx, [shipment.id])).get(shipment.id, [])
    claimed = await repository.claimed_quantities(tx, [line.id for line in old])
    told = {line.order_line_id: line.quantity for line in lines}
    for line in old:
        if line.id in claimed and told.get(line.order_line_id, 0) < max(claimed[line.id], 1):
            raise refuse("QUANTITY_IN_USE", "Part of the parcel was claimed; keep at least that.", "lines")
    await repository.delete_lines(tx, [line.id for line in old if line.order_line_id not in told])
    await repository.add_lines(tx, shipment, lines)
