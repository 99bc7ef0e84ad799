"""A policy's rules as they are sent."""

from decimal import Decimal

import strawberry

from services.api.money import MoneyInput
from services.api.policies.words import Anchor, ClaimReason, EvidenceKind, ResolutionType, Unit
from services.core.policies.model import Bound, PolicyRule, Resolutions, Window
from services.core.refusal import refuse


@strawberry.input(description="So many hours or days after a moment.")
class ClaimBoundInput:
    """A bound of a window."""

    anchor: Anchor = strawberry.field(description="From which moment it is counted.")
    amount: int = strawberry.field(description="How many, from 0.")
    unit: Unit = strawberry.field(description="Of what.", default=Unit.CALENDAR_DAYS)

    def told(self) -> Bound:
        """The bound as the core takes it."""
        return Bound(self.anchor, self.amount, self.unit)


@strawberry.input(description="When a claim may be made.")
class ClaimWindowInput:
    """A window."""

    earliest: ClaimBoundInput | None = strawberry.field(description="From when on; left out, at once.", default=None)
    latest: ClaimBoundInput | None = strawberry.field(description="Until when; left out, for ever.", default=None)

    def told(self) -> Window:
        """The window as the core takes it."""
        earliest, latest = self.earliest, self.latest
        return Window(earliest.told() if earliest else None, latest.told() if latest else None)


@strawberry.input(description="How claims are made good.")
class ClaimResolutionsInput:
    """What can be given."""

    allowed: list[ResolutionType] = strawberry.field(description="What can be chosen, at least one.")
    default: ResolutionType = strawberry.field(description="What is given when nobody chooses; one of `allowed`.")
    refund_always: bool = strawberry.field(
        description="Whether a refund is always among what can be chosen, and credit only the customer's choice. In "
        "the EU it has to be so.",
        default=False,
    )


@strawberry.input(description="One rule. What is left out is taken from rules that say less precisely what they match.")
class ClaimPolicyRuleInput:
    """A rule."""

    market: str | None = strawberry.field(
        description="The country of the delivery address (ISO 3166-1, two capital letters), or `EU` or `EEA`; left "
        "out, any.",
        default=None,
    )
    carrier: str | None = strawberry.field(
        description="Who carries the parcel, in any case; left out, any.", default=None
    )
    reason: ClaimReason | None = strawberry.field(description="What went wrong; left out, anything.", default=None)
    window: ClaimWindowInput | None = strawberry.field(
        description="When a claim may be made, both bounds together.", default=None
    )
    resolutions: ClaimResolutionsInput | None = strawberry.field(description="How it is made good.", default=None)
    escalation_days: int | None = strawberry.field(
        description="How many days after the order the customer may turn to the bank or the platform, 0 to 365.",
        default=None,
    )
    required_evidence: list[EvidenceKind] | None = strawberry.field(
        description="What the customer has to send; an empty list is nothing.", default=None
    )
    auto_approve_limits: list[MoneyInput] = strawberry.field(
        description="Up to which amount nobody has to look at a claim, by currency; `0` is never. In a currency that "
        "is not named every claim is looked at.",
        default_factory=list,
    )
    goodwill_limits: list[MoneyInput] = strawberry.field(
        description="How much may be given for one order beyond what was paid, by currency; `0` is nothing. A currency "
        "that is not named has no limit.",
        default_factory=list,
    )
    refunds_shipping: bool | None = strawberry.field(
        description="Whether what was paid for shipping is given back too.", default=None
    )
    covers_final_sale: bool | None = strawberry.field(
        description="Whether what was sold for good can be claimed.", default=None
    )
    inactivity_days: int | None = strawberry.field(
        description="How many days the customer has for an answer, 1 to 365.", default=None
    )
    appeal_days: int | None = strawberry.field(
        description="How many days the customer has for an appeal, 1 to 365.", default=None
    )
    report_url: str | None = strawberry.field(
        description="The platform's form for reporting a shop, a link that begins with https://; empty is none.",
        default=None,
    )
    files_recoveries: bool | None = strawberry.field(
        description="Whether recoveries are filed without a person as soon as nothing is missing, where a company "
        "takes them by a call. Nothing is filed so unless a rule says it.",
        default=None,
    )
    recovery_minimum: list[MoneyInput] = strawberry.field(
        description="Below which amount no recovery is proposed, by currency. A currency that is not named has no "
        "minimum.",
        default_factory=list,
    )

    def told(self, place: int) -> PolicyRule:
        """The rule as the core takes it. Raises `Refused` for two limits in one currency."""
        said = self.resolutions
        return PolicyRule(
            market=self.market,
            carrier=self.carrier,
            reason=self.reason,
            window=self.window.told() if self.window else None,
            resolutions=Resolutions(tuple(said.allowed), said.default, said.refund_always) if said else None,
            escalation_days=self.escalation_days,
            required_evidence=None if self.required_evidence is None else tuple(dict.fromkeys(self.required_evidence)),
            auto_approve_limits=_limits(self.auto_approve_limits, place, "autoApproveLimits"),
            goodwill_limits=_limits(self.goodwill_limits, place, "goodwillLimits"),
            refunds_shipping=self.refunds_shipping,
            covers_final_sale=self.covers_final_sale,
            inactivity_days=self.inactivity_days,
            appeal_days=self.appeal_days,
            report_url=self.report_url,
            files_recoveries=self.files_recoveries,
            recovery_minimum=_limits(self.recovery_minimum, place, "recoveryMinimum"),
        )


def rules_of(given: list[ClaimPolicyRuleInput]) -> tuple[PolicyRule, ...]:
    """The rules as the core takes them. Raises `Refused` for two limits in one currency."""
    return tuple(rule.told(place) for place, rule in enumerate(given))


def _limits(given: list[MoneyInput], place: int, name: str) -> dict[str, Decimal] | None:
    limits = {one.currency_code: one.amount for one in given}
    if len(limits) < len(given):
        raise refuse("DUPLICATE", "Name each currency once.", "rules", str(place), name)
    return limits or None
