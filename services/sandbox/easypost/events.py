"""Events: what EasyPost tells an account of its trackers, insurances and claims, listed and posted to its webhooks."""

import uuid
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import msgspec

from services.sandbox.deliveries import Deliveries, Message
from services.sandbox.easypost.access import Account
from services.sandbox.easypost.answers import precise_moment
from services.sandbox.easypost.webhooks import Webhooks

MOST_EVENTS = 10_000


@dataclass(slots=True, eq=False)
class Event:
    """Something an account was told."""

    id: str
    account: Account
    description: str
    previous_status: str | None
    created_at: datetime
    pending_urls: list[str]
    completed_urls: list[str]

    @property
    def status(self) -> str:
        """Whether all webhooks took it."""
        return "pending" if self.pending_urls else "completed"

    def summary(self) -> dict[str, Any]:
        """The event as lists have it."""
        return {
            "description": self.description,
            "id": self.id,
            "user_id": self.account.user_id,
            "status": self.status,
            "created_at": precise_moment(self.created_at),
            "mode": self.account.mode,
            "object": "Event",
        }

    def wire(self) -> dict[str, Any]:
        """The event without its result."""
        previous = {} if self.previous_status is None else {"status": self.previous_status}
        return self.summary() | {
            "previous_attributes": previous,
            "pending_urls": self.pending_urls,
            "completed_urls": self.completed_urls,
            "updated_at": precise_moment(self.created_at),
        }

    def taken(self, url: str) -> None:
        """A webhook answered that it has the event (it may do so twice)."""
        if url in self.pending_urls:
            self.pending_urls.remove(url)
            self.completed_urls.append(url)


class Events:
    """The newest events of all accounts, and their way to the webhooks."""

    def __init__(self, webhooks: Webhooks, deliveries: Deliveries) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries
        self._events: deque[Event] = deque(maxlen=MOST_EVENTS)

    def tell(
        self, account: Account, description: str, result: dict[str, Any], previous_status: str | None, now: datetime
    ) -> None:
        """Tell an account what happened to something of its."""
        hooks = [hook for hook in self._webhooks.of(account) if hook.disabled_at is None]
        event = Event(
            id=f"evt_{uuid.uuid4().hex}",
            account=account,
            description=description,
            previous_status=previous_status,
            created_at=now,
            pending_urls=[hook.receiver.url for hook in hooks],
            completed_urls=[],
        )
        self._events.append(event)
        if not hooks:
            return
        body = msgspec.json.encode(event.wire() | {"status": "pending", "result": result})
        for hook in hooks:
            arrived = partial(event.taken, hook.receiver.url)
            self._deliveries.send(hook.receiver, Message(event.id, description, body, arrived))

    def of(self, account: Account) -> list[Event]:
        """The account's events, newest first."""
        return [event for event in reversed(self._events) if event.account.key == account.key]

    def forget(self) -> None:
        """Drop all events."""
        self._events.clear()
