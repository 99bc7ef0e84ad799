"""What may be claimed, from when until when, what of it, and what is kept of that with a claim."""

from datetime import datetime, timedelta
from decimal import Decimal

from services.core.claims import desk, operations, repository
from services.core.claims.desk import Target
from services.core.claims.eligibility.model import AlternativeKind, BlockerCode, Eligibility, NextStep
from services.core.claims.model import ClaimReason, DenialCode, NewItem, ResolutionType
from services.core.database import Pool
from services.core.ledger import repository as ledger
from services.core.ledger.model import CompensationKind, CompensationState, Share
from services.core.orders import repository as orders
from services.core.orders.model import NewLine
from services.core.policies.model import Anchor, Bound, EvidenceKind, PolicyRule, Window
from services.core.shipments import repository as shipments
from services.core.shipments.model import Direction, TrackingStatus
from tests.builders import Shop, a_key, a_shipment, an_order
from tests.core.claims.stories import AMERICAN, NOW, Story, a_story
from tests.core.records import events_of
from tests.core.refusals import refused

_R, _B = ClaimReason, BlockerCode


def codes(found: Eligibility) -> list[BlockerCode]:
    return [blocker.code for blocker in found.blockers]


async def test_a_lost_parcel_in_europe_can_be_claimed_a_week_after_its_last_scan_and_for_ever(
    app: Pool, shop: Shop
) -> None:
    story = await a_story(app, shop, promised_delivery_by=NOW - timedelta(days=5))
    await story.scanned(TrackingStatus.IN_TRANSIT, NOW - timedelta(days=8))
    found = await story.ask(_R.LOST_IN_TRANSIT)
    assert found.eligible
    assert found.eligible_from is not None
    assert timedelta(days=6) < found.eligible_from - (NOW - timedelta(days=8)) <= timedelta(days=7)
    assert (found.eligible_until, found.waiting_until, found.blockers) == (None, None, ())
    assert [(one.title, one.max_quantity, one.refundable.amount) for one in found.items] == [
        ("Mug", 2, Decimal("25.00")),
        ("Teapot", 1, Decimal("40.00")),
    ]
    assert {one.refundable.currency_code for one in found.items} == {"EUR"}
    assert found.resolution_options[0] is found.default_resolution is ResolutionType.REFUND
    assert ResolutionType.STORE_CREDIT in found.resolution_options
    assert found.next_steps == (NextStep.CHECK_TRACKING, NextStep.CLAIM)
    assert [one.kind for one in found.alternatives] == [AlternativeKind.CONTACT_CARRIER, AlternativeKind.CONTACT_BANK]
    assert not found.auto_approve


async def test_whoever_is_early_is_eligible_and_waits(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop, days=2)
    found = await story.ask(_R.LOST_IN_TRANSIT)
    assert found.eligible
    assert found.waiting_until == found.eligible_from
    assert found.next_steps[-1] is NextStep.WAIT
    claim = await story.claim(_R.LOST_IN_TRANSIT)
    assert (claim.waiting_until, claim.escalate_from) == (found.waiting_until, found.escalate_from)


async def test_patience_ends_thirty_days_after_the_order_or_when_delivery_was_promised(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop)
    found = await story.ask(_R.LOST_IN_TRANSIT)
    assert found.escalate_from is not None
    assert timedelta(days=8) < found.escalate_from - NOW <= timedelta(days=9)
    bank = next(one for one in found.alternatives if one.kind is AlternativeKind.CONTACT_BANK)
    assert bank.available_from == found.escalate_from
    promised = NOW + timedelta(days=60)
    later = await a_story(app, shop, promised_delivery_by=promised)
    assert (await later.ask(_R.LOST_IN_TRANSIT)).escalate_from == promised


async def test_a_customer_who_is_too_late_is_refused_and_staff_may_pass_over_it_by_name(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop, days=45, customer=AMERICAN, placed_at=NOW - timedelta(days=50))
    found = await story.ask(_R.LOST_IN_TRANSIT)
    assert codes(found) == [_B.OUTSIDE_WINDOW]
    assert not found.eligible
    assert (found.resolution_options, found.default_resolution) == ((), None)
    assert found.next_steps == (NextStep.CONTACT_SHOP,)
    with refused("OUTSIDE_WINDOW"):
        await story.claim(_R.LOST_IN_TRANSIT)
    claim = await story.claim(_R.LOST_IN_TRANSIT, by=story.shop.caller)
    (event,) = await events_of(app, shop, claim.id)
    assert event.data["blockers"] == ["OUTSIDE_WINDOW"]
    assert event.actor == shop.caller.actor


