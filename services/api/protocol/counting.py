"""Counts and times operations for the process' metrics."""

import time
from collections.abc import Iterator

from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType

from services.api import metrics
from services.api.protocol.errors import code_of


class Counting(SchemaExtension):
    """Counts each operation by its type and outcome; a subscription counts when it ends."""

    def on_operation(self) -> Iterator[None]:
        """Count when the operation ends, however it ends."""
        started = time.perf_counter()
        try:
            yield
        finally:
            kind = self._kind()
            metrics.OPERATIONS.labels(kind, self._outcome()).inc()
            if kind in {"query", "mutation"}:
                metrics.OPERATION_SECONDS.labels(kind).observe(time.perf_counter() - started)

    def _kind(self) -> str:
        try:
            kind: OperationType = self.execution_context.operation_type
        except RuntimeError:
            return "unknown"
        return kind.value

    def _outcome(self) -> str:
        result = self.execution_context.result
        errors = (result.errors if result is not None else None) or self.execution_context.pre_execution_errors
        codes = {code_of(error) for error in errors or ()}
        if "INTERNAL_SERVER_ERROR" in codes:
            return "failed"
        if "SERVICE_UNAVAILABLE" in codes:
            return "unavailable"
        return "refused" if codes else "answered"
