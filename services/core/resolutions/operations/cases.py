"""What a held claim is decided by, read in the transaction that decides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from services.core import outbox
from services.core.claims import case as cases
from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.claims.model import Claim, ResolutionType
from services.core.database import Tx
from services.core.events import Actor
from services.core.ledger import operations as ledger
from services.core.ledger import policy as guard
from services.core.ledger import repository as ledger_rows
from services.core.ledger.model import CompensationKind, Share
from services.core.orders import repository as orders
from services.core.orders.model import Order
from services.core.policies import repository as policies
from services.core.policies.model import CREDIT, Rule
from services.core.resolutions import policy, repository
from services.core.resolutions.model import Terms
from services.core.resolutions.policy import Case
from services.core.shipments import repository as shipments


async def order_of(tx: Tx, claim: Claim) -> Order:
    """The order of a held claim, which is locked with it."""
    order = await orders.get(tx, claim.order_id)
    assert order is not None, "a claim always has its order"
    return order


async def claimed(tx: Tx, claim: Claim) -> dict[str, int]:
    """How much of each order line a claim is about."""
    found: dict[str, int] = {}
    for item in await claim_rows.items(tx, claim.id):
        found[item.order_line_id] = found.get(item.order_line_id, 0) + item.quantity
    return found


async def rule_of(tx: Tx, claim: Claim, order: Order) -> Rule:
    """What the storefront's policy says of a claim, in the version by which it was opened."""
    parcel = await shipments.get(tx, claim.shipment_id) if claim.shipment_id else None
    return cases.rule_of(await policies.version(tx, claim.policy_id), order, parcel, claim.reason)


def terms_of(rule: Rule, currency_code: str) -> Terms:
    """What a rule says of resolutions, in one currency."""
    allowed = rule.resolutions.allowed
    if rule.resolutions.refund_always and ResolutionType.REFUND not in allowed:
        allowed = (*allowed, ResolutionType.REFUND)
    return Terms(
        allowed=allowed,
        default=rule.resolutions.default,
        credit_by_choice=rule.resolutions.refund_always,
        refunds_shipping=rule.refunds_shipping,
        auto_approve_limit=rule.auto_approve_limits.get(currency_code),
        goodwill_limit=rule.goodwill_limits.get(currency_code),
    )


async def case_of(tx: Tx, claim: Claim, order: Order, terms: Terms) -> Case:
    """What a held claim is decided by. What a lost replacement counted for does not count any more."""
    lines = {line.id: line for line in await orders.lines(tx, order.id)}
    balance = await ledger.hold_balance(tx, order.id)
    items = await claimed(tx, claim)
    in_order = {line: items[line] for line in lines if line in items}
    return Case(lines, policy.without(balance, await lost_with(tx, claim, items)), in_order, terms)


async def lost_with(tx: Tx, claim: Claim, items: dict[str, int]) -> Sequence[Share]:
    """What would be let go of because a claim is about a parcel that was itself sent for another one."""
    sent = await repository.of_replacement(tx, claim.shipment_id) if claim.shipment_id else None
    if sent is None:
        return []
    counted = await ledger_rows.of_source(tx, sent.id)
    return [share for _, share in guard.freed(counted, CompensationKind.RESHIPMENT, items)]


def wants_credit(claim: Claim) -> bool:
    """Whether the customer said that credit is what they would like."""
    return claim.preferred_resolution in CREDIT


async def tell(
    tx: Tx, claim: Claim, kind: str, actor: Actor, now: datetime, said: dict[str, object], account_id: str | None = None
) -> None:
    """Tell the shop alone of what is no move of the claim."""
    noted = await claim_rows.note(tx, claim.id, now, {})
    event = claims.event(kind, noted, actor, now, said)
    await outbox.append(tx, replace(event, public=False, account_id=account_id))
