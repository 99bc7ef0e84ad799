"""What a policy says of one claim, as it is shown: a decision, which is no row."""

from typing import cast

import strawberry

from services.api.money import Money
from services.api.policies.types import ClaimResolutions, ClaimWindow
from services.api.policies.words import EvidenceKind
from services.core import money
from services.core.policies.model import Limits, Rule


def _listed(limits: Limits) -> list[Money]:
    return [cast("Money", money.Money(amount, currency)) for currency, amount in sorted(limits.items())]


def _auto_approve_limits(root: Rule) -> list[Money]:
    return _listed(root.auto_approve_limits)


def _goodwill_limits(root: Rule) -> list[Money]:
    return _listed(root.goodwill_limits)


def _recovery_minimum(root: Rule) -> list[Money]:
    return _listed(root.recovery_minimum)


@strawberry.type(description="What the policy says of a claim, all of it.")
class ClaimRule:
    """A core `Rule`."""

    window: ClaimWindow = strawberry.field(description="When a claim may be made.")
    resolutions: ClaimResolutions = strawberry.field(description="How it is made good.")
    escalation_days: int = strawberry.field(
        description="How many days after the order the customer may turn to the bank or the platform."
    )
    required_evidence: list[EvidenceKind] = strawberry.field(description="What the customer has to send.")
    refunds_shipping: bool = strawberry.field(description="Whether what was paid for shipping is given back too.")
    covers_final_sale: bool = strawberry.field(description="Whether what was sold for good can be claimed.")
    inactivity_days: int = strawberry.field(description="How many days the customer has for an answer.")
    appeal_days: int = strawberry.field(description="How many days the customer has for an appeal.")
    report_url: str = strawberry.field(description="The platform's form for reporting a shop; empty is none.")
    auto_approve_limits: list[Money] = strawberry.field(
        description="Up to which amount nobody has to look at a claim, by currency.", resolver=_auto_approve_limits
    )
    goodwill_limits: list[Money] = strawberry.field(
        description="How much may be given for one order beyond what was paid, by currency.", resolver=_goodwill_limits
    )
    files_recoveries: bool = strawberry.field(
        description="Whether recoveries are filed without a person as soon as nothing is missing, where a company "
        "takes them by a call."
    )
    recovery_minimum: list[Money] = strawberry.field(
        description="Below which amount no recovery is proposed, by currency.", resolver=_recovery_minimum
    )
