"""Makes the parcels that go wrong in a year, and the people who should file them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from services.core.money import Money, rounded
from services.core.recoveries.routing.model import Cover, CoverKind, Loss, Situation
from services.core.recoveries.rules.book import written_rates
from services.core.recoveries.rules.deadlines import Facts
from services.core.recoveries.rules.terms import Peril
from tests.bench.recoveries import assumptions as assumed

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
_ARRIVED = frozenset({Peril.DAMAGE, Peril.THEFT, Peril.MISSING_CONTENTS})
_RATES = written_rates()


@dataclass(frozen=True)
class Habits:
    """What a person would do with one loss. `heard` is for one alarm after the other, unless all are ignored."""

    forgets: bool
    ignores: bool
    delay: timedelta
    returns: bool
    second_delay: timedelta
    heard: tuple[bool, ...]


@dataclass(frozen=True)
class Mishap:
    """A parcel that went wrong, when the shop hears of it, and who is there."""

    situation: Situation
    noticed_at: datetime
    habits: Habits


def mishaps(seed: int) -> Iterator[Mishap]:
    """A year's. The same seed gives the same year."""
    random = Random(seed)
    perils, shares = list(assumed.PERILS), list(assumed.PERILS.values())
    lanes = random.choices(assumed.LANES, [lane.share for lane in assumed.LANES], k=assumed.PARCELS)
    for lane in lanes:
        (peril,) = random.choices([*perils, None], [*shares, 1 - sum(shares)])
        if peril:
            yield _mishap(random, lane, peril)


def _mishap(random: Random, lane: assumed.Lane, peril: Peril) -> Mishap:
    shipped_at = NEW_YEAR + YEAR * random.random()
    scheduled_at = shipped_at + _days(random, assumed.TRANSIT_DAYS)
    delivered_at = scheduled_at + timedelta(days=random.uniform(-1, 1)) if peril in _ARRIVED else None
    noticed = assumed.DELIVERY_NOTICED_DAYS if delivered_at else assumed.LOSS_NOTICED_DAYS
    loss = _loss(random, lane)
    facts = Facts(
        ordered_at=shipped_at - timedelta(days=1),
        shipped_at=shipped_at,
        mailed_at=shipped_at,
        accepted_at=shipped_at + timedelta(hours=6),
        scheduled_at=scheduled_at,
        delivered_at=delivered_at,
    )
    situation = Situation(
        peril=peril,
        carrier=lane.carrier,
        label_source=lane.source,
        facts=facts,
        loss=loss,
        origin=lane.origin,
        destination=lane.destination,
        rates=_RATES,
        seller=lane.seller,
        service=lane.service,
        weight_kg=round(Decimal(_lognormal(random, assumed.WEIGHT_KG)), 2),
        covers=tuple(
            Cover(CoverKind.THIRD_PARTY, name, loss.sales) for name, share in lane.insured if random.random() < share
        ),
        accounts=frozenset({"easypost", "amazon_shipping"}),
    )
    habits = Habits(
        forgets=random.random() < assumed.FORGOTTEN,
        ignores=random.random() < assumed.IGNORED,
        delay=_days(random, assumed.HABIT_DAYS),
        returns=random.random() < assumed.RETURNS,
        second_delay=_days(random, assumed.HABIT_DAYS),
        heard=tuple(random.random() < assumed.HEARD for _ in range(24)),
    )
    return Mishap(situation, (delivered_at or scheduled_at) + _days(random, noticed), habits)


def _loss(random: Random, lane: assumed.Lane) -> Loss:
    value = _RATES.convert(Money(Decimal(_lognormal(random, assumed.VALUE)), assumed.CURRENCY), lane.currency)
    assert value is not None, "the rates know each lane's currency"
    net = rounded(value, lane.currency)
    vat = rounded(net * lane.vat, lane.currency)
    cost = rounded(net * assumed.COST_SHARE, lane.currency)
    return Loss(Money(net + vat, lane.currency), Money(vat, lane.currency), Money(cost, lane.currency))


def _days(random: Random, spread: tuple[float, float]) -> timedelta:
    return timedelta(days=_lognormal(random, spread))


def _lognormal(random: Random, spread: tuple[float, float]) -> float:
    median, sigma = spread
    return random.lognormvariate(math.log(median), sigma)
