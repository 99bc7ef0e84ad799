"""Answers made safe to keep: decoding fails in one way only, and whatever comes out can be stored."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.outside.reading import amount, decode, decode_xml, instant, storable, text
from services.core.ports import Unintelligible
from tests.companies import wicked

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=15,
)


class Shape(msgspec.Struct):
    status: str


def why(body: bytes, shape: type[object] | None) -> str:
    """Why it cannot be read, or nothing."""
    try:
        decode("acme", body, shape) if shape else decode_xml("acme", body)
    except Unintelligible as error:
        return str(error)
    return ""


@pytest.mark.parametrize("shape", [Shape, dict, list, str, None])
@pytest.mark.parametrize("name", wicked.BODIES)
def test_a_wicked_body_is_read_or_unintelligible_without_being_quoted(name: str, shape: type[object] | None) -> None:
    assert len(why(wicked.BODIES[name], shape)) < 100


@given(st.binary(max_size=200))
def test_bytes_are_read_or_unintelligible(body: bytes) -> None:
    assert all(len(why(body, shape)) < 100 for shape in (Shape, None))


def test_xml_without_surprises_is_read() -> None:
    root = decode_xml("acme", b"<?xml version='1.0' encoding='ISO-8859-1'?><data city='K\xf8benhavn'>&amp;</data>")
    assert (root.get("city"), root.text) == ("København", "&")


@pytest.mark.parametrize("name", ["a bomb", "somebody's file", "somebody's page"])
def test_xml_that_reaches_beyond_itself_is_not_read(name: str) -> None:
    with pytest.raises(Unintelligible):
        decode_xml("acme", wicked.BODIES[name])


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (" a\x00b\x1fc ", "abc"), (7, "7"), (-7, "-7"), (True, ""), (1.5, ""), (None, ""), ([], ""), ({}, ""),
        ("x" * 11, "x" * 10), ("a\nb", "a\nb"), ("\x7f", ""),
    ],
)  # fmt: skip
def test_text_is_clean_and_short(value: object, kept: str) -> None:
    assert text(value, 10) == kept


@given(json_values)
def test_whatever_was_decoded_can_be_stored(value: object) -> None:
    kept = json.dumps(storable(value))
    assert "\\u0000" not in kept


def test_what_lies_too_deep_is_left_out() -> None:
    value: object = "x"
    for _ in range(50):
        value = [value]
    assert json.dumps(storable(value, 3)) == "[[[null]]]"


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("value", "zone", "moment"),
    [
        ("2026-07-01T12:00:00+02:00", None, datetime(2026, 7, 1, 10, tzinfo=UTC)),
        ("2026-07-01T12:00:00Z", BERLIN, datetime(2026, 7, 1, 12, tzinfo=UTC)),
        ("2026-07-01T12:00:00", BERLIN, datetime(2026, 7, 1, 10, tzinfo=UTC)),
        ("2026-01-01T12:00:00", BERLIN, datetime(2026, 1, 1, 11, tzinfo=UTC)),
        (" 2026-07-01 12:00 ", UTC, datetime(2026, 7, 1, 12, tzinfo=UTC)),
        ("2026-07-01", BERLIN, datetime(2026, 6, 30, 22, tzinfo=UTC)),
        ("2026-07-01T12:00:00", None, None),
        ("9999-12-31T23:59:59-12:00", None, None),
        ("0001-01-01T00:00:00+12:00", None, None),
        ("2026-02-30T12:00:00Z", None, None),
        ("soon", UTC, None),
        ("", UTC, None),
        (None, UTC, None),
        (1_770_000_000, UTC, None),
    ],
)
def test_a_moment_is_in_utc_or_none_at_all(value: object, zone: ZoneInfo | None, moment: datetime | None) -> None:
    assert instant(value, zone) == moment


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(value: str) -> None:
    told = instant(value, UTC)
    assert told is None or told.tzinfo is UTC


@pytest.mark.parametrize(
    ("value", "currency_code", "exact"),
    [
        ("100.00000", "USD", "100.00"), ("1.20500", "USD", "1.21"), (38.1, "USD", "38.10"), (7, "JPY", "7"),
        (" 5 ", "KWD", "5.000"), ("0", "EUR", "0.00"),
    ],
)  # fmt: skip
def test_an_amount_has_the_decimals_of_its_currency(value: object, currency_code: str, exact: str) -> None:
    assert str(amount(value, currency_code)) == exact


@pytest.mark.parametrize("value", [None, "", "NaN", "Infinity", "-1", "1e999", "9" * 60, "much", [], {}, True, 1e300])
def test_what_is_no_amount_is_nothing(value: object) -> None:
    assert amount(value, "USD") is None


def test_an_amount_of_no_currency_is_nothing() -> None:
    assert amount("1", "XXQ") is None
