"""Counts and times operations for the process' metrics."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType

from services.api import metrics
from services.api.protocol.errors import code_of

Errors = Sequence[GraphQLError] | None


@contextmanager
def counted(kind: str) -> Iterator[Callable[[Errors], None]]:
    """Count and time an operation of this kind; it is told with which errors it ended."""
    started, told = time.perf_counter(), list[GraphQLError]()
    try:
        yield lambda errors: told.extend(errors or ())
    finally:
        count(kind, told, started)


def count(kind: str, errors: Errors, started: float | None = None) -> None:
    """Count an operation that ended with these errors; one that began at `started`, by `perf_counter`, is timed."""
    codes = {code_of(error) for error in errors or ()}
    outcome = "answered" if not codes else "refused"
    if "INTERNAL_SERVER_ERROR" in codes:
        outcome = "failed"
    elif "SERVICE_UNAVAILABLE" in codes:
        outcome = "unavailable"
    metrics.operation(kind, outcome).inc()
    if started is not None and kind in {"query", "mutation"}:
        metrics.operation_seconds(kind).observe(time.perf_counter() - started)


class Counting(SchemaExtension):
    """Counts each operation by its type and outcome. A subscription that is found valid counts when it ends."""

    def on_operation(self) -> Iterator[None]:
        """Count when the operation ends, however it ends."""
        started = time.perf_counter()
        try:
            yield
        finally:
            result = self.execution_context.result
            errors = (result.errors if result is not None else None) or self.execution_context.pre_execution_errors
            kind = self._kind()
            if errors or kind != "subscription":
                count(kind, errors, started)

    def _kind(self) -> str:
        try:
            kind: OperationType = self.execution_context.operation_type
        except RuntimeError:
            return "unknown"
        return kind.value
