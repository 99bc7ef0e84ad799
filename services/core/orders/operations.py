"""What is done to orders: one function, one transaction."""

from dataclasses import replace
from datetime import datetime

from services.core import idempotency, outbox
from services.core.database import Tx, Write
from services.core.events import Actor, Event
from services.core.orders import policy, repository
from services.core.orders.model import GuestProof, Line, NewOrder, Order
from services.core.refusal import Problem, Refused, refuse
from services.core.storefronts import operations as storefronts
from services.core.storefronts.model import AccountKind, Caller
from services.core.storefronts.repository import accounts as accounts_of
from services.core.tokens import Token


async def upsert(write: Write, caller: Caller, new: NewOrder, *, key: str, now: datetime) -> str:
    """Make our copy of the platform's order as it is told now; the order's id.

    Raises:
        Refused: impossible content, or less of a line than was already shipped or claimed.
    """
    policy.check(new, now)
    request = idempotency.Request(caller.id, "orderUpsert", key, new)
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["order"])
        await _check_account(tx, new.platform_account_id)
        order, added = await repository.save(tx, new, now)
        old = [] if added else await repository.lines(tx, order.id)
        used = {} if added else await repository.used_quantities(tx, order.id)
        told = {line.external_id: (index, line.quantity) for index, line in enumerate(new.lines)}
        problems = []
        for line in old:
            index, quantity = told.get(line.external_id, (None, 0))
            if line.id in used and (index is None or quantity < used[line.id]):
                path = ("lines",) if index is None else ("lines", str(index), "quantity")
                message = (
                    f"{used[line.id]} of line {line.external_id} were already shipped or claimed; keep at least these."
                )
                problems.append(Problem("QUANTITY_IN_USE", message, path))
        if problems:
            raise Refused(*problems)
        await _save_lines(tx, order, old, new, caller.actor, now, added=added)
        await idempotency.remember(tx, request, {"order": order.id})
        return order.id


async def upsert_from_platform(tx: Tx, account_id: str, new: NewOrder, actor: Actor, now: datetime) -> str:
    """Make our copy of an order as its platform tells it, in the caller's transaction; the order's id.

    A platform only tells what has become of it, so nothing is refused for being in use: what was shipped or claimed of
    a line stays. An older word than we have (`told_at`), or the same again, changes nothing.

    Raises:
        Refused: impossible content.
    """
    new = replace(new, platform_account_id=account_id)
    policy.check(new, now)
    known = await repository.hold_told(tx, new.external_id)
    old = await repository.lines(tx, known.id) if known else []
    if known is not None:
        if policy.is_older(known, new):
            return known.id
        new = policy.keep(known, old, new, await repository.used_quantities(tx, known.id))
        if policy.is_same(known, old, replace(new, told_at=known.told_at)):
            await repository.hear(tx, known.id, new.told_at)
            return known.id
    order, added = await repository.save(tx, new, now)
    await _save_lines(tx, order, old, new, actor, now, added=added)
    return order.id


async def tell(tx: Tx, order_id: str, kind: str, said: dict[str, object], actor: Actor, now: datetime) -> None:
    """Tell of something that happened to an order and changed none of its own words."""
    sequence = await repository.touch(tx, order_id)
    event = Event(
        type=kind,
        subject=order_id,
        sequence=sequence,
        actor=actor,
        occurred_at=now,
        order_id=order_id,
        data=said,
    )
    await outbox.append(tx, event)


async def _save_lines(
    tx: Tx, order: Order, old: list[Line], new: NewOrder, actor: Actor, now: datetime, *, added: bool
) -> None:
    await repository.delete_lines(tx, [line.id for line in policy.removed(old, new)])
    await repository.save_lines(tx, order.id, new)
    event = Event(
        type="order.created" if added else "order.updated",
        subject=order.id,
        sequence=order.sequence,
        actor=actor,
        occurred_at=now,
        order_id=order.id,
    )
    await outbox.append(tx, event)


async def _check_account(tx: Tx, account_id: str | None) -> None:
    accounts = await accounts_of(tx, AccountKind.PLATFORM) if account_id else []
    if account_id and all(account.id != account_id for account in accounts):
        raise refuse("NOT_FOUND", "There is no such account at a platform.", "platformAccountId")


async def create_customer_token(write: Write, caller: Caller, order_id: str, *, key: str, now: datetime) -> Token:
    """A token for an order's customer, asked for by the storefront that knows them.

    Raises:
        Refused: `NOT_FOUND`.
    """
    request = idempotency.Request(caller.id, "customerTokenCreate", key, [order_id])
    async with write() as tx:
        if await repository.get(tx, order_id) is None:
            raise refuse("NOT_FOUND", "There is no such order.", "orderId")
        return await storefronts.issue_customer_token(tx, request, order_id, now)


async def create_guest_token(
    write: Write, caller: Caller, number: str, proof: GuestProof, *, key: str, now: datetime
) -> Token:
    """A token for somebody who knows an order's number and what only its customer should know.

    Raises:
        Refused: `NOT_FOUND`, the same for a wrong number and for a wrong proof; `INVALID` without any proof.
    """
    if proof.email is None and proof.postal_code is None:
        raise refuse("INVALID", "Send the e-mail address or the postal code of the order.", "email")
    request = idempotency.Request(caller.id, "guestTokenCreate", key, [number, proof])
    async with write() as tx:
        namesakes = await repository.numbered(tx, number.strip())
        order = next((order for order in namesakes if policy.proves(proof, order.customer)), None)
        if order is None:
            raise refuse("NOT_FOUND", "No order has this number with this e-mail address or postal code.", "number")
        return await storefronts.issue_customer_token(tx, request, order.id, now)
