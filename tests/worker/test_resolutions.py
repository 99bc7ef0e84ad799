"""Resolutions carried out: done once, failed with the reason, half done and shown, or left to a person."""

from dataclasses import replace
from decimal import Decimal

import asyncpg
import pytest

from services.core import effects
from services.core.claims import desk
from services.core.claims import operations as claims
from services.core.claims.model import ClaimReason, ClaimStatus
from services.core.claims.model import ResolutionType as Way
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.effects import Decision, EffectState, Recovery
from services.core.ledger import operations as ledger
from services.core.ledger import repository as ledger_rows
from services.core.ledger.model import EntryType
from services.core.money import Money
from services.core.policies import operations as policies
from services.core.policies.model import PolicyRule, Window
from services.core.ports import Credit, GiftCard, Payout, Refund, Rejected, Reship, Unavailable
from services.core.resolutions import operations
from services.core.resolutions.model import Resolution, ResolutionStatus, Step, Wish, WishedLine
from services.core.shipments.model import Direction, NewShipmentLine
from services.core.vault import Vault
from services.worker import resolutions
from services.worker.job import Process
from tests.builders import Shop, a_claim, a_shipment
from tests.core.records import events_of
from tests.core.refusals import refused
from tests.selling import Sold, a_platform, an_approved_claim, balance, choose, chosen, claim_of, resolve, sold, target
from tests.worker.evidence import a_job
from tests.worker.shelf import Shelf


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def selling(process: Process, shelf: Shelf) -> Process:
    """What jobs use, with the test's own platform."""
    return replace(process, platforms={"shelf": shelf})


@pytest.fixture
async def sale(app: Pool, vault: Vault, shop: Shop) -> Sold:
    account = await a_platform(app, vault, shop)
    return await sold(app, shop, account, total="70.00", shipping_amount="5.00")


class Running:
    """Runs the job of a resolution, once or until it needs no more."""

    def __init__(self, process: Process, rows: asyncpg.Connection, shop: Shop) -> None:
        self.process, self.rows, self.shop = process, rows, shop

    async def __call__(self, resolution: str) -> None:
        await resolutions.execute(await a_job(self.rows, self.process, self.shop, "resolution.execute", resolution))


@pytest.fixture
def run(selling: Process, rows: asyncpg.Connection, shop: Shop) -> Running:
    return Running(selling, rows, shop)


async def entries(app: Pool, shop: Shop, claim: str) -> list[tuple[EntryType, str]]:
    async with app.read(shop.id) as db:
        return [(entry.type, str(entry.amount)) for entry in await ledger_rows.entries(db, claim)]


