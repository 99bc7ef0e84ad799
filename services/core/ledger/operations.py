"""What is done to an order's compensation, its holds and the entries of a case, in the caller's transaction.

Everything that counts money holds the order's row first, so that it is decided by one at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from services.core.database import Db, Tx
from services.core.ids import is_id
from services.core.ledger import policy, repository
from services.core.ledger.model import Balance, CompensationKind, CompensationState, NewEntry, Share
from services.core.money import rounded
from services.core.orders import repository as orders
from services.core.refusal import refuse

_PAID, _HELD = CompensationState.CONFIRMED, CompensationState.HELD


async def reserve(
    tx: Tx,
    order_id: str,
    source: str,
    kind: CompensationKind,
    shares: Sequence[Share],
    currency_code: str,
    at: datetime,
    *,
    shipping: bool = True,
    held: bool = True,
    external_id: str | None = None,
) -> None:
    """Take compensation out of what is left of an order, before anything leaves the house.

    `shipping` tells whether the policy pays shipping back. What needs no call outside is confirmed at once, `held`
    being false; then `external_id` may be the platform's own id of it.

    Raises:
        Refused: `DISPUTE_OPEN` while the order's money is held (when something would leave), and as `policy.allow`.
    """
    balance = await hold_balance(tx, order_id)
    if held:
        await check_holds(tx, order_id)
    policy.allow(balance, shares, currency_code, shipping=shipping)
    state = _HELD if held else _PAID
    await repository.add(tx, order_id, kind, source, shares, currency_code, state, at, external_id=external_id)


async def reserve_goodwill(
    tx: Tx, order_id: str, source: str, amount: Decimal, currency_code: str, at: datetime, *, limit: Decimal | None
) -> None:
    """Take goodwill out of what the policy allows for one order; no line's compensation counts against it.

    Raises:
        Refused: `DISPUTE_OPEN`, and as `policy.allow_goodwill`.
    """
    balance = await hold_balance(tx, order_id)
    await check_holds(tx, order_id)
    policy.allow_goodwill(balance, amount, currency_code, limit)
    kind = CompensationKind.GOODWILL
    await repository.add(tx, order_id, kind, source, [Share(amount)], currency_code, _HELD, at)


async def confirm(
    tx: Tx,
    source: str,
    kind: CompensationKind,
    at: datetime,
    *,
    moved: Decimal | None = None,
    external_id: str | None = None,
) -> Decimal:
    """What a source held of one kind has been carried out; what it came to.

    `moved` is what really left, when that is known: less than was held gives the rest back to the order, more counts
    against the order as a whole.
    """
    held = [found for found in await repository.of_source(tx, source) if found.kind is kind and found.state is _HELD]
    rest = sum((found.share.amount for found in held), Decimal(0)) if moved is None else moved
    if held:  # platforms write 12.5 for 12.50
        rest = rounded(rest, held[0].currency_code)
    total = rest
    for found in held:
        amount = min(found.share.amount, rest)
        rest -= amount
        if amount != found.share.amount:
            await repository.correct(tx, found.id, amount, found.share.quantity, at)
    ids = [found.id for found in held]
    await repository.settle(tx, ids, _PAID, at)
    if external_id is not None:
        await repository.name(tx, ids, external_id, at)
    if rest and held:
        more, currency = [Share(rest)], held[0].currency_code
        await repository.add(tx, held[0].order_id, kind, source, more, currency, _PAID, at, external_id=external_id)
    return total


async def give_back(tx: Tx, source: str, at: datetime, *, kind: CompensationKind | None = None) -> None:
    """Let go of what a source holds, of one kind or of all: nothing left, so that it can be paid otherwise."""
    found = await repository.of_source(tx, source)
    await repository.settle(
        tx, [one.id for one in found if kind in (None, one.kind)], CompensationState.RELEASED, at
    )  # fmt: skip


async def take_back(
    tx: Tx, source: str, at: datetime, *, kind: CompensationKind | None = None, lines: Mapping[str, int] | None = None
) -> list[Share]:
    """Let go of what was carried out: the parcel that was sent again is lost or came back, or money was repaid.

    With `lines` only so many of these lines; what they counted for is what the shares say.
    """
    freed = policy.freed(await repository.of_source(tx, source), kind, lines)
    for found, share in freed:
        if share == found.share:
            await repository.release(tx, [found.id], at)
        else:
            rest = found.share.amount - share.amount
            await repository.correct(tx, found.id, rest, found.share.quantity - share.quantity, at)
    return [share for _, share in freed]


async def record_platform_refund(
    tx: Tx,
    order_id: str,
    external_id: str,
    reference: str | None,
    lines: Sequence[tuple[str | None, int, Decimal]],
    shipping: Decimal,
    currency: str,
    at: datetime,
) -> bool:
    """Count a refund that the platform tells of: (order line or nothing, quantity, amount) and shipping, with tax.

    Whether it was news. The same `external_id` counts once. A `reference` to one of our own resolutions (`res_…`)
    says that it is counted already, whichever comes first, the platform's news or the answer to our request. It is
    counted even when it is more than was left, since the money is gone; then nothing more can be paid.
    """
    if await orders.hold(tx, order_id) is None or await repository.of_external(tx, order_id, external_id):
        return False
    if reference is not None and is_id(reference, "res"):
        ours = [
            found
            for found in await repository.of_source(tx, reference)
            if found.order_id == order_id and found.state is not CompensationState.RELEASED
        ]
        money = [found.id for found in ours if found.kind is not CompensationKind.RESHIPMENT]
        if money:  # what we let go of and the platform paid nevertheless counts as anybody's
            await repository.name(tx, money, external_id, at)
            return False
    shares = [Share(amount, line, quantity) for line, quantity, amount in lines if amount or quantity]
    if shipping:
        shares.append(Share(shipping, shipping=True))
    return await _record(tx, order_id, CompensationKind.PLATFORM_REFUND, external_id, shares, currency, at)


async def record_loss(
    tx: Tx,
    order_id: str,
    kind: CompensationKind,
    external_id: str,
    shares: Sequence[Share],
    currency: str,
    at: datetime,
) -> bool:
    """Count what others decided (a lost dispute, a return) once, even when it is more than was left; whether news."""
    if await orders.hold(tx, order_id) is None or await repository.of_external(tx, order_id, external_id):
        return False
    return await _record(tx, order_id, kind, external_id, shares, currency, at)


async def hold(tx: Tx, order_id: str, source: str, at: datetime) -> bool:
    """Freeze the money of an order, as an open dispute does; whether this source had not done so."""
    await orders.hold(tx, order_id)
    return await repository.hold(tx, order_id, source, at)


async def release(tx: Tx, order_id: str, source: str, at: datetime) -> bool:
    """End a source's hold on an order's money; whether there was one."""
    await orders.hold(tx, order_id)
    return await repository.thaw(tx, order_id, source, at)


async def check_holds(tx: Tx, order_id: str) -> None:
    """Refuse with `DISPUTE_OPEN` while somebody freezes the order's money."""
    if await repository.holds(tx, order_id):
        raise refuse("DISPUTE_OPEN", "The bank decides about this payment; no money can move until it has.")