async def test_the_last_moment_is_in_time_and_the_next_is_not(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop, customer=AMERICAN)
    await story.scanned(TrackingStatus.DELIVERED, NOW - timedelta(days=1))
    until = (await story.ask(_R.DAMAGED_IN_TRANSIT)).eligible_until
    assert until is not None
    assert (await story.ask(_R.DAMAGED_IN_TRANSIT, until - timedelta(microseconds=1))).eligible
    assert codes(await story.ask(_R.DAMAGED_IN_TRANSIT, until)) == [_B.OUTSIDE_WINDOW]
    late = await story.ask(_R.DAMAGED_IN_TRANSIT, until)
    assert AlternativeKind.WARRANTY in [one.kind for one in late.alternatives]


async def test_what_came_wrong_needs_a_photo_and_what_did_not_come_a_word_of_honor(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop)
    await story.scanned(TrackingStatus.DELIVERED, NOW - timedelta(days=3))
    damaged, stolen = await story.ask(_R.DAMAGED_IN_TRANSIT), await story.ask(_R.STOLEN)
    assert damaged.required_evidence == (EvidenceKind.PHOTO,)
    assert damaged.next_steps == (NextStep.KEEP_PACKAGING, NextStep.CLAIM, NextStep.SEND_EVIDENCE)
    assert AlternativeKind.RETURN in [one.kind for one in damaged.alternatives]
    assert stolen.required_evidence == (EvidenceKind.NON_RECEIPT_DECLARATION,)
    assert NextStep.ASK_NEIGHBORS in stolen.next_steps


async def test_what_another_claim_holds_is_not_left(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop)
    async with app.read(shop.id) as db:
        mugs, teapot = (await shipments.lines_of(db, [story.parcel]))[story.parcel]
    await story.claim(_R.LOST_IN_TRANSIT, items=(NewItem(1, mugs.id),))
    found = await story.ask(_R.LOST_IN_TRANSIT)
    assert [(one.shipment_line_id, one.max_quantity) for one in found.items] == [(mugs.id, 1), (teapot.id, 1)]
    assert found.items[0].refundable.amount == Decimal("12.50")
    two = await story.ask(_R.LOST_IN_TRANSIT, items=(NewItem(1, mugs.id), NewItem(1, mugs.id)))
    assert codes(two) == [_B.QUANTITY_ALREADY_CLAIMED]
    assert [(one.max_quantity) for one in two.items] == [1]
    await story.claim(_R.LOST_IN_TRANSIT)
    assert codes(await story.ask(_R.LOST_IN_TRANSIT)) == [_B.NOTHING_LEFT]
    with refused("QUANTITY_ALREADY_CLAIMED shipmentId"):
        await story.claim(_R.LOST_IN_TRANSIT)


async def test_a_canceled_order_and_one_that_the_bank_looks_at_are_blocked_for_customers(app: Pool, shop: Shop) -> None:
    canceled = await a_story(app, shop, canceled_at=NOW)
    assert codes(await canceled.ask(_R.LOST_IN_TRANSIT)) == [_B.ORDER_CANCELED]
    with refused("ORDER_CANCELED"):
        await canceled.claim(_R.LOST_IN_TRANSIT)
    disputed = await a_story(app, shop)
    async with app.write(shop.id) as tx:
        await ledger.hold(tx, disputed.order, "dsp_1", NOW)
    found = await disputed.ask(_R.LOST_IN_TRANSIT)
    assert codes(found) == [_B.DISPUTE_OPEN]
    assert AlternativeKind.CONTACT_BANK not in [one.kind for one in found.alternatives]
    with refused("DISPUTE_OPEN"):
        await disputed.claim(_R.LOST_IN_TRANSIT)
    async with app.write(shop.id) as tx:
        await ledger.thaw(tx, disputed.order, "dsp_1", NOW)
    assert (await disputed.ask(_R.LOST_IN_TRANSIT)).eligible


async def test_what_was_given_back_is_not_given_again(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop)
    async with app.read(shop.id) as db:
        mugs, teapot = await orders.lines(db, story.order)

    async def give(line: str, amount: str, quantity: int) -> None:
        async with app.write(shop.id) as tx:
            share, kind = Share(Decimal(amount), line, quantity), CompensationKind.PLATFORM_REFUND
            await ledger.add(tx, story.order, kind, "rf_1", [share], "EUR", CompensationState.CONFIRMED, NOW)

    await give(mugs.id, "15.00", 1)
    found = await story.ask(_R.LOST_IN_TRANSIT)
    assert {one.order_line_id: one.refundable.amount for one in found.items} == {
        mugs.id: Decimal("10.00"),
        teapot.id: Decimal("40.00"),
    }
    await give(mugs.id, "10.00", 1)
    await give(teapot.id, "40.00", 1)
    assert codes(await story.ask(_R.LOST_IN_TRANSIT)) == [_B.ALREADY_COMPENSATED]
    with refused("ALREADY_COMPENSATED"):
        await story.claim(_R.LOST_IN_TRANSIT)


