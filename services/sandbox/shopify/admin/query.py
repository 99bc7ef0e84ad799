"""Shopify's search syntax, as far as the sandbox's shops are asked: terms that all have to hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from services.sandbox.shopify.shop.index import Indexed

LONGEST_QUERY = 2_000
_TERM = re.compile(
    r"""(?P<not>-|NOT\s+)?(?:(?P<field>\w+):)?(?P<compare>>=|<=|>|<)?(?:'(?P<one>[^']*)'|"(?P<two>[^"]*)"|(?P<plain>[^\s'"()]+))"""
)


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; a term without a field looks everywhere."""

    field: str | None
    compare: str
    value: str
    negated: bool


def terms(query: str | None) -> list[Term]:
    """The terms of a query. `OR` and parentheses are not understood and stand for nothing."""
    found = []
    for match in _TERM.finditer((query or "")[:LONGEST_QUERY]):
        value = next(match[name] for name in ("one", "two", "plain") if match[name] is not None)
        if match["field"] is None and value in {"AND", "OR"}:
            continue
        found.append(Term(match["field"], match["compare"] or "", value, match["not"] is not None))
    return found


def fits(order: Indexed, query: list[Term]) -> bool:
    """Whether the search finds an order as it knows it."""
    return all(_holds(order, term) is not term.negated for term in query)


def _holds(known: Indexed, term: Term) -> bool:
    if term.field is None:
        return term.value.lower() in {known.order.name.lower(), (known.email or "").lower(), *known.tags}
    how = _FIELDS.get(term.field)
    # Shopify ignores what it does not know
    return how is None or how(known, term)


def _moment(pick: Callable[[Indexed], datetime]) -> Callable[[Indexed, Term], bool]:
    def holds(known: Indexed, term: Term) -> bool:
        try:
            at = datetime.fromisoformat(term.value)
        except ValueError:
            return False
        return _compare(pick(known), term.compare, at if at.tzinfo else at.replace(tzinfo=UTC))

    return holds


def _compare(left: Any, how: str, right: Any) -> bool:
    match how:
        case ">=":
            return bool(left >= right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case "<":
            return bool(left < right)
        case _:
            return bool(left == right)


def _status(known: Indexed, term: Term) -> bool:
    match term.value.lower():
        case "open":
            return not known.closed and not known.cancelled
        case "closed":
            return known.closed and not known.cancelled
        case "cancelled":
            return known.cancelled
        case _:
            return True


def _number(known: Indexed, term: Term) -> bool:
    return term.value.isascii() and term.value.isdigit() and _compare(known.order.id, term.compare, int(term.value))


_FIELDS: Mapping[str, Callable[[Indexed, Term], bool]] = {
    "tag": lambda known, term: term.value.lower() in known.tags,
    "tag_not": lambda known, term: term.value.lower() not in known.tags,
    "source_identifier": lambda known, term: known.source_identifier == term.value,
    "source_name": lambda known, term: known.order.source_name == term.value,
    "name": lambda known, term: known.order.name.removeprefix("#") == term.value.removeprefix("#"),
    "email": lambda known, term: (known.email or "").lower() == term.value.lower(),
    "id": _number,
    "status": _status,
    "financial_status": lambda known, term: known.financial_status == term.value.lower(),
    "fulfillment_status": lambda known, term: known.fulfillment_status == term.value.lower(),
    "created_at": _moment(lambda known: known.order.created_at),
    "processed_at": _moment(lambda known: known.order.processed_at),
    "updated_at": _moment(lambda known: known.updated_at),
}
