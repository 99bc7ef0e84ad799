"""Gathers what decides about a claim from everything that is known of its order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from services.core.claims import repository
from services.core.claims.eligibility import policy as eligibility
from services.core.claims.eligibility.model import QUANTITIES, Case, Eligibility
from services.core.claims.model import Claim, ClaimReason, Judgment, NewClaim
from services.core.claims.policy import Room, check, check_lines
from services.core.database import Db
from services.core.ledger import repository as ledger
from services.core.orders import repository as orders
from services.core.orders.model import Order
from services.core.policies import policy as rules
from services.core.policies import repository as policies
from services.core.policies.model import Policy, Rule
from services.core.refusal import Problem, Refused, refuse
from services.core.shipments import repository as shipments
from services.core.shipments.model import Direction, Shipment, ShipmentLine, ShipmentStatus
from services.core.storefronts import repository as storefronts
from services.core.storefronts.model import Caller

Lines = Mapping[str, Sequence[ShipmentLine]]
"""The lines of parcels, by parcel."""


@dataclass(frozen=True, slots=True)
class Parcels:
    """The parcels of an order, with what lies in them."""

    all: Sequence[Shipment]
    lines: Lines

    def get(self, shipment_id: str | None) -> Shipment | None:
        """The parcel with this id."""
        return next((parcel for parcel in self.all if parcel.id == shipment_id), None)

    def only(self, shipment_lines: set[str | None]) -> Shipment | None:
        """The one parcel in which all these lines lie, so that its carrier is asked even if nobody named it."""
        return next(
            (one for one in self.all if shipment_lines <= {line.id for line in self.lines.get(one.id, ())}), None
        )


async def parcels_of(db: Db, order_id: str) -> Parcels:
    """An order's parcels."""
    found = (await shipments.of_orders(db, [order_id])).get(order_id, [])
    return Parcels(found, await shipments.lines_of(db, [known.id for known in found]))


@dataclass(frozen=True, slots=True)
class Assessed:
    """A case with what the storefront's policy says of it."""

    case: Case
    policy: Policy
    rule: Rule
    eligibility: Eligibility

    @property
    def covered(self) -> Room:
        """What is left to claim of what the policy covers."""
        return eligibility.covered(self.case.room, self.case.lines, self.rule)

    @property
    def judgment(self) -> Judgment:
        """What is kept of it with a claim."""
        said = self.eligibility
        whole = msgspec.to_builtins(said)
        return Judgment(self.policy.id, self.policy.version, said.waiting_until, said.escalate_from, whole)

    def refuse(self) -> None:
        """Refuse what is blocked by more than a quantity, of which a claim's own check says more.

        Raises:
            Refused: the blockers' codes.
        """
        problems = [Problem(one.code, one.message) for one in self.eligibility.blockers if one.code not in QUANTITIES]
        if problems:
            raise Refused(*problems)


async def ask(db: Db, caller: Caller, new: NewClaim, now: datetime) -> Eligibility:
    """What somebody may expect of a claim that is not made yet; without parcel and lines, on all of the order.

    Raises:
        Refused: `NOT_FOUND`, or what cannot be right whatever was shipped.
    """
    check(new, whole_order=True)
    order = await orders.get(db, new.order_id) if caller.reaches_order(new.order_id) else None
    if order is None:
        raise refuse("NOT_FOUND", "There is no such order.", "orderId")
    return (await assess(db, order, await parcels_of(db, order.id), new, now)).eligibility


