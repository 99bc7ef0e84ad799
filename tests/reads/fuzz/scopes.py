"""What the response keys of one place stand for, so that whoever uses a key again says the same."""

from copy import deepcopy
from dataclasses import dataclass, field

from graphql import GraphQLInterfaceType, GraphQLObjectType

Composite = GraphQLObjectType | GraphQLInterfaceType


@dataclass
class Entry:
    """One response key: its field, the arguments as they are written, and for how long a list they ask."""

    name: str
    arguments: str = ""
    size: float = 1.0
    scope: "Scope" = field(default_factory=dict)


Scope = dict[str, Entry]


def within(kind: Composite, on: Composite, scope: Scope) -> Scope:
    """The scope behind a type condition: that of the place itself unless it narrows an interface."""
    if on is kind or not isinstance(kind, GraphQLInterfaceType):
        return scope
    own = scope.setdefault(f"... on {on.name}", Entry("")).scope
    own[""] = scope.setdefault("", Entry(""))
    return own


def clashes(shape: str, key: str, scope: Scope) -> bool:
    """Whether the key already has another shape, in this type or one that can stand in the same place."""
    shapes = scope.setdefault("", Entry("")).scope
    return shapes.setdefault(key, Entry(shape)).name != shape


def merge(scope: Scope, added: Scope) -> bool:
    """Put the keys of one scope into another; nothing happens when they contradict each other."""
    if not _agree(scope, added):
        return False
    for key, entry in added.items():
        if key in scope:
            merge(scope[key].scope, entry.scope)
        else:
            scope[key] = deepcopy(entry)
    return True


def _agree(scope: Scope, added: Scope) -> bool:
    return all(
        key not in scope
        or (
            ((scope[key].name, scope[key].arguments) == (entry.name, entry.arguments))
            and _agree(scope[key].scope, entry.scope)
        )
        for key, entry in added.items()
    )
