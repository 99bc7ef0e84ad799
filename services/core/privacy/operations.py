"""What is done about personal data: requests kept, handed over by people, and redacted room by room."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from services.core import idempotency, inbox, outbox
from services.core.claims import repository as claims
from services.core.correspondence import repository as correspondence
from services.core.database import Tx, Write
from services.core.events import Actor, Event
from services.core.evidence import repository as evidence
from services.core.orders import repository as orders
from services.core.privacy import repository
from services.core.privacy.model import PrivacyKind, Request
from services.core.recoveries import repository as recoveries
from services.core.refusal import refuse
from services.core.shipments import proofs
from services.core.shipments import repository as shipments
from services.core.storefronts import repository as storefronts
from services.core.storefronts.model import Caller

ANSWER_TIME = timedelta(days=30)
"""How long the law leaves us (GDPR article 12(3): one month)."""
BATCH = 200

Forget = Callable[[Tx, Sequence[str], datetime], Awaitable[None]]
ROOMS: tuple[Forget, ...] = (
    orders.redact, shipments.redact, proofs.redact, claims.redact, evidence.redact, correspondence.redact,
    recoveries.redact, repository.forget_exports,
)  # fmt: skip
"""How each room forgets people, given their orders. A room that keeps what people say adds its own."""


async def receive(
    tx: Tx, account_id: str, external_id: str, kind: PrivacyKind, order_ids: Sequence[str], actor: Actor, now: datetime
) -> None:
    """Write a request down for whoever carries it out; once for each `external_id`."""
    request = await repository.add(tx, account_id, external_id, kind, order_ids, now, now + ANSWER_TIME)
    if request is not None:
        await outbox.append(tx, _event("privacy.requested", request, actor, now))


async def redact(write: Write, request_id: str, actor: Actor, now: datetime) -> bool:
    """Forget the people of some of a request's orders; whether that was all, and the request is completed.

    Money, scans and events stay: they name nobody. The orders' customers are let in no more.
    """
    async with write() as tx:
        request = await repository.hold(tx, request_id)
        if request is None or request.completed_at is not None or request.kind is PrivacyKind.CUSTOMER_DATA:
            return True
        whole_shop = request.kind is PrivacyKind.SHOP_REDACT
        ids = await orders.unredacted(tx, request.account_id, BATCH) if whole_shop else request.order_ids
        for forget in ROOMS:
            await forget(tx, ids, now)
        for order_id in ids:
            await storefronts.revoke(tx, order_id, now)
        if whole_shop and ids:
            return False
        if whole_shop:
            await inbox.forget(tx, request.account_id)
        completed = await repository.complete(tx, request.id, actor.id, now)
        await outbox.append(tx, _event("privacy.completed", completed, actor, now))
    return True


async def complete(write: Write, caller: Caller, request_id: str, *, key: str, now: datetime) -> str:
    """Note that a person handed over what a customer asked for; the request's id.

    Raises:
        Refused: `NOT_FOUND`, or `ALREADY_COMPLETED`.
    """
    asked = idempotency.Request(caller.id, "privacyRequestComplete", key, [request_id])
    async with write() as tx:
        if await idempotency.recall(tx, asked, now) is None:
            request = await repository.hold(tx, request_id)
            if request is None:
                raise refuse("NOT_FOUND", "There is no such request.", "id")
            if request.completed_at is not None or request.kind is not PrivacyKind.CUSTOMER_DATA:
                raise refuse("ALREADY_COMPLETED", "Only an open request for a customer's data is completed.", "id")
            completed = await repository.complete(tx, request.id, caller.actor.id, now)
            await outbox.append(tx, _event("privacy.completed", completed, caller.actor, now))
            await idempotency.remember(tx, asked, {})
    return request_id


def _event(kind: str, request: Request, actor: Actor, now: datetime) -> Event:
    return Event(
        type=kind,
        subject=request.id,
        sequence=request.sequence,
        actor=actor,
        occurred_at=now,
        account_id=request.account_id,
        public=False,
        data={"privacyKind": request.kind, "redacts": request.kind is not PrivacyKind.CUSTOMER_DATA},
    )
