"""Whom to ask for a loss, in which order: every way with its reasons, money, deadlines and what is in the way."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from services.core.money import Money, rounded
from services.core.policies.model import ClaimReason
from services.core.recoveries.routing.bars import bars, warnings
from services.core.recoveries.routing.candidates import Candidate, candidates
from services.core.recoveries.routing.model import (
    Bar,
    BarCode,
    CoverKind,
    CoverStatus,
    Criterion,
    Expected,
    Option,
    Route,
    RouteKind,
    Situation,
    Why,
    WhyCode,
)
from services.core.recoveries.routing.reckoning import reckon
from services.core.recoveries.rules.clocks import clock
from services.core.recoveries.rules.deadlines import Deadlines
from services.core.recoveries.rules.model import Counterparty
from services.core.recoveries.rules.terms import CounterpartyKind, Peril

_EFFORT = (
    RouteKind.INSURER_API,
    RouteKind.AGGREGATOR_API,
    RouteKind.CARRIER_API,
    RouteKind.PLATFORM,
    RouteKind.INSURER_PACKET,
    RouteKind.CARRIER_PACKET,
    RouteKind.MANUAL,
    RouteKind.SELF_INSURED,
    RouteKind.NONE,
)
"""By how little a person has to do."""

_BINDING = frozenset({CoverStatus.ACTIVE, CoverStatus.CLAIMED})

_NEVER = datetime.max.replace(tzinfo=UTC)

_PERILS = {
    ClaimReason.DAMAGED_IN_TRANSIT: Peril.DAMAGE,
    ClaimReason.MISSING_ITEM: Peril.MISSING_CONTENTS,
    ClaimReason.DELAYED: Peril.DELAY,
}
_GONE = frozenset({ClaimReason.LOST_IN_TRANSIT, ClaimReason.DELIVERED_NOT_RECEIVED, ClaimReason.STOLEN})


def peril_of(reason: ClaimReason, *, delivered: bool) -> Peril | None:
    """What a customer's reason is to whoever covers parcels; nothing when the loss is the shop's own.

    A parcel that did not come is lost until the carrier calls it delivered; from then on it is stolen.
    """
    if reason in _GONE:
        return Peril.THEFT if delivered else Peril.LOSS
    return _PERILS.get(reason)


def route(situation: Situation, now: datetime) -> tuple[Option, ...]:
    """Every way to the money, the best first, and last the shop's own pocket where nobody else pays.

    What can be filed now comes before what must wait, and that before what is barred; then more money, less work for
    a person, the earlier deadline.
    """
    found = candidates(situation)
    options = [_option(candidate, found, situation, now) for candidate in found]
    return _ranked([*options, *_own_pocket(situation, options)])


def choose(options: tuple[Option, ...], taken: Route) -> tuple[Option, ...]:
    """The options once one is taken: what it excludes is barred, and says why."""
    by = next(option for option in options if option.route == taken)
    bar = Bar(BarCode.EXCLUSIVE_COVER, f"{by.name} is asked, and the two cannot both be.")
    return tuple(
        replace(option, bars=(*option.bars, bar)) if option.route in by.exclusive_with else option for option in options
    )


def _option(candidate: Candidate, others: tuple[Candidate, ...], situation: Situation, now: datetime) -> Option:
    rule = candidate.rule
    deadlines = clock(rule, situation.facts, now) if rule else None
    expected = reckon(rule, situation, candidate.cover) if rule else Expected(None, (), assumed=True)
    apart = tuple(other for other in others if other is not candidate and _excludes(candidate, other))
    return Option(
        route=Route(candidate.kind, candidate.key),
        name=candidate.name,
        rule=rule,
        filing=candidate.party.filing if candidate.party else None,
        reasons=(*candidate.reasons, *(warnings(rule, deadlines) if rule and deadlines else ())),
        bars=(*bars(candidate, situation, deadlines, expected), *_exclusive(candidate, apart, situation)),
        expected=expected,
        documents=rule.documents if rule else (),
        deadlines=deadlines,
        exclusive_with=tuple(Route(other.kind, other.key) for other in apart),
    )


def _exclusive(candidate: Candidate, apart: tuple[Candidate, ...], situation: Situation) -> tuple[Bar, ...]:
    """A platform's cover that is there counts before anybody was asked; the others once they were."""
    live = {filed.counterparty for filed in situation.filed if filed.live}
    for other in apart:
        if other.key in live:
            return (Bar(BarCode.EXCLUSIVE_COVER, f"{other.name} has been asked, and the two cannot both be."),)
        if other.cover and other.cover.status in _BINDING and _one_way(other.party, candidate.party):
            return (Bar(BarCode.EXCLUSIVE_COVER, f"The label is covered by {other.name}, which excludes this."),)
    return ()


def _excludes(one: Candidate, other: Candidate) -> bool:
    return _one_way(one.party, other.party) or _one_way(other.party, one.party)


def _one_way(one: Counterparty | None, other: Counterparty | None) -> bool:
    return one is not None and (other.kind if other else CounterpartyKind.CARRIER) in one.excludes


def _own_pocket(situation: Situation, options: list[Option]) -> list[Option]:
    currency = situation.loss.sales.currency_code
    nothing = Expected(Money(rounded(Decimal(0), currency), currency), ("the shop bears it itself",), assumed=False)
    if any(cover.kind is CoverKind.SELF_INSURED for cover in situation.covers):
        why = Why(WhyCode.SELF_INSURED, "The shop insures itself.")
        return [_own(RouteKind.SELF_INSURED, why, nothing)]
    if not any(option.fileable or option.waits for option in options):
        return [_own(RouteKind.NONE, Why(WhyCode.NOBODY_ELSE, "Nobody else can be asked."), nothing)]
    return []


def _own(kind: RouteKind, why: Why, nothing: Expected) -> Option:
    return Option(Route(kind, "self"), "The shop itself", None, None, (why,), (), nothing, (), None)


def _ranked(options: list[Option]) -> tuple[Option, ...]:
    ordered = sorted(options, key=_key)
    return tuple(
        replace(option, rank=rank, rank_message=message)
        for option, below in zip(ordered, [*ordered[1:], None], strict=True)
        for rank, message in (_why_before(option, below),)
    )


def _key(option: Option) -> tuple[int, Decimal, int, datetime, str]:
    own = option.route.kind in (RouteKind.SELF_INSURED, RouteKind.NONE)
    standing = 0 if option.fileable and not own else 1 if option.waits else 2 if own else 3
    amount = option.expected.amount.amount if option.expected.amount else Decimal(0)
    return standing, -amount, _EFFORT.index(option.route.kind), _due(option.deadlines), option.name


def _due(deadlines: Deadlines | None) -> datetime:
    moments = [deadlines.notice_by, deadlines.file_by] if deadlines else []
    return min((moment for moment in moments if moment), default=_NEVER)


def _why_before(option: Option, below: Option | None) -> tuple[Criterion, str]:
    if below is None:
        return Criterion.LAST, "There is no other way behind it."
    ours, theirs = _key(option), _key(below)
    first = next((place for place in range(len(ours)) if ours[place] != theirs[place]), len(ours) - 1)
    criterion = tuple(Criterion)[first]
    return criterion, {
        Criterion.FILEABLE: f"It is nearer to being paid than {below.name}.",
        Criterion.MONEY: f"It pays more than {below.name}.",
        Criterion.EFFORT: f"It pays the same as {below.name} with less work.",
        Criterion.DEADLINE: f"It pays the same as {below.name}, and its time is over sooner.",
        Criterion.NAME: f"It is as good as {below.name}.",
    }[criterion]
