"""Coverage of a parcel, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from services.core.money import Money


class CoverageKind(StrEnum):
    """Who carries the loss, and since when that was agreed."""

    CARRIER_LIABILITY = "CARRIER_LIABILITY"
    CARRIER_DECLARED_VALUE = "CARRIER_DECLARED_VALUE"
    THIRD_PARTY = "THIRD_PARTY"
    SELF_INSURED = "SELF_INSURED"


class CoverageStatus(StrEnum):
    """Whether it can be claimed on."""

    INACTIVE = "INACTIVE"
    ACTIVE = "ACTIVE"
    CLAIMED = "CLAIMED"
    EXPIRED = "EXPIRED"
    VOID = "VOID"


@dataclass(frozen=True, slots=True)
class NewCoverage:
    """Coverage as a shop tells it, or wants it bought from `account_id`'s company (`buys`).

    `provider` is who pays (`shipsurance`, `easypost`, a carrier's name). All amounts are in `insured`'s currency.
    """

    shipment_id: str
    provider: str
    kind: CoverageKind
    insured: Money
    policy_number: str | None = None
    premium_amount: Decimal | None = None
    deductible_amount: Decimal = Decimal(0)
    effective_at: datetime | None = None
    expires_at: datetime | None = None
    account_id: str | None = None
    buys: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage that we know. `reference` is the provider's own id of it."""

    id: str
    order_id: str
    shipment_id: str
    account_id: str | None
    provider: str
    kind: CoverageKind
    status: CoverageStatus
    policy_number: str | None
    reference: str | None
    insured: Money
    premium_amount: Decimal | None
    deductible_amount: Decimal
    effective_at: datetime | None
    expires_at: datetime | None
    failure_code: str | None
    version: int
    sequence: int
    created_at: datetime
    updated_at: datetime
