"""What is written back for the shop's staff to see on an order: tags, and lines under its note."""

from collections.abc import Sequence

from services.core.companies.shopify.admin import Admin
from services.core.companies.shopify.orders import order_id
from services.core.companies.shopify.refusals import UserError, check
from services.core.companies.shopify.wire import Id, Wire
from services.core.ports import Credentials, Rejected


class _TagsPayload(Wire):
    node: Id | None
    user_errors: list[UserError]


class Tagged(Wire):
    """The answer to `tagsAdd`."""

    tags_add: _TagsPayload


class _Noted(Wire):
    id: str
    note: str | None


class Note(Wire):
    """The answer to `orderNote`."""

    order: _Noted | None


class _OrderPayload(Wire):
    order: Id | None
    user_errors: list[UserError]


class Updated(Wire):
    """The answer to `orderUpdate`."""

    order_update: _OrderPayload


async def tag(admin: Admin, credentials: Credentials, order_external_id: str, tags: Sequence[str]) -> None:
    """Add tags to an order; those that it has stay. Safe to repeat. Raises as `ports.Platform` says."""
    given = {"id": order_id(order_external_id), "tags": list(tags)}
    payload = (await admin.mutate(credentials, "tagsAdd", given, Tagged)).tags_add
    check(payload.user_errors, payload.node)


async def add_note(admin: Admin, credentials: Credentials, order_external_id: str, line: str) -> None:
    """Write a line under the note that an order has, once. Raises as `ports.Platform` says."""
    asked = {"id": order_id(order_external_id)}
    known = (await admin.query(credentials, "orderNote", asked, Note)).order
    if known is None:
        raise Rejected("UNKNOWN_ORDER", "The shop has no such order.")
    lines = (known.note or "").splitlines()
    if line in lines:
        return
    given = {"input": {**asked, "note": "\n".join([*lines, line])}}
    payload = (await admin.mutate(credentials, "orderUpdate", given, Updated)).order_update
    check(payload.user_errors, payload.order)
