"""How a coverage is shown; not to customers."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from services.api.coverages.words import CoverageKind, CoverageStatus
from services.api.entities import Node
from services.api.money import Money
from services.api.reads.words import column, embedded, table, to_one

if TYPE_CHECKING:
    from services.api.shipments.types import Shipment


def amount(description: str, name: str, *, nullable: bool = False) -> Any:
    """An amount in the coverage's currency."""
    sources = {"amount": f"{{t}}.{name}", "currency_code": "{t}.currency_code"}
    return embedded(description, sources, present=f"{{t}}.{name} is not null" if nullable else None)


@table("coverages", prefix="cov", customer="false")
@strawberry.type(description="What covers a parcel against loss. Customers see none.")
class Coverage(Node):
    """A policy, a declared value, a carrier's liability, or the shop's own risk."""

    provider: str = column("Who pays, such as `easypost`, `shipsurance` or a carrier.")
    kind: CoverageKind = column("Who carries the loss.")
    status: CoverageStatus = column("Whether it can be claimed on.")
    policy_number: str | None = column("The provider's number of the policy.")
    reference: str | None = column("The provider's own id, of one that was bought here.")
    insured: Money = amount("Up to how much it pays.", "insured_amount")
    premium: Money | None = amount("What it cost.", "premium_amount", nullable=True)
    deductible: Money = amount("What the shop carries of each loss.", "deductible_amount")
    effective_at: datetime | None = column("From when it covers.")
    expires_at: datetime | None = column("Until when it covers.")
    account_id: strawberry.ID | None = column("The account that it was bought from.")
    failure_code: str | None = column("Why it could not be bought, if so.")
    version: int = column("Rises with each change.")
    created_at: datetime = column("When we first heard of it.")
    updated_at: datetime = column("When it last changed.")
    shipment: Annotated["Shipment", strawberry.lazy("services.api.shipments.types")] | None = to_one(
        "The parcel that it covers.", "shipment_id"
    )
