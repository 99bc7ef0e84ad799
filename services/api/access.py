"""Who may change and watch what: the gate before every mutation and subscription. Queries say it in their words."""

from collections.abc import Callable
from inspect import isawaitable
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.types.base import get_object_definition

from services.api.context import Context
from services.api.protocol.errors import VISITORS, coded
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
            raise coded("FORBIDDEN", VISITORS)
        if self.scope is not None:
            info.context.require(self.scope)
        answer = next_(source, info, **arguments)
        return await answer if isawaitable(answer) else answer


def close(*roots: type) -> None:
    """Put a gate before each root field that has none, so that nothing is open by being forgotten."""
    for root in roots:
        for field in get_object_definition(root, strict=True).fields:
            if not any(isinstance(extension, Gate) for extension in field.extensions):
                field.extensions.append(Gate(Scope.READ))


def subscription(description: str, scope: Scope = Scope.READ) -> Callable[[Any], Any]:
    """Declare a subscription: what is pushed, and the scope that it needs."""
    if scope is not Scope.READ:
        description = f"{description} Needs the scope `{scope.value}`."
    made: Callable[[Any], Any] = strawberry.subscription(description=description, extensions=[Gate(scope)])
    return made
