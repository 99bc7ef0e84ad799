"""A query document with its variables, and how its variables are drawn anew."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import DocumentNode


@dataclass(frozen=True)
class Document:
    """What is sent: the same goes to the service and to the reference."""

    text: str
    node: DocumentNode
    variables: dict[str, Any] = field(default_factory=dict)
    operation_name: str | None = None


@dataclass(frozen=True)
class Variable:
    """A variable as it is declared, and how values for it are made."""

    name: str
    declared: str
    default: str | None
    make: Callable[[], Any] | None
    """Nothing where it is always left out."""
    may_be_left_out: bool
    may_be_null: bool

    @property
    def declaration(self) -> str:
        """As it stands in the operation's head."""
        return f"${self.name}: {self.declared}" + (f" = {self.default}" if self.default is not None else "")


@dataclass(frozen=True)
class Draft:
    """A valid document whose variables can be drawn again and again."""

    text: str
    node: DocumentNode
    variables: list[Variable]
    operation_name: str | None

    def drawn(self, rng: Random) -> Document:
        """The document with values for its variables."""
        values: dict[str, Any] = {}
        for variable in self.variables:
            chance = rng.random()
            if variable.make is None or (variable.may_be_left_out and chance < 0.2):
                continue
            values[variable.name] = None if variable.may_be_null and chance > 0.93 else _as_sent(variable.make(), rng)
        if rng.random() < 0.05:
            values["nobodyAsked"] = [1]
        return Document(self.text, self.node, values, self.operation_name)


def _as_sent(value: Any, rng: Random) -> Any:
    """JSON knows one kind of number, so that some clients send 1.0 for 1."""
    return float(value) if type(value) is int and rng.random() < 0.05 else value
