"""A cursor leads back to its place in its own storefront's feed, and nowhere else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.cursors import BadCursor, Cursors
from services.core.ids import new_id

CURSORS = Cursors(b"secret")
SHOP, OTHER = new_id("sto"), new_id("sto")


@given(st.integers(0, 2**63 - 1))
def test_a_cursor_is_read_as_it_was_written(position: int) -> None:
    cursor = CURSORS.write(SHOP, position)
    assert CURSORS.read(SHOP, cursor) == position
    assert cursor.isascii()
    assert not set(cursor) & set("+/= ")


def test_a_cursor_of_another_storefront_is_none() -> None:
    with pytest.raises(BadCursor):
        CURSORS.read(OTHER, CURSORS.write(SHOP, 7))


def test_a_cursor_of_another_secret_is_none_unless_that_secret_still_reads() -> None:
    old = Cursors(b"old").write(SHOP, 7)
    with pytest.raises(BadCursor):
        CURSORS.read(SHOP, old)
    assert Cursors(b"secret", b"old").read(SHOP, old) == 7


def test_no_bit_of_a_cursor_can_be_changed() -> None:
    raw = base64.urlsafe_b64decode(CURSORS.write(SHOP, 7) + "==")
    for bit in range(8 * len(raw)):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadCursor):
            CURSORS.read(SHOP, base64.urlsafe_b64encode(changed).decode().rstrip("="))


@given(st.text(alphabet=st.characters(), max_size=30) | st.binary(max_size=30).map(lambda raw: raw.hex()))
def test_other_text_is_no_cursor(text: str) -> None:
    with pytest.raises(BadCursor):
        CURSORS.read(SHOP, text)


@pytest.mark.parametrize("text", ["", "=", "====", "\x00", "\ud800", "7", "a" * 1_000_000, "A" * 22, "A" * 21])
def test_odd_text_is_no_cursor(text: str) -> None:
    with pytest.raises(BadCursor):
        CURSORS.read(SHOP, text)
