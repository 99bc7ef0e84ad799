"""What we ask of carriers and of whoever tracks parcels for them, and of whoever posts to us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Protocol, runtime_checkable

from services.core.ports.credentials import Credentials
from services.core.ports.filing import Covered, FilingNotice
from services.core.shipments.model import Tracking


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a carrier must know to track a parcel. `reference` is what `register` gave, if it was called.

    `shipped_at` tells two parcels with one number apart, `postal_code` is the recipient's, which some carriers want as
    proof; `country` is its ISO 3166 code.
    """

    tracking_number: str
    carrier: str
    reference: str | None = None
    shipped_at: datetime | None = None
    postal_code: str | None = field(default=None, repr=False)
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One message that a company posted to us, read. `id` is the company's own and names the message for ever.

    It tells of a parcel (`tracking`), of a claim for one (`filing`), of an insurance (`covered`), or of nothing to us.
    Until one that is `to_confirm` was answered by `Confirms.confirm`, its company posts nothing more.
    """

    id: str
    type: str
    tracking_number: str | None
    carrier: str | None
    tracking: Tracking | None
    occurred_at: datetime | None = None
    filing: FilingNotice | None = None
    covered: Covered | None = None
    to_confirm: bool = False


class Carrier(Protocol):
    """A company that can tell where a parcel is.

    Its methods raise `Unavailable` (ask again later), or `Rejected` when the account is not let in. What is wrong with
    one parcel alone (not found, a number that is none, an answer that cannot be read) is the `trouble` of its
    `Tracking`, so that every answer gives a status.
    """

    name: ClassVar[str]
    base_url: ClassVar[str]
    """Where it is reached, unless the settings say otherwise."""
    credential_names: ClassVar[tuple[str, ...]]
    """What has to be told to log in."""
    hook_secret_names: ClassVar[tuple[str, ...]]
    """What proves its messages to us, out of `credential_names` or beside them; empty where it posts none."""

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether the company takes calls with these credentials for tests that reach nobody."""
        ...

    async def probe(self, credentials: Credentials) -> None:
        """See whether the account is let in, by a call that changes and costs nothing.

        Raises:
            Unavailable: ask again later.
            Rejected: it is not.
        """
        ...

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Read what is known of a parcel now; changes nothing on their side. Raises as the class says."""
        ...


@runtime_checkable
class Registers(Protocol):
    """A company that has to be asked before it tells us of a parcel."""

    async def register(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """Ask to be told of a parcel, at `credentials.hook_url` if it is told where; safe to repeat.

        Raises as `Carrier.check`.
        """
        ...


@runtime_checkable
class Listens(Protocol):
    """A company that is told by a call where to post its news."""

    async def listen(self, credentials: Credentials, url: str) -> str:
        """Have the company post its news to the URL; its own id of that. Safe to repeat.

        Raises:
            Unavailable, Rejected, Unintelligible: nothing was arranged.
        """
        ...


@runtime_checkable
class Confirms(Protocol):
    """A company that posts a message which has to be answered by a call before it posts news."""

    async def confirm(self, credentials: Credentials, body: bytes) -> None:
        """Answer a message whose `Notice` is `to_confirm`; safe to repeat.

        Raises:
            Unavailable, Rejected, Unintelligible: it was not answered.
        """
        ...


@runtime_checkable
class ChecksMany(Protocol):
    """A company that tells of several parcels in one call."""

    most_parcels: ClassVar[int]
    """Of one call."""

    async def check_many(self, credentials: Credentials, parcels: Sequence[Parcel]) -> Mapping[Parcel, Tracking]:
        """`Carrier.check` of at most `most_parcels`; one that is left out has to be asked for alone. Raises as that."""
        ...


@runtime_checkable
class Proves(Protocol):
    """A company that has to be asked for the papers of a delivery apart from its scans."""

    async def prove(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """A `Tracking` without scans whose `proof` holds what there is. Raises as `Carrier.check`."""
        ...


@runtime_checkable
class Hooks(Protocol):
    """A company that posts to us. All of it is pure."""

    def verify(self, headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
        """Whether the raw body was signed with one of the secrets, or came with one where it signs nothing."""
        ...

    def identify(self, body: bytes) -> str:
        """The message's own id, for de-duplication. Raises `Unintelligible`."""
        ...

    def read(self, body: bytes) -> Notice:
        """The message in our words. Raises `Unintelligible`."""
        ...
