"""Makes query documents by walking the schema, mostly valid and within the service's limits."""

import re
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random

from graphql import (
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    parse,
    validate,
)

from services.api.protocol.limits import MOST_TOKENS, find_excess
from services.core.storefronts.model import Role
from tests.reads.fuzz.document import Draft
from tests.reads.fuzz.inputs import Inputs
from tests.reads.fuzz.values import Values

Composite = GraphQLObjectType | GraphQLInterfaceType

NAMES = {
    "order": (("id",), ("number",), ("externalId",)),
    "shipment": (("id",), ("trackingNumber",), ("trackingNumber", "carrier")),
    "claim": (("id",), ("number",)),
}
"""Which arguments name an entity."""
DEFAULT_SIZES = {"Claim.events": 50, "Shipment.events": 20}
ABOUT = 4
"""How long lists are that cannot be bounded."""
LONG_ALIAS = "an_alias_that_is_longer_than_the_names_that_the_database_keeps_"
INTROSPECTION = ("__schema { queryType { name } }", '__type(name: "Claim") { name kind fields { name isDeprecated } }')


@dataclass
class Entry:
    """What a response key stands for, so that whoever uses it again says the same."""

    name: str
    arguments: str
    size: float
    scope: "Scope" = field(default_factory=dict)


Scope = dict[str, Entry]


@dataclass(frozen=True)
class Fragment:
    """A named fragment, and the room that it was made for."""

    name: str
    on: str
    text: str
    scope: Scope
    depth: int
    breadth: float


class Generator:
    """Draws documents for one kind of caller in one storefront."""

    def __init__(self, schema: GraphQLSchema, values: Values, rng: Random, role: Role) -> None:
        self.schema, self.values, self.rng, self.role = schema, values, rng, role
        self.discarded = {"invalid": 0, "too large": 0}

    def draft(self) -> Draft:
        """The next valid document."""
        while True:
            self.values.wild = self.rng.random() < 0.12
            text, draft = _Writer(self).document()
            try:
                node = parse(text, max_tokens=MOST_TOKENS)
            except GraphQLError:
                self.discarded["too large"] += 1
                continue
            if find_excess(node) is not None:
                self.discarded["too large"] += 1
            elif validate(self.schema, node):
                self.discarded["invalid"] += 1
            else:
                return Draft(text, node, *draft)


