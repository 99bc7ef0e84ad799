"""Who can be asked to carry a loss, and by which rules: windows, limits, papers, each with its source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict
from pydantic.dataclasses import dataclass as table

from services.core.money import Money, parse_amount
from services.core.recoveries.rules.terms import (
    Anchor,
    Basis,
    Claimant,
    Confidence,
    CounterpartyKind,
    Document,
    Peril,
    Scope,
    Unit,
)

KNOWN_FIELDS = ConfigDict(extra="forbid")


_MOMENTS = {
    Anchor.SHIP: "shipping",
    Anchor.MAILING: "mailing",
    Anchor.ACCEPTANCE: "acceptance",
    Anchor.SCHEDULED: "the promised day",
    Anchor.DELIVERY: "delivery",
    Anchor.DECISION: "the decision",
}


@dataclass(frozen=True, slots=True)
class Span:
    """So long."""

    amount: int
    unit: Unit

    @classmethod
    def read(cls, text: str) -> "Span":
        """Read `30 DAYS`. Raises `ValueError`."""
        found = re.fullmatch(r"(\d{1,4}) ([A-Z_]+)", text)
        if not found:
            raise ValueError(f'{text!r} is no span such as "30 DAYS"')
        return cls(int(found[1]), Unit(found[2]))

    def __str__(self) -> str:
        words = self.unit.value.lower().replace("_", " ")
        return f"{self.amount} {words.removesuffix('s') if self.amount == 1 else words}"


@dataclass(frozen=True, slots=True)
class Offset:
    """So long after a moment."""

    span: Span
    anchor: Anchor

    @classmethod
    def read(cls, text: str) -> "Offset":
        """Read `30 DAYS after SHIP`. Raises `ValueError`."""
        span, _, anchor = text.partition(" after ")
        return cls(Span.read(span), Anchor(anchor))

    def __str__(self) -> str:
        return f"{self.span} after {_MOMENTS[self.anchor]}"


@dataclass(frozen=True, slots=True)
class Bound:
    """The first of these whose moment is known counts."""

    offsets: tuple[Offset, ...]

    @classmethod
    def read(cls, text: str) -> "Bound":
        """Read offsets with `or` between them. Raises `ValueError`."""
        return cls(tuple(map(Offset.read, text.split(" or "))))

    def __str__(self) -> str:
        return " or ".join(map(str, self.offsets))


def _read_money(text: str) -> Money:
    amount, _, currency = text.partition(" ")
    return Money(parse_amount(amount, currency), currency)


# as they are written in the files
WrittenSpan = Annotated[Span, BeforeValidator(Span.read)]
WrittenBound = Annotated[Bound, BeforeValidator(Bound.read)]
WrittenMoney = Annotated[Money, BeforeValidator(_read_money)]


@table(frozen=True, slots=True, kw_only=True, config=KNOWN_FIELDS)
class AfterHours:
    """What is delivered at `after` or later may be reported until `until` on the next working day."""

    after: time
    until: time


@table(frozen=True, slots=True, kw_only=True, config=KNOWN_FIELDS)
class Window:
    """When it can be asked. Without `opens` at once; without `file` nobody knows until when.

    `notice` is until when the loss must be reported where the claim itself may follow later. `notice_bars` tells
    whether a claim without such notice is refused.
    """

    opens: WrittenBound | None = None
    notice: WrittenBound | None = None
    file: WrittenBound | None = None
    notice_bars: bool = True
    after_hours: AfterHours | None = None


@table(frozen=True, slots=True, kw_only=True, config=KNOWN_FIELDS)
class Liability:
    """What is paid at most. Without amount and weight it is what was insured.

    `declarable` is up to which value the sender could have raised it. `included` tells that a cover need not have
    been bought to get `limit`.
    """

    limit: WrittenMoney | None = None
    sdr_per_kg: Decimal | None = None
    declarable: WrittenMoney | None = None
    included: bool = False


@table(frozen=True, slots=True, kw_only=True, config=KNOWN_FIELDS)
class Lane:
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


@table(frozen=True, slots=True, kw_only=True, config=KNOWN_FIELDS)
class Filing:
    """Where and in which language (ISO 639) it is asked; `how` is for whoever does it by hand."""

    language: str
    how: str
    url: str | None = None
    email: str | None = None
    address: str | None = None


@table(frozen=True, slots=True, kw_only=True, config=KNOWN_FIELDS)
class Rule:
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
    appeal: WrittenBound | None = None
    liability: Liability
    basis: Basis
    with_vat: bool
    documents: tuple[Document, ...]
    claimant: Claimant
    decision: WrittenSpan | None = None
    minimum: WrittenMoney | None = None
    exclusions: tuple[str, ...] = ()
    needs_acceptance: bool = False
    repaid_when_found: bool | None = None
    note: str = ""
    source: str
    confidence: Confidence

    @property
    def reference(self) -> str:
        """What names it for ever, such as `ups/us-loss@1`."""
        return f"{self.counterparty}/{self.id}@{self.version}"


@table(frozen=True, slots=True, kw_only=True, config=KNOWN_FIELDS)
class Counterparty:
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
    sdr: Mapping[str, Decimal]
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
