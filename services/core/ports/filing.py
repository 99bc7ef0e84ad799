"""What we ask of whoever takes claims for parcels, and of whoever insures them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol, runtime_checkable

from services.core.effects import Recovery
from services.core.ports.credentials import Credentials


class FilingReason(StrEnum):
    """What a claim says that happened to the parcel. THEFT is one that was delivered and not received."""

    LOSS = "LOSS"
    DAMAGE = "DAMAGE"
    THEFT = "THEFT"
    MISSING_CONTENTS = "MISSING_CONTENTS"
    DELAY = "DELAY"


class FilingStatus(StrEnum):
    """How a claim stands with those who took it."""

    SUBMITTED = "SUBMITTED"
    UNDER_REVIEW = "UNDER_REVIEW"
    INFORMATION_REQUESTED = "INFORMATION_REQUESTED"
    APPROVED = "APPROVED"
    APPROVED_PARTIAL = "APPROVED_PARTIAL"
    PAID = "PAID"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class FilingDocument:
    """A paper or picture that goes with a claim; `kind` is an `EvidenceKind`'s value, or that of a paper of ours."""

    kind: str
    file_name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """Which papers a company takes with a claim, or with a reply.

    `most_bytes` is of one, `most_documents` and `most_total_bytes` of all together. With `by_url` it fetches them from
    `Filing.document_urls`, and is sent no content.
    """

    media_types: frozenset[str]
    most_bytes: int
    most_documents: int
    most_total_bytes: int
    by_url: bool = False


@dataclass(frozen=True, slots=True)
class Filing:
    """One claim for one parcel, as it is filed.

    `key` is the same for every try of one intent. `reference` is our own name of it, shown to them where they take one.
    `coverage_reference` is their id of what the parcel is insured by. `description`, `contact_email` and
    `recipient_name` are for them to read.
    """

    key: str
    reference: str
    tracking_number: str
    carrier: str
    reason: FilingReason
    amount: Decimal
    currency_code: str
    description: str = field(repr=False)
    contact_email: str = field(repr=False)
    recipient_name: str | None = field(default=None, repr=False)
    documents: tuple[FilingDocument, ...] = ()
    document_urls: tuple[str, ...] = field(default=(), repr=False)
    coverage_reference: str | None = None
    replacement_sent: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """A claim that they took; `reference` is their own id of it, by which it is asked for."""

    reference: str
    status: FilingStatus
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FilingStep:
    """One step of a claim, as they tell it; `status` as in `FilingState`."""

    status: FilingStatus | None
    detail: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FilingState:
    """How a claim stands with them.

    `status` is nothing where they have a word for it that this version does not know; `detail` begins with it then.
    Otherwise `detail` is their own sentence, such as why they denied it. `history` is what they tell of, oldest first.
    """

    reference: str
    status: FilingStatus | None
    detail: str | None = None
    approved_amount: Decimal | None = None
    paid_amount: Decimal | None = None
    currency_code: str | None = None
    at: datetime | None = None
    history: tuple[FilingStep, ...] = ()


@dataclass(frozen=True, slots=True)
class FilingMessage:
    """What was written about a claim, by them or by us; `id` is their own."""

    id: str
    text: str = field(repr=False)
    at: datetime | None
    from_them: bool


@dataclass(frozen=True, slots=True)
class FilingNotice:
    """News of a claim that a company posted; `reference` is its id of the claim, `id` that of the news.

    It tells how the claim stands (`state`), or what was written about it (`message`).
    """

    id: str
    type: str
    reference: str
    tracking_number: str | None = None
    state: FilingState | None = None
    message: FilingMessage | None = None
    occurred_at: datetime | None = None


