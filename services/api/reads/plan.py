"""What an operation was compiled to, and the bounded cache of it."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from services.api.reads.holes import fill
from services.core.storefronts.model import Scope

if TYPE_CHECKING:
    from services.api.context import Context

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class Cost:
    """How many objects a selection can answer: those counted here, and those of lists below, by their size.

    A size is an argument of the list, or the usual length of one without. Of `choices` only one is answered.
    """

    objects: int = 0
    lists: list[tuple[Any, "Cost"]] = field(default_factory=list)
    choices: list[list["Cost"]] = field(default_factory=list)

    def of(self, variables: dict[str, Any], context: "Context") -> int:
        """The number for these variables."""
        total = self.objects
        for size, inner in self.lists:
            count = fill(size, variables, context)
            total += (len(count) if isinstance(count, list) else count) * inner.of(variables, context)
        for costs in self.choices:
            total += max((one.of(variables, context) for one in costs), default=0)
        return total


@dataclass(frozen=True, slots=True)
class Plan:
    """One SQL statement that answers a selection as JSON, whoever asks with whichever values.

    `checks` are evaluated before it runs, also those whose value the statement does not need. `names` are the first
    names of the objects in the answer, by which they are counted.
    """

    sql: str
    values: tuple[Any, ...]
    checks: tuple[Any, ...]
    scopes: frozenset[Scope]
    visitors: bool
    finishes: bool
    cost: Cost
    names: frozenset[str]

    def bind(self, variables: dict[str, Any], context: "Context") -> list[Any]:
        """The statement's parameters. Raises a coded error for a value that is not taken."""
        for check in self.checks:
            fill(check, variables, context)
        return [fill(value, variables, context) for value in self.values]

    def count(self, answer: bytes) -> int:
        """How many objects the answer has; an object's first name in quotes after a brace stands in no string."""
        return sum(answer.count(b'{"%s" : ' % name.encode()) for name in self.names)


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
