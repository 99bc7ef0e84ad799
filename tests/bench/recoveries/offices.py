"""Four ways to run the office that files claims, and the money that each of them gets for one loss."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from services.core.recoveries.routing.model import Filed, Option, RouteKind, Situation
from services.core.recoveries.routing.policy import route
from tests.bench.recoveries.assumptions import CURRENCY
from tests.bench.recoveries.world import Mishap

_BY_PROGRAM = frozenset({RouteKind.INSURER_API, RouteKind.AGGREGATOR_API, RouteKind.CARRIER_API})
_OWN = frozenset({RouteKind.SELF_INSURED, RouteKind.NONE})


class Office(StrEnum):
    """Who sees to it that claims are filed in time."""

    UNWATCHED = "unwatched"
    WATCHED = "watched"
    AUTOMATIC = "automatic"
    PROMPT = "prompt"


LATE = (Office.UNWATCHED, Office.WATCHED, Office.AUTOMATIC)
"""Those that are late at times; the other shows what could be had."""


Moment = tuple[datetime, bool]
"""When somebody files what can be filed; whether it is a program, which can do so only through interfaces."""


def paid(mishap: Mishap, office: Office) -> dict[str, Decimal]:
    """Which counterparty pays how much of it, in CURRENCY."""
    situation = mishap.situation
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for at, by_program in sorted(_moments(mishap, office)):
        while option := _next(situation, at, by_program=by_program):
            assert option.expected.amount is not None, "only what pays is filed"
            filed = Filed(option.route.counterparty, live=True, amount=option.expected.amount)
            situation = replace(situation, filed=(*situation.filed, filed))
            worth = situation.rates.convert(option.expected.amount, CURRENCY)
            sums[option.route.counterparty] += worth or Decimal(0)
    return sums


def _next(situation: Situation, at: datetime, *, by_program: bool) -> Option | None:
    for option in route(situation, at):
        can = option.fileable and option.route.kind not in _OWN and option.expected.amount
        if can and (not by_program or option.route.kind in _BY_PROGRAM):
            return option
    return None


def _moments(mishap: Mishap, office: Office) -> Iterator[Moment]:
    options = [option for option in route(mishap.situation, mishap.noticed_at) if option.fileable or option.waits]
    if office is Office.PROMPT:
        yield from ((at, False) for at in _openings(options, mishap.noticed_at))
        return
    yield from _by_habit(mishap, options)
    if office is not Office.UNWATCHED:
        yield from _upon_alarms(mishap, options)
    if office is Office.AUTOMATIC:
        yield from ((at, True) for at in _openings(options, mishap.noticed_at))


def _by_habit(mishap: Mishap, options: list[Option]) -> Iterator[Moment]:
    """Once, and once more where that was too early."""
    if mishap.habits.forgets:
        return
    first = mishap.noticed_at + mishap.habits.delay
    yield first, False
    late = [opens for opens in _openings(options, first) if opens > first]
    if late and mishap.habits.returns:
        yield max(late) + mishap.habits.second_delay, False


def _upon_alarms(mishap: Mishap, options: list[Option]) -> Iterator[Moment]:
    """When the loss is noticed, when a window opens, and before it closes."""
    if mishap.habits.ignores:
        return
    told = set(_openings(options, mishap.noticed_at))
    for option in options:
        told |= {alarm.at for alarm in option.deadlines.alarms} if option.deadlines else set()
    for at, heard in zip(sorted(told), mishap.habits.heard, strict=False):
        if heard:
            yield at, False


def _openings(options: list[Option], since: datetime) -> Iterator[datetime]:
    yield since
    for option in options:
        if option.deadlines and option.deadlines.opens_at and option.deadlines.opens_at > since:
            yield option.deadlines.opens_at
