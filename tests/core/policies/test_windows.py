"""When windows open and close: by the clock, by the storefront's midnights, and around public holidays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.policies.model import Anchor, Bound, Unit
from services.core.policies.windows import closes_at, opens_at

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("Europe/Copenhagen", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "UTC")]
)
MOMENTS = st.integers(0, 5 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
DAYS = st.sampled_from([Unit.CALENDAR_DAYS, Unit.WORKING_DAYS])


def a_moment(text: str, zone: ZoneInfo = COPENHAGEN) -> datetime:
    """A local moment, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def opens(
    amount: int, unit: Unit, anchor: datetime, zone: ZoneInfo = COPENHAGEN, country: str | None = "DK"
) -> datetime:
    found = opens_at(Bound(Anchor.DELIVERED, amount, unit), {Anchor.DELIVERED: anchor}, zone, country)
    assert found is not None
    return found


def closes(
    amount: int, unit: Unit, anchor: datetime, zone: ZoneInfo = COPENHAGEN, country: str | None = "DK"
) -> datetime:
    found = closes_at(Bound(Anchor.DELIVERED, amount, unit), {Anchor.DELIVERED: anchor}, zone, country)
    assert found is not None
    return found


# Denmark 2026: Maundy Thursday is 2 April, Good Friday 3 April, Easter Monday 6 April
@pytest.mark.parametrize(
    ("amount", "anchor", "last"),
    [
        (5, "2026-03-02T12:00", "2026-03-09"),  # over a weekend
        (1, "2026-04-01T12:00", "2026-04-07"),  # all of Easter lies between
        (5, "2026-03-31T23:59", "2026-04-10"),
        (0, "2026-04-03T08:00", "2026-04-07"),  # delivered on a holiday: the next working day is the last
        (0, "2026-04-01T08:00", "2026-04-01"),
        (1, "2026-05-13T12:00", "2026-05-15"),  # Ascension Day
        (1, "2023-05-04T12:00", "2023-05-08"),  # the Great Day of Prayer was a holiday until 2023
        (1, "2024-04-25T12:00", "2024-04-26"),  # and is none any more
    ],
)
def test_working_days_pass_over_danish_holidays(amount: int, anchor: str, last: str) -> None:
    closing = closes(amount, Unit.WORKING_DAYS, a_moment(anchor)).astimezone(COPENHAGEN)
    assert (closing.date(), closing.time()) == (date.fromisoformat(last) + timedelta(days=1), time())


def test_each_country_has_its_own_holidays_and_an_unknown_one_has_weekends_only() -> None:
    thanksgiving_eve = a_moment("2026-11-25T12:00")
    ends = {
        country: closes(1, Unit.WORKING_DAYS, thanksgiving_eve, country=country).astimezone(COPENHAGEN).date()
        for country in ("US", "DK", "XX", None)
    }
    assert ends["US"] == date(2026, 11, 28)
    assert ends["DK"] == ends["XX"] == ends[None] == date(2026, 11, 27)


def test_days_begin_and_end_at_the_storefronts_midnight_also_when_clocks_change() -> None:
    before_spring = a_moment("2026-03-28T18:00")
    assert closes(1, Unit.CALENDAR_DAYS, before_spring) == a_moment("2026-03-30T00:00")
    assert closes(1, Unit.CALENDAR_DAYS, before_spring) - closes(0, Unit.CALENDAR_DAYS, before_spring) == timedelta(
        hours=23
    )
    before_autumn = a_moment("2026-10-24T18:00")
    assert closes(1, Unit.CALENDAR_DAYS, before_autumn) - closes(0, Unit.CALENDAR_DAYS, before_autumn) == timedelta(
        hours=25
    )


def test_hours_are_hours_also_when_clocks_change() -> None:
    before_spring = a_moment("2026-03-28T18:00")
    assert closes(24, Unit.HOURS, before_spring) == before_spring + timedelta(hours=24)
    assert opens(24, Unit.HOURS, before_spring) == a_moment("2026-03-29T19:00")


def test_the_same_moment_is_another_day_elsewhere() -> None:
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert closes(0, Unit.CALENDAR_DAYS, late, ZoneInfo("UTC")) == datetime(2026, 6, 2, tzinfo=UTC)
    assert closes(0, Unit.CALENDAR_DAYS, late) == datetime(2026, 6, 2, 22, tzinfo=UTC)


@pytest.mark.parametrize("find", [opens_at, closes_at])
def test_nothing_is_counted_from_what_did_not_happen(find: type) -> None:
    bound = Bound(Anchor.DELIVERED, 3)
    assert find(bound, {Anchor.DELIVERED: None}, COPENHAGEN, "DK") is None
    assert find(bound, {}, COPENHAGEN, "DK") is None
    assert find(None, {Anchor.DELIVERED: datetime(2026, 1, 1, tzinfo=UTC)}, COPENHAGEN, "DK") is None


@given(MOMENTS, st.integers(0, 400), st.sampled_from(Unit), ZONES, st.sampled_from(["DK", "US", None]))
def test_a_window_never_opens_before_its_anchor_and_closes_after_it_opens(
    anchor: datetime, amount: int, unit: Unit, zone: ZoneInfo, country: str | None
) -> None:
    opening, closing = opens(amount, unit, anchor, zone, country), closes(amount, unit, anchor, zone, country)
    assert anchor <= opening <= closing
    assert opening.tzinfo is closing.tzinfo is UTC
    if unit is not Unit.HOURS:
        assert closing.astimezone(zone).date() > anchor.astimezone(zone).date()


@given(MOMENTS, st.integers(1, 200), DAYS, ZONES)
def test_one_day_more_is_later(anchor: datetime, amount: int, unit: Unit, zone: ZoneInfo) -> None:
    assert closes(amount, unit, anchor, zone) < closes(amount + 1, unit, anchor, zone)
    assert opens(amount, unit, anchor, zone) <= opens(amount + 1, unit, anchor, zone)


@given(MOMENTS, st.integers(1, 200), ZONES)
def test_days_close_at_a_midnight_that_exists(anchor: datetime, amount: int, zone: ZoneInfo) -> None:
    local = closes(amount, Unit.CALENDAR_DAYS, anchor, zone).astimezone(zone)
    assert local.time() == time()
    assert local.date() == anchor.astimezone(zone).date() + timedelta(days=amount + 1)


@given(MOMENTS, st.integers(1, 100))
def test_working_days_are_at_least_as_long_as_days_and_end_on_one(anchor: datetime, amount: int) -> None:
    last = closes(amount, Unit.WORKING_DAYS, anchor) - timedelta(hours=1)
    assert last.astimezone(COPENHAGEN).weekday() < 5
    assert closes(amount, Unit.WORKING_DAYS, anchor) >= closes(amount, Unit.CALENDAR_DAYS, anchor)
