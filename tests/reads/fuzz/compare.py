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
from strawberry.types import ExecutionResult

from services.api.protocol.errors import present
from tests.reads.fuzz.asking import Asking, Caller
from tests.reads.fuzz.document import Document
from tests.reads.fuzz.eager import UNSTORABLE, refusals, unstorable
from tests.reads.fuzz.reference import answer

EQUAL, BOTH_ERRORS, EARLIER = "equal", "both errors", "earlier errors"
TOO_LARGE = "too many objects"
AGREEING = frozenset({EQUAL, BOTH_ERRORS, EARLIER, TOO_LARGE})
NEVER = frozenset({"INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "THROTTLED", "GRAPHQL_VALIDATION_FAILED"})
"""Codes that no document of the generator may get."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)")


@dataclass(frozen=True)
class Verdict:
    """What came of one document: equal, an error on both sides, or how they differ."""

    kind: str
    detail: str = ""

    @property
    def different(self) -> bool:
        """Whether the two sides disagree."""
        return self.kind not in AGREEING

    @property
    def shape(self) -> str:
        """What differences of the same cause likely have in common."""
        path, _, told = self.detail.partition(": ")
        return f"{self.kind} {path.rpartition('.')[2]} {told[:20]}"


@dataclass
class Comparison:
    """The two sides of one database."""

    schema: strawberry.Schema
    reference: GraphQLSchema

    async def verdict(self, document: Document, caller: Caller) -> Verdict:
        """Ask both."""
        return self.judged(await self.asked(document, caller), document, caller)

    async def asked(self, document: Document, caller: Caller) -> ExecutionResult:
        """What the service answers."""
        return await self.schema.execute(
            document.text,
            variable_values=document.variables or None,
            context_value=caller.asker.context(),
            operation_name=document.operation_name,
        )

    def judged(self, result: ExecutionResult, document: Document, caller: Caller) -> Verdict:
        """What the service answered, beside what the reference answers."""
        asking = caller.asking
        codes = {error["extensions"]["code"] for error in present(result.errors or [])}
        expected = answer(self.reference, document, asking)
        if codes & NEVER:
            origins = [repr(one.original_error or one) for one in result.errors or []]
            return Verdict(f"{min(codes & NEVER)} of ours", "; ".join(origins))
        if codes == {"OPERATION_TOO_LARGE"}:
            return Verdict(TOO_LARGE)
        refused = refusals(self.reference, document, asking)
        odd = unstorable(document)
        if codes - refused - (UNSTORABLE if odd else set()):
            return Verdict("only ours refuses", f"{sorted(codes)}, which are not among {sorted(refused)}")
        if refused and not codes:
            return Verdict("ours does not refuse", f"{sorted(refused)}")
        if codes:
            return Verdict(BOTH_ERRORS if expected.errors else EARLIER)
        if expected.errors:
            return Verdict("only the reference refuses", expected.errors[0].message)
        try:
            data = read(msgspec.json.encode(result.data))
        except ValueError as error:
            return Verdict("no JSON of ours", str(error))
        told = difference(shown(data, asking), shown(expected.data, asking), "data")
        return Verdict("data", told) if told else Verdict(EQUAL)


def read(answer: bytes) -> Any:
    """The answer's data. Raises `ValueError` for what is no JSON, and for a key that stands twice."""
    return json.loads(answer, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(f"{twice[0]!r} stands twice in one object")
    return dict(pairs)


def shown(value: Any, asking: Asking) -> Any:
    """The answer with moments as instants and connection cursors as the rows that they stand for."""
    if isinstance(value, dict):
        return {key: shown(below, asking) for key, below in value.items()}
    if isinstance(value, list):
        return [shown(below, asking) for below in value]
    if isinstance(value, str):
        if _MOMENT.fullmatch(value):
            return datetime.fromisoformat(value).isoformat()
        return asking.cursors.shown(value)
    return value


def difference(ours: Any, theirs: Any, path: str) -> str:
    """The first difference, in words; nothing when there is none."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if list(ours) != list(theirs):
            return f"{path}: ours has the keys {list(ours)}, the reference {list(theirs)}"
        below = (difference(ours[key], theirs[key], f"{path}.{key}") for key in ours)
        return next(filter(None, below), "")
    if isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            return f"{path}: ours has {len(ours)} items, the reference {len(theirs)}"
        below = (
            difference(one, other, f"{path}[{at}]") for at, (one, other) in enumerate(zip(ours, theirs, strict=True))
        )
        return next(filter(None, below), "")
    if type(ours) is type(theirs) and ours == theirs:
        return ""
    return f"{path}: ours is {_short(ours)}, the reference's {_short(theirs)}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 200 else text[:200] + "…"
