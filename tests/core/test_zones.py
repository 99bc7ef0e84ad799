"""Local times of the United States."""

from datetime import UTC, datetime

import pytest

from services.core.outside.zones import EASTERN, STATES, of_state

NOON = datetime(2026, 7, 1, 12)  # noqa: DTZ001 - as a carrier writes it


@pytest.mark.parametrize(
    ("state", "hour"), [("NY", 16), ("tx ", 17), ("CO", 18), ("AZ", 19), ("CA", 19), ("AK", 20), ("HI", 22), ("PR", 16)]
)
def test_a_state_has_its_time(state: str, hour: int) -> None:
    assert NOON.replace(tzinfo=of_state(state)).astimezone(UTC).hour == hour


def test_every_state_and_the_district_has_one() -> None:
    assert len(STATES) == 50 + 1 + len({"PR", "VI", "GU", "MP", "AS"})


def test_what_is_no_state_is_dated_early() -> None:
    assert of_state("") is of_state("XX") is EASTERN
