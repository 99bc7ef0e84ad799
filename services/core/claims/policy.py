"""What may be claimed: pure decisions over what was ordered, shipped and claimed before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from services.core.claims.model import Item, NewClaim, NewItem
from services.core.orders.policy import LARGEST_QUANTITY, MOST_LINES, texts
from services.core.refusal import Problem, Refused

LONGEST_NOTE = 5000
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class Room:
    """What is left to claim.

    Shipment lines map to (order line, quantity left), order lines to the part that was neither shipped nor claimed.
    `unclaimed` is what no claim holds of an order line, wherever it lies: a parcel may have been canceled, or filled
    only after its content was claimed. The lines of `replacements` were not ordered again, so it does not bind them.
    """

    shipment_lines: Mapping[str, tuple[str, int]]
    order_lines: Mapping[str, int]
    unclaimed: Mapping[str, int]
    replacements: frozenset[str] = frozenset()

    def most(self, line: str) -> int:
        """How many can be claimed of a shipment line, or of an order line outside of all parcels."""
        if line not in self.shipment_lines:
            return max(min(self.order_lines[line], self.unclaimed[line]), 0)
        order_line, left = self.shipment_lines[line]
        return max(left if line in self.replacements else min(left, self.unclaimed[order_line]), 0)


def check(new: NewClaim, *, whole_order: bool = False) -> None:
    """Refuse a claim that cannot be right whatever was shipped. Raises `Refused` with every problem found."""
    problems = texts((new.customer_note, LONGEST_NOTE, False, ("customerNote",)))
    if new.locale is not None and not _LOCALE.fullmatch(new.locale):
        problems.append(Problem("INVALID", 'Name a language such as "da" or "en-GB".', ("locale",)))
    if not new.items and new.shipment_id is None and not whole_order:
        problems.append(Problem("INVALID", "Name the shipment, or the lines that are claimed.", ("items",)))
    if len(new.items) > MOST_LINES:
        problems.append(Problem("INVALID", f"At most {MOST_LINES} items.", ("items",)))
    for index, item in enumerate(new.items[:MOST_LINES]):
        path = ("items", str(index))
        if (item.shipment_line_id is None) == (item.order_line_id is None):
            problems.append(Problem("INVALID", "Name either a shipment line or an order line.", path))
        if not 1 <= item.quantity <= LARGEST_QUANTITY:
            problems.append(
                Problem(
                    "INVALID_QUANTITY",
                    f"A quantity is a whole number from 1 to {LARGEST_QUANTITY}.",
                    (*path, "quantity"),
                )
            )
        problems += texts((item.description, LONGEST_NOTE, False, (*path, "description")))
    if problems:
        raise Refused(*problems)


def check_lines(new: NewClaim, room: Room) -> None:
    """Refuse lines that the order or parcel does not have. Raises `Refused` with every one of them."""
    problems = []
    for index, item in enumerate(new.items):
        known, name = (
            (item.shipment_line_id in room.shipment_lines, "shipmentLineId")
            if item.shipment_line_id
            else (item.order_line_id in room.order_lines, "orderLineId")
        )
        if not known:
            problems.append(Problem("NOT_FOUND", "The order or parcel has no such line.", ("items", str(index), name)))
    if problems:
        raise Refused(*problems)


def decide(new: NewClaim, room: Room) -> tuple[Item, ...]:
    """The claim's items, each within what is left of its line.

    Raises:
        Refused: an unknown line, or `QUANTITY_ALREADY_CLAIMED`.
    """
    check_lines(new, room)
    wanted = new.items or _everything(room)
    shipped = {line: left for line, (_, left) in room.shipment_lines.items()}
    ordered = dict(room.order_lines)
    unclaimed = dict(room.unclaimed)
    problems: list[Problem] = []
    items: list[Item] = []
    for index, item in enumerate(wanted):
        line = item.shipment_line_id or item.order_line_id or ""
        left, name = (shipped, "shipmentLineId") if item.shipment_line_id else (ordered, "orderLineId")
        path = ("items", str(index))
        order_line = room.shipment_lines[line][0] if item.shipment_line_id else line
        bound = line not in room.replacements
        most = max(min(left[line], unclaimed[order_line]) if bound else left[line], 0)
        quantity = item.quantity if new.items else min(item.quantity, most)
        if quantity > most:
            problems.append(Problem("QUANTITY_ALREADY_CLAIMED", _too_many(most, name), (*path, "quantity")))
        elif quantity:
            left[line] -= quantity
            unclaimed[order_line] -= quantity if bound else 0
            items.append(Item(order_line, item.shipment_line_id, quantity, item.description))
    if not items and not problems:
        message = "Nothing in this parcel is left to claim."
        problems.append(Problem("QUANTITY_ALREADY_CLAIMED", message, ("shipmentId",)))
    if problems:
        raise Refused(*problems)
    return tuple(items)


def _everything(room: Room) -> tuple[NewItem, ...]:
    return tuple(NewItem(max(left, 0), shipment_line_id=line) for line, (_, left) in room.shipment_lines.items())


def _too_many(left: int, name: str) -> str:
    if name == "orderLineId":
        return f"Only {left} of this line are neither shipped nor claimed; for shipped ones name the shipment line."
    return f"Only {left} of this line are not claimed yet."
