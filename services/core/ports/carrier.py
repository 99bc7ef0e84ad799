"""What we ask of carriers, and of whoever posts to us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.core.ports.credentials import Credentials
from services.core.shipments.model import Tracking


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a carrier must know to track a parcel. `reference` is what `register` gave, if it was called."""

    tracking_number: str
    carrier: str
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One message that a company posted to us, read. `id` is the company's own and names the message for ever."""

    id: str
    type: str
    tracking_number: str | None
    carrier: str | None
    tracking: Tracking | None
    occurred_at: datetime | None = None


class Carrier(Protocol):
    """A company that can tell where a parcel is."""

    name: str

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the company takes calls with these credentials for tests that reach nobody."""
        ...

    async def register(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Ask to be told of a parcel; safe to repeat.

        Raises:
            Unavailable: ask again later.
            Rejected: they know no such parcel or account.
            Unintelligible: the answer cannot be read.
        """
        ...

    async def listen(self, credentials: Credentials, url: str) -> str:
        """Have the company post its news to the URL; its own id of that. Safe to repeat. Raises like `register`."""
        ...

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now; changes nothing on their side. Raises like `register`."""
        ...


class Hooks(Protocol):
    """A company that posts to us. Both functions are pure."""

    def verify(self, headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
        """Whether the raw body was signed with one of the secrets."""
        ...

    def identify(self, body: bytes) -> str:
        """The message's own id, for de-duplication. Raises `Unintelligible`."""
        ...

    def read(self, body: bytes) -> Notice:
        """The message in our words. Raises `Unintelligible`."""
        ...
