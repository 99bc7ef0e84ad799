"""What an operation was compiled to, and the bounded cache of it."""

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from graphql import GraphQLError

from services.api.reads.holes import Filler
from services.core.storefronts.model import Scope

if TYPE_CHECKING:
    from services.api.context import Context

_OBJECT = re.compile(rb'\{"[A-Za-z_]')

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class Cost:
    """How many objects a selection can answer: those counted here, and those of lists below, by their size.

    A size is an argument of the list, or the usual length of one without. Of `choices` only one is answered.
    """

    objects: int = 0
    lists: list[tuple[Filler, "Cost"]] = field(default_factory=list)
    choices: list[list["Cost"]] = field(default_factory=list)

    def of(self, variables: dict[str, Any], context: "Context") -> int:
        """The number for these variables."""
        total = self.objects
        for size, inner in self.lists:
            count = size(variables, context)
            total += (len(count) if isinstance(count, list) else count) * inner.of(variables, context)
        for costs in self.choices:
            total += max((one.of(variables, context) for one in costs), default=0)
        return total


@dataclass(frozen=True, slots=True)
class Plan:
    """One SQL statement that answers a selection as JSON, whoever asks with whichever values.

    `checks` are evaluated before it runs, also those whose value the statement does not need. `refusal` is why there is
    no such statement. `notices` tell which items of a root field's list were not understood.
    """

    sql: str
    values: tuple[Filler, ...]
    checks: tuple[Filler, ...]
    scopes: frozenset[Scope]
    finishes: bool
    cost: Cost
    refusal: GraphQLError | None
    notices: tuple[tuple[str, Filler], ...]

    def bind(self, variables: dict[str, Any], context: "Context") -> list[Any]:
        """The statement's parameters. Raises a coded error for a value, or a selection, that is not taken."""
        if self.refusal is not None:
            raise GraphQLError(self.refusal.message, self.refusal.nodes, extensions=self.refusal.extensions)
        for check in self.checks:
            check(variables, context)
        return [value(variables, context) for value in self.values]


def errors_of(plan: Plan, variables: dict[str, Any], context: "Context") -> list[GraphQLError]:
    """The errors that stand beside an answer, each at its place."""
    return [
        GraphQLError(message, path=[key, place], extensions={"code": "BAD_USER_INPUT"})
        for key, faults in plan.notices
        for place, message in faults(variables, context)
    ]


def count_objects(answer: bytes) -> int:
    """How many objects an answer of PostgreSQL's has: in a string the quote of a name would be escaped."""
    return len(_OBJECT.findall(answer))


class Bounded(Generic[K, V]):
    """Remembers the last used of what was made; the least used goes when there is too much."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        """What is kept under the key, if anything."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: K, value: V) -> None:
        """Keep it."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)

    def keys(self) -> Iterable[K]:
        """What is kept, the least used first."""
        return self._kept.keys()
