"""What a field refuses because of its arguments or of who asks, told without looking at a row."""

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError, GraphQLField, get_named_type

from services.core.storefronts.model import Role, Scope
from tests.reads.fuzz.asking import Asking

PREFIXES = {
    "ClaimConnection": "clm",
    "TaskConnection": "tsk",
    "EffectConnection": "eff",
    "ClaimPolicyConnection": "pol",
    "DisputeConnection": "dsp",
    "PrivacyRequestConnection": "prv",
    "MessageConnection": "msg",
    "AccountConnection": "acc",
    "RecoveryConnection": "rcv",
}
NAMES = {"order": ("id", "number", "externalId"), "claim": ("id", "number"), "shipment": ("id", "trackingNumber")}
"""Arguments of which exactly one must be given."""
OPERATED = {"tasks", "effects", "privacyRequests", "accounts"}
"""What only those who operate may ask for."""
MOST = 100
INTERNAL = "not shown to customers"
"""Stands in the description of every field that customers never see."""


def check(parent: str, name: str, field: GraphQLField, arguments: dict[str, Any], asking: Asking) -> None:
    """Raise the first thing that the field refuses."""
    for refused in refusals_of(parent, name, field, arguments, asking):
        raise refused


def refusals_of(
    parent: str, name: str, field: GraphQLField, arguments: dict[str, Any], asking: Asking
) -> Iterator[GraphQLError]:
    """All that the field refuses; who asks comes first, then what is asked."""
    if parent == "Query":
        yield from _root(name, asking)
        yield from _names(name, arguments)
        if len(arguments.get("ids", ())) > MOST:
            yield refusal("BAD_USER_INPUT", "too many ids")
    if asking.caller.role is Role.CUSTOMER and INTERNAL in (field.description or ""):
        yield refusal("FORBIDDEN", "not shown to customers")
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        yield refusal("BAD_USER_INPUT", "first or last")
    if any(size is not None and not 0 <= size <= MOST for size in (first, last)):
        yield refusal("BAD_USER_INPUT", "no such size")
    for cursor in (arguments.get("after"), arguments.get("before")):
        if cursor is not None:
            kind = PREFIXES[get_named_type(field.type).name]
            if asking.cursors.read(cursor, kind, arguments.get("sort", "NEWEST")) is None:
                yield refusal("BAD_USER_INPUT", "no cursor of this connection")


def _root(name: str, asking: Asking) -> Iterator[GraphQLError]:
    if name == "storefront":
        return
    if asking.caller.role is Role.VISITOR:
        yield refusal("FORBIDDEN", "visitors only see the storefront")
    if not asking.caller.may(Scope.OPERATE if name in OPERATED else Scope.READ):
        yield refusal("FORBIDDEN", "the scope is missing")


def _names(name: str, arguments: dict[str, Any]) -> Iterator[GraphQLError]:
    names = NAMES.get(name, ())
    if names and [arguments[one] for one in names].count(None) != len(names) - 1:
        yield refusal("BAD_USER_INPUT", "exactly one name")
    if name == "shipment" and arguments["carrier"] is not None and arguments["trackingNumber"] is None:
        yield refusal("BAD_USER_INPUT", "a carrier alone is no name")


def refusal(code: str, message: str) -> GraphQLError:
    """An error with its code, to be raised."""
    return GraphQLError(message, extensions={"code": code})
