"""How a delivery differs from what was ordered and agreed, and that its explanation names nobody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.core.shipments.discrepancy import PROOF_TIME, find
from services.core.shipments.model import (
    Derived,
    Discrepancy,
    Finding,
    Handover,
    ProofKind,
    Severity,
    Shown,
    Surroundings,
    TrackingStatus,
)
from tests.core.shipments.permutations import a_parcel

DELIVERED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
DELIVERED = Derived(TrackingStatus.DELIVERED, None, None, DELIVERED_AT, DELIVERED_AT)
AROUND = Surroundings("Ida Hansen", "DK", "DK", None, is_redacted=False)
LATER = DELIVERED_AT + PROOF_TIME


def found(shown: Shown, now: datetime = LATER, **parcel: Any) -> Finding | None:
    return find(replace(a_parcel("GLS"), **parcel), DELIVERED, shown, AROUND, now)[0]


def kind(shown: Shown, **parcel: Any) -> tuple[Discrepancy, Severity] | None:
    one = found(shown, **parcel)
    return (one.kind, one.severity) if one else None


STRANGER, HOUSEHOLD = "Robin Nextdoor", "Lars Hansen"
PHOTO, SIGNATURE = frozenset({ProofKind.PHOTO}), frozenset({ProofKind.SIGNATURE})
NAME, NEIGHBOR = Discrepancy.NAME_MISMATCH, Discrepancy.NEIGHBOR
BOUGHT = {"signature_required": True}


@pytest.mark.parametrize(
    ("shown", "parcel", "expected"),
    [
        (Shown(), {}, None),
        (Shown("Ida Hansen"), BOUGHT, None),
        (Shown(HOUSEHOLD), BOUGHT, None),
        (Shown(STRANGER), {}, (NAME, Severity.MEDIUM)),
        (Shown(STRANGER), BOUGHT, (NAME, Severity.HIGH)),
        (Shown(STRANGER, Handover.HOUSEHOLD), {}, (NAME, Severity.LOW)),
        (Shown(STRANGER, Handover.RECEPTION), {}, None),
        (Shown(STRANGER), {"agreed_place": Handover.RECEPTION}, None),
        (Shown(STRANGER, Handover.NEIGHBOR), {}, (NEIGHBOR, Severity.MEDIUM)),
        (Shown(STRANGER, Handover.NEIGHBOR), BOUGHT, (NEIGHBOR, Severity.HIGH)),
        (Shown(STRANGER, Handover.NEIGHBOR), {"agreed_place": Handover.NEIGHBOR}, None),
        (Shown(), BOUGHT, (Discrepancy.NO_SIGNATURE, Severity.HIGH)),
        (Shown(kinds=SIGNATURE), BOUGHT, None),
        (Shown(kinds=PHOTO), {"photo_required": True}, None),
        (Shown(), {"photo_required": True}, (Discrepancy.NO_PHOTO, Severity.LOW)),
        (Shown(None, Handover.SAFE_PLACE), {"agreed_place": Handover.SAFE_PLACE}, None),
        (Shown(None, Handover.RECIPIENT), {"agreed_place": Handover.SAFE_PLACE}, None),
        (Shown(None, Handover.MAILBOX), {"agreed_place": Handover.SAFE_PLACE},
         (Discrepancy.WRONG_PLACE, Severity.MEDIUM)),
        (Shown(None, Handover.OTHER), {"agreed_place": Handover.SAFE_PLACE}, None),
        (Shown(None, Handover.SAFE_PLACE), {}, None),
        # what says most against the delivery is told
        (Shown(None, Handover.MAILBOX), {"agreed_place": Handover.SAFE_PLACE, "photo_required": True},
         (Discrepancy.WRONG_PLACE, Severity.MEDIUM)),
    ],
)  # fmt: skip
def test_a_delivery_is_compared_with_what_was_ordered_and_agreed(
    shown: Shown, parcel: dict[str, Any], expected: tuple[Discrepancy, Severity] | None
) -> None:
    assert kind(shown, **parcel) == expected


def test_what_is_missing_is_told_when_the_carrier_had_time_to_show_it() -> None:
    parcel = replace(a_parcel("GLS"), signature_required=True)
    early = find(parcel, DELIVERED, Shown(), AROUND, LATER - timedelta(seconds=1))
    assert early == (None, LATER)
    assert find(parcel, DELIVERED, Shown("Ida Hansen"), AROUND, DELIVERED_AT) == (None, None)


def test_nothing_is_said_against_what_was_not_delivered() -> None:
    moving = Derived(TrackingStatus.IN_TRANSIT, None, None, DELIVERED_AT, None)
    assert find(a_parcel("GLS"), moving, Shown(STRANGER, Handover.NEIGHBOR), AROUND, LATER) == (None, None)


def test_no_explanation_names_anybody() -> None:
    for handover in (None, *Handover):
        for agreed in (None, *Handover):
            one = found(Shown(STRANGER, handover), agreed_place=agreed, signature_required=True, photo_required=True)
            text = f"{one}".lower()
            assert not any(word in text for word in ("robin", "nextdoor", "ida", "hansen"))
