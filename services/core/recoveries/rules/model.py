"""Who can be asked to carry a loss, and by which rules: windows, limits, papers, each with its source."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

import msgspec

from services.core.money import Money


class Peril(StrEnum):
    """What happened to the goods, in the words of whoever covers them. `THEFT` is delivered, but not received."""

    LOSS = "LOSS"
    DAMAGE = "DAMAGE"
    MISSING_CONTENTS = "MISSING_CONTENTS"
    THEFT = "THEFT"
    DELAY = "DELAY"


class CounterpartyKind(StrEnum):
    """In which part somebody is asked. An aggregator collects what a carrier owes; an insurer pays itself."""

    CARRIER = "CARRIER"
    INSURER = "INSURER"
    PLATFORM = "PLATFORM"
    AGGREGATOR = "AGGREGATOR"


class Anchor(StrEnum):
    """From which moment of a parcel a window is counted."""

    SHIP = "SHIP"
    MAILING = "MAILING"
    ACCEPTANCE = "ACCEPTANCE"
    SCHEDULED = "SCHEDULED"
    DELIVERY = "DELIVERY"
    DECISION = "DECISION"


class Unit(StrEnum):
    """In what a window is counted. All but hours begin and end at midnight where the counterparty is."""

    HOURS = "HOURS"
    DAYS = "DAYS"
    WORKING_DAYS = "WORKING_DAYS"
    MONTHS = "MONTHS"


class Basis(StrEnum):
    """Which price a counterparty pays at most."""

    SALES = "SALES"
    COST = "COST"
    FREIGHT = "FREIGHT"


class Claimant(StrEnum):
    """Who may ask."""

    SHIPPER_OF_RECORD = "SHIPPER_OF_RECORD"
    FREIGHT_PAYER = "FREIGHT_PAYER"
    SENDER_OR_ADDRESSEE = "SENDER_OR_ADDRESSEE"
    INSURED = "INSURED"


class Document(StrEnum):
    """A paper or picture that a counterparty wants to see."""

    TRACKING_NUMBER = "TRACKING_NUMBER"
    ITEM_DESCRIPTION = "ITEM_DESCRIPTION"
    SERIAL_NUMBERS = "SERIAL_NUMBERS"
    SALES_INVOICE = "SALES_INVOICE"
    PURCHASE_INVOICE = "PURCHASE_INVOICE"
    PROOF_OF_INSURANCE = "PROOF_OF_INSURANCE"
    WAYBILL = "WAYBILL"
    POSTING_RECEIPT = "POSTING_RECEIPT"
    WEIGHT = "WEIGHT"
    PHOTO_OF_ITEM = "PHOTO_OF_ITEM"
    PHOTO_OF_PACKAGING = "PHOTO_OF_PACKAGING"
    PHOTO_OF_INNER_PACKING = "PHOTO_OF_INNER_PACKING"
    PHOTO_OF_LABEL = "PHOTO_OF_LABEL"
    PHOTOS_OF_ALL_SIDES = "PHOTOS_OF_ALL_SIDES"
    PARCEL_FOR_INSPECTION = "PARCEL_FOR_INSPECTION"
    CUSTOMER_STATEMENT = "CUSTOMER_STATEMENT"
    NON_RECEIPT_DECLARATION = "NON_RECEIPT_DECLARATION"
    POLICE_REPORT = "POLICE_REPORT"
    PROOF_OF_COMPENSATION = "PROOF_OF_COMPENSATION"


class Confidence(StrEnum):
    """How well a rule is known: A the vendor's specification, B its help pages, C somebody else's page, U nobody's."""

    A = "A"
    B = "B"
    C = "C"
    U = "U"


class Scope(StrEnum):
    """Whether a parcel leaves its country."""

    ANY = "ANY"
    DOMESTIC = "DOMESTIC"
    INTERNATIONAL = "INTERNATIONAL"
    MILITARY = "MILITARY"


@dataclass(frozen=True, slots=True)
class Span:
    """So long."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        words = self.unit.value.lower().replace("_", " ")
        return f"{self.amount} {words.removesuffix('s') if self.amount == 1 else words}"


@dataclass(frozen=True, slots=True)
class Offset:
    """So long after a moment."""

    span: Span
    anchor: Anchor

    def __str__(self) -> str:
        return f"{self.span} after {self.anchor.value.lower()}"


@dataclass(frozen=True, slots=True)
class Bound:
    """The first of these whose moment is known counts."""

    offsets: tuple[Offset, ...]

    def __str__(self) -> str:
        return " or ".join(map(str, self.offsets))


class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the data files; a field that nobody knows is an error."""


