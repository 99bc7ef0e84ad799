"""What is pushed of recoveries: to the shop's people everything, in order and once; to customers nothing."""

import asyncio

import pytest
from graphql import GraphQLError

from services.core.database import Pool
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, WatchEnded, document, place_events
from tests.api.nouns.inputs import an_order
from tests.api.nouns.recovering import a_draft, a_lost_parcel, do, payment
from tests.api.nouns.test_subscriptions import take
from tests.builders import Shop


async def two_lives(asker: Asker) -> tuple[str, str, str, str]:
    """Where the feed stood, a recovery with its claim that was filed, decided and paid, and another that only began."""
    start = (await an_order(asker))["cursor"]
    _, parcel, claim = await a_lost_parcel(asker)
    recovery = await a_draft(asker, parcel)
    await do(asker, "recoveryRecordFiled", recovery, reference="1")
    other = await a_draft(asker, (await a_lost_parcel(asker))[1])
    await do(asker, "recoveryRecordDecision", recovery, status="APPROVED")
    await do(asker, "recoveryRecordPayment", recovery, **payment())
    return start, recovery, claim, other


LIFE = ["recovery.proposed", "recovery.submitted", "recovery.approved", "recovery.paid"]


async def test_every_step_is_pushed_once_in_its_order_by_claim_and_by_id(asker: Asker, relay: Pool) -> None:
    start, recovery, claim, _ = await two_lives(asker)
    await place_events(relay)
    for which in ({"id": recovery}, {"claimId": claim}, {"id": recovery, "claimId": claim}):
        async with asker.watch("recoveryUpdated", after=start, **which) as pushes:
            seen = await take(pushes, 4)
        assert [push["type"] for push in seen] == LIFE
        assert [push["sequence"] for push in seen] == [1, 2, 3, 4]
        assert [push["recoveryStatus"] for push in seen] == ["DRAFT", "SUBMITTED", "APPROVED", "PAID"]
        assert {push["recovery"]["status"] for push in seen} == {"PAID"}
        assert {push["claim"]["id"] for push in seen} == {claim}
        assert seen[0]["actor"]["kind"] == "PARTNER"


async def test_without_a_filter_all_recoveries_are_told_and_nothing_else(asker: Asker, relay: Pool) -> None:
    start, recovery, _, other = await two_lives(asker)
    await place_events(relay)
    async with asker.watch("recoveryUpdated", after=start) as pushes:
        seen = await take(pushes, 5)
    assert [push["recovery"]["id"] for push in seen] == [recovery, recovery, other, recovery, recovery]


async def test_every_push_can_be_continued_behind(asker: Asker, relay: Pool) -> None:
    start, recovery, *_ = await two_lives(asker)
    await place_events(relay)
    async with asker.watch("recoveryUpdated", id=recovery, after=start) as pushes:
        seen = await take(pushes, 4)
    for place, push in enumerate(seen[:-1]):
        async with asker.watch("recoveryUpdated", id=recovery, after=push["cursor"]) as pushes:
            assert [one["id"] for one in await take(pushes, 3 - place)] == [one["id"] for one in seen[place + 1 :]]


async def test_a_reader_continues_behind_what_was_read(asker: Asker, relay: Pool) -> None:
    _, recovery, *_ = await two_lives(asker)
    await place_events(relay)
    read = await asker.send("recovery", id=recovery)
    async with asker.watch("recoveryUpdated", id=recovery, after=read["cursor"]) as pushes:
        await do(asker, "recoveryAddMessage", recovery, body="Thank you, Ida.")
        await place_events(relay)
        (push,) = await take(pushes, 1)
    assert (push["type"], push["recoveryStatus"]) == ("recovery.message_added", "PAID")
    assert "Ida" not in str(push)


async def test_no_event_holds_what_people_said(asker: Asker, app: Pool, shop: Shop) -> None:
    _, parcel, _ = await a_lost_parcel(asker)
    recovery = await a_draft(asker, parcel)
    said = "Ida Hansen of Nygade 7"
    await do(asker, "recoveryRecordFiled", recovery, reference="1")
    await do(asker, "recoveryRecordDecision", recovery, status="REJECTED", detail=said)
    await do(asker, "recoveryAppeal", recovery, reason=said)
    await do(asker, "recoveryWithdraw", recovery, reason=said)
    async with app.read(shop.id) as db:
        told = await db.fetch("select data::text as data from events where subject = $1", recovery)
    assert len(told) == 5
    assert not [row for row in told if "Ida" in row["data"]]


async def test_customers_and_strangers_hear_nothing(asker: Asker, stranger: Asker, relay: Pool) -> None:
    theirs = (await an_order(stranger))["cursor"]
    start, recovery, claim, _ = await two_lives(asker)
    await place_events(relay)
    order = (await asker.get("query ($id: ID!) { recovery(id: $id) { order { id } } }", id=recovery))["recovery"]
    customer = asker.customer_of(order["order"]["id"])
    allowed = "subscription ($after: String, $id: ID, $claimId: ID) { recoveryUpdated(after: $after, id: $id, "
    allowed += "claimId: $claimId) { id } }"
    for watcher, after, text in ((customer, start, allowed), (stranger, theirs, document("recoveryUpdated"))):
        for which in ({}, {"claimId": claim}, {"id": recovery}):
            async with watcher.watch_text(text, after=after, **which) as pushes:
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.5):
                        await anext(pushes)


async def test_a_customer_who_asks_for_what_is_not_shown_is_told_at_once(asker: Asker) -> None:
    order = await an_order(asker)
    with pytest.raises(GraphQLError, match="not shown to customers"):
        async with asker.customer_of(order["id"]).watch("recoveryUpdated"):
            pass


async def test_who_may_not_read_or_is_a_visitor_may_not_watch(asker: Asker) -> None:
    for watcher in (asker.with_scopes(Scope.CLAIMS_DECIDE), asker.visitor()):
        async with watcher.watch("recoveryUpdated") as pushes:
            with pytest.raises(WatchEnded, match="FORBIDDEN"):
                await take(pushes, 1)
