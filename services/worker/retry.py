"""What a failure means for a task: try again later, or give up. The only place that knows."""

import random
from dataclasses import dataclass

from services.core.database import AWAY
from services.core.ports import Rejected, Unavailable, Unintelligible
from services.core.vault import VaultClosed

FIRST_SECONDS = 2.0
LONGEST_SECONDS = 3600.0
MOST_OUTAGES = 30
"""Tries while a company or our own database is away: about a day, with pauses of an hour at most."""
MOST_FAULTS = 5
"""Tries after an error of our own, which seldom goes away by itself."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class GiveUp:
    """A person has to look."""


class TookTooLong(Exception):
    """The job did not end by itself within its deadline; whatever it waits for has no end of its own."""


OURS = (Unavailable, Rejected, Unintelligible, VaultClosed, TookTooLong)
"""Errors whose text we wrote, and may show."""


def decide(error: BaseException, failures: int, rng: random.Random) -> Retry | GiveUp:
    """What to do after an error, of which there were `failures` before. Pauses double; half of each is chance."""
    if isinstance(error, Rejected | Unintelligible | VaultClosed):
        return GiveUp()
    most = MOST_OUTAGES if isinstance(error, (Unavailable, *AWAY)) else MOST_FAULTS
    if failures + 1 >= most:
        return GiveUp()
    longest = min(FIRST_SECONDS * 2 ** min(failures, 20), LONGEST_SECONDS)
    wished = min(error.retry_after or 0, LONGEST_SECONDS) if isinstance(error, Unavailable) else 0
    return Retry(wished + rng.uniform(longest / 2, longest))
