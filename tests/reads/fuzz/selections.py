"""Writes selections: fields under aliases, fragments of every kind, directives, and fields that are asked for twice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from graphql import (
    GraphQLField,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

from services.core.storefronts.model import Role
from services.core.storefronts.model import Scope as Granted
from tests.reads.fuzz.arguments import Arguments, is_list
from tests.reads.fuzz.asking import Asking
from tests.reads.fuzz.changes import Change
from tests.reads.fuzz.checks import INTERNAL, OPERATED
from tests.reads.fuzz.inputs import Inputs
from tests.reads.fuzz.scopes import Composite, Entry, Scope, clashes, merge, within
from tests.reads.fuzz.values import Make, Values

LONG_ALIAS = "an_alias_that_is_longer_than_the_names_that_the_database_keeps_"
MOST_DIRECTIVES = 25


@dataclass(frozen=True)
class Fragment:
    """A named fragment, and the room that it was made for."""

    name: str
    on: str
    text: str
    scope: Scope
    depth: int
    breadth: float


class Selections:
    """The selections of one document."""

    def __init__(self, schema: GraphQLSchema, values: Values, rng: Random, asking: Asking) -> None:
        self.schema, self.rng, self.wild = schema, rng, values.wild
        self.caller, self.reached = asking.caller, asking.reached
        self.inputs = Inputs(rng, values)
        self.arguments = Arguments(rng, values, self.inputs)
        self.fragments: dict[str, Fragment] = {}
        self._left = rng.choice((4, 8, 16, 40))
        self._aliases = self._directives = self._named = 0

    def write(self, kind: Composite, depth: int, breadth: float, scope: Scope) -> str:
        """A selection on this type: so many levels at most, and about so many rows below."""
        rng, parts = self.rng, list[str]()
        if rng.random() < 0.01:
            return "{ }"  # graphql-core takes it
        for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5, 6))):
            chance = rng.random()
            if chance < 0.06:
                parts.append(self._directed("__typename"))
            elif self._left > 0 and (chance < 0.14 or (isinstance(kind, GraphQLInterfaceType) and chance < 0.7)):
                parts.append(self._inline(kind, depth, breadth, scope))
            elif self._left > 0 and chance < 0.24:
                parts += self._spread(kind, depth, breadth, scope)
            else:
                parts += self._field(kind, depth, breadth, scope)
        return "{ " + " ".join(parts or ["__typename"]) + " }"

    def write_changes(self, changes: Sequence[Change]) -> str:
        """A selection of mutations, and of what each answers with."""
        mutation, parts = self.schema.mutation_type, list[str]()
        assert mutation is not None
        for change in changes:
            payload = get_named_type(mutation.fields[change.mutation].type)
            assert isinstance(payload, GraphQLObjectType)
            given = self.inputs.given(f"{change.mutation[0].upper()}{change.mutation[1:]}Input!", change.input)
            below = self.write(payload, self.rng.choice((3, 4, 6, 9)), 100.0, {})
            parts.append(f"{self._alias('a')}: {change.mutation}(input: {given}) {below}")
        return "{ " + " ".join(parts) + " }"

    def _inline(self, kind: Composite, depth: int, breadth: float, scope: Scope) -> str:
        self._left -= 1
        on = self._condition(kind)
        condition = f" on {on.name}" if on is not kind or self.rng.random() < 0.6 else ""
        return self._directed(f"...{condition}", " " + self.write(on, depth, breadth, within(kind, on, scope)))

    def _condition(self, kind: Composite) -> Composite:
        narrower = self.schema.get_possible_types(kind) if isinstance(kind, GraphQLInterfaceType) else []
        kinds: list[Composite] = [*narrower, kind] if narrower else [kind, kind, *kind.interfaces]
        return self.rng.choice(kinds)

    def _spread(self, kind: Composite, depth: int, breadth: float, scope: Scope) -> list[str]:
        self._left -= 1
        on = self._condition(kind)
        known = [
            one
            for one in self.fragments.values()
            if one.on == on.name and one.depth <= depth and one.breadth <= breadth and self.rng.random() < 0.7
        ]
        if known:
            fragment = self.rng.choice(known)
        else:
            made: Scope = {}
            text = self.write(on, depth, breadth, made)
            self._named += 1
            fragment = Fragment(f"F{self._named}", on.name, text, made, depth, breadth)
            self.fragments[fragment.name] = fragment
        return [self._directed(f"...{fragment.name}")] if merge(within(kind, on, scope), fragment.scope) else []

    def _field(self, kind: Composite, depth: int, breadth: float, scope: Scope) -> list[str]:
        rng = self.rng
        names = [name for name, one in kind.fields.items() if self._fits(kind, name, one, depth, breadth)]
        if not names:
            return []
        deep = [name for name in names if not is_leaf_type(get_named_type(kind.fields[name].type))]
        candidates = deep if deep and rng.random() < 0.6 else names
        # of some the one that was read least, so that no field waits long
        name = min(rng.choices(candidates, k=3), key=lambda one: self._reads(kind, one))
        field = kind.fields[name]
        self._left -= 1
        shape = re.sub(r"\w*(Event|Connection)\b", "", str(field.type))
        key = (
            self._alias((LONG_ALIAS, "a", rng.choice([*kind.fields]))[rng.randrange(3)]) if rng.random() < 0.1 else name
        )
        if (key in scope and scope[key].name != name) or clashes(shape, key, scope):
            key = self._alias("b")
        if key not in scope:
            scope[key] = Entry(name, *self.arguments.of(f"{kind.name}.{name}", field, breadth))
        entry = scope[key]
        text = ("" if key == name else f"{key}: ") + name + entry.arguments
        below = get_named_type(field.type)
        if not isinstance(below, Composite):
            return [self._directed(text)]
        return [self._directed(text, " " + self.write(below, depth - 1, breadth / entry.size, entry.scope))]

    def _reads(self, kind: Composite, name: str) -> int:
        """How often the field was read, or the least read one right below it."""
        below = get_named_type(kind.fields[name].type)
        names = [f"{below.name}.{one}" for one in below.fields] if isinstance(below, GraphQLObjectType) else []
        return min(self.reached[one] for one in [f"{kind.name}.{name}", *names])

    def _alias(self, alias: str) -> str:
        self._aliases += 1
        return f"{alias}{self._aliases}" if alias in {LONG_ALIAS, "a", "b"} else alias

    def _fits(self, kind: Composite, name: str, field: GraphQLField, depth: int, breadth: float) -> bool:
        if not self.wild and not self._may(kind, name, field):
            return False
        below = get_named_type(field.type)
        if is_leaf_type(below):
            return True
        deep = 3 if below.name.endswith("Connection") else 2
        return self._left > 0 and depth >= deep and (breadth >= 1 or not is_list(field))

    def _may(self, kind: Composite, name: str, field: GraphQLField) -> bool:
        if self.caller.role is Role.VISITOR and kind is self.schema.query_type:
            return name == "storefront"
        if name in OPERATED and not self.caller.may(Granted.OPERATE):
            return False
        return self.caller.role is not Role.CUSTOMER or INTERNAL not in (field.description or "")

    def _directed(self, text: str, below: str = "") -> str:
        if self._directives > MOST_DIRECTIVES or self.rng.random() > 0.08:
            return text + below
        told = ""
        for name in self.rng.choice((("include",), ("skip",), ("include", "skip"))):
            self._directives += 1
            likely = 0.8 if name == "include" else 0.2
            told += f" @{name}(if: {self.inputs.value(self._condition_type(), name, self._coin(likely))})"
        return text + told + below

    def _condition_type(self) -> GraphQLInputType:
        include = self.schema.get_directive("include")
        assert include is not None
        return include.args["if"].type

    def _coin(self, likely: float) -> Make:
        return lambda: self.rng.random() < likely