async def test_a_gift_can_be_sent_again_and_nothing_of_it_given_back(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop, total="0", lines=(NewLine("gift", "Postcard", 1, "0", "0"),))
    found = await story.ask(_R.LOST_IN_TRANSIT)
    assert found.eligible
    assert found.resolution_options == (ResolutionType.RESHIPMENT,)
    assert found.default_resolution is ResolutionType.RESHIPMENT


async def test_a_replacement_can_be_claimed_though_its_line_was_made_good(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop)
    await story.claim(_R.LOST_IN_TRANSIT)
    again = await a_shipment(app, shop, story.order, direction=Direction.REPLACEMENT, lines=await story.everything())
    async with app.write(shop.id) as tx:
        shares = [Share(line.paid_amount, line.id, line.quantity) for line in await orders.lines(tx, story.order)]
        kind = CompensationKind.RESHIPMENT
        await ledger.add(tx, story.order, kind, "res_1", shares, "EUR", CompensationState.CONFIRMED, NOW)
    found = await story.ask(_R.LOST_IN_TRANSIT, shipment_id=again)
    assert codes(found) == []
    assert [one.max_quantity for one in found.items] == [2, 1]


async def test_final_sale_is_covered_unless_the_policy_says_otherwise(app: Pool, shop: Shop) -> None:
    lines = (
        NewLine("1", "Mug", 1, "10.00", "10.00", final_sale=True),
        NewLine("2", "Pot", 1, "20.00", "20.00"),
    )
    story = await a_story(app, shop, customer=AMERICAN, total="30.00", lines=lines)
    assert (await story.ask(_R.LOST_IN_TRANSIT)).eligible
    await story.rules(PolicyRule("US", covers_final_sale=False))
    found = await story.ask(_R.LOST_IN_TRANSIT)
    assert found.eligible
    assert [one.max_quantity for one in found.items] == [0, 1]
    async with app.read(shop.id) as db:
        mug, pot = (await shipments.lines_of(db, [story.parcel]))[story.parcel]
    assert codes(await story.ask(_R.LOST_IN_TRANSIT, items=(NewItem(1, mug.id),))) == [_B.FINAL_SALE]
    with refused("FINAL_SALE"):
        await story.claim(_R.LOST_IN_TRANSIT, items=(NewItem(1, mug.id),))
    claim = await story.claim(_R.LOST_IN_TRANSIT)
    async with app.read(shop.id) as db:
        assert [item.shipment_line_id for item in await repository.items(db, claim.id)] == [pot.id]
    staff = await story.claim(_R.LOST_IN_TRANSIT, by=shop.caller, items=(NewItem(1, mug.id),))
    (event,) = await events_of(app, shop, staff.id)
    assert "FINAL_SALE" in str(event.data["blockers"])


async def test_the_whole_order_can_be_asked_about_and_what_never_left(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, placed_at=NOW - timedelta(days=40))
    story = Story(app, shop, order, "")
    found = await story.ask(_R.NEVER_SHIPPED, shipment_id=None)
    assert found.eligible
    assert found.waiting_until is None
    assert [(one.shipment_line_id, one.max_quantity) for one in found.items] == [(None, 2), (None, 1)]
    assert NextStep.CHECK_TRACKING not in found.next_steps
    parcel = await a_shipment(app, shop, order, shipped_at=NOW - timedelta(days=10))
    assert (await story.ask(_R.LOST_IN_TRANSIT, shipment_id=None)) == (
        await story.ask(_R.LOST_IN_TRANSIT, shipment_id=parcel)
    ), "the only parcel is meant"


async def test_unknown_orders_parcels_and_lines_are_told(app: Pool, shop: Shop, other_shop: Shop) -> None:
    story, foreign = await a_story(app, shop), await a_story(app, other_shop)
    with refused("NOT_FOUND orderId"):
        await story.ask(_R.LOST_IN_TRANSIT, order_id=foreign.order)
    with refused("NOT_FOUND shipmentId"):
        await story.ask(_R.LOST_IN_TRANSIT, shipment_id=foreign.parcel)
    with refused("NOT_FOUND items.0.shipmentLineId", "NOT_FOUND items.1.orderLineId"):
        await story.ask(_R.LOST_IN_TRANSIT, items=(NewItem(1, "shl_x"), NewItem(1, order_line_id="orl_x")))
    with refused("INVALID_QUANTITY items.0.quantity"):
        await story.ask(_R.LOST_IN_TRANSIT, items=(NewItem(0, "shl_x"),))


