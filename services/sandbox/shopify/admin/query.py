"""Shopify's search syntax, as far as the sandbox's shops are asked: terms that all have to hold."""

import re
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


def fits(known: Indexed, query: list[Term]) -> bool:
    """Whether the search finds something as it knows it."""
    return all(_holds(known, term) is not term.negated for term in query)


def _holds(known: Indexed, term: Term) -> bool:
    value = term.value.lower()
    match term.field:
        case None:
            return value in {*known.words.values(), *known.tags}
        case "tag":
            return value in known.tags
        case "tag_not":
            return value not in known.tags
        case "id":
            return value.isascii() and value.isdigit() and _compare(known.it.id, term.compare, int(value))
        case "created_at" | "processed_at":
            return _moment(known.it.created_at, term)
        case "updated_at":
            return _moment(known.updated_at, term)
        case "status" if value == "any":
            return True
        case "name":
            return known.words["name"].lstrip("#") == value.lstrip("#")
        case field:
            # Shopify ignores what it does not know
            return field not in known.words or known.words[field] == value


def _moment(known: datetime, term: Term) -> bool:
    try:
        at = datetime.fromisoformat(term.value)
    except ValueError:
        return False
    return _compare(known, term.compare, at if at.tzinfo else at.replace(tzinfo=UTC))


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
