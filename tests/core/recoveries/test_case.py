"""What a parcel's rows say to whoever decides whom to ask, and the recovery that follows from an option."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from services.core.claims import repository as claim_rows
from services.core.claims.model import ClaimReason, NewItem
from services.core.clock import system_clock
from services.core.coverages import operations as coverages
from services.core.coverages.model import CoverageKind, CoverageStatus, NewCoverage
from services.core.database import Pool
from services.core.ids import new_id
from services.core.money import Money
from services.core.orders.model import Customer, NewLine
from services.core.recoveries import case as cases
from services.core.recoveries import operations
from services.core.recoveries.case import COVER_GROUP, Assessed
from services.core.recoveries.model import CounterpartyType, Peril, RecoveryStatus, RouteKind
from services.core.shipments import operations as shipments
from services.core.shipments import proofs
from services.core.shipments.model import (
    LabelSource,
    Progress,
    ProgressStep,
    Scan,
    ScanSource,
    Tracking,
    TrackingStatus,
)
from services.core.storefronts.operations import disconnect_account
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.recoveries import WORKER, a_recovery, file_by_hand, hear, pay, target

NOW = system_clock().replace(microsecond=0)
GLS = (RouteKind.CARRIER_PACKET, "gls-dk")


def ago(days: float) -> datetime:
    """A moment so many days ago."""
    return NOW - timedelta(days=days)


async def a_parcel(app: Pool, shop: Shop, order: str | None = None, **changes: Any) -> str:
    """A parcel of GLS that was shipped thirty days ago, on a label that the shop bought there; its id."""
    order = order or await an_order(app, shop, placed_at=ago(31))
    told = {"carrier": "GLS", "shipped_at": ago(30), "label_source": LabelSource.CARRIER_ACCOUNT}
    return await a_shipment(app, shop, order, **(told | changes))


async def say(app: Pool, shop: Shop, parcel: str, *scans: tuple[float, TrackingStatus]) -> None:
    """What the carrier says, so many days ago."""
    told = tuple(Scan(ago(days), status, status.lower(), status, "Aarhus") for days, status in scans)
    async with app.write(shop.id) as tx:
        await shipments.record_tracking(tx, parcel, Tracking(told), ScanSource.POLL, company="easypost", now=NOW)


async def assessed(app: Pool, shop: Shop, parcel: str, claim_id: str | None = None) -> Assessed | None:
    """Whom the parcel can be asked of."""
    async with app.read(shop.id) as db:
        claim = await claim_rows.get(db, claim_id) if claim_id else None
        return await cases.assess(db, parcel, NOW, claim)


async def wrong(app: Pool, shop: Shop, parcel: str, claim_id: str | None = None) -> Assessed:
    """The same of a parcel that went wrong."""
    found = await assessed(app, shop, parcel, claim_id)
    assert found is not None
    return found


async def lost(app: Pool, shop: Shop, **changes: Any) -> str:
    """A parcel that the carrier calls lost."""
    parcel = await a_parcel(app, shop, **changes)
    await say(app, shop, parcel, (29, TrackingStatus.IN_TRANSIT), (5, TrackingStatus.LOST))
    return parcel


async def insured(app: Pool, shop: Shop, parcel: str, provider: str = "nordic-cover", **changes: Any) -> str:
    """A coverage of 100 EUR that began before the parcel was shipped; its id."""
    values: dict[str, Any] = {
        "kind": CoverageKind.THIRD_PARTY,
        "insured": Money(Decimal(100), "EUR"),
        "effective_at": ago(40),
    }
    new = NewCoverage(shipment_id=parcel, provider=provider, **(values | changes))
    return await coverages.record(shop.write(app), shop.caller, new, key=a_key(), now=NOW)


async def discrepancy(app: Pool, shop: Shop, parcel: str, kind: str) -> None:
    """How the proof of delivery differs from what was agreed, as it was found."""
    async with app.write(shop.id) as tx:
        await tx.execute("update shipments set discrepancy = $2 where id = $1", parcel, kind)


async def test_nothing_is_to_be_asked_of_what_is_not_there_or_well(app: Pool, shop: Shop, other_shop: Shop) -> None:
    theirs = await lost(app, other_shop)
    well = await a_parcel(app, shop)
    await say(app, shop, well, (29, TrackingStatus.IN_TRANSIT), (20, TrackingStatus.DELIVERED))
    for parcel in (new_id("shp"), theirs, well, await a_parcel(app, shop)):
        assert await assessed(app, shop, parcel) is None


@pytest.mark.parametrize(
    ("scans", "kind", "peril"),
    [
        ([TrackingStatus.LOST], None, Peril.LOSS),
        ([TrackingStatus.DAMAGED], None, Peril.DAMAGE),
        ([TrackingStatus.DELIVERED], "NAME_MISMATCH", Peril.THEFT),
        ([TrackingStatus.DELIVERED], "WRONG_PLACE", Peril.THEFT),
    ],
)
async def test_without_a_claim_the_carriers_word_counts(
    app: Pool, shop: Shop, scans: Sequence[TrackingStatus], kind: str | None, peril: Peril
) -> None:
    parcel = await a_parcel(app, shop)
    await say(app, shop, parcel, (29, TrackingStatus.IN_TRANSIT), *((5, status) for status in scans))
    if kind:
        await discrepancy(app, shop, parcel, kind)
    found = await wrong(app, shop, parcel)
    assert (found.situation.peril, found.claim) == (peril, None)
    assert found.situation.mismatch is (kind is not None)


async def test_a_delivery_to_somebody_else_is_the_carriers_loss(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    await say(app, shop, parcel, (29, TrackingStatus.IN_TRANSIT), (20, TrackingStatus.DELIVERED))
    claim = await a_claim(app, shop, await order_of(app, shop, parcel), parcel, reason=ClaimReason.STOLEN)
    refused = (await wrong(app, shop, parcel, claim)).get(*GLS)
    assert refused is not None
    assert [bar.code for bar in refused.bars] == ["DELIVERED_WITH_PROOF"]
    await discrepancy(app, shop, parcel, "NAME_MISMATCH")
    taken = (await wrong(app, shop, parcel, claim)).get(*GLS)
    assert taken is not None
    assert (taken.fileable, [why.code for why in taken.reasons]) == (True, ["CARRIER_LIABLE", "MISDELIVERED"])


async def test_the_newest_open_claim_counts_and_one_that_was_withdrawn_does_not(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    order = await order_of(app, shop, parcel)
    claim = await a_claim(app, shop, order, parcel, reason=ClaimReason.DAMAGED_IN_TRANSIT)
    found = await wrong(app, shop, parcel)
    assert (found.situation.peril, found.claim and found.claim.id) == (Peril.DAMAGE, claim)
    async with app.write(shop.id) as tx:
        await tx.execute("update claims set status = 'CANCELED', cancel_reason = 'WITHDRAWN' where id = $1", claim)
    assert await assessed(app, shop, parcel) is None


@pytest.mark.parametrize("reason", [ClaimReason.WRONG_ITEM, ClaimReason.RETURNED_TO_SENDER])
async def test_what_is_the_shops_own_fault_is_asked_of_nobody(app: Pool, shop: Shop, reason: ClaimReason) -> None:
    parcel = await a_parcel(app, shop)
    claim = await a_claim(app, shop, await order_of(app, shop, parcel), parcel, reason=reason)
    assert await assessed(app, shop, parcel, claim) is None


async def order_of(app: Pool, shop: Shop, parcel: str) -> str:
    """The order of a parcel."""
    async with app.read(shop.id) as db:
        found: str = await db.fetchval("select order_id from shipments where id = $1", parcel)
    return found


async def test_the_loss_is_what_lay_in_the_parcel_with_its_tax(app: Pool, shop: Shop) -> None:
    lines = (
        NewLine("line-1", "Mug", 3, "10.00", "30.00", tax_amount="6.00"),
        NewLine("line-2", "Teapot", 1, "40.00", "40.00"),
    )
    order = await an_order(app, shop, placed_at=ago(31), lines=lines, total="75.00", shipping_amount="5.00")
    loss = (await wrong(app, shop, await lost(app, shop, order=order))).situation.loss
    assert (loss.sales, loss.vat) == (Money(Decimal("70.00"), "EUR"), Money(Decimal("6.00"), "EUR"))
    assert (loss.freight, loss.cost) == (Money(Decimal("5.00"), "EUR"), None)


async def test_of_a_claim_on_part_of_a_parcel_only_that_part_is_lost(app: Pool, shop: Shop) -> None:
    lines = (
        NewLine("line-1", "Mug", 3, "10.00", "10.00", tax_amount="2.00"),
        NewLine("line-2", "Teapot", 1, "40.00", "40.00"),
    )
    order = await an_order(app, shop, placed_at=ago(31), lines=lines, total="50.00")
    parcel = await a_parcel(app, shop, order)
    async with app.read(shop.id) as db:
        line = await db.fetchval(
            "select s.id from shipment_lines s join order_lines o on o.id = s.order_line_id where o.title = 'Mug'"
        )
    items = (NewItem(1, shipment_line_id=line),)
    claim = await a_claim(app, shop, order, parcel, reason=ClaimReason.MISSING_ITEM, items=items)
    situation = (await wrong(app, shop, parcel, claim)).situation
    assert situation.peril is Peril.MISSING_CONTENTS
    assert (situation.loss.sales.amount, situation.loss.vat) == (Decimal("3.33"), Money(Decimal("0.67"), "EUR"))


async def test_the_dates_are_those_of_the_order_and_of_the_first_scan(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    await say(
        app, shop, parcel, (30.5, TrackingStatus.PRE_TRANSIT), (28, TrackingStatus.IN_TRANSIT), (5, TrackingStatus.LOST)
    )
    facts = (await wrong(app, shop, parcel)).situation.facts
    assert (facts.ordered_at, facts.shipped_at) == (ago(31), ago(30))
    assert (facts.accepted_at, facts.mailed_at, facts.notified_at) == (ago(28), ago(28), None)


async def test_a_parcel_that_nobody_scanned_was_mailed_when_it_was_shipped(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    claim = await a_claim(app, shop, await order_of(app, shop, parcel), parcel)
    facts = (await wrong(app, shop, parcel, claim)).situation.facts
    assert (facts.mailed_at, facts.accepted_at, facts.delivered_at) == (ago(30), None, None)


async def test_what_was_filed_first_was_its_notice(app: Pool, shop: Shop) -> None:
    parcel = await lost(app, shop)
    option = (await wrong(app, shop, parcel)).get(*GLS)
    assert option is not None
    recovery = await a_recovery(app, shop, cases.recovery_of(await wrong(app, shop, parcel), option))
    await file_by_hand(app, shop, recovery)
    situation = (await wrong(app, shop, parcel)).situation
    assert situation.facts.notified_at is not None
    assert [(one.counterparty, one.live) for one in situation.filed] == [("gls-dk", True)]


async def test_who_was_asked_is_not_proposed_again_unless_it_was_withdrawn(app: Pool, shop: Shop) -> None:
    parcel = await lost(app, shop)
    found = await wrong(app, shop, parcel)
    best = found.best()
    assert best is not None
    assert (best.route.kind, best.route.counterparty) == GLS
    recovery = await a_recovery(app, shop, cases.recovery_of(found, best))
    assert (await wrong(app, shop, parcel)).best() is None
    await file_by_hand(app, shop, recovery)
    await hear(app, shop, recovery, RecoveryStatus.REJECTED)
    again = await wrong(app, shop, parcel)
    option = again.get(*GLS)
    assert (again.best(), option is not None and option.fileable) == (None, True), "a person may, nobody proposes it"
    await operations.withdraw(shop.write(app), shop.caller, target(recovery), None, NOW)
    assert (await wrong(app, shop, parcel)).best() is not None


async def test_what_was_paid_is_live_until_it_went_back(app: Pool, shop: Shop) -> None:
    parcel = await lost(app, shop)
    found = await wrong(app, shop, parcel)
    option = found.get(*GLS)
    assert option is not None
    recovery = await a_recovery(app, shop, cases.recovery_of(found, option))
    await file_by_hand(app, shop, recovery)
    await hear(app, shop, recovery, RecoveryStatus.CLOSED)
    assert [one.live for one in (await wrong(app, shop, parcel)).situation.filed] == [False]
    await pay(app, shop, recovery, "1.00")
    (filed,) = (await wrong(app, shop, parcel)).situation.filed
    assert (filed.live, filed.amount and filed.amount.currency_code) == (True, "EUR")


async def test_a_cover_in_another_currency_is_asked_in_that(app: Pool, shop: Shop) -> None:
    parcel = await lost(app, shop)
    worth = Money(Decimal(300), "DKK")
    coverage = await insured(app, shop, parcel, insured=worth, deductible_amount=Decimal(50))
    found = await wrong(app, shop, parcel)
    (cover,) = found.situation.covers
    assert (cover.provider, cover.amount, cover.deductible) == ("nordic-cover", worth, Money(Decimal(50), "DKK"))
    option = found.get(RouteKind.MANUAL, "nordic-cover")
    assert option is not None
    new = cases.recovery_of(found, option, because="LOST", files_itself=True)
    assert new.requested.currency_code == "DKK"
    assert abs(new.requested.amount - 250) < Decimal("0.05"), "what it insures, less what it leaves to the shop"
    assert (new.coverage_id, new.counterparty_type) == (coverage, CounterpartyType.INSURER)
    assert (new.because, new.files_itself, new.claim_id) == ("LOST", True, None)


async def test_a_cover_in_a_currency_without_a_rate_is_asked_for_all_of_it(app: Pool, shop: Shop) -> None:
    parcel = await lost(app, shop)
    await insured(app, shop, parcel, insured=Money(Decimal(5000), "JPY"))
    found = await wrong(app, shop, parcel)
    option = found.get(RouteKind.MANUAL, "nordic-cover")
    assert option is not None
    assert cases.recovery_of(found, option).requested == Money(Decimal(5000), "JPY")


async def test_a_loss_below_the_smallest_coin_of_the_cover_asks_for_one(app: Pool, shop: Shop) -> None:
    lines = (NewLine("line-1", "Sticker", 1, "0.01", "0.01"),)
    order = await an_order(app, shop, placed_at=ago(31), lines=lines, total="0.01", currency_code="DKK")
    parcel = await lost(app, shop, order=order)
    await insured(app, shop, parcel)
    found = await wrong(app, shop, parcel)
    option = found.get(RouteKind.MANUAL, "nordic-cover")
    assert option is not None
    assert cases.recovery_of(found, option).requested == Money(Decimal("0.01"), "EUR")


async def test_of_two_covers_of_one_provider_the_one_that_counts_is_asked(app: Pool, shop: Shop) -> None:
    parcel = await lost(app, shop)
    refused = await insured(app, shop, parcel)
    async with app.write(shop.id) as tx:
        await coverages.set_status(tx, refused, CoverageStatus.VOID, WORKER, NOW)
    void = (await wrong(app, shop, parcel)).get(RouteKind.MANUAL, "nordic-cover")
    assert void is not None
    assert [bar.code for bar in void.bars] == ["COVER_NOT_ACTIVE"]
    good = await insured(app, shop, parcel)
    found = await wrong(app, shop, parcel)
    option = found.get(RouteKind.MANUAL, "nordic-cover")
    assert option is not None
    assert (option.fileable, cases.recovery_of(found, option).coverage_id) == (True, good)


async def test_a_platforms_cover_and_the_carrier_exclude_each_other(app: Pool, shop: Shop) -> None:
    parcel = await lost(app, shop, label_source=LabelSource.SHOPIFY_SHIPPING, origin_country="US")
    found = await wrong(app, shop, parcel)
    platform = next(one for one in found.options if one.route.kind is RouteKind.PLATFORM)
    new = cases.recovery_of(found, platform)
    assert (new.exclusive_group, new.counterparty_type) == (COVER_GROUP, CounterpartyType.LABEL_PROVIDER)


async def test_an_aggregator_is_asked_for_the_labels_that_its_account_tracks(app: Pool, shop: Shop) -> None:
    aggregated = LabelSource.SHIPPING_AGGREGATOR
    order = await an_order(app, shop, placed_at=ago(31), customer=Customer("Ida Hansen", country_code="US"))
    tracked = await lost(
        app, shop, order=order, origin_country="US", carrier="USPS", label_source=aggregated, tracked_by=shop.account_id
    )
    found = await wrong(app, shop, tracked)
    assert found.situation.seller == "easypost"
    option = found.get(RouteKind.MANUAL, "easypost-carrier-claims")
    assert option is not None
    assert cases.recovery_of(found, option).account_id == shop.account_id
    own = await lost(app, shop, carrier="USPS", tracked_by=shop.account_id)
    assert (await wrong(app, shop, own)).situation.seller is None


async def test_an_account_that_lets_us_in_no_more_files_nothing(app: Pool, shop: Shop) -> None:
    parcel = await lost(app, shop)
    await insured(app, shop, parcel, provider="easypost", account_id=shop.account_id)
    found = await wrong(app, shop, parcel)
    assert found.situation.accounts == {"easypost"}
    by_call = found.get(RouteKind.INSURER_API, "easypost-insurance")
    assert by_call is not None
    assert cases.recovery_of(found, by_call).account_id == shop.account_id
    async with app.write(shop.id) as tx:
        await disconnect_account(tx, shop.account_id, system_clock(), WORKER, system_clock())
    later = await wrong(app, shop, parcel)
    assert later.situation.accounts == frozenset()
    by_hand = later.get(RouteKind.INSURER_PACKET, "easypost-insurance")
    assert by_hand is not None
    assert cases.recovery_of(later, by_hand).account_id is None


async def test_the_carriers_own_no_among_the_scans_bars_it(app: Pool, shop: Shop) -> None:
    parcel = await lost(app, shop)
    steps = [
        Progress(ago(4), ProgressStep.OPENED, "1A", "Claim opened."),
        Progress(ago(3), ProgressStep.REJECTED, "2G", "Not eligible."),
        Progress(ago(2), ProgressStep.CLOSED, "2H", ""),
    ]
    async with app.write(shop.id) as tx:
        await proofs.add_progress(tx, parcel, steps, NOW, most=10)
    found = await wrong(app, shop, parcel)
    assert found.situation.refusal == "Not eligible."
    option = found.get(*GLS)
    assert option is not None
    assert [bar.code for bar in option.bars] == ["NOT_CLAIM_ELIGIBLE"]
    assert found.best() is None
