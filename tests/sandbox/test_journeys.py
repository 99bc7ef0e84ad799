"""The stories are believable: in order, long enough ago, never in the future."""

from datetime import UTC, datetime, timedelta

import pytest

from services.sandbox.easypost.samples import CODES
from services.sandbox.easypost.words import WORDS
from services.sandbox.journeys import JOURNEYS, NEIGHBOR, TURNS, UNSCRIPTED, Happening, for_code, turn

NOON = datetime(2026, 3, 14, 12, 0, 5, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 14, tzinfo=UTC)
STORIES = [*JOURNEYS.values(), *CODES.values()]


@pytest.mark.parametrize("journey", STORIES, ids=lambda journey: journey.name)
def test_a_journey_is_told_in_order_and_never_in_the_future(journey: object) -> None:
    scans = [step.scan(MIDNIGHT) for step in journey.steps]  # type: ignore[attr-defined]

    moments = [scan.at for scan in scans]
    assert moments == sorted(set(moments))
    assert all(moment < MIDNIGHT for moment in moments)


def test_every_happening_has_easyposts_words() -> None:
    assert set(WORDS) == set(Happening)


def test_a_lost_parcel_was_last_seen_twenty_days_ago() -> None:
    last = JOURNEYS["LOST"].steps[-1].scan(MIDNIGHT)

    assert (MIDNIGHT.date() - last.at.date()).days == 20
    assert last.happening is Happening.DEPARTED


def test_nobody_signed_for_the_parcel_that_was_not_received_and_a_neighbor_for_the_other() -> None:
    not_received, neighbor = JOURNEYS["NOTRECEIVED"].steps[-1], JOURNEYS["NEIGHBOUR"].steps[-1]

    assert (not_received.happening, not_received.signed_by) == (Happening.DELIVERED, None)
    assert neighbor.signed_by == NEIGHBOR != JOURNEYS["DELIVERED"].steps[-1].signed_by


@pytest.mark.parametrize("name", JOURNEYS)
def test_a_code_names_its_journey_with_and_without_hyphens(name: str) -> None:
    assert for_code(f"MG-{name}-0001").name == name
    assert for_code(f"mg{name.lower()}0001").name == name


@pytest.mark.parametrize("code", ["", "MG", "MG-", "MG-NOSUCH-1", "1Z999AA10123456784", "LOST"])
def test_other_codes_have_no_story(code: str) -> None:
    assert for_code(code) is UNSCRIPTED


@pytest.mark.parametrize("name", TURNS)
@pytest.mark.parametrize("ago", [timedelta(0), timedelta(seconds=1), timedelta(hours=3), timedelta(days=40)])
def test_a_turn_comes_after_what_is_known_and_not_after_now(name: str, ago: timedelta) -> None:
    scans = turn(name, NOON, after=NOON - ago)

    moments = [NOON - ago, *(scan.at for scan in scans)]
    assert moments == sorted(moments)
    assert moments[-1] == NOON
