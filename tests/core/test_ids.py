"""Ids are opaque, unique, and sort by the moment they were made."""

import time

import pytest

from services.core.ids import derived_id, is_id, made_at, new_id, new_number


def test_ids_made_one_millisecond_apart_sort_by_time() -> None:
    made = []
    for _ in range(30):
        made.append(new_id("clm"))
        time.sleep(0.0015)
    assert made == sorted(made)


def test_ids_and_numbers_are_never_the_same() -> None:
    assert len({new_id("clm") for _ in range(50_000)}) == 50_000
    assert len({new_number() for _ in range(1000)}) == 1000


def test_an_id_is_a_uuid_of_version_7_behind_its_prefix() -> None:
    text = new_id("clm").removeprefix("clm_")
    number = 0
    for character in text:
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(character)
    assert (len(text), number >> 128) == (26, 0)
    assert (number >> 76 & 0xF, number >> 62 & 0x3) == (7, 2)
    assert abs((number >> 80) / 1000 - time.time()) < 60


def test_an_id_is_known_by_its_form() -> None:
    known = new_id("clm")
    assert is_id(known, "clm")
    for other in (
        known.upper(),
        known[:-1],
        known + "0",
        known + "\n",
        "ord" + known[3:],
        "",
        "clm_",
        "clm_" + "u" * 26,
    ):
        assert not is_id(other, "clm")


def test_a_claims_number_can_be_read_out() -> None:
    for number in (new_number() for _ in range(100)):
        assert len(number) == 12
        assert number.startswith("CLM-")
        assert not set(number[4:]) & set("ILOU")


def test_an_id_tells_when_it_was_made() -> None:
    assert abs(made_at(new_id("res")).timestamp() - time.time()) < 60
    for other in ("", "res_", "res_" + "x" * 25, "RES_" + new_id("res")[4:]):
        with pytest.raises(ValueError, match="no id"):
            made_at(other)


def test_what_another_thing_brings_has_the_same_ids_each_time_and_sorts_by_place() -> None:
    parent, other = new_id("inb"), new_id("inb")
    ids = [derived_id("evd", parent, place) for place in range(300)]
    assert ids == sorted(ids) == [derived_id("evd", parent, place) for place in range(300)]
    assert all(is_id(one, "evd") and made_at(one) == made_at(parent) for one in ids)
    assert not {one[4:] for one in ids} & {derived_id("evd", other, place)[4:] for place in range(300)}
    with pytest.raises(ValueError, match="no id"):
        derived_id("evd", "inb_x", 0)
