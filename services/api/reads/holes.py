"""Values that a plan must not depend on: each leaf of the variables becomes a hole, filled when the plan runs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLBoolean,
    GraphQLInputType,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)
from graphql.pyutils import Undefined

if TYPE_CHECKING:
    from services.api.context import Context

Path = tuple[Any, ...]
"""Names in objects and places in lists."""


@dataclass(frozen=True, slots=True)
class Hole:
    """The place of a value among the variables."""

    path: Path


@dataclass(frozen=True, slots=True)
class Asking:
    """A value that the caller brings along; `read` takes it from the context."""

    read: Callable[["Context"], object]


@dataclass(frozen=True, slots=True)
class Applied:
    """What a pure function makes of other values; it raises a coded error for one that it cannot take."""

    function: Callable[..., object]
    values: tuple[Any, ...]


Filler = Callable[[dict[str, Any], "Context"], Any]
"""Makes a value of one run's variables, and of who asks."""


def filler(value: Any) -> Filler:
    """What fills a value in each run: holes are looked up, functions applied, enums written as text."""
    match value:
        case Hole((name,)):
            return lambda variables, context: _plain(variables[name])
        case Hole(path):
            return lambda variables, context: _plain(reduce(lambda found, step: found[step], path, variables))
        case Asking(read):
            return lambda variables, context: read(context)
        case Applied(function, values):
            fillers = [filler(one) for one in values]
            return lambda variables, context: function(*[fill(variables, context) for fill in fillers])
        case list():
            fillers = [filler(one) for one in value]
            return lambda variables, context: [fill(variables, context) for fill in fillers]
        case _:
            plain = _plain(value)
            return lambda variables, context: plain


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return [_plain(one) for one in value] if isinstance(value, list) else value


def hollow(value: Any, kind: GraphQLInputType, path: Path) -> Any:
    """The value with a hole for each leaf. What stays decides the plan: nulls, booleans, enums and given names."""
    if value is None or value is Undefined:
        return value
    if is_non_null_type(kind):
        return hollow(value, kind.of_type, path)
    if is_list_type(kind):
        if _holds_objects(kind):
            return [hollow(item, kind.of_type, (*path, place)) for place, item in enumerate(value)]
        return Hole(path)
    if is_input_object_type(kind):
        return {name: hollow(item, kind.fields[name].type, (*path, name)) for name, item in value.items()}
    return value if decides(kind) else Hole(path)


def decides(kind: Any) -> bool:
    """Whether values of this leaf type decide the plan."""
    return kind is GraphQLBoolean or is_enum_type(kind)


def is_closed(kind: Any) -> bool:
    """Whether no part of a value of this type decides the plan, but for whether it is null."""
    while is_non_null_type(kind) or is_list_type(kind):
        if is_list_type(kind):
            return not _holds_objects(kind)
        kind = kind.of_type
    return not is_input_object_type(kind) and not decides(kind)


def shape_of(value: Any) -> Any:
    """A hollow value as a part of a cache's key."""
    if isinstance(value, dict):
        return tuple(sorted((name, shape_of(item)) for name, item in value.items()))
    if isinstance(value, list):
        return tuple(shape_of(item) for item in value)
    if isinstance(value, Hole):
        return "?"
    return repr(value)


def _holds_objects(kind: Any) -> bool:
    while is_list_type(kind) or is_non_null_type(kind):
        kind = kind.of_type
    return is_input_object_type(kind)
