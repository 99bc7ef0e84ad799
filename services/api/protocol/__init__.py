"""How GraphQL travels: HTTP statuses, error codes, limits, server-sent events and WebSocket messages."""

from services.api.protocol.counting import Counting
from services.api.protocol.errors import coded
from services.api.protocol.introspection import Introspection
from services.api.protocol.limits import Limits

EXTENSIONS = [Counting, Limits, Introspection]
"""What the schema must be made with; classes, as each operation needs its own."""

__all__ = ["EXTENSIONS", "coded"]