class AfterHours(Struct):
    """What is delivered at `after` or later may be reported until `until` on the next working day."""

    after: time
    until: time


class Window(Struct):
    """When it can be asked. Without `opens` at once; without `file` nobody knows until when.

    `notice` is until when the loss must be reported where the claim itself may follow later. `notice_bars` tells
    whether a claim without such notice is refused.
    """

    opens: Bound | None = None
    notice: Bound | None = None
    file: Bound | None = None
    notice_bars: bool = True
    after_hours: AfterHours | None = None


class Liability(Struct):
    """What is paid at most. Without amount and weight it is what was insured.

    `declarable` is up to which value the sender could have raised it. `included` tells that a cover need not have
    been bought to get `limit`.
    """

    limit: Money | None = None
    sdr_per_kg: Decimal | None = None
    declarable: Money | None = None
    included: bool = False


class Lane(Struct):
    """From where to where; ISO 3166 codes, none is anywhere."""

    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    scope: Scope = Scope.ANY

    def fits(self, origin: str, destination: str, *, military: bool = False) -> bool:
        """Whether a parcel goes that way; `military` is to an address of the post of the armed forces."""
        if self.scope is Scope.MILITARY:
            return military
        abroad = Scope.DOMESTIC if origin == destination else Scope.INTERNATIONAL
        return (
            self.scope in (Scope.ANY, abroad)
            and (not self.origins or origin in self.origins)
            and (not self.destinations or destination in self.destinations)
        )


class Filing(Struct, kw_only=True):
    """Where and in which language (ISO 639) it is asked; `how` is for whoever does it by hand."""

    language: str
    how: str
    url: str | None = None
    email: str | None = None
    address: str | None = None


class Rule(Struct, kw_only=True):
    """How one counterparty answers for some perils on some lane.

    `services` are words of which one must stand in the name of the carrier's service; none is any service.
    `decision` is how long it takes them at most as they say. `repaid_when_found` tells that the money goes back when
    the parcel turns up; nothing where nobody says. `note` is for people.
    """

    id: str
    counterparty: str
    country: str | None
    zone: str
    version: int = 1
    valid_from: date
    perils: tuple[Peril, ...]
    lane: Lane = Lane()
    services: tuple[str, ...] = ()
    window: Window
    appeal: Bound | None = None
    liability: Liability
    basis: Basis
    with_vat: bool
    documents: tuple[Document, ...]
    claimant: Claimant
    decision: Span | None = None
    minimum: Money | None = None
    exclusions: tuple[str, ...] = ()
    needs_acceptance: bool = False
    repaid_when_found: bool | None = None
    note: str = ""
    source: str
    confidence: Confidence


class Counterparty(Struct, kw_only=True):
    """Somebody who can be asked, with the rules from the special to the general: the first that fits counts.

    `carriers` and `providers` are names under which parcels and covers know it, compared by letters and digits only.
    `countries` are those from which it takes parcels, none is all. `company` is whose account is connected here, and
    `api` tells that it takes claims through it. `excludes` is who cannot be asked as well. `fallback` stands in for
    those of its kind that nobody wrote down.
    """

    key: str
    name: str
    kind: CounterpartyKind
    country: str | None = None
    zone: str = "UTC"
    carriers: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    company: str | None = None
    api: bool = False
    excludes: tuple[CounterpartyKind, ...] = ()
    fallback: bool = False
    filing: Filing
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Rates:
    """Special drawing rights for one unit of each currency, as the International Monetary Fund publishes them."""

    as_of: date
    sdr: dict[str, Decimal]
    source: str

    def convert(self, money: Money, currency_code: str) -> Decimal | None:
        """The same worth in another currency, not rounded; nothing where a rate is missing."""
        if money.currency_code == currency_code:
            return money.amount
        given, wanted = self.sdr.get(money.currency_code), self.sdr.get(currency_code)
        return money.amount * given / wanted if given and wanted else None

    def of_sdr(self, amount: Decimal, currency_code: str) -> Decimal | None:
        """Special drawing rights in a currency, not rounded; nothing where its rate is missing."""
        rate = self.sdr.get(currency_code)
        return amount / rate if rate else None
