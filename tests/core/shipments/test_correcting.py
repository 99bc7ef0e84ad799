"""Carriers that were guessed wrongly: the parcel begins anew, and what the wrong one said counts no more."""

import asyncio
from dataclasses import replace

import pytest

from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.shipments import repository
from services.core.shipments.model import (
    Correction,
    Progress,
    ProgressStep,
    ProofOfDelivery,
    Shipment,
    TrackingStatus,
)
from services.core.shipments.operations import correct_carrier
from services.core.storefronts.model import Role
from tests.builders import Shop, a_key, a_shipment, an_order
from tests.core.records import events_of
from tests.core.refusals import refused
from tests.core.shipments.test_tracking import NOW, START, a_scan, kept, record

DELIVERED = a_scan(10, TrackingStatus.DELIVERED)


async def correct(app: Pool, shop: Shop, parcel: str, carrier: str = "DHL", **changes: str) -> str:
    key = changes.pop("key", None) or a_key()
    new = Correction(parcel, carrier, **changes)
    return await correct_carrier(shop.write(app), shop.caller, new, key=key, now=NOW)


async def the_parcel(app: Pool, shop: Shop, parcel: str) -> Shipment:
    async with app.read(shop.id) as db:
        found = await repository.get(db, parcel)
    assert found is not None
    return found


async def delivered(app: Pool, shop: Shop) -> str:
    """A parcel that the wrong carrier calls delivered, with all that follows from it."""
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number="77")
    progress = (Progress(START, ProgressStep.OPENED, "1", "Opened"),)
    proof = ProofOfDelivery("Somebody else")
    await record(
        app, shop, parcel, DELIVERED, reference="trk_wrong", signed_by="Somebody else", proof=proof, progress=progress
    )
    return parcel


async def test_the_parcel_begins_anew_and_is_asked_for_elsewhere(app: Pool, shop: Shop) -> None:
    parcel = await delivered(app, shop)
    before = await the_parcel(app, shop, parcel)
    assert before.tracking_status is TrackingStatus.DELIVERED
    await correct(app, shop, parcel, tracking_number="7 8")
    after = await the_parcel(app, shop, parcel)
    assert (after.carrier, after.tracking_number, after.tracked_by) == ("DHL", "78", shop.account_id)
    assert (after.tracking_status, after.delivered_at, after.tracking_reference, after.signed_by) == (
        TrackingStatus.UNKNOWN, None, None, None,
    )  # fmt: skip
    assert after.version == before.version + 1
    assert await kept(app, shop, parcel) == []
    (event,) = [event for event in await events_of(app, shop, parcel) if event.type == "shipment.corrected"]
    assert (event.data["tracked"], event.data["from"], event.data["withdrawnScans"]) == (True, "USPS", 1)
    async with app.read(shop.id) as db:
        planned = await db.fetchval("select count(*) from effects where subject = $1 and state = 'PLANNED'", parcel)
    assert planned >= 1


async def test_what_the_wrong_carrier_said_is_kept_apart(app: Pool, shop: Shop) -> None:
    parcel = await delivered(app, shop)
    await correct(app, shop, parcel)
    async with app.read(shop.id) as db:
        (scan,) = await db.fetch("select * from withdrawn_scans where shipment_id = $1", parcel)
        proof = await db.fetchrow("select * from proofs_of_delivery where shipment_id = $1", parcel)
        progress = await db.fetchval("select count(*) from tracking_progress where shipment_id = $1", parcel)
    assert (scan["carrier"], scan["tracking_number"], scan["status"]) == ("USPS", "77", "DELIVERED")
    assert proof is not None
    assert (proof["signed_by"], progress) == (None, 0)


async def test_scans_of_the_right_carrier_decide_alone_from_then_on(app: Pool, shop: Shop) -> None:
    parcel = await delivered(app, shop)
    await correct(app, shop, parcel)
    after = await record(app, shop, parcel, a_scan(1, TrackingStatus.IN_TRANSIT), signed_by=None)
    assert (after.tracking_status, after.signed_by) == (TrackingStatus.IN_TRANSIT, None)


async def test_corrected_again_it_begins_anew_again(app: Pool, shop: Shop) -> None:
    parcel = await delivered(app, shop)
    await correct(app, shop, parcel)
    await record(app, shop, parcel, DELIVERED)
    await correct(app, shop, parcel, "GLS")
    async with app.read(shop.id) as db:
        rows = await db.fetch("select carrier from withdrawn_scans where shipment_id = $1 order by carrier", parcel)
    assert [row["carrier"] for row in rows] == ["DHL", "USPS"]


async def test_what_is_so_already_changes_nothing(app: Pool, shop: Shop) -> None:
    parcel = await delivered(app, shop)
    before = await the_parcel(app, shop, parcel)
    await correct(app, shop, parcel, "USPS", tracking_number=" 77 ")
    assert await the_parcel(app, shop, parcel) == before
    key = a_key()
    await correct(app, shop, parcel, key=key)
    await record(app, shop, parcel, DELIVERED)
    assert await correct(app, shop, parcel, key=key) == parcel
    assert (await the_parcel(app, shop, parcel)).tracking_status is TrackingStatus.DELIVERED


async def test_a_spelling_of_the_carrier_is_a_correction_too(app: Pool, shop: Shop) -> None:
    parcel = await delivered(app, shop)
    await correct(app, shop, parcel, "usps")
    assert (await the_parcel(app, shop, parcel)).carrier == "usps"


async def test_two_corrections_at_once_leave_one_parcel_of_either(app: Pool, shop: Shop) -> None:
    parcel = await delivered(app, shop)
    await asyncio.gather(*(correct(app, shop, parcel, carrier) for carrier in ("DHL", "GLS", "UPS", "Bring")))
    async with app.read(shop.id) as db:
        withdrawn = await db.fetchval("select count(*) from withdrawn_scans where shipment_id = $1", parcel)
    assert withdrawn == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"carrier": " "}, "INVALID"),
        ({"carrier": "x" * 51}, "TOO_LONG"),
        ({"tracking_number": "--"}, "INVALID"),
        ({"tracked_by": "acc_00000000000000000000000000"}, "NOT_FOUND"),
        ({"tracking_number": "99"}, "NUMBER_IN_USE"),
    ],
)
async def test_what_cannot_be_is_refused(app: Pool, shop: Shop, changes: dict[str, str], code: str) -> None:
    parcel = await delivered(app, shop)
    await a_shipment(app, shop, await an_order(app, shop), carrier="DHL", tracking_number="99")
    with refused(code):
        await correct(app, shop, parcel, **({"carrier": "DHL"} | changes))
    assert (await the_parcel(app, shop, parcel)).tracking_status is TrackingStatus.DELIVERED


async def test_nobody_corrects_anothers_parcel(app: Pool, shop: Shop, other_shop: Shop) -> None:
    parcel = await delivered(app, shop)
    with refused("NOT_FOUND"):
        await correct(app, other_shop, parcel)
    stranger = replace(
        shop.caller, role=Role.CUSTOMER, order_id="ord_none", actor=Actor(ActorKind.CUSTOMER, "ord_none")
    )
    with refused("NOT_FOUND"):
        await correct_carrier(shop.write(app), stranger, Correction(parcel, "DHL"), key=a_key(), now=NOW)
