"""A packet as plain values: all that its papers say, read before they are written. What is not known is nothing."""

from dataclasses import dataclass
from datetime import datetime

from services.core.documents.case import Money, Scan
from services.core.documents.model import Language


@dataclass(frozen=True, slots=True)
class Party:
    """Who is asked, and how. `is_cover` tells that it pays as an insurer and not as the carrier.

    `decision` is how long it takes at most, as a count and a unit. `source` and `confidence` are those of its form.
    """

    key: str
    name: str
    is_cover: bool
    claimant: str
    source: str
    confidence: str
    steps: tuple[str, ...]
    url: str | None = None
    email: str | None = None
    address: str | None = None
    decision: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the counterparty's form, with a text, an amount or a day; without any of them `ask` knows it.

    `known` is our own word for it.
    """

    label: str
    ask: str
    known: str | None = None
    text: str | None = None
    money: Money | None = None
    day: datetime | None = None

    @property
    def is_known(self) -> bool:
        """Whether it is filled in."""
        return self.text is not None or self.money is not None or self.day is not None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with the packet, under its place among the enclosures; `group` and `kind` are what it is.

    `path` is its name in the archive; nothing when the file is gone.
    """

    id: str
    place: int
    group: str
    kind: str
    mime_type: str
    sha256: str
    key: str
    path: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that the counterparty wants to see: in files, in a paper of our own, or with `holder` still."""

    document: str
    files: tuple[int, ...] = ()
    written: str | None = None
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """What of a line of the order is claimed; `paid` is for that part, with `tax` in it."""

    title: str
    sku: str | None
    quantity: int
    unit_price: Money
    paid: Money
    tax: Money
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One row of how the amount is made up: a word, what is filled into it, and an amount."""

    word: str
    money: Money | None = None
    filled: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What was sent, and what the carrier says of it."""

    carrier: str
    tracking_number: str
    status: str
    service: str | None = None
    weight: str | None = None
    shipped_at: datetime | None = None
    expected_at: datetime | None = None
    delivered_at: datetime | None = None
    declared: Money | None = None
    signature_bought: bool = False
    scans: tuple[Scan, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What the carrier shows for a delivery, and how it is not as agreed."""

    signed_by: str | None = None
    handover: str | None = None
    place: str | None = None
    coordinates: str | None = None
    agreed: str | None = None
    discrepancy: str | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What covers the parcel."""

    provider: str
    insured: Money
    policy_number: str | None = None


@dataclass(frozen=True, slots=True)
class MadeGood:
    """How the customer was compensated."""

    type: str
    at: datetime
    amount: Money | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """Until when what has to be done; `assumed` tells that one of them is counted from a guess."""

    opens_at: datetime | None = None
    notice_by: datetime | None = None
    file_by: datetime | None = None
    information_by: datetime | None = None
    appeal_by: datetime | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Packet:
    """All of it. `customer` is the addressee's name, and who bought the goods; `happened` which sentence tells it.

    `paid` is what was paid for all claimed `goods`, `tax` the VAT in it; `cost` what they cost the shop, told only to
    who pays that.
    `has_others` tells that there was more in the parcel than is claimed, and `declares` that the customer has to
    declare that nothing came, and has not yet.
    """

    number: str
    reference: str | None
    language: Language
    made_at: datetime
    storefront: str
    time_zone: str
    party: Party
    peril: str
    happened: str
    asked: Money
    dates: Dates
    order_number: str
    placed_at: datetime
    discovered_at: datetime
    parcel: Parcel
    customer: str | None = None
    postal_code: str | None = None
    country_code: str | None = None
    goods: tuple[GoodsLine, ...] = ()
    paid: Money | None = None
    tax: Money | None = None
    cost: Money | None = None
    has_others: bool = False
    reckoned: tuple[Reckoned, ...] = ()
    statement: tuple[str, ...] = ()
    proof: Proof | None = None
    cover: Cover | None = None
    made_good: tuple[MadeGood, ...] = ()
    fields: tuple[Field, ...] = ()
    papers: tuple[Paper, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    kept_back: tuple[tuple[str, int], ...] = ()
    declares: bool = False