async def hold_balance(tx: Tx, order_id: str) -> Balance:
    """What an order's compensation stands at, the order being locked. Raises `Refused` with `NOT_FOUND`."""
    held = await orders.hold(tx, order_id)
    balance = await repository.balance(tx, order_id) if held else None
    if balance is None:
        raise refuse("NOT_FOUND", "There is no such order.", "orderId")
    return balance


async def book(tx: Tx, new: NewEntry, now: datetime) -> str:
    """Write an entry into a case's ledger; its id."""
    entry_id = await repository.add_entry(tx, new, now)
    assert entry_id is not None, "it reverses nothing, so nothing conflicts"
    return entry_id


async def entry_amount(db: Db, entry_id: str | None) -> Decimal:
    """What an entry counts for; nothing without one."""
    entry = await repository.entry(db, entry_id) if entry_id else None
    return entry.amount if entry else Decimal(0)


async def reverse(tx: Tx, entry_id: str, now: datetime, *, ref: str | None = None) -> str:
    """Undo an entry by one that counts the other way round, so that the sums are as before; the new one's id.

    Raises:
        Refused: `NOT_FOUND`, `ALREADY_REVERSED`, or `NOT_REVERSIBLE` for an entry that reverses another.
    """
    entry = await repository.entry(tx, entry_id)
    if entry is None:
        raise refuse("NOT_FOUND", "There is no such entry.", "entryId")
    if entry.reverses is not None:
        raise refuse("NOT_REVERSIBLE", "It undoes another entry; book that one anew.", "entryId")
    undone = NewEntry(
        claim_id=entry.claim_id,
        type=entry.type,
        amount=entry.amount,
        currency_code=entry.currency_code,
        occurred_at=now,
        settlement=entry.settlement,
        ref=ref or entry.ref,
        expected=entry.expected,
        recovery_id=entry.recovery_id,
    )
    reversing = await repository.add_entry(tx, undone, now, reverses=entry.id)
    if reversing is None:
        raise refuse("ALREADY_REVERSED", "Another entry undoes this one already.", "entryId")
    return reversing


async def _record(
    tx: Tx,
    order_id: str,
    kind: CompensationKind,
    external_id: str,
    shares: Sequence[Share],
    currency: str,
    at: datetime,
) -> bool:
    known = {line.id for line in await orders.lines(tx, order_id)}
    told = [share if share.order_line_id in known else replace(share, order_line_id=None) for share in shares]
    await repository.add(tx, order_id, kind, external_id, told, currency, _PAID, at, external_id=external_id)
    return True
