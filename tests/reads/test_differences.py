"""The comparison of two answers tells any difference, and takes nothing for an answer that is none."""

import pytest

from tests.reads.fuzz.compare import difference, read


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ({"a": 1, "b": None}, {"a": 1, "b": None}, ""),
        ({"b": 1, "a": 1}, {"a": 1, "b": 1}, "data: ours has the keys ['b', 'a'], the reference ['a', 'b']"),
        ({"a": [1, 1]}, {"a": [1]}, "data.a: ours has 2 items, the reference 1"),
        ({"a": [{"b": 1}]}, {"a": [{"b": True}]}, "data.a[0].b: ours is 1, the reference's True"),
        ({"a": 1.0}, {"a": 1}, "data.a: ours is 1.0, the reference's 1"),
        ({"a": None}, {"a": ""}, "data.a: ours is None, the reference's ''"),
        ({"a": {}}, {"a": []}, "data.a: ours is {}, the reference's []"),
    ],
)
def test_answers_differ_by_order_length_kind_and_value(ours: object, theirs: object, told: str) -> None:
    assert difference(ours, theirs, "data") == told


def test_a_key_that_stands_twice_is_no_answer() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        read(b'{"a": {"b": 1, "c": 2, "b": 1}}')