class _Writer:
    def __init__(self, made_for: Generator) -> None:
        self.schema, self.rng, self.role, self.values = made_for.schema, made_for.rng, made_for.role, made_for.values
        self.inputs = Inputs(self.rng, self.values)
        self.fragments: dict[str, Fragment] = {}
        self.fields = self.rng.choice((4, 8, 16, 40))
        self.aliases = 0
        self.directed = 0

    def document(self) -> tuple[str, tuple[list, str | None]]:
        rng = self.rng
        query = self.schema.query_type
        assert query is not None
        body = self._selection(query, rng.choice((3, 4, 5, 7, 9, 11)), rng.choice((20.0, 100.0, 400.0)), {})
        fragments = self._used(body)
        whole = " ".join([body, *(fragment.text for fragment in fragments)])
        variables = [one for one in self.inputs.variables if re.search(rf"\${one.name}\b", whole)]
        head = ", ".join(one.declaration for one in variables)
        name = rng.choice(("", "", "Asked", "query"))
        parts = [f"query {name}{f'({head})' if head else ''} {body}" if name or head else body]
        parts += [f"fragment {fragment.name} on {fragment.on} {fragment.text}" for fragment in fragments]
        if name and rng.random() < 0.2:
            parts.append("query Other { __typename }")
        else:
            name = name if rng.random() < 0.3 else ""
        rng.shuffle(parts)
        return "\n".join(parts), (variables, name or None)

    def _used(self, body: str) -> list[Fragment]:
        found: dict[str, Fragment] = {}
        waiting = [body]
        while waiting:
            for name in re.findall(r"\.\.\.(F\d+)", waiting.pop()):
                if name not in found:
                    found[name] = self.fragments[name]
                    waiting.append(found[name].text)
        return list(found.values())

    def _selection(self, kind: Composite, depth: int, breadth: float, scope: Scope) -> str:
        rng, parts = self.rng, []
        for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5, 6))):
            chance = rng.random()
            if chance < 0.06:
                parts.append(self._directed("__typename"))
            elif self.fields > 0 and (chance < 0.16 or isinstance(kind, GraphQLInterfaceType) and chance < 0.7):
                self.fields -= 1
                parts.append(self._inline(kind, depth, breadth, scope))
            elif self.fields > 0 and chance < 0.26:
                self.fields -= 1
                parts += self._spread(kind, depth, breadth, scope)
            elif kind is self.schema.query_type and chance < 0.29:
                parts.append(rng.choice(INTROSPECTION))
            else:
                parts += self._field(kind, depth, breadth, scope)
        return "{ " + " ".join(parts or ["__typename"]) + " }"

    def _inline(self, kind: Composite, depth: int, breadth: float, scope: Scope) -> str:
        on = self._condition(kind)
        condition = f" on {on.name}" if on is not kind or self.rng.random() < 0.6 else ""
        within = scope if condition == "" else _within(kind, on, scope)
        return self._directed(f"...{condition}", " " + self._selection(on, depth, breadth, within))

    def _condition(self, kind: Composite) -> Composite:
        if isinstance(kind, GraphQLInterfaceType):
            kinds = [*self.schema.get_possible_types(kind)]
            if kind.name == "Node" and self.role is Role.CUSTOMER and not self.values.wild:
                kinds = [one for one in kinds if one.name not in {"Task", "Effect"}]
            return self.rng.choice([*kinds, kind])
        return self.rng.choice([kind, kind, *kind.interfaces])

    def _spread(self, kind: Composite, depth: int, breadth: float, scope: Scope) -> list[str]:
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
            text = self._selection(on, depth, breadth, made)
            fragment = Fragment(f"F{len(self.fragments)}", on.name, text, made, depth, breadth)
            while fragment.name in self.fragments:
                fragment = Fragment(f"F{len(self.fragments) + 1}", on.name, text, made, depth, breadth)
            self.fragments[fragment.name] = fragment
        if not _merge(_within(kind, on, scope), fragment.scope):
            return []
        return [self._directed(f"...{fragment.name}")]

    def _field(self, kind: Composite, depth: int, breadth: float, scope: Scope) -> list[str]:
        rng = self.rng
        names = [name for name, one in kind.fields.items() if self._fits(kind, one, name, depth, breadth)]
        if not names:
            return []
        deep = [name for name in names if not is_leaf_type(get_named_type(kind.fields[name].type))]
        name = rng.choice(deep) if deep and rng.random() < 0.5 else rng.choice(names)
        self.fields -= 1
        key = name
        if rng.random() < 0.12:
            key = self._alias(rng.choice((f"a{self.aliases}", LONG_ALIAS + str(self.aliases), rng.choice([*kind.fields]))))
        if key in scope and scope[key].name != name or self._clashes(kind, name, key, scope):
            key = self._alias(f"b{self.aliases}")
        if key not in scope:
            scope[key] = Entry(name, *self._arguments(kind.name, name, kind.fields[name], breadth))
        entry = scope[key]
        text = (f"{key}: {name}" if key != name else name) + entry.arguments
        below = get_named_type(kind.fields[name].type)
        if not isinstance(below, Composite):
            return [self._directed(text)]
        return [self._directed(text, " " + self._selection(below, depth - 1, breadth / entry.size, entry.scope))]

    def _alias(self, alias: str) -> str:
        self.aliases += 1
        return alias

    def _clashes(self, kind: Composite, name: str, key: str, scope: Scope) -> bool:
        """Whether the key has another shape in a type that can stand in the same place."""
        shapes = scope.setdefault("", Entry("", "", 1)).scope
        shape = re.sub(r"\w*Event|\w*Connection", "", str(kind.fields[name].type))
        return shapes.setdefault(key, Entry(shape, "", 1)).name != shape

    def _fits(self, kind: Composite, one: GraphQLField, name: str, depth: int, breadth: float) -> bool:
        below = get_named_type(one.type)
        if not self.values.wild:
            if self.role is Role.CUSTOMER and (
                "not shown to customers" in (one.description or "") or name in {"tasks", "effects"}
            ):
                return False
            if self.role is Role.VISITOR and kind is self.schema.query_type and name != "storefront":
                return False
        if is_leaf_type(below):
            return True
        if self.fields <= 0 or depth < (3 if below.name.endswith("Connection") else 2):
            return False
        return breadth >= 1 or not _is_list(one.type)

    def _directed(self, text: str, below: str = "") -> str:
        if self.directed > 25 or self.rng.random() > 0.08:
            return text + below
        used = self.rng.choice((("include",), ("skip",), ("include", "skip")))
        self.directed += len(used)
        condition = GraphQLNonNull(self.schema.type_map["Boolean"])  # type: ignore[type-var]
        conditions = (
            self.inputs.value(condition, one, lambda: self.rng.random() < (0.8 if one == "include" else 0.2))  # noqa: B023
            for one in used
        )
        return text + "".join(f" @{one}(if: {told})" for one, told in zip(used, conditions, strict=True)) + below

    def _arguments(self, parent: str, name: str, one: GraphQLField, breadth: float) -> tuple[str, float]:
        size = 1.0
        texts: dict[str, str] = {}
        if parent == "Query" and name in NAMES:
            wanted = [*one.args] if self.values.wild and self.rng.random() < 0.3 else self.rng.choice(NAMES[name])
        elif "after" in one.args:
            wanted = [arg for arg in one.args if arg not in {"first", "after", "last", "before"} and self.rng.random() < 0.5]
            paged, size = self._paging(parent, name, one, breadth)
            texts.update(paged)
        elif "first" in one.args:
            wanted = [arg for arg in one.args if arg != "first" and self.rng.random() < 0.4]
            paged, size = self._bounded(parent, name, one, breadth)
            texts.update(paged)
        else:
            wanted = [arg for arg, told in one.args.items() if isinstance(told.type, GraphQLNonNull) or self.rng.random() < 0.4]
            size = ABOUT if _is_list(one.type) else 1.0
        named = parent == "Query" and name in NAMES and not self.values.wild
        parts: list[str] = []
        for arg, told in one.args.items():
            if arg in wanted and arg not in texts:
                texts[arg] = self.inputs.value(
                    told.type, f"{parent}.{name}({arg})", optional=not isinstance(told.type, GraphQLNonNull) and not named
                )
            parts += self.inputs.argument(arg, told, texts.get(arg))
        self.rng.shuffle(parts)
        return f"({', '.join(parts)})" if parts else "", size

    def _paging(self, parent: str, name: str, one: GraphQLField, breadth: float) -> tuple[dict[str, str], float]:
        """A page of a connection, with cursors of the same sort."""
        rng, inputs, texts = self.rng, self.inputs, {}
        place = f"{parent}.{name}"
        sizes = rng.choice(((), ("first",), ("first",), ("last",), ("last",)))
        if not sizes and breadth < 20:
            sizes = ("first",)
        if self.values.wild and rng.random() < 0.1:
            sizes = ("first", "last")
        most = max(1, min(100, int(breadth)))
        for size in sizes:
            texts[size] = inputs.value(
                one.args[size].type, f"{place}({size})", lambda: self.values.size(most), optional=breadth >= 20, tag=most
            )
        sides = [side for side in ("after", "before") if rng.random() < 0.25]
        sort = "NEWEST"
        if sides and "sort" in one.args:
            sort = rng.choice([*get_named_type(one.args["sort"].type).values])  # type: ignore[attr-defined]
            texts["sort"] = inputs.value(one.args["sort"].type, f"{place}(sort)", lambda: sort, default=True, tag=sort)
        connection = get_named_type(one.type).name
        for side in sides:
            texts[side] = inputs.value(
                one.args[side].type, f"{place}({side})", lambda: self.values.cursor(connection, sort), optional=True,
                tag=sort,
            )  # fmt: skip
        return texts, float(min(most, 20))

    def _bounded(self, parent: str, name: str, one: GraphQLField, breadth: float) -> tuple[dict[str, str], float]:
        """A list that has `first` alone."""
        place = f"{parent}.{name}"
        most = max(1, min(100, int(breadth)))
        if breadth >= DEFAULT_SIZES.get(place, 50) and self.rng.random() < 0.4:
            return {}, 20.0
        text = self.inputs.value(
            one.args["first"].type, f"{place}(first)", lambda: self.values.size(most), default=True, tag=most
        )
        return {"first": text}, float(min(most, 20))


def _is_list(kind: GraphQLOutputType) -> bool:
    if isinstance(kind, GraphQLNonNull):
        kind = kind.of_type
    return isinstance(kind, GraphQLList)


def _within(kind: Composite, on: Composite, scope: Scope) -> Scope:
    """The scope of a type condition: that of the place itself unless it narrows an interface."""
    if on is kind or not isinstance(kind, GraphQLInterfaceType):
        return scope
    own = scope.setdefault(f"... on {on.name}", Entry("", "", 1)).scope
    own[""] = scope.setdefault("", Entry("", "", 1))
    return own


def _merge(scope: Scope, added: Scope) -> bool:
    """Put the keys of one scope into another; not if one says otherwise."""
    if not _agree(scope, added):
        return False
    for key, entry in added.items():
        if key in scope:
            _merge(scope[key].scope, entry.scope)
        else:
            scope[key] = deepcopy(entry)
    return True


def _agree(scope: Scope, added: Scope) -> bool:
    return all(
        key not in scope
        or (scope[key].name, scope[key].arguments) == (entry.name, entry.arguments)
        and _agree(scope[key].scope, entry.scope)
        for key, entry in added.items()
    )
