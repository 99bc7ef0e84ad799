"""Shopify's ids: the number that its hooks and pages show, and the global id that its API takes."""

import re

_NUMBER = re.compile(r"[0-9]{1,20}")
_GLOBAL = re.compile(r"gid://shopify/[A-Za-z]{1,60}/([0-9]{1,20})([?#].*)?")


def to_global(kind: str, external_id: str) -> str | None:
    """The global id of what somebody names by number or by global id; nothing for what is neither."""
    number = to_number(external_id)
    return None if number is None else f"gid://shopify/{kind}/{number}"


def to_number(external_id: str) -> str | None:
    """The number in a global id, or the number itself; nothing for what is neither."""
    if _NUMBER.fullmatch(external_id):
        return external_id
    found = _GLOBAL.fullmatch(external_id)
    return found[1] if found else None


def like(example: str, global_id: str) -> str:
    """The id in the form of the example, so that an order and its refund are named alike."""
    return global_id if example.startswith("gid://") else to_number(global_id) or global_id
