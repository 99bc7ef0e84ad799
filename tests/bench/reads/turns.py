"""Rounds in which every contender has its turn at each size of page.

ROUNDS and TURN_SECONDS in the environment make a trial run short.
"""

import os
from collections.abc import Sequence

from tests.bench.reads.load import Contender

SIZES = (1, 50)
ROUNDS = int(os.environ.get("ROUNDS", "5"))
TURN_SECONDS = float(os.environ.get("TURN_SECONDS", "3"))

Rates = dict[tuple[str, int], list[float]]
"""Answers a second in each round, by the contender's name and the size of the page."""


async def in_turns(contenders: Sequence[Contender]) -> Rates:
    """What each contender answers in each round, after a turn that does not count. Raises `Unequal`."""
    rates: Rates = {(one.name, first): [] for first in SIZES for one in contenders}
    for turn in range(ROUNDS + 1):
        for first in SIZES:
            for one in contenders:
                rate = await one.rate(first, TURN_SECONDS)
                if turn:
                    rates[one.name, first].append(rate)
        if turn:
            told = ", ".join(f"{name} {values[-1]:,.0f} ({first})" for (name, first), values in rates.items())
            print(f"  round {turn} of {ROUNDS}: {told}", flush=True)
    return rates