async def test_small_claims_need_nobody_once_they_do_not_wait(app: Pool, shop: Shop) -> None:
    story, early = await a_story(app, shop), await a_story(app, shop, days=1)
    await story.rules(PolicyRule("DK", auto_approve_limits={"EUR": Decimal(65)}))
    assert (await story.ask(_R.LOST_IN_TRANSIT)).auto_approve
    assert not (await early.ask(_R.LOST_IN_TRANSIT)).auto_approve
    await story.rules(PolicyRule("DK", auto_approve_limits={"EUR": Decimal("64.99"), "DKK": Decimal(9999)}), after=1)
    assert not (await story.ask(_R.LOST_IN_TRANSIT)).auto_approve


async def test_the_policy_of_the_moment_stays_with_the_claim(app: Pool, shop: Shop) -> None:
    story, other = await a_story(app, shop), await a_story(app, shop)
    before = await story.claim(_R.LOST_IN_TRANSIT)
    late = PolicyRule(carrier="usps", window=Window(Bound(Anchor.ORDERED, 200)), escalation_days=90)
    await story.rules(late)
    after = await other.claim(_R.LOST_IN_TRANSIT)
    async with app.read(shop.id) as db:
        again = await repository.get(db, before.id)
        kept = await db.fetchval("select eligibility from claims where id = $1", after.id)
    assert again == before
    assert (before.policy_id, before.policy_version, before.waiting_until) == (None, 0, None)
    assert after.policy_version == 1
    assert after.policy_id is not None
    assert after.waiting_until is not None
    assert after.waiting_until - NOW > timedelta(days=170)
    assert kept["eligible"] is True
    assert datetime.fromisoformat(kept["waiting_until"]) == after.waiting_until
    assert [item["refundable"] for item in kept["items"]] == [
        {"amount": "25.00", "currency_code": "EUR"},
        {"amount": "40.00", "currency_code": "EUR"},
    ]


async def test_a_customer_has_the_days_of_the_policy_that_the_claim_was_opened_under(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop)
    await story.rules(PolicyRule("DK", carrier="usps", inactivity_days=3, appeal_days=5))
    asked, denied = [(await (await a_story(app, shop)).claim(_R.LOST_IN_TRANSIT)).id for _ in range(2)]
    await story.rules(PolicyRule(inactivity_days=99, appeal_days=99), after=1)
    write = shop.write(app)
    for claim_id in (asked, denied):
        await operations.review(write, claim_id, shop.caller.actor, NOW, verified=False)
    await desk.request_information(write, shop.caller, Target(asked, a_key()), (), None, NOW)
    await desk.deny(write, shop.caller, Target(denied, a_key()), DenialCode.OTHER, "No.", None, NOW)
    async with app.read(shop.id) as db:
        first, second = await repository.get(db, asked), await repository.get(db, denied)
    assert first is not None
    assert second is not None
    assert first.answer_due_at == NOW + timedelta(days=3)
    assert second.appealable_until == NOW + timedelta(days=5)


async def test_a_platforms_form_is_named_where_the_policy_knows_it(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop)
    await story.rules(PolicyRule(report_url="https://platform.example/report"))
    found = await story.ask(_R.LOST_IN_TRANSIT)
    form = next(one for one in found.alternatives if one.kind is AlternativeKind.PLATFORM_REPORT)
    assert (form.url, form.available_from) == ("https://platform.example/report", found.escalate_from)


async def test_what_is_counted_from_a_delivery_is_not_known_before_it(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop)
    found = await story.ask(_R.DELIVERED_NOT_RECEIVED)
    assert (found.eligible_from, found.eligible_until) == (None, None), "nothing was delivered"
    await story.scanned(TrackingStatus.DELIVERED, NOW - timedelta(hours=30))
    found = await story.ask(_R.DELIVERED_NOT_RECEIVED)
    assert found.eligible_from == NOW - timedelta(hours=6)
    assert found.waiting_until is None


async def test_every_reason_gets_an_answer_and_can_be_claimed(app: Pool, shop: Shop) -> None:
    for reason in ClaimReason:
        story = await a_story(app, shop)
        found = await story.ask(reason)
        assert found.eligible, reason
        assert NextStep.CLAIM in found.next_steps
        assert found.alternatives
        assert (await story.claim(reason)).waiting_until == found.waiting_until
