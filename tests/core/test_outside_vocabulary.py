"""A company's words in ours: what is not in the table says UNKNOWN, and is counted."""

from prometheus_client import REGISTRY

from services.core.outside import UNKNOWN, Meaning, Vocabulary
from services.core.outside.vocabulary import known
from services.core.shipments.model import IncidentReason, TrackingStatus

LOST = Meaning(TrackingStatus.LOST, IncidentReason.CARRIER_LOST)
NOTE = Meaning(None)
WORDS: Vocabulary[tuple[str, ...]] = Vocabulary(
    "acme", "event", "https://acme.example/codes", {("X", "LO"): LOST, ("X",): NOTE}
)


def unknown() -> float:
    return REGISTRY.get_sample_value("makegood_unknown_words_total", {"company": "acme", "field": "event"}) or 0.0


def test_a_word_of_the_table_says_what_stands_there_and_is_not_counted() -> None:
    before = unknown()
    assert (WORDS.read(("X", "LO")), WORDS.read(("X",))) == (LOST, NOTE)
    assert unknown() == before


def test_any_other_word_is_unknown_and_counted() -> None:
    before = unknown()
    assert WORDS.read(("X", "NEW")) is UNKNOWN
    assert WORDS.read(()) is UNKNOWN
    assert unknown() == before + 2
    assert UNKNOWN.status is TrackingStatus.UNKNOWN


def test_a_table_tells_its_words_and_where_they_were_read() -> None:
    assert dict(WORDS) == {("X", "LO"): LOST, ("X",): NOTE}
    assert (len(WORDS), WORDS.source) == (2, "https://acme.example/codes")


def test_a_word_of_another_table_is_nothing_when_unknown_and_counted() -> None:
    labels = {"company": "anybody", "field": "claim.status"}
    before = REGISTRY.get_sample_value("makegood_unknown_words_total", labels) or 0.0
    table = {"paid": 1, "closed": None}
    told = [known("anybody", "claim.status", table, word) for word in ("paid", "closed", None, "frozen", "frozen")]
    assert told == [1, None, None, None, None]
    assert REGISTRY.get_sample_value("makegood_unknown_words_total", labels) == before + 2
