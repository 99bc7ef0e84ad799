"""Money is exact and has the decimals of its currency."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.money import LARGEST, BadMoney, exponent, parse_amount


@given(
    st.sampled_from([("JPY", 0), ("EUR", 2), ("KWD", 3), ("CLF", 4)]),
    st.integers(0, int(LARGEST) - 1),
    st.integers(0, 9999),
)
def test_an_amount_is_read_without_losing_a_digit(currency: tuple[str, int], whole: int, parts: int) -> None:
    code, digits = currency
    fraction = f"{parts % 10**digits:0{digits}}" if digits else ""
    text = f"{whole}.{fraction}" if digits else str(whole)
    value = parse_amount(text, code)
    assert str(value) == text
    assert exponent(code) == digits == -int(value.as_tuple().exponent)


@given(st.text(max_size=20).filter(lambda text: not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,2}0*)?", text)))
def test_other_text_is_refused_with_a_short_reason(text: str) -> None:
    with pytest.raises(BadMoney) as caught:
        parse_amount(text, "EUR")
    assert len(str(caught.value).encode()) < 200


def test_the_bound_itself_is_too_much() -> None:
    assert parse_amount("999999999999999.99", "EUR") == LARGEST - Decimal("0.01")
    with pytest.raises(BadMoney, match="too large"):
        parse_amount("1000000000000000", "EUR")


@pytest.mark.parametrize("code", ["", "eur", "XYZ", "DEM", "\ud800", "E" * 10_000, "€"])
def test_an_unknown_currency_is_named_shortly(code: str) -> None:
    with pytest.raises(BadMoney) as caught:
        exponent(code)
    assert len(str(caught.value).encode()) < 100
