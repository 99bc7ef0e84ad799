"""Who may ask for what: the gate before every root field, and the fields that customers never see."""

from collections.abc import Callable
from inspect import isawaitable
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.types.base import get_object_definition

from services.api.context import Context
from services.api.protocol.errors import coded
from services.core.storefronts.model import Role, Scope

Info = strawberry.Info[Context, None]


class Gate(FieldExtension):
    """Stands before a root field: who asks, and with which scope.

    Visitors (publishable keys) pass only where it is said; a root field without a gate is given a closed one.
    """

    def __init__(self, scope: Scope | None = None, *, visitors: bool = False) -> None:
        self.scope = scope
        self.visitors = visitors

    async def resolve_async(self, next_: Callable[..., Any], source: Any, info: Info, **arguments: Any) -> Any:
        """Let the caller pass, or raise a coded error."""
        caller = info.context.caller
        if caller.role is Role.VISITOR and not self.visitors:
            raise coded(
                "FORBIDDEN", "A publishable key may only ask for `storefront` and `guestTokenCreate`; ask with a token."
            )
        if self.scope is not None:
            info.context.require(self.scope)
        answer = next_(source, info, **arguments)
        return await answer if isawaitable(answer) else answer


class Internal(FieldExtension):
    """Before a field that customers never see."""

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **arguments: Any) -> Any:
        """Let everybody else pass."""
        _refuse_customers(info)
        return next_(source, info, **arguments)

    async def resolve_async(self, next_: Callable[..., Any], source: Any, info: Info, **arguments: Any) -> Any:
        """Let everybody else pass."""
        _refuse_customers(info)
        return await next_(source, info, **arguments)


def _refuse_customers(info: Info) -> None:
    if info.context.caller.is_customer:
        raise coded("FORBIDDEN", f"`{info.field_name}` is not shown to customers.")


def close(*roots: type) -> None:
    """Put a gate before each root field that has none, so that nothing is open by being forgotten."""
    for root in roots:
        for field in get_object_definition(root, strict=True).fields:
            if not any(isinstance(extension, Gate) for extension in field.extensions):
                field.extensions.append(Gate(Scope.READ))


def query(scope: Scope | None, description: str, *, visitors: bool = False) -> Callable[[Any], Any]:
    """Declare a query: the scope that it needs, and what it answers."""
    made: Callable[[Any], Any] = strawberry.field(description=description, extensions=[Gate(scope, visitors=visitors)])
    return made


def subscription(description: str) -> Callable[[Any], Any]:
    """Declare a subscription, which needs the scope to read."""
    made: Callable[[Any], Any] = strawberry.subscription(description=description, extensions=[Gate(Scope.READ)])
    return made