class CoverStatus(StrEnum):
    """How an insurance stands."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    FAILED = "FAILED"
    VOID = "VOID"


@dataclass(frozen=True, slots=True)
class Cover:
    """An insurance for one parcel, as it is asked for.

    `key` and `reference` as in `Filing`. Addresses have the keys `name`, `street1`, `street2`, `city`, `state`, `zip`,
    `country` (ISO 3166, two letters), `phone` and `email`, where known. `shipment_reference` is the insurer's own id of
    the parcel, where it sold the label.
    """

    key: str
    reference: str
    tracking_number: str
    carrier: str
    amount: Decimal
    currency_code: str
    from_address: Mapping[str, str] = field(default_factory=dict, repr=False)
    to_address: Mapping[str, str] = field(default_factory=dict, repr=False)
    shipment_reference: str | None = None
    shipped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """An insurance as the insurer has it; `fee` is its price in the same currency."""

    reference: str
    status: CoverStatus
    insured_amount: Decimal | None = None
    fee: Decimal | None = None
    currency_code: str | None = None
    effective_at: datetime | None = None
    expires_at: datetime | None = None


class _Settles(Protocol):
    name: ClassVar[str]
    recoveries: ClassVar[Mapping[str, Recovery]]
    """What it offers for an unknown outcome, by the effect's kind: `recovery.submit`, `recovery.withdraw`,
    `coverage.buy`; nothing where it is silent."""
    quiet_seconds: ClassVar[float]
    """How long after a try has ended a look-up may still miss what it did."""
    key_seconds: ClassVar[float | None]
    """How long it remembers a request that may be sent again; after that it is looked up. None: for ever."""


@runtime_checkable
class Tells(Protocol):
    """A company that can be asked how a claim stands.

    This and the protocols below raise `Unavailable`, `Rejected` and `Unintelligible`. The codes of `Rejected` that the
    core understands: `ALREADY_FILED`, `NOT_COVERED`, `OUTSIDE_WINDOW`, `NOT_FOUND`, `NOT_SUPPORTED` (not by this
    company, or not for this reason), `CURRENCY_NOT_SUPPORTED`; others are shown as they are.
    """

    async def state(self, credentials: Credentials, reference: str) -> FilingState:
        """How the claim stands now; changes nothing there."""
        ...


@runtime_checkable
class Filer(Tells, _Settles, Protocol):
    """A company that takes claims through its API. Raises as `Tells` says."""

    documents: ClassVar[DocumentTerms]

    async def file(self, credentials: Credentials, filing: Filing) -> Filed:
        """File the claim, in one try.

        `ALREADY_FILED` tells that they have one for this parcel; after a try whose outcome is unknown that is the yes
        to it. Where `recoveries` says `RESEND`, a second try does no more than that.
        """
        ...

    async def find(self, credentials: Credentials, filing: Filing) -> Filed | None:
        """Look whether it was filed before, where `recoveries` says `LOOKUP`."""
        ...

    async def withdraw(self, credentials: Credentials, reference: str) -> FilingState:
        """Take the claim back."""
        ...


@runtime_checkable
class Replies(Protocol):
    """A company that takes answers to what it asked about a claim. Raises as `Tells` says."""

    async def reply(
        self, credentials: Credentials, reference: str, text: str, documents: Sequence[FilingDocument]
    ) -> FilingMessage:
        """Write to those who look at the claim; documents as `Filer.documents` says. A second try is a second one."""
        ...


@runtime_checkable
class Insurer(_Settles, Protocol):
    """A company that insures parcels through its API. Raises as `Tells` says."""

    async def insure(self, credentials: Credentials, cover: Cover) -> Covered:
        """Buy the insurance, in one try."""
        ...

    async def find_cover(self, credentials: Credentials, cover: Cover) -> Covered | None:
        """Look whether it was bought before, where `recoveries` says `LOOKUP`."""
        ...

    async def cover(self, credentials: Credentials, reference: str) -> Covered:
        """How the insurance stands now; changes nothing there."""
        ...

    async def cancel_cover(self, credentials: Credentials, reference: str) -> Covered:
        """Give the insurance back."""
        ...
