"""Everything that decides whom to ask for a loss, and the answer."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from services.core.money import Money
from services.core.recoveries.rules.deadlines import Deadlines, Facts
from services.core.recoveries.rules.model import Filing, Rates, Rule
from services.core.recoveries.rules.terms import Document, Peril
from services.core.shipments.model import LabelSource


class RouteKind(StrEnum):
    """By which way somebody is asked. A packet is prepared for a person to file."""

    PLATFORM = "PLATFORM"
    INSURER_API = "INSURER_API"
    INSURER_PACKET = "INSURER_PACKET"
    AGGREGATOR_API = "AGGREGATOR_API"
    CARRIER_API = "CARRIER_API"
    CARRIER_PACKET = "CARRIER_PACKET"
    MANUAL = "MANUAL"
    SELF_INSURED = "SELF_INSURED"
    NONE = "NONE"


class CoverKind(StrEnum):
    """Where a cover comes from."""

    CARRIER_LIABILITY = "CARRIER_LIABILITY"
    CARRIER_DECLARED_VALUE = "CARRIER_DECLARED_VALUE"
    THIRD_PARTY = "THIRD_PARTY"
    SELF_INSURED = "SELF_INSURED"


class CoverStatus(StrEnum):
    """Whether a cover counts."""

    INACTIVE = "INACTIVE"
    ACTIVE = "ACTIVE"
    CLAIMED = "CLAIMED"
    EXPIRED = "EXPIRED"
    VOID = "VOID"


@dataclass(frozen=True, slots=True)
class Cover:
    """Who promised to pay how much for a parcel. `effective_at` and `expires_at` are about when it is shipped."""

    kind: CoverKind
    provider: str
    amount: Money
    deductible: Money | None = None
    status: CoverStatus = CoverStatus.ACTIVE
    effective_at: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """What is gone. `sales` is what was paid for it with its `vat`; `cost` what it cost the shop without."""

    sales: Money
    vat: Money | None = None
    cost: Money | None = None
    freight: Money | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """What has been asked already. It is live until it is refused, withdrawn or void; `amount` asked or paid."""

    counterparty: str
    live: bool
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """A parcel that went wrong, as far as it decides whom to ask.

    `seller` is who sold the label where that is neither the carrier nor Shopify (`easypost`); countries are ISO 3166.
    `mismatch` tells that the proof of delivery does not fit whom the parcel was for. `refusal` is the carrier's own
    word that it takes no claim (UPS `2G`). `goods` are kinds of goods that covers may exclude. `accounts` are the
    companies at which the storefront has an account connected.
    """

    peril: Peril
    carrier: str
    label_source: LabelSource
    facts: Facts
    loss: Loss
    origin: str | None
    destination: str
    rates: Rates
    seller: str | None = None
    service: str | None = None
    weight_kg: Decimal | None = None
    military: bool = False
    covers: tuple[Cover, ...] = ()
    accounts: frozenset[str] = frozenset()
    mismatch: bool = False
    refusal: str | None = None
    goods: frozenset[str] = frozenset()
    filed: tuple[Filed, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """One way to one counterparty; the key by which it is chosen."""

    kind: RouteKind
    counterparty: str


class WhyCode(StrEnum):
    """Why something can be asked, or what is worth knowing about it."""

    LABEL_SOLD_BY_PLATFORM = "LABEL_SOLD_BY_PLATFORM"
    INSURED = "INSURED"
    LABEL_SOLD_BY_AGGREGATOR = "LABEL_SOLD_BY_AGGREGATOR"
    CARRIER_LIABLE = "CARRIER_LIABLE"
    DECLARED_VALUE = "DECLARED_VALUE"
    MISDELIVERED = "MISDELIVERED"
    COVER_NOT_RECORDED = "COVER_NOT_RECORDED"
    WINDOW_ASSUMED = "WINDOW_ASSUMED"
    WINDOW_UNKNOWN = "WINDOW_UNKNOWN"
    NOTICE_PASSED = "NOTICE_PASSED"
    CONVENTION = "CONVENTION"
    NO_ACCOUNT = "NO_ACCOUNT"
    SELF_INSURED = "SELF_INSURED"
    NOBODY_ELSE = "NOBODY_ELSE"


class BarCode(StrEnum):
    """Why something cannot be asked now."""

    TOO_EARLY = "TOO_EARLY"
    OUTSIDE_WINDOW = "OUTSIDE_WINDOW"
    BELOW_MINIMUM = "BELOW_MINIMUM"
    NOTHING_TO_EXPECT = "NOTHING_TO_EXPECT"
    NOT_COVERED = "NOT_COVERED"
    COVER_NOT_ACTIVE = "COVER_NOT_ACTIVE"
    NO_ACCEPTANCE_SCAN = "NO_ACCEPTANCE_SCAN"
    NOT_CLAIM_ELIGIBLE = "NOT_CLAIM_ELIGIBLE"
    DELIVERED_WITH_PROOF = "DELIVERED_WITH_PROOF"
    NOT_SHIPPER_OF_RECORD = "NOT_SHIPPER_OF_RECORD"
    EXCLUDED_GOODS = "EXCLUDED_GOODS"
    EXCLUSIVE_COVER = "EXCLUSIVE_COVER"
    ALREADY_FILED = "ALREADY_FILED"
    ALREADY_RECOVERED = "ALREADY_RECOVERED"


class Criterion(StrEnum):
    """What put an option before the next one."""

    FILEABLE = "FILEABLE"
    MONEY = "MONEY"
    EFFORT = "EFFORT"
    DEADLINE = "DEADLINE"
    NAME = "NAME"
    LAST = "LAST"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason, with words for staff."""

    code: WhyCode
    message: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Something in the way, with words for staff."""

    code: BarCode
    message: str


@dataclass(frozen=True, slots=True)
class Expected:
    """The most that an option pays, in the currency of the loss; nothing where no limit is known in it.

    `steps` tell how it was reckoned. `assumed` tells that a value in it was not known and is an upper bound.
    """

    amount: Money | None
    steps: tuple[str, ...]
    assumed: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One way to get the money back. `rank` tells why it stands before the next one.

    `exclusive_with` are the options that are closed as soon as this one is taken.
    """

    route: Route
    name: str
    rule: Rule | None
    filing: Filing | None
    reasons: tuple[Why, ...]
    bars: tuple[Bar, ...]
    expected: Expected
    documents: tuple[Document, ...]
    deadlines: Deadlines | None
    exclusive_with: tuple[Route, ...] = ()
    rank: Criterion = Criterion.LAST
    rank_message: str = ""

    @property
    def fileable(self) -> bool:
        """Whether it can be asked now."""
        return not self.bars

    @property
    def waits(self) -> bool:
        """Whether only time is in the way."""
        return bool(self.bars) and all(bar.code is BarCode.TOO_EARLY for bar in self.bars)
