"""Writes arguments: as literals, as variables with and without defaults, left out, null, and one inside the other."""

import json
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    Undefined,
)

from tests.reads.fuzz.document import Variable
from tests.reads.fuzz.values import Make, Values

LONG_LIST = 101


class Inputs:
    """The variables of one document, and the texts that use them."""

    def __init__(self, rng: Random, values: Values) -> None:
        self.rng, self.values = rng, values
        self.variables: list[Variable] = []
        self._shared: dict[object, Variable] = {}

    def argument(self, name: str, argument: GraphQLArgument | GraphQLInputField, text: str | None) -> list[str]:
        """`name: text`; without a text nothing, or what means the same."""
        if text is not None:
            return [f"{name}: {text}"]
        nullable = not isinstance(argument.type, GraphQLNonNull)
        chance = self.rng.random()
        if chance < 0.9 or not (nullable or _has_default(argument)):
            return []
        if nullable and chance < 0.94:
            return [f"{name}: null"]
        declared = str(_nullable(argument.type))
        if nullable and chance < 0.97:
            return [f"{name}: {self._declare(declared, None, lambda: None, null=False, out=False)}"]
        return [f"{name}: {self._declare(declared, None, None, null=False, out=False)}"]

    def value(
        self, kind: GraphQLInputType, place: str, make: Make | None = None, *, optional: bool = False,
        default: bool = False, tag: object = None,
    ) -> str:  # fmt: skip
        """A value as a literal or a variable; `optional` where a variable may also be null or left out."""
        rng = self.rng
        if rng.random() < 0.5:
            return self._literal(kind, place, make)
        base, needed = str(_nullable(kind)), isinstance(kind, GraphQLNonNull)
        made = make or (lambda: self.make(kind, place))
        chance = rng.random()
        if chance < 0.3:
            form, text = f"{base}!", None
        elif chance < 0.6:
            form, text = base, _written(kind, made())
        else:
            form, text = (f"{base}!" if needed and not default else base), None
        shared = (place, tag, form, text)
        if shared in self._shared and rng.random() < 0.5:
            return f"${self._shared[shared].name}"
        loose = form == base and (optional or text is not None)
        return self._declare(form, text, made, null=loose and optional and not needed, out=loose, key=shared)

    def make(self, kind: GraphQLInputType, place: str) -> Any:
        """A value as JSON."""
        kind, rng = _nullable(kind), self.rng
        if isinstance(kind, GraphQLList):
            return [self.make(kind.of_type, place) for _ in range(self._length(place))]
        if isinstance(kind, GraphQLEnumType):
            return rng.choice(list(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            chosen = {name: field for name, field in kind.fields.items() if self._wanted(field)}
            return {
                name: None if _optional(field) and rng.random() < 0.1 else self.make(field.type, f"{kind.name}.{name}")
                for name, field in chosen.items()
            }
        return self.values.at(place, str(kind))

    def _literal(self, kind: GraphQLInputType, place: str, make: Make | None) -> str:
        kind, rng = _nullable(kind), self.rng
        if make is not None:
            return _written(kind, make())
        if isinstance(kind, GraphQLList):
            if rng.random() < 0.1:
                return self._literal(kind.of_type, place, None)
            return "[" + ", ".join(self.value(kind.of_type, place) for _ in range(self._length(place))) + "]"
        if isinstance(kind, GraphQLInputObjectType):
            parts: list[str] = []
            for name, field in kind.fields.items():
                wanted = self._wanted(field)
                text = self.value(field.type, f"{kind.name}.{name}", optional=_optional(field)) if wanted else None
                parts += self.argument(name, field, text)
            rng.shuffle(parts)
            return "{" + ", ".join(parts) + "}"
        return _written(kind, self.make(kind, place))

    def _length(self, place: str) -> int:
        if place == "Query.nodes(ids)":
            return LONG_LIST if self.values.wild and self.rng.random() < 0.2 else self.rng.randint(0, 7)
        return self.rng.choice((0, 1, 1, 2, 3))

    def _wanted(self, field: GraphQLInputField) -> bool:
        return not (_optional(field) or _has_default(field)) or self.rng.random() < 0.3

    def _declare(
        self, declared: str, default: str | None, make: Make | None, *, null: bool, out: bool, key: object = None
    ) -> str:
        name = self.rng.choice(("v", "first", "id", "a_")) + str(len(self.variables))
        variable = Variable(name, declared, default, make, out, null)
        self.variables.append(variable)
        if key is not None:
            self._shared[key] = variable
        return f"${name}"


def _nullable(kind: GraphQLInputType) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def _optional(field: GraphQLInputField | GraphQLArgument) -> bool:
    return not isinstance(field.type, GraphQLNonNull)


def _has_default(argument: GraphQLInputField | GraphQLArgument) -> bool:
    return argument.default_value is not Undefined or getattr(argument, "default", None) is not None


def _written(kind: GraphQLInputType, value: Any) -> str:
    """A JSON value as a GraphQL literal."""
    kind = _nullable(kind)
    if value is None:
        return "null"
    if isinstance(kind, GraphQLList):
        values = value if isinstance(value, list) else [value]
        return "[" + ", ".join(_written(kind.of_type, one) for one in values) + "]"
    if isinstance(kind, GraphQLInputObjectType):
        return "{" + ", ".join(f"{name}: {_written(kind.fields[name].type, one)}" for name, one in value.items()) + "}"
    return str(value) if isinstance(kind, GraphQLEnumType) else json.dumps(value, ensure_ascii=len(str(value)) % 2 == 0)
