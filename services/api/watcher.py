"""One watcher's side of the hub: what is kept for it while it is busy, and why its stream ends."""

from collections.abc import Callable, Iterator
from datetime import datetime

from services.api import metrics
from services.api.protocol.errors import coded
from services.core.events import Event
from services.core.outbox import Recorded
from services.core.storefronts.model import Caller

MOST_QUEUED = 256
TOKENS_REVOKED = "tokens.revoked"
"""The event that ends streams."""

Matches = Callable[[Event], bool]
_NOTHING: Iterator[Recorded] = iter(())


class Watcher:
    """Takes events as they happen, and tells whoever delivers them of each, or of nothing when there is more to it.

    One that cannot keep up forgets them, and is `behind`: it reads them itself, from the position that it is `past`.
    """

    __slots__ = ("_end", "_matches", "_page", "_queue", "_tell", "behind", "caller", "past")

    def __init__(self, caller: Caller, matches: Matches, tell: Callable[[Recorded | None], None]) -> None:
        self.caller = caller
        self.past = 0
        self.behind = False
        self._matches = matches
        self._tell = tell
        self._page: Iterator[Recorded] = _NOTHING
        self._queue: list[Recorded] = []
        self._end: Exception | None = None

    def wants(self, event: Event) -> bool:
        """Whether the caller may see this, and asked for it."""
        if self.caller.is_customer and not (event.public and event.order_id == self.caller.order_id):
            return False
        return self._matches(event)

    def offer(self, recorded: Recorded) -> None:
        """Keep an event, unless it is not wanted."""
        if self._voids(recorded.event):
            self.end(coded("TOKEN_REVOKED", "The token was revoked; ask the storefront for a new one."))
            return
        if self.behind or self._end is not None:
            return
        try:
            if not self.wants(recorded.event):
                return
        except Exception as error:  # noqa: BLE001 - it is this watcher's own, and raised where it watches
            self.end(error)
            return
        if len(self._queue) < MOST_QUEUED:
            self._queue.append(recorded)
            self._tell(recorded)
        else:
            metrics.OVERFLOWS.inc()
            self._forget()

    def expire(self, now: datetime) -> None:
        """Stop when the caller's token has run out."""
        if self.caller.expires_at is not None and self.caller.expires_at <= now:
            self.end(coded("TOKEN_EXPIRED", "The token has expired; ask the storefront for a new one."))

    def end(self, error: Exception) -> None:
        """Stop at once; what is still kept is not delivered any more. The first reason stands."""
        if self._end is None:
            self._end = error
            self._tell(None)

    def check(self) -> None:
        """Raises the reason for which the stream ends, if there is one."""
        if self._end is not None:
            raise self._end

    def begin(self, past: int, *, behind: bool) -> None:
        """Go on past this position, with something to read there or not."""
        self.past = past
        if behind:
            self._forget()

    def read(self, page: list[Recorded], *, more: bool) -> None:
        """Take what was read of the past, with more of it to come or not; what happens meanwhile comes behind it."""
        self._page = iter(page)
        if more:
            self._forget()

    def take(self) -> Recorded | None:
        """The next event that is there."""
        for recorded in self._page:
            self.past = recorded.position
            if self.wants(recorded.event):
                return recorded
        self._page = _NOTHING
        while self._queue:
            recorded = self._queue.pop(0)
            if recorded.position > self.past:
                self.past = recorded.position
                return recorded
        return None

    def _forget(self) -> None:
        self._queue.clear()
        self.behind = True

    def _voids(self, event: Event) -> bool:
        if event.type != TOKENS_REVOKED or self.caller.issued_at is None:
            return False
        subject = event.data.get("subject")
        return subject in {self.caller.order_id, self.caller.actor.id} and self.caller.issued_at <= event.occurred_at
