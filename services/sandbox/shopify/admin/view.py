"""How a thing of the shop answers a field of the schema: by a method or an attribute of its view."""

import keyword
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

from graphql import GraphQLError, GraphQLResolveInfo, get_directive_values

from services.sandbox.shopify.admin import scopes
from services.sandbox.shopify.ids import gid
from services.sandbox.shopify.shop.shop import Shop

T = TypeVar("T")
M = TypeVar("M", bound=Callable[..., Any])
LARGEST_PAGE = 250
_MISSING = object()


class View(Generic[T]):
    """One thing as the schema's type `type_name` shows it. Fields without a method are attributes of the thing."""

    type_name: str = ""

    def __init__(self, shop: Shop, it: T) -> None:
        self.shop = shop
        self.it = it

    def id(self) -> str:
        """Its name in the GraphQL API."""
        number: int = self.it.id  # type: ignore[attr-defined]
        return gid(self.type_name, number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and self.it is other.it

    def __hash__(self) -> int:
        return hash(id(self.it))


def resolve(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
    """The resolver of every field."""
    name = info.field_name
    if info.path.prev is None:
        scopes.check(name, source.granted)
    if isinstance(source, Mapping):
        found = source.get(name, _MISSING)
    else:
        attribute = snake(name)
        found = getattr(source, attribute, _MISSING)
        if found is _MISSING:
            found = getattr(getattr(source, "it", None), attribute, _MISSING)
    if found is _MISSING:
        raise GraphQLError(f"The sandbox does not play {info.parent_type.name}.{name}.")
    if getattr(found, "takes_key", False):
        arguments["key"] = _key(info)
    if callable(found):
        return found(**{snake(argument): value for argument, value in arguments.items()})
    return found


def keyed(mutation: M) -> M:
    """Mark a mutation that takes the key of `@idempotent`, or nothing when there is no such directive."""
    mutation.takes_key = True  # type: ignore[attr-defined]
    return mutation


def _key(info: GraphQLResolveInfo[Any]) -> str | None:
    directive = info.schema.get_directive("idempotent")
    if directive is None:
        return None
    given = get_directive_values(directive, info.field_nodes[0], info.variable_values)
    return None if given is None else str(given["key"])


def kind_of(value: Any, _info: object, _abstract: object) -> str:
    """The type of something behind an interface or a union."""
    kind: str = value["__typename"] if isinstance(value, Mapping) else value.type_name
    return kind


@lru_cache(maxsize=2_000)
def snake(name: str) -> str:
    """`totalPriceSet` as Python writes it."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return f"{name}_" if keyword.iskeyword(name) else name


def money(amount: Decimal, currency: str) -> dict[str, Any]:
    """`MoneyV2`."""
    return {"amount": amount, "currencyCode": currency}


def page(
    found: Sequence[Any],
    view: Callable[[Any], Any],
    first: int | None = None,
    last: int | None = None,
    after: str | None = None,
    before: str | None = None,
    reverse: bool = False,
) -> dict[str, Any]:
    """A connection over what was found."""
    if first is None and last is None:
        raise GraphQLError("you must provide one of first or last", extensions={"code": "BAD_REQUEST"})
    size = first if first is not None else last
    assert size is not None, "one of them is there"
    if not 0 <= size <= LARGEST_PAGE:
        raise GraphQLError(f"first must be between 0 and {LARGEST_PAGE}", extensions={"code": "BAD_REQUEST"})
    items = list(reversed(found)) if reverse else list(found)
    begin = _position(items, after) + 1 if after is not None else 0
    end = _position(items, before) if before is not None else len(items)
    window = items[begin:end]
    shown = window[:size] if first is not None else window[max(len(window) - size, 0) :]
    start = begin if first is not None else begin + len(window) - len(shown)
    views = [view(item) for item in shown]
    edges = [{"node": one, "cursor": str(item.id)} for one, item in zip(views, shown, strict=True)]
    return {
        "nodes": views,
        "edges": edges,
        "pageInfo": {
            "hasNextPage": start + len(shown) < len(items),
            "hasPreviousPage": start > 0,
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }


def _position(items: Iterable[Any], cursor: str) -> int:
    for position, item in enumerate(items):
        if str(item.id) == cursor:
            return position
    raise GraphQLError("Invalid cursor for current pagination sort.", extensions={"code": "INVALID_CURSOR"})


def instant(at: datetime | None) -> str | None:
    """`2026-01-05T09:30:00Z`, as the GraphQL API writes a moment."""
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
