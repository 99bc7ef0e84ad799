"""What a field refuses because of its arguments or of who asks, told without looking at a row."""

from typing import Any

from graphql import GraphQLError, GraphQLField, get_named_type

from services.core.storefronts.model import Role, Scope
from tests.reads.fuzz.asking import Asking

PREFIXES = {"ClaimConnection": "clm", "TaskConnection": "tsk", "EffectConnection": "eff"}
NAMES = {"order": ("id", "number", "externalId"), "claim": ("id", "number"), "shipment": ("id", "trackingNumber")}
"""Arguments of which exactly one must be given."""
MOST = 100
INTERNAL = "not shown to customers"
"""Stands in the description of every field that customers never see."""


def check(parent: str, name: str, field: GraphQLField, arguments: dict[str, Any], asking: Asking) -> None:
    """Raise what the field refuses."""
    if parent == "Query":
        _check_root(name, asking)
        _check_names(name, arguments)
        _check_ids([arguments[one] for one in ("id",) if name == "node"] or arguments.get("ids", []), asking)
    if asking.caller.role is Role.CUSTOMER and INTERNAL in (field.description or ""):
        raise refusal("FORBIDDEN", "not shown to customers")
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise refusal("BAD_USER_INPUT", "first or last")
    if any(size is not None and not 1 <= size <= MOST for size in (first, last)):
        raise refusal("BAD_USER_INPUT", "no such size")
    for cursor in (arguments.get("after"), arguments.get("before")):
        if cursor is not None:
            kind = PREFIXES[get_named_type(field.type).name]
            if asking.cursors.read(cursor, kind, arguments.get("sort", "NEWEST")) is None:
                raise refusal("BAD_USER_INPUT", "no cursor of this connection")


def _check_root(name: str, asking: Asking) -> None:
    if name == "storefront":
        return
    if asking.caller.role is Role.VISITOR:
        raise refusal("FORBIDDEN", "visitors only see the storefront")
    if not asking.caller.may(Scope.OPERATE if name in {"tasks", "effects"} else Scope.READ):
        raise refusal("FORBIDDEN", "the scope is missing")


def _check_names(name: str, arguments: dict[str, Any]) -> None:
    names = NAMES.get(name, ())
    if names and [arguments[one] for one in names].count(None) != len(names) - 1:
        raise refusal("BAD_USER_INPUT", "exactly one name")
    if name == "shipment" and arguments["carrier"] is not None and arguments["trackingNumber"] is None:
        raise refusal("BAD_USER_INPUT", "a carrier alone is no name")
    if name == "nodes" and len(arguments["ids"]) > MOST:
        raise refusal("BAD_USER_INPUT", "too many ids")


def _check_ids(ids: list[str], asking: Asking) -> None:
    hidden = not asking.caller.may(Scope.OPERATE) and not asking.choices.hidden_tasks_are_null
    if hidden and any(one.startswith(("tsk_", "eff_")) for one in ids):
        raise refusal("FORBIDDEN", "the scope is missing")


def refusal(code: str, message: str) -> GraphQLError:
    """An error with its code, to be raised."""
    return GraphQLError(message, extensions={"code": code})
