"""What the API process counts; every label has few values."""

from functools import cache

from prometheus_client import Counter, Gauge, Histogram

_LATENCY = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

OPERATIONS = Counter("makegood_api_operations", "GraphQL operations, by what became of them.", ["type", "outcome"])
OPERATION_SECONDS = Histogram(
    "makegood_api_operation_seconds", "Time of a query or mutation.", ["type"], buckets=_LATENCY
)
RESPONSES = Counter("makegood_api_responses", "HTTP responses.", ["route", "status"])
HOOKS = Counter("makegood_api_hooks", "Messages that companies posted.", ["company", "outcome"])
SOCKETS = Gauge("makegood_api_sockets", "Open WebSockets.")
WATCHERS = Gauge("makegood_api_watchers", "Live subscriptions.")
DELIVERY_SECONDS = Histogram(
    "makegood_api_delivery_seconds", "From an event's moment to the watchers' queues.", buckets=_LATENCY
)
OVERFLOWS = Counter("makegood_api_watcher_overflows", "Times that a slow watcher fell back to reading the database.")
CONNECTIONS = Gauge("makegood_api_database_connections", "Connections to PostgreSQL.", ["role", "state"])


@cache
def operation(kind: str, outcome: str) -> Counter:
    """The counter of one kind and outcome of operations."""
    return OPERATIONS.labels(kind, outcome)


@cache
def operation_seconds(kind: str) -> Histogram:
    """The times of one kind of operations."""
    return OPERATION_SECONDS.labels(kind)


@cache
def response(route: str, status: int) -> Counter:
    """The counter of one route's responses with a status."""
    return RESPONSES.labels(route, status)
