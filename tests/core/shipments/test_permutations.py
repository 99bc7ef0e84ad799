"""The order in which scans are told matters for no carrier, and the check would see it if it did."""

import random
from collections.abc import Sequence
from dataclasses import replace

from services.core.companies import CARRIERS
from services.core.shipments.model import Reading, TrackingStatus
from tests.core.shipments.permutations import START, End, History, different, run, told

HISTORY = tuple(
    Reading(START, word, word.value, None, None)
    for word in (TrackingStatus.PRE_TRANSIT, TrackingStatus.IN_TRANSIT, TrackingStatus.DELIVERED)
)


async def test_no_carriers_parcel_depends_on_the_order_in_which_its_scans_are_told() -> None:
    results = await run(seed=1, permutations=300)
    assert [row.carrier for row in results] == [carrier.name for carrier in CARRIERS]
    for row in results:
        assert row.histories > 0, f"{row.carrier} has neither journeys nor a vocabulary"
        assert (row.permutations, row.different) == (300, 0), row.carrier


def test_a_parcel_that_stood_where_its_last_answer_left_it_would_be_seen() -> None:
    def by_arrival(batches: Sequence[History], carrier: str) -> End:
        ended, facts = told(batches, carrier)
        scans = [scan for batch in batches for scan in batch]
        return replace(ended, status=scans[-1].status), facts

    assert different(HISTORY, "usps", random.Random(1), 50, by_arrival) > 10
