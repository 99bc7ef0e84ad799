"""Every language says everything."""

from enum import Enum

import pytest

from services.core.claims.model import (
    MOVES,
    ClaimReason,
    ClaimStatus,
    DenialCode,
    EvidenceKind,
    ResolutionType,
)
from services.core.correspondence.model import Author, Channel
from services.core.documents.model import Audience, Language
from services.core.documents.page import Page
from services.core.documents.words import LOCALES, WORDS, said
from services.core.events import ActorKind
from services.core.ledger.model import EntryType, Side
from services.core.recoveries.model import RecoveryStatus
from services.core.resolutions.model import ResolutionStatus
from services.core.shipments.model import Direction, TrackingStatus
from tests.cases import START

GROUPS: dict[str, type[Enum]] = {
    "actor": ActorKind,
    "audience": Audience,
    "channel": Channel,
    "denial": DenialCode,
    "direction": Direction,
    "kind": EvidenceKind,
    "ledger": EntryType,
    "outcome": ResolutionStatus,
    "reason": ClaimReason,
    "recovery": RecoveryStatus,
    "resolution": ResolutionType,
    "side": Side,
    "status": ClaimStatus,
    "tracking": TrackingStatus,
}


def test_all_languages_have_the_same_words() -> None:
    assert set(WORDS) == set(LOCALES) == set(Language)
    assert len({frozenset(words) for words in WORDS.values()}) == 1
    assert all(text for words in WORDS.values() for text in words.values())


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_of_the_domain_can_be_said(group: str) -> None:
    missing = [word.value for word in GROUPS[group] if f"{group}.{word.value}" not in WORDS[Language.EN]]
    assert missing == []


def test_every_author_can_be_said() -> None:
    assert [one for one in Author if f"actor.{one}" not in WORDS[Language.EN]] == []


def test_every_move_of_a_claim_can_be_said() -> None:
    assert [move.event for move in MOVES.values() if f"event.{move.event}" not in WORDS[Language.EN]] == []


def test_a_word_that_is_new_is_shown_as_it_is() -> None:
    assert said(Language.DA, "event", "claim.moved_to_the_moon") == "Moved to the moon"


@pytest.mark.parametrize("language", Language)
def test_the_typeface_has_every_letter_that_is_said(language: Language) -> None:
    page = Page("", "", "", START)
    for text in (*WORDS[language].values(), "ÆØÅæøå ÄÖÜäöüß Αθήνα ώς Москва Łódź Ő €£₴"):
        assert page.shown(text) == text
    assert page.shown("中 \x07") == "\ufffd \ufffd"
