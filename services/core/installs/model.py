"""An install: a shop's owner is asked, once and for a short while, to let us in for one storefront."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.core.events import Actor, Event

LIFE = timedelta(minutes=10)
"""How long the owner may take."""


class AccountStatus(StrEnum):
    """How far an account at a company got."""

    CONNECTING = "CONNECTING"
    CONNECTED = "CONNECTED"
    INCOMPLETE = "INCOMPLETE"  # connected, and not allowed everything that was asked for
    FAILED = "FAILED"
    DISCONNECTED = "DISCONNECTED"  # told by `disconnected_at`, whatever else was kept


@dataclass(frozen=True, slots=True)
class Install:
    """One attempt to be let into a shop. `external_id` is the platform's own name for the shop; `actor` began it."""

    id: str
    company: str
    external_id: str
    actor: Actor
    expires_at: datetime
    used_at: datetime | None = None


def event(
    kind: str, account_id: str, version: int, actor: Actor, now: datetime, data: dict[str, object] | None = None
) -> Event:
    """What happened to an account; its version numbers its events."""
    return Event(
        type=kind,
        subject=account_id,
        sequence=version,
        actor=actor,
        occurred_at=now,
        account_id=account_id,
        public=False,
        data=data or {},
    )