async def effect_of(app: Pool, shop: Shop, resolution: Resolution, step: Step) -> effects.Effect:
    async with app.read(shop.id) as db:
        found = await effects.latest(db, step, resolution.id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "payout", "entry"),
    [
        (Way.REFUND, Payout.ORIGINAL, EntryType.REFUND),
        (Way.STORE_CREDIT, Payout.STORE_CREDIT, EntryType.STORE_CREDIT),
    ],
)
async def test_money_is_paid_once_booked_and_the_claim_is_resolved(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running, kind: Way, payout: Payout, entry: EntryType
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await choose(app, shop, claim, kind)
    for _ in range(3):
        await run(resolution.id)
    (request,) = shelf.asked
    assert isinstance(request, Refund)
    assert (request.reference, request.payout, request.amount) == (resolution.id, payout, Decimal("70.00"))
    assert request.shipping_amount == Decimal("5.00")
    assert [(line.external_id, line.quantity, str(line.amount)) for line in request.lines] == [
        ("line-1", 2, "25.00"),
        ("line-2", 1, "40.00"),
    ]
    assert request.key == (await effect_of(app, shop, resolution, Step.REFUND)).id
    done = await chosen(app, shop, claim)
    assert (done.status, done.reference) == (ResolutionStatus.COMPLETED, "shelf/1")
    assert await entries(app, shop, claim) == [(entry, "70.00")]
    now = await claim_of(app, shop, claim)
    assert (now.status, now.resolved_at is not None) == (ClaimStatus.RESOLVED, True)
    assert [event.type for event in await events_of(app, shop, claim)][-2:] == [
        "claim.resolution_chosen",
        "claim.resolved",
    ]


async def test_a_gift_card_and_goodwill_go_to_their_own_requests(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale, preferred_resolution=Way.GIFT_CARD)
    await run((await resolve(app, shop, claim, Wish(Way.GIFT_CARD, "EUR", Decimal("30.00")))).id)
    five = Money(Decimal("5.00"), "EUR")
    given = await operations.give_goodwill(
        shop.write(app), shop.caller, target(claim), Way.STORE_CREDIT, five, system_clock()
    )
    await run(given)
    assert [(type(request), request.amount) for request in shelf.asked] == [  # type: ignore[union-attr]
        (GiftCard, Decimal("30.00")),
        (Credit, Decimal("5.00")),
    ]
    assert await entries(app, shop, claim) == [(EntryType.GIFT_CARD, "30.00"), (EntryType.GOODWILL, "5.00")]
    assert (await events_of(app, shop, claim))[-1].type == "claim.goodwill_completed"


async def test_what_is_sent_again_has_its_value_counted_and_another_variant_is_named(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    lines = (WishedLine(sale.lines["line-1"], 1, variant_external_id="blue", sku="MUG-B"),)
    await run((await resolve(app, shop, claim, Wish(Way.RESHIPMENT, lines=lines))).id)
    (request,) = shelf.asked
    assert isinstance(request, Reship)
    (line,) = request.lines
    assert (line.external_id, line.quantity, line.title, line.variant_external_id) == ("line-1", 1, "Mug", "blue")
    assert await entries(app, shop, claim) == [(EntryType.REPLACEMENT_GOODS, "12.50")]
    assert (await balance(app, shop, sale.order)).compensated == {sale.lines["line-1"]: Decimal("12.50")}


async def test_what_is_out_of_stock_is_not_asked_for_and_the_claim_goes_back_with_the_reason(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await choose(app, shop, claim, Way.RESHIPMENT)
    shelf.left = {"line-1": 1, "line-2": None}
    await run(resolution.id)
    assert shelf.asked == []
    now, failed = await claim_of(app, shop, claim), await chosen(app, shop, claim)
    assert (now.status, now.failure_reason) == (ClaimStatus.APPROVED, "OUT_OF_STOCK")
    assert failed.failure is not None
    assert (failed.status, failed.failure.step, failed.failure.code) == (
        ResolutionStatus.FAILED,
        Step.RESHIP,
        "OUT_OF_STOCK",
    )
    assert (await effect_of(app, shop, resolution, Step.RESHIP)).state is EffectState.ABANDONED
    assert (await balance(app, shop, sale.order)).all_compensated == 0
    again = await choose(app, shop, claim, Way.REFUND)
    await run(again.id)
    assert (await claim_of(app, shop, claim)).failure_reason is None
    assert (await balance(app, shop, sale.order)).all_compensated == Decimal("70.00")


async def test_a_no_of_the_platform_gives_everything_back(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await choose(app, shop, claim)
    shelf.answers["platform.refund"] = [Rejected("ABOVE_REFUNDABLE", "too much")]
    await run(resolution.id)
    await run(resolution.id)
    now = await claim_of(app, shop, claim)
    assert (now.status, now.failure_reason) == (ClaimStatus.APPROVED, "ABOVE_REFUNDABLE")
    assert (await balance(app, shop, sale.order)).all_compensated == 0
    assert await entries(app, shop, claim) == []
    failed = (await events_of(app, shop, claim))[-1]
    assert (failed.type, failed.data["failure"]) == ("claim.resolution_failed", "ABOVE_REFUNDABLE")
    assert len(shelf.asked) == 1


async def a_pair(app: Pool, shop: Shop, claim: str, sale: Sold) -> Resolution:
    """The mugs again, and the money of the teapot."""
    lines = (WishedLine(sale.lines["line-1"], 2), WishedLine(sale.lines["line-2"], 1, sent_again=False))
    return await resolve(app, shop, claim, Wish(Way.REFUND_AND_RESHIPMENT, lines=lines))


async def test_of_a_pair_the_goods_go_first_and_the_money_after_them(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await a_pair(app, shop, claim, sale)
    await run(resolution.id)
    assert [type(request) for request in shelf.asked] == [Reship, Refund]
    assert shelf.asked[1].amount == Decimal("40.00")  # type: ignore[union-attr]
    done = await chosen(app, shop, claim)
    assert (done.status, done.replacement_reference, done.reference) == (
        ResolutionStatus.COMPLETED,
        "shelf/1",
        "shelf/2",
    )
    assert await entries(app, shop, claim) == [(EntryType.REPLACEMENT_GOODS, "25.00"), (EntryType.REFUND, "40.00")]
    assert (await claim_of(app, shop, claim)).status is ClaimStatus.RESOLVED


async def test_a_pair_of_which_one_half_was_done_shows_it_and_gives_the_other_back(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await a_pair(app, shop, claim, sale)
    shelf.answers["platform.refund"] = [Rejected("ORDER_CLOSED", "closed")]
    await run(resolution.id)
    half = await chosen(app, shop, claim)
    assert half.failure is not None
    assert (half.status, half.failure.step, half.replacement_reference) == (
        ResolutionStatus.FAILED,
        Step.REFUND,
        "shelf/1",
    )
    assert (await balance(app, shop, sale.order)).compensated == {sale.lines["line-1"]: Decimal("25.00")}
    assert await entries(app, shop, claim) == [(EntryType.REPLACEMENT_GOODS, "25.00")]
    assert (await claim_of(app, shop, claim)).status is ClaimStatus.APPROVED
    with refused("ABOVE_REFUNDABLE lines.0.amount"):  # the goods are on their way
        await resolve(app, shop, claim, Wish(Way.REFUND, lines=(WishedLine(sale.lines["line-1"], 1),)))
    rest = await resolve(app, shop, claim, Wish(Way.REFUND))
    assert rest.amount == Decimal("40.00")


async def test_a_pair_whose_goods_are_out_of_stock_pays_nothing(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await a_pair(app, shop, claim, sale)
    shelf.left = {"line-1": 0}
    await run(resolution.id)
    assert shelf.asked == []
    assert (await balance(app, shop, sale.order)).all_compensated == 0


async def test_a_platform_that_is_away_is_asked_again_with_the_same_key(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await choose(app, shop, claim)
    shelf.answers["platform.refund"] = [Unavailable("throttled", ambiguous=False), Unavailable("cut off")]
    for _ in range(2):
        with pytest.raises(Unavailable):
            await run(resolution.id)
        assert (await claim_of(app, shop, claim)).status is ClaimStatus.RESOLVING
    await run(resolution.id)
    assert len({request.key for request in shelf.asked}) == len(shelf.done) == 1
    assert await entries(app, shop, claim) == [(EntryType.REFUND, "70.00")]


async def in_review(app: Pool, shop: Shop, claim: str, shelf: Shelf, run: Running) -> Resolution:
    """A refund of which nobody can find out whether it was made."""
    shelf.recoveries = dict.fromkeys(shelf.recoveries, Recovery.REVIEW)
    resolution = await choose(app, shop, claim)
    shelf.answers["platform.refund"] = [Unavailable("cut off")]
    await run(resolution.id)
    assert (await effect_of(app, shop, resolution, Step.REFUND)).state is EffectState.REVIEW
    assert (await claim_of(app, shop, claim)).status is ClaimStatus.RESOLVING
    return resolution


@pytest.mark.parametrize("decision", [Decision.CONFIRM, Decision.ABANDON])
async def test_what_nobody_can_find_out_waits_for_a_person_and_ends_as_they_say(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running, decision: Decision
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await in_review(app, shop, claim, shelf, run)
    await run(resolution.id)
    assert (await balance(app, shop, sale.order)).all_compensated == Decimal("70.00")
    effect = await effect_of(app, shop, resolution, Step.REFUND)
    async with app.write(shop.id) as tx:
        await effects.decide(tx, effect.id, decision, shop.caller.actor, system_clock(), "by hand")
    await run(resolution.id)
    now, confirmed = await claim_of(app, shop, claim), decision is Decision.CONFIRM
    assert now.status is (ClaimStatus.RESOLVED if confirmed else ClaimStatus.APPROVED)
    assert now.failure_reason == (None if confirmed else "ABANDONED")
    assert (await balance(app, shop, sale.order)).all_compensated == (70 if confirmed else 0)
    assert len(shelf.asked) == 1


async def test_what_failed_and_was_done_after_all_is_counted_when_a_person_says_so(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await choose(app, shop, claim)
    shelf.answers["platform.refund"] = [Rejected("ORDER_CLOSED", "closed")]
    await run(resolution.id)
    effect = await effect_of(app, shop, resolution, Step.REFUND)
    async with app.write(shop.id) as tx:
        await effects.decide(tx, effect.id, Decision.CONFIRM, shop.caller.actor, system_clock(), "by hand")
    for _ in range(2):
        await run(resolution.id)
    assert (await balance(app, shop, sale.order)).all_compensated == Decimal("70.00")
    assert await entries(app, shop, claim) == [(EntryType.REFUND, "70.00")]
    with refused("ABOVE_REFUNDABLE type"):
        await choose(app, shop, claim)


async def test_what_failed_is_not_tried_again_when_nothing_is_held_for_it(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await choose(app, shop, claim)
    shelf.answers["platform.refund"] = [Rejected("ORDER_CLOSED", "closed")]
    await run(resolution.id)
    effect = await effect_of(app, shop, resolution, Step.REFUND)
    async with app.write(shop.id) as tx:
        await effects.decide(tx, effect.id, Decision.RETRY, shop.caller.actor, system_clock())
    await run(resolution.id)
    assert len(shelf.asked) == 1
    assert (await effect_of(app, shop, resolution, Step.REFUND)).state is EffectState.ABANDONED


async def test_a_dispute_that_opens_before_anything_was_sent_stops_the_money(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    resolution = await choose(app, shop, claim)
    async with app.write(shop.id) as tx:
        await ledger.hold(tx, sale.order, "dsp_1", system_clock())
    await run(resolution.id)
    now = await claim_of(app, shop, claim)
    assert (now.status, now.failure_reason) == (ClaimStatus.APPROVED, "DISPUTE_OPEN")
    assert shelf.asked == []
    assert (await balance(app, shop, sale.order)).all_compensated == 0


async def test_a_replacement_that_is_lost_is_claimed_and_made_good_like_the_first_parcel(
    app: Pool, shop: Shop, sale: Sold, shelf: Shelf, run: Running
) -> None:
    first = await an_approved_claim(app, shop, sale)
    sent = await choose(app, shop, first, Way.RESHIPMENT)
    await run(sent.id)
    lines = (NewShipmentLine(sale.lines["line-1"], 2), NewShipmentLine(sale.lines["line-2"], 1))
    parcel = await a_shipment(app, shop, sale.order, direction=Direction.REPLACEMENT, lines=lines)
    async with app.write(shop.id) as tx:
        assert await operations.link_replacement(tx, sent.id, parcel, system_clock())
        assert await operations.link_replacement(tx, sent.id, parcel, system_clock())
        assert not await operations.link_replacement(tx, "res_" + "0" * 26, parcel, system_clock())
    with refused("ALREADY_COMPENSATED claimId"):  # as long as nobody says that it is lost, it makes the first one good
        await claims_again(app, shop, first)
    second = await a_claim(app, shop, sale.order, parcel)
    await operations.approve(shop.write(app), shop.caller, target(second), system_clock())
    refund = await choose(app, shop, second, Way.REFUND)
    await run(refund.id)
    assert refund.amount == Decimal("70.00")
    assert (await balance(app, shop, sale.order)).all_compensated == Decimal("70.00")
    assert await entries(app, shop, first) == [(EntryType.REPLACEMENT_GOODS, "65.00")]
    assert await entries(app, shop, second) == [(EntryType.REFUND, "70.00")]


async def claims_again(app: Pool, shop: Shop, claim: str) -> None:
    """Take a resolved claim up and approve it anew."""
    await desk.reopen(shop.write(app), shop.caller, target(claim), system_clock())
    await operations.approve(shop.write(app), shop.caller, target(claim), system_clock())


async def test_when_every_entry_of_a_resolution_is_undone_it_is_reversed_and_can_be_paid_again(
    app: Pool, shop: Shop, sale: Sold, run: Running
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    await run((await choose(app, shop, claim)).id)
    async with app.read(shop.id) as db:
        (entry,) = await ledger_rows.entries(db, claim)
    await operations.reverse_entry(shop.write(app), shop.caller, entry.id, key="once", now=system_clock())
    assert (await chosen(app, shop, claim)).status is ResolutionStatus.REVERSED
    assert (await balance(app, shop, sale.order)).all_compensated == 0
    await claims_again(app, shop, claim)
    await run((await choose(app, shop, claim)).id)
    assert (await balance(app, shop, sale.order)).all_compensated == Decimal("70.00")


async def test_a_claim_that_came_early_is_decided_about_when_its_time_has_come(
    app: Pool, shop: Shop, sale: Sold, selling: Process, rows: asyncpg.Connection
) -> None:
    claim = await a_claim(app, shop, sale.order, sale.parcel)
    await claims.review(shop.write(app), claim, shop.caller.actor, system_clock(), verified=True)
    await rows.execute("update claims set waiting_until = now() + interval '1 hour'")
    again = await resolutions.decide(await a_job(rows, selling, shop, "claim.decide", claim))
    assert again is not None
    assert 3500 < again.seconds <= 3600
    await rows.execute("update claims set waiting_until = now()")
    assert await resolutions.decide(await a_job(rows, selling, shop, "claim.decide", claim)) is None


async def test_a_small_claim_is_approved_by_the_worker_when_its_review_starts(
    app: Pool, shop: Shop, sale: Sold, selling: Process, rows: asyncpg.Connection
) -> None:
    rule = PolicyRule(auto_approve_limits={"EUR": Decimal("100.00")}, required_evidence=(), window=Window())
    await policies.update(
        shop.write(app), shop.caller, (rule,), None, expected_version=0, key="policy", now=system_clock()
    )
    claim = await a_claim(app, shop, sale.order, sale.parcel, reason=ClaimReason.LOST_IN_TRANSIT)
    await claims.review(shop.write(app), claim, shop.caller.actor, system_clock(), verified=True)
    await resolutions.decide(await a_job(rows, selling, shop, "claim.decide", claim))
    assert (await claim_of(app, shop, claim)).status is ClaimStatus.APPROVED
