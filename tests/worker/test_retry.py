"""What each failure means for a task."""

import random

import asyncpg
import pytest

from services.core.ports import Rejected, Unavailable, Unintelligible
from services.core.vault import VaultClosed
from services.worker.retry import LONGEST_SECONDS, MOST_FAULTS, MOST_OUTAGES, GiveUp, Retry, TookTooLong, decide

CHANCE = random.Random(7)


@pytest.mark.parametrize(
    "error",
    [
        Rejected("TRACKER.NOT_FOUND", "no such parcel"),
        Unintelligible("no JSON"),
        VaultClosed("no key"),
    ],
)
def test_a_no_for_good_goes_to_a_person_at_once(error: Exception) -> None:
    assert decide(error, 0, CHANCE) == GiveUp()


@pytest.mark.parametrize(
    ("error", "most"),
    [
        (Unavailable("away"), MOST_OUTAGES),
        (Unavailable("throttled", ambiguous=False), MOST_OUTAGES),
        (asyncpg.ConnectionDoesNotExistError(), MOST_OUTAGES),
        (asyncpg.CannotConnectNowError(), MOST_OUTAGES),
        (ConnectionRefusedError(), MOST_OUTAGES),
        (KeyError("ours"), MOST_FAULTS),
        (asyncpg.UndefinedTableError(), MOST_FAULTS),
        (TookTooLong(), MOST_FAULTS),
    ],
)
def test_an_outage_is_waited_out_longer_than_an_error_of_our_own(error: Exception, most: int) -> None:
    assert isinstance(decide(error, most - 2, CHANCE), Retry)
    assert decide(error, most - 1, CHANCE) == GiveUp()


def test_pauses_double_up_to_an_hour_and_half_of_each_is_chance() -> None:
    for failures in range(MOST_OUTAGES - 1):
        verdict = decide(Unavailable("away"), failures, CHANCE)
        assert isinstance(verdict, Retry)
        longest = min(2.0 * 2**failures, LONGEST_SECONDS)
        assert longest / 2 <= verdict.seconds <= longest
    spread = {decide(Unavailable("away"), 3, CHANCE) for _ in range(20)}
    assert len(spread) > 10


@pytest.mark.parametrize(("wish", "least"), [(None, 1), (60, 61), (10**9, LONGEST_SECONDS)])
def test_a_companys_wish_to_be_left_alone_is_heard_but_not_for_ever(wish: float | None, least: float) -> None:
    verdict = decide(Unavailable("throttled", retry_after=wish), 0, CHANCE)
    assert isinstance(verdict, Retry)
    assert least <= verdict.seconds <= least + 2
