"""What lapses soon, of all legs of all cases: the nearest first, within what was asked, and nobody else's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.operating import deadlines
from services.core.recoveries.model import Clock, Peril
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.api.nouns.recovering import a_lost_parcel, days_from_now, do
from tests.api.nouns.test_disputes import a_dispute
from tests.builders import Shop, a_key
from tests.recoveries import a_new_recovery, a_recovery

KINDS = [
    "RECOVERY_NOTICE", "RECOVERY_FILE", "RECOVERY_INFORMATION", "RECOVERY_APPEAL", "DISPUTE_EVIDENCE", "CLAIM_ANSWER",
    "CLAIM_APPEAL", "CLAIM_ESCALATION",
]  # fmt: skip
"""Each lapses as many days from now as its place says, counted from one."""


async def a_recovery_with(app: Pool, shop: Shop, case: tuple[str, str, str], reason: Peril, **clock: Any) -> str:
    """A recovery of a case that is ready, with these dates."""
    order, parcel, claim = case
    new = a_new_recovery(order, parcel, claim_id=claim, reason=reason, clock=Clock("x", **clock))
    return await a_recovery(app, shop, new, "INVOICE")


async def a_claim_of(asker: Asker) -> str:
    """A claim under review."""
    order = await an_order(asker)
    claim = (await a_claim(asker, order["id"], (await a_shipment(asker, order["id"]))["id"]))["id"]
    await asker.change("claimAssign", idempotencyKey=a_key(), claimId=claim, assignee="anna")
    return str(claim)


@pytest.fixture
async def all_kinds(asker: Asker, app: Pool, shop: Shop) -> Sequence[str]:
    """One of each kind, in the order of `KINDS`: what they are about."""
    at = [datetime.now(UTC) + timedelta(days=place) for place in range(len(KINDS) + 1)]
    case = await a_lost_parcel(asker)
    unfiled = await a_recovery_with(app, shop, case, Peril.LOSS, notice_by=at[1], file_by=at[2])
    asked, rejected = [await a_recovery_with(app, shop, case, peril) for peril in (Peril.THEFT, Peril.DAMAGE)]
    for recovery in (asked, rejected):
        await do(asker, "recoveryRecordFiled", recovery, reference="1")
    word = {"status": "INFORMATION_REQUESTED", "informationBy": at[3].isoformat()}
    await do(asker, "recoveryRecordDecision", asked, **word)
    await do(asker, "recoveryRecordDecision", rejected, status="REJECTED", appealBy=at[4].isoformat())
    dispute = await a_dispute(app, shop, case[0], evidence_due_by=at[5])
    answer, denied, patient = [await a_claim_of(asker) for _ in range(3)]
    await asker.change("claimRequestInformation", idempotencyKey=a_key(), claimId=answer, dueAt=at[6].isoformat())
    no = {"code": "OTHER", "message": "No.", "appealableUntil": at[7].isoformat()}
    await asker.change("claimDeny", idempotencyKey=a_key(), claimId=denied, **no)
    async with app.write(shop.id) as tx:
        await tx.execute("update claims set escalate_from = null")
        await tx.execute("update claims set escalate_from = $2 where id = $1", patient, at[8])
    return (unfiled, unfiled, asked, rejected, dispute, answer, denied, patient)


async def test_all_kinds_are_told_the_nearest_first(asker: Asker, all_kinds: Sequence[str]) -> None:
    told = await asker.send("deadlines", before=days_from_now(30))
    assert [(one["kind"], one["subject"]) for one in told] == list(zip(KINDS, all_kinds, strict=True))
    assert [one["at"] for one in told] == sorted(one["at"] for one in told)
    assert all(one["orderId"] for one in told)
    assert [bool(one["claimId"]) for one in told] == [kind != "DISPUTE_EVIDENCE" for kind in KINDS]
    for one in told:
        assert (await asker.send("node", id=one["subject"]))["id"] == one["subject"]


async def test_only_what_lapses_before_and_of_these_kinds_is_told(asker: Asker, all_kinds: Sequence[str]) -> None:
    assert all_kinds
    for days in range(len(KINDS) + 1):
        told = await asker.send("deadlines", before=days_from_now(days + 0.5))
        assert [one["kind"] for one in told] == KINDS[:days]
    for kind in KINDS:
        assert [one["kind"] for one in await asker.send("deadlines", before=days_from_now(30), kinds=[kind])] == [kind]
    assert await asker.send("deadlines", before=days_from_now(30), kinds=[]) == []
    twice = await asker.send("deadlines", before=days_from_now(30), kinds=KINDS[:1] * 2)
    assert len(twice) == 1


async def test_what_was_done_in_time_lapses_no_more(asker: Asker, all_kinds: Sequence[str]) -> None:
    unfiled, _, asked, rejected, _, answer, *_ = all_kinds
    await do(asker, "recoveryRecordFiled", unfiled, reference="2")
    await do(asker, "recoveryAddMessage", asked, body="Here it is.")
    await do(asker, "recoveryAppeal", rejected, reason="It was in it.")
    await asker.change("claimCancel", idempotencyKey=a_key(), claimId=answer)
    told = await asker.send("deadlines", before=days_from_now(30))
    assert [one["kind"] for one in told] == ["DISPUTE_EVIDENCE", "CLAIM_APPEAL", "CLAIM_ESCALATION"]


@pytest.mark.parametrize("days", [-1, 367])
async def test_a_moment_that_does_not_lie_within_a_year_ahead_is_refused(asker: Asker, days: float) -> None:
    _, errors = await asker.ask(document("deadlines"), before=days_from_now(days))
    (error,) = errors
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("IMPOSSIBLE_DATE", ["before"])


@pytest.mark.parametrize("variables", [{"before": "soon"}, {"before": "2026-03-01T12:00:00"}, {}])
async def test_what_is_no_moment_is_bad_input(asker: Asker, variables: dict[str, str]) -> None:
    assert await asker.codes(document("deadlines"), **variables) == ["BAD_USER_INPUT"]


async def test_a_kind_that_there_is_not_is_bad_input(asker: Asker) -> None:
    codes = await asker.codes(document("deadlines"), before=days_from_now(1), kinds=["DOOMSDAY"])
    assert codes == ["BAD_USER_INPUT"]


async def test_another_storefronts_deadlines_are_not_told(
    asker: Asker, stranger: Asker, all_kinds: Sequence[str]
) -> None:
    assert all_kinds
    assert await stranger.send("deadlines", before=days_from_now(30)) == []
    assert len(await asker.send("deadlines", before=days_from_now(30))) == len(KINDS)


async def test_no_more_than_the_nearest_are_told(
    asker: Asker, app: Pool, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, parcel, _ = await a_lost_parcel(asker)
    new, now = a_new_recovery(order, parcel), system_clock()
    ids = [
        await a_recovery(
            app,
            shop,
            replace(new, counterparty=f"carrier {days}", clock=Clock("x", file_by=now + timedelta(days=days))),
        )
        for days in (3, 1, 2)
    ]
    monkeypatch.setattr(deadlines, "MOST", 2)
    told = await asker.send("deadlines", before=days_from_now(30), kinds=["RECOVERY_FILE"])
    assert [one["subject"] for one in told] == [ids[1], ids[2]]
