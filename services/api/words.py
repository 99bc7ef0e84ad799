"""Gives the domain's own enums their names and descriptions on the wire."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

import strawberry

E = TypeVar("E", bound=Enum)


def describe(kind: type[E], name: str, description: str, words: Mapping[E, str]) -> None:
    """Register an enum in place, each value with its own words. Raises `KeyError` for a value without any."""
    strawberry.enum(kind, name=name, description=description)
    registered: Any = kind
    for value in registered.__strawberry_definition__.values:
        value.description = words[kind[value.name]]
