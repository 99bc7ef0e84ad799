"""What a policy's rule says of one claim at one moment: the same for a claim that is made and for one of the past."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from services.core.claims.model import ResolutionType
from services.core.policies.model import Anchor, Bound, Rule
from services.core.policies.windows import Moments, closes_at, opens_at

ONLY_GOODS = frozenset({ResolutionType.RESHIPMENT})


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule looks at. `amount` is what the claim is worth, `final_sale` that all of it was sold for good."""

    moments: Moments
    at: datetime
    country: str | None
    zone: ZoneInfo
    amount: Decimal
    currency_code: str
    final_sale: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule says. `closes_at` is the first moment that is too late.

    `auto_approve` tells that the amount is small enough to be approved by nobody once the required evidence is there.
    """

    opens_at: datetime | None
    closes_at: datetime | None
    waiting_until: datetime | None
    escalate_from: datetime | None
    covered: bool
    too_late: bool
    auto_approve: bool
    options: tuple[ResolutionType, ...]

    @property
    def eligible(self) -> bool:
        """Whether the policy takes it, now or after a while."""
        return self.covered and not self.too_late


def judge(rule: Rule, subject: Subject) -> Verdict:
    """Apply a rule. Whoever is early waits, whoever is late is late; what it is worth decides who looks at it."""
    moments, zone, country = subject.moments, subject.zone, subject.country
    opens = opens_at(rule.window.earliest, moments, zone, country)
    closes = closes_at(rule.window.latest, moments, zone, country)
    patience = opens_at(Bound(Anchor.ORDERED, rule.escalation_days), moments, zone, country)
    promised = moments.get(Anchor.PROMISED)
    early = opens is not None and subject.at < opens
    too_late = closes is not None and subject.at >= closes
    covered = rule.covers_final_sale or not subject.final_sale
    limit = rule.auto_approve_limits.get(subject.currency_code)
    small = limit is not None and subject.amount <= limit
    return Verdict(
        opens_at=opens,
        closes_at=closes,
        waiting_until=opens if early else None,
        escalate_from=max(patience, promised) if patience and promised else patience,
        covered=covered,
        too_late=too_late,
        auto_approve=small and covered and not early and not too_late,
        options=_options(rule, subject.amount) if covered and not too_late else (),
    )


def _options(rule: Rule, amount: Decimal) -> tuple[ResolutionType, ...]:
    """What can be chosen, what is given by default first; where no money can be given back, goods alone."""
    said = rule.resolutions
    always = [ResolutionType.REFUND] if said.refund_always else []
    options = dict.fromkeys([said.default, *said.allowed, *always])
    return tuple(one for one in options if amount or one in ONLY_GOODS)