async def assess(db: Db, order: Order, parcels: Parcels, new: NewClaim, now: datetime) -> Assessed:
    """What the storefront's present policy says of a claim, whether or not it is ever made.

    Raises:
        Refused: `NOT_FOUND` for a parcel or line that the order does not have.
    """
    named = parcels.get(new.shipment_id)
    if new.shipment_id is not None and named is None:
        raise refuse("NOT_FOUND", "The order has no such shipment.", "shipmentId")
    room = await room_of(db, order.id, parcels, named)
    check_lines(new, room)
    parcel = named or parcels.only(_lines_about(new, room))
    storefront, balance = await storefronts.get(db), await ledger.balance(db, order.id)
    assert storefront is not None, "a transaction is in a storefront"
    assert balance is not None, "the order was found"
    case = Case(
        order=order,
        lines=await orders.lines(db, order.id),
        parcel=parcel,
        room=room,
        balance=balance,
        frozen=bool(await ledger.holds(db, order.id)),
        zone=ZoneInfo(storefront.time_zone),
    )
    policy = await policies.current(db)
    rule = rule_of(policy, order, parcel, new.reason)
    return Assessed(case, policy, rule, eligibility.decide(case, new.reason, new.items, rule, now))


def rule_of(policy: Policy, order: Order, parcel: Shipment | None, reason: ClaimReason) -> Rule:
    """What a policy says of claims on this order and parcel."""
    carrier = parcel.carrier if parcel else None
    return rules.decide(policy.document, order.customer.country_code, carrier, reason)


async def rule_of_claim(db: Db, claim: Claim) -> Rule:
    """What the policy that a claim was opened under says of it."""
    order, policy = await orders.get(db, claim.order_id), await policies.version(db, claim.policy_id)
    assert order is not None, "a claim has its order"
    parcel = await shipments.get(db, claim.shipment_id) if claim.shipment_id else None
    return rule_of(policy, order, parcel, claim.reason)


def _lines_about(new: NewClaim, room: Room) -> set[str | None]:
    """The shipment lines that it is about; nothing among them for what lies in no parcel."""
    if new.items:
        return {item.shipment_line_id for item in new.items}
    outside: set[str | None] = {None} if any(left > 0 for left in room.order_lines.values()) else set()
    return outside | set(room.shipment_lines) or {None}


async def room_of(db: Db, order_id: str, parcels: Parcels, only: Shipment | None = None) -> Room:
    """What is left to claim of an order: in one of its parcels or in all of them, and outside of all parcels."""
    lines = parcels.lines
    live = [parcel for parcel in parcels.all if parcel.status is not ShipmentStatus.CANCELED]
    outbound = _lines_in(lines, [parcel for parcel in live if parcel.direction is Direction.OUTBOUND])
    replacements = _lines_in(lines, [parcel for parcel in parcels.all if parcel.direction is Direction.REPLACEMENT])
    in_parcels: dict[str, int] = {}
    in_all: dict[str, int] = {}
    outside: dict[str, int] = {}
    for order_line, shipment_line, quantity in await repository.claimed_of_order(db, order_id):
        if shipment_line is not None:
            in_parcels[shipment_line] = in_parcels.get(shipment_line, 0) + quantity
        if shipment_line not in replacements:
            in_all[order_line] = in_all.get(order_line, 0) + quantity
            if shipment_line not in outbound:
                outside[order_line] = outside.get(order_line, 0) + quantity
    shipped = await shipments.outbound_quantities(db, order_id)
    ordered = {line.id: line.quantity for line in await orders.lines(db, order_id)}
    claimable = [parcel for parcel in live if parcel.direction is not Direction.RETURN and only in (None, parcel)]
    return Room(
        shipment_lines={
            line.id: (line.order_line_id, line.quantity - in_parcels.get(line.id, 0))
            for parcel in claimable
            for line in lines.get(parcel.id, [])
        },
        order_lines={
            line: quantity - shipped.get(line, 0) - outside.get(line, 0) for line, quantity in ordered.items()
        },
        unclaimed={line: quantity - in_all.get(line, 0) for line, quantity in ordered.items()},
        replacements=replacements,
    )


def _lines_in(lines: Lines, parcels: Sequence[Shipment]) -> frozenset[str]:
    return frozenset(line.id for parcel in parcels for line in lines.get(parcel.id, []))
