"""Asks the service and the reference the same, and says in what the answers differ."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import strawberry
from graphql import GraphQLSchema

from services.api.protocol.errors import present
from tests.api.nouns.asking import Asker
from tests.reads.fuzz.asking import Asking
from tests.reads.fuzz.checks import refuses
from tests.reads.fuzz.document import Document
from tests.reads.fuzz.reference import answer

EQUAL, BOTH_ERRORS, EARLIER = "equal", "both errors", "earlier errors"
OURS = frozenset({"INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "GRAPHQL_VALIDATION_FAILED", "OPERATION_TOO_LARGE"})
"""Codes that no document of ours may get."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)")


@dataclass(frozen=True)
class Verdict:
    """What came of one document: equal, an error on both sides, or how they differ."""

    kind: str
    detail: str = ""

    @property
    def different(self) -> bool:
        """Whether the two sides disagree."""
        return self.kind not in {EQUAL, BOTH_ERRORS, EARLIER}


@dataclass
class Comparison:
    """The two sides of one database."""

    schema: strawberry.Schema
    reference: GraphQLSchema

    async def verdict(self, document: Document, asker: Asker, asking: Asking) -> Verdict:
        """Ask both."""
        result = await self.schema.execute(
            document.text,
            variable_values=document.variables,
            context_value=asker.context(),
            operation_name=document.operation_name,
        )
        codes = sorted({error["extensions"]["code"] for error in present(result.errors or [])})
        expected = answer(self.reference, document, asking)
        if OURS.intersection(codes):
            return Verdict(f"{codes[0]} of ours")
        if codes and expected.errors:
            return Verdict(BOTH_ERRORS)
        if expected.errors:
            return Verdict("only the reference refuses", expected.errors[0].message)
        if codes:
            if refuses(self.reference, document, asking):
                return Verdict(EARLIER)
            return Verdict("only ours refuses", f"{codes}: {result.errors[0].message if result.errors else ''}")
        try:
            data = json.loads(msgspec.json.encode(result.data), object_pairs_hook=_once)
        except ValueError as error:
            return Verdict("no JSON of ours", str(error))
        difference = _difference(_shown(data, asking), _shown(expected.data, asking), "data")
        return Verdict("data", difference) if difference else Verdict(EQUAL)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(f"{twice[0]!r} stands twice in one object")
    return dict(pairs)


def _shown(value: Any, asking: Asking) -> Any:
    """The answer with moments as instants and connection cursors as the rows that they stand for."""
    if isinstance(value, dict):
        return {key: _shown(below, asking) for key, below in value.items()}
    if isinstance(value, list):
        return [_shown(below, asking) for below in value]
    if isinstance(value, str):
        if _MOMENT.fullmatch(value):
            return datetime.fromisoformat(value).isoformat()
        return asking.cursors.shown(value)
    return value


def _difference(ours: Any, theirs: Any, path: str) -> str:
    """The first difference, in words; nothing when there is none."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if list(ours) != list(theirs):
            return f"{path}: ours has the keys {list(ours)}, the reference {list(theirs)}"
        below = (_difference(ours[key], theirs[key], f"{path}.{key}") for key in ours)
        return next(filter(None, below), "")
    if isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            return f"{path}: ours has {len(ours)} items, the reference {len(theirs)}"
        below = (_difference(one, other, f"{path}[{at}]") for at, (one, other) in enumerate(zip(ours, theirs, strict=True)))
        return next(filter(None, below), "")
    if type(ours) is type(theirs) and ours == theirs:
        return ""
    return f"{path}: ours is {_short(ours)}, the reference's {_short(theirs)}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 200 else text[:200] + "…"
