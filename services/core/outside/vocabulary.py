"""A company's published words for where a parcel is and what went wrong, in ours; unknown ones are counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from prometheus_client import Counter

from services.core.shipments.model import IncidentReason, TrackingStatus

Word = TypeVar("Word", bound=str | tuple[str, ...])
T = TypeVar("T")

UNKNOWN_WORDS = Counter(
    "makegood_unknown_words", "Words of companies that this version does not know.", ["company", "field"]
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says. One that moves no parcel (a note, a claim's progress) has no `status`."""

    status: TrackingStatus | None
    incident: IncidentReason | None = None


UNKNOWN = Meaning(TrackingStatus.UNKNOWN)


class Vocabulary(Mapping[Word, Meaning], Generic[Word]):
    """One table of a company's, complete over what it publishes; `source` is where it was read."""

    def __init__(self, company: str, field: str, source: str, words: Mapping[Word, Meaning]) -> None:
        self.company = company
        self.field = field
        self.source = source
        self._words = words

    def __getitem__(self, word: Word) -> Meaning:
        return self._words[word]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def read(self, word: Word) -> Meaning:
        """What the word says; one that is not in the table says UNKNOWN, and is counted."""
        meaning = self._words.get(word)
        if meaning is None:
            UNKNOWN_WORDS.labels(self.company, self.field).inc()
        return meaning or UNKNOWN


def known(company: str, field: str, table: Mapping[str, T], word: str | None) -> T | None:
    """What a word says by a table that tells of no parcel; one that is not there says nothing, and is counted."""
    if word is None or word in table:
        return table.get(word or "")
    UNKNOWN_WORDS.labels(company, field).inc()
    return None
