"""How a "no" is told: a refusal becomes `userErrors` of the payload, a faulty request a coded error."""

from collections.abc import Awaitable, Callable
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import FieldExtension
from strawberry.types.field import StrawberryField

from services.api.access import Gate, Info
from services.api.protocol.errors import coded
from services.core.refusal import Problem, Refused
from services.core.storefronts.model import Scope


@strawberry.type(description="One reason why a mutation changed nothing.")
class UserError:
    """A `Problem` on the wire."""

    code: str = strawberry.field(
        description="A stable word for programs, such as `NOT_FOUND`, `INVALID`, `IDEMPOTENCY_MISMATCH`, "
        "`QUANTITY_ALREADY_CLAIMED`, `MOVE_NOT_ALLOWED` or `VERSION_CONFLICT`."
    )
    message: str = strawberry.field(description="What is wrong and what to do, for people.")
    field: list[str] | None = strawberry.field(
        description="The path inside `input` that it is about; null when it is about all of it.", default=None
    )


@strawberry.type
class Payload:
    """What every mutation answers: its own fields, all nullable, beside the reasons for a refusal."""

    user_errors: list[UserError] = strawberry.field(
        description="Why nothing was changed; empty when it was done.", default_factory=list
    )


def user_error(problem: Problem) -> UserError:
    """A problem as the wire tells it."""
    return UserError(code=problem.code, message=problem.message, field=list(problem.field) or None)


def not_found(message: str) -> GraphQLError:
    """Nothing there that the caller may see, to be raised where null is no answer."""
    return coded("NOT_FOUND", message)


class _Answers(FieldExtension):
    """Turns a refusal into the payload's `userErrors`, and wakes the relay after a success."""

    def apply(self, field: StrawberryField) -> None:
        """Learn which payload the mutation answers with."""
        self._payload: Any = field.type

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: Info, **arguments: Any
    ) -> Any:
        """Run the mutation."""
        try:
            answer = await next_(source, info, **arguments)
        except Refused as refused:
            return self._payload(user_errors=[user_error(problem) for problem in refused.problems])
        info.context.ring()
        return answer


class _Decides(FieldExtension):
    """Turns a refusal into a coded error, and charges what was looked at."""

    def __init__(self, cost: int, counted: Callable[[Any], int], *, customers: bool) -> None:
        self._cost, self._counted, self._customers = cost, counted, customers

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: Info, **arguments: Any
    ) -> Any:
        """Decide."""
        context = info.context
        if context.caller.is_customer and not self._customers:
            raise coded("FORBIDDEN", "This is not shown to customers.")
        context.spend(self._cost)
        actual = 0
        try:
            answer = await next_(source, info, **arguments)
            actual = self._counted(answer)
        except Refused as refused:
            problem = refused.problems[0]
            raise coded(problem.code, problem.message, field=list(problem.field)) from None
        finally:
            context.settle(self._cost, actual)
        return answer


def decision(
    description: str,
    *,
    scope: Scope = Scope.READ,
    customers: bool = False,
    cost: int = 1,
    counted: Callable[[Any], int] = lambda _: 1,
) -> Callable[[Any], Any]:
    """Declare a query that decides instead of reading; for customers where it is said. Refusals become coded errors.

    It may cost so many points, and costs what is `counted` of its answer.
    """
    if scope is not Scope.READ:
        description = f"{description} Needs the scope `{scope.value}`."
    deciding = [_Decides(cost, counted, customers=customers), Gate(scope)]
    made: Callable[[Any], Any] = strawberry.field(description=description, extensions=deciding)
    return made


def mutation(scope: Scope | None, description: str, *, visitors: bool = False) -> Callable[[Any], Any]:
    """Declare a mutation: the scope that it needs, and what it does. Its refusals become `userErrors`."""
    if scope is not None:
        description = f"{description} Needs the scope `{scope.value}`."
    made: Callable[[Any], Any] = strawberry.mutation(
        description=description, extensions=[_Answers(), Gate(scope, visitors=visitors)]
    )
    return made
