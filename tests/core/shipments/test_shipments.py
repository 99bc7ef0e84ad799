"""Parcels as a storefront tells them: their natural key, their lines, and what cannot be."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from services.core import effects
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.money import Money
from services.core.orders import repository as orders
from services.core.orders.model import NewLine
from services.core.orders.policy import LARGEST_QUANTITY, MOST_LINES
from services.core.refusal import Refused
from services.core.shipments import operations, policy, repository
from services.core.shipments.model import (
    Direction,
    LabelSource,
    NewShipment,
    NewShipmentLine,
    Shipment,
    ShipmentLine,
    ShipmentStatus,
)
from services.core.storefronts import operations as storefronts
from services.core.vault import Vault
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.core.records import count, events_of
from tests.core.refusals import refused

TEN = (NewLine("mug", "Mug", 10, "12.50", "125.00"),)
NOW = system_clock()


async def tell(app: Pool, shop: Shop, order: str, **changes: object) -> str:
    new = replace(NewShipment(order, "USPS", "MG1"), **changes)  # type: ignore[arg-type]
    return await operations.upsert(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())


async def read(app: Pool, shop: Shop, shipment_id: str) -> tuple[Shipment, list[ShipmentLine]]:
    async with app.read(shop.id) as db:
        shipment = await repository.get(db, shipment_id)
        lines = await repository.lines_of(db, [shipment_id])
    assert shipment is not None
    return shipment, lines.get(shipment_id, [])


async def line_of(app: Pool, shop: Shop, order: str) -> str:
    async with app.read(shop.id) as db:
        return (await orders.lines(db, order))[0].id


async def second_account(app: Pool, shop: Shop, vault: Vault) -> str:
    new = storefronts.NewAccount("easypost", "second", {}, {})
    return await storefronts.connect_account(shop.write(app), vault, new, shop.caller.actor, NOW)


async def test_carrier_and_number_name_a_parcel_however_they_are_written(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await tell(app, shop, order, carrier="UPS", tracking_number="1Z 999 aa1")
    again = await tell(app, shop, order, carrier=" ups ", tracking_number="1z999AA1\n", service="Ground")
    other = await tell(app, shop, order, carrier="FedEx", tracking_number="1Z999AA1")
    assert parcel == again != other
    shipment, _ = await read(app, shop, parcel)
    assert (shipment.carrier, shipment.tracking_number, shipment.service) == ("UPS", "1Z999AA1", "Ground")
    assert [event.type for event in await events_of(app, shop, parcel)] == ["shipment.created", "shipment.updated"]


async def test_of_ten_who_tell_a_new_parcel_at_once_one_adds_it_and_one_tracker_is_planned(
    app: Pool, shop: Shop
) -> None:
    order = await an_order(app, shop)
    ids = await asyncio.gather(*(tell(app, shop, order) for _ in range(10)))
    assert len(set(ids)) == 1
    events = await events_of(app, shop, ids[0])
    assert [event.data["tracked"] for event in events] == [True] + [False] * 9
    assert await count(app, shop, "effects") == 1
    assert await count(app, shop, "shipment_lines") == 2


async def test_a_parcel_of_another_order_stays_there(app: Pool, shop: Shop) -> None:
    first, second = await an_order(app, shop), await an_order(app, shop)
    parcel = await tell(app, shop, first)
    with refused("BELONGS_TO_OTHER_ORDER trackingNumber"):
        await tell(app, shop, second)
    assert (await read(app, shop, parcel))[0].order_id == first


async def test_of_ten_orders_that_tell_the_same_parcel_at_once_one_gets_it(app: Pool, shop: Shop) -> None:
    told = [await an_order(app, shop) for _ in range(10)]
    ends = await asyncio.gather(*(tell(app, shop, order) for order in told), return_exceptions=True)
    assert sum(isinstance(end, str) for end in ends) == 1
    assert {p.code for end in ends if isinstance(end, Refused) for p in end.problems} == {"BELONGS_TO_OTHER_ORDER"}
    assert sum(isinstance(end, Refused) for end in ends) == 9
    assert await count(app, shop, "shipments") == 1


async def test_storefronts_may_tell_the_same_parcel(app: Pool, shop: Shop, other_shop: Shop) -> None:
    first = await tell(app, shop, await an_order(app, shop))
    second = await tell(app, other_shop, await an_order(app, other_shop))
    assert first != second


async def test_a_parcel_without_lines_holds_what_is_in_no_other(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await line_of(app, shop, order)
    await tell(app, shop, order, tracking_number="A", lines=(NewShipmentLine(line, 4),))
    _, lines = await read(app, shop, await tell(app, shop, order, tracking_number="B"))
    assert [(held.order_line_id, held.quantity) for held in lines] == [(line, 6)]
    _, none = await read(app, shop, await tell(app, shop, order, tracking_number="C"))
    assert none == []


async def test_parcels_cannot_hold_more_than_was_ordered(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await line_of(app, shop, order)
    await tell(app, shop, order, tracking_number="A", lines=(NewShipmentLine(line, 6),))
    with refused("QUANTITY_EXCEEDED lines.0.quantity"):
        await tell(app, shop, order, tracking_number="B", lines=(NewShipmentLine(line, 5),))
    await tell(app, shop, order, tracking_number="A", status=ShipmentStatus.CANCELED)
    await tell(app, shop, order, tracking_number="B", lines=(NewShipmentLine(line, 5),))
    for lines in ((), (NewShipmentLine(line, 6),)):
        with refused("QUANTITY_EXCEEDED lines.0.quantity" if lines else "QUANTITY_EXCEEDED lines"):
            await tell(app, shop, order, tracking_number="A", lines=lines)
    await tell(app, shop, order, tracking_number="A", lines=(NewShipmentLine(line, 5),))


async def test_ten_parcels_told_at_once_share_what_was_ordered(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    three = (NewShipmentLine(await line_of(app, shop, order), 3),)
    ends = await asyncio.gather(
        *(tell(app, shop, order, tracking_number=f"P{turn}", lines=three) for turn in range(10)),
        return_exceptions=True,
    )
    assert sum(isinstance(end, str) for end in ends) == 3
    assert await count(app, shop, "shipments") == 3


@pytest.mark.parametrize("direction", [Direction.RETURN, Direction.REPLACEMENT])
async def test_a_return_or_replacement_holds_at_most_what_was_ordered(
    app: Pool, shop: Shop, direction: Direction
) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await line_of(app, shop, order)
    await tell(app, shop, order, tracking_number="OUT")
    with refused("QUANTITY_EXCEEDED lines.0.quantity"):
        await tell(app, shop, order, direction=direction, lines=(NewShipmentLine(line, 11),))
    await tell(app, shop, order, direction=direction, lines=(NewShipmentLine(line, 10),))
    await tell(app, shop, order, direction=direction)
    with refused("QUANTITY_EXCEEDED lines"):
        await tell(app, shop, order, direction=Direction.OUTBOUND)


async def test_what_was_claimed_cannot_be_taken_out_of_a_parcel(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await tell(app, shop, order)
    _, lines = await read(app, shop, parcel)
    await a_claim(app, shop, order, parcel)
    for left in (lines[:1], lines[1:]):
        with refused("QUANTITY_IN_USE lines"):
            told = tuple(NewShipmentLine(line.order_line_id, line.quantity) for line in left)
            await tell(app, shop, order, lines=told)
    assert (await read(app, shop, parcel))[1] == lines


async def test_lines_that_nobody_claimed_are_replaced(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await tell(app, shop, order)
    _, (first, second) = await read(app, shop, parcel)
    await tell(app, shop, order, lines=(NewShipmentLine(first.order_line_id, 1),))
    _, lines = await read(app, shop, parcel)
    assert [(line.id, line.quantity) for line in lines] == [(first.id, 1)]
    await tell(app, shop, order, lines=(NewShipmentLine(second.order_line_id, 1),))
    _, lines = await read(app, shop, parcel)
    assert [(line.order_line_id, line.quantity) for line in lines] == [(second.order_line_id, 1)]


async def test_a_parcel_told_again_with_another_account_is_tracked_anew(app: Pool, shop: Shop, vault: Vault) -> None:
    order = await an_order(app, shop)
    parcel = await tell(app, shop, order)
    assert (await read(app, shop, parcel))[0].tracked_by == shop.account_id, "the only account there is"
    other = await second_account(app, shop, vault)
    async with app.write(shop.id) as tx:
        await tx.execute("update shipments set tracking_reference = 'trk_1'")
    await tell(app, shop, order, tracked_by=shop.account_id)
    assert (await read(app, shop, parcel))[0].tracking_reference == "trk_1"
    await tell(app, shop, order, tracked_by=other)
    shipment, _ = await read(app, shop, parcel)
    assert (shipment.tracked_by, shipment.tracking_reference) == (other, None)
    async with app.read(shop.id) as db:
        effect = await effects.latest(db, operations.REGISTER, parcel)
    assert effect is not None
    assert (effect.generation, effect.account_id) == (2, other)
    await tell(app, shop, order)
    assert (await read(app, shop, parcel))[0].tracked_by == other, "what is not told is not forgotten"
    assert await count(app, shop, "effects") == 2


async def test_without_an_account_to_choose_nobody_is_asked(app: Pool, shop: Shop, vault: Vault) -> None:
    await second_account(app, shop, vault)
    parcel = await tell(app, shop, await an_order(app, shop))
    assert (await read(app, shop, parcel))[0].tracked_by is None
    assert await count(app, shop, "effects") == 0


async def test_orders_lines_and_accounts_of_others_are_not_there(app: Pool, shop: Shop, other_shop: Shop) -> None:
    order, foreign = await an_order(app, shop), await an_order(app, other_shop)
    for order_id in (foreign, "ord_00000000000000000000000000", "", "x" * 100_000):
        with refused("NOT_FOUND orderId"):
            await tell(app, shop, order_id)
    for account in (other_shop.account_id, "acc_00000000000000000000000000", "easypost"):
        with refused("NOT_FOUND trackedBy"):
            await tell(app, shop, order, tracked_by=account)
    neighbor = await line_of(app, shop, await an_order(app, shop))
    with refused("NOT_FOUND lines.0.orderLineId", "NOT_FOUND lines.1.orderLineId"):
        lines = (NewShipmentLine(neighbor, 1), NewShipmentLine(await line_of(app, other_shop, foreign), 1))
        await tell(app, shop, order, lines=lines)
    assert await count(app, shop, "shipments") == 0


async def test_a_declared_value_is_money(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    for told, kept in (
        (("100.5", "EUR"), Money(Decimal("100.50"), "EUR")),
        (("5000", "JPY"), Money(Decimal(5000), "JPY")),
        (("1.234", "KWD"), Money(Decimal("1.234"), "KWD")),
        (None, None),
    ):
        parcel = await tell(app, shop, order, declared_value=told)
        assert (await read(app, shop, parcel))[0].declared_value == kept


@pytest.mark.parametrize(
    "told", [("-1", "EUR"), ("1.5", "JPY"), ("NaN", "EUR"), ("1", "EURO"), ("1", ""), ("", "EUR"), ("1e3", "EUR")]
)
def test_a_declared_value_that_is_no_money_is_refused(told: tuple[str, str]) -> None:
    with refused("INVALID_MONEY declaredValue"):
        policy.check(NewShipment("ord", "USPS", "MG1", declared_value=told), NOW)


LOAD = {
    "weight_grams": 1200,
    "origin_country": "DE",
    "label_source": LabelSource.SHIPPING_AGGREGATOR,
    "label_seller": " EasyPost",
    "goods": ("Jewellery ", "jewellery", "gift cards"),
}


def load(parcel: Shipment) -> tuple[object, ...]:
    return (parcel.weight_grams, parcel.origin_country, parcel.label_seller, parcel.goods)


async def test_a_parcel_keeps_its_load_and_lane_until_they_are_told_otherwise(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await tell(app, shop, order, **LOAD)
    assert load((await read(app, shop, parcel))[0]) == (1200, "DE", "easypost", ("jewellery", "gift cards"))
    await tell(app, shop, order)
    assert load((await read(app, shop, parcel))[0]) == (1200, "DE", None, ("jewellery", "gift cards"))
    await tell(app, shop, order, weight_grams=800, origin_country="DK", goods=())
    assert load((await read(app, shop, parcel))[0]) == (800, "DK", None, ())


async def test_what_a_platform_does_not_know_of_a_parcel_outlives_its_word(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)

    async def hear(minute: int, **changes: object) -> Shipment:
        told = NewShipment(order, "USPS", "MG1", external_id="f-1", told_at=NOW + timedelta(minutes=minute))
        async with app.write(shop.id) as tx:
            new = replace(told, **changes)  # type: ignore[arg-type]
            found = await operations.upsert_from_platform(tx, new, shop.caller.actor, NOW)
        return (await read(app, shop, found))[0]

    first = await hear(0)
    await tell(app, shop, order, **LOAD)
    again = await hear(1, status=ShipmentStatus.DELIVERED)
    assert (again.id, load(again)) == (first.id, (1200, "DE", "easypost", ("jewellery", "gift cards")))
    same = await hear(2, status=ShipmentStatus.DELIVERED)
    assert same.version == again.version, "the same again changes nothing"
    sold = await hear(3, label_source=LabelSource.SHOPIFY_SHIPPING)
    assert (sold.label_source, sold.label_seller) == (LabelSource.SHOPIFY_SHIPPING, None)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"weight_grams": 0}, "IMPOSSIBLE_WEIGHT weightGrams"),
        ({"weight_grams": -5}, "IMPOSSIBLE_WEIGHT weightGrams"),
        ({"weight_grams": policy.LARGEST_WEIGHT + 1}, "IMPOSSIBLE_WEIGHT weightGrams"),
        ({"weight_grams": 10**100}, "IMPOSSIBLE_WEIGHT weightGrams"),
        ({"origin_country": "dk"}, "UNKNOWN_COUNTRY originCountry"),
        ({"origin_country": "XX"}, "UNKNOWN_COUNTRY originCountry"),
        ({"origin_country": ""}, "UNKNOWN_COUNTRY originCountry"),
        ({"origin_country": "\ud800"}, "UNKNOWN_COUNTRY originCountry"),
        ({"label_seller": "easypost"}, "INVALID labelSeller"),
        ({"label_seller": "x", "label_source": LabelSource.SHOPIFY_SHIPPING}, "INVALID labelSeller"),
        ({"label_seller": "x" * 101, "label_source": LabelSource.MARKETPLACE}, "TOO_LONG labelSeller"),
        ({"label_seller": "\x00", "label_source": LabelSource.MARKETPLACE}, "INVALID labelSeller"),
        ({"goods": ("cash",) * (policy.MOST_GOODS + 1)}, "TOO_MANY goods"),
        ({"goods": ("cash", " ")}, "INVALID goods.1"),
        ({"goods": ("x" * 51,)}, "TOO_LONG goods.0"),
        ({"goods": ("\ud800",)}, "INVALID goods.0"),
    ],
)
def test_a_load_or_lane_that_cannot_be_is_refused(changes: dict[str, object], told: str) -> None:
    with refused(told):
        policy.check(replace(NewShipment("ord", "USPS", "MG1"), **changes), NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "path", "longest", "required"),
    [
        ("carrier", "carrier", 50, True),
        ("tracking_number", "trackingNumber", 100, True),
        ("service", "service", 100, False),
    ],
)
async def test_text_is_bounded_and_is_text(
    app: Pool, shop: Shop, field: str, path: str, longest: int, required: bool
) -> None:
    order = await an_order(app, shop)
    for text, code in (
        ("x" * (longest + 1), "TOO_LONG"),
        ("x" * 1_000_000, "TOO_LONG"),
        ("a\x00", "INVALID"),
        ("\ud800", "INVALID"),
    ):
        with refused(f"{code} {path}"):
            await tell(app, shop, order, **{field: text})
    if required:
        with refused(f"INVALID {path}"):
            await tell(app, shop, order, **{field: " \u2003"})
    await tell(app, shop, order, **{field: "Ж" * longest})
    for bad in ("\x00", "\ud800"):
        with refused("INVALID"):
            await tell(app, shop, bad)


async def test_dates_that_cannot_be_are_refused(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    with refused("IMPOSSIBLE_DATE shippedAt", "IMPOSSIBLE_DATE estimatedDeliveryAt"):
        await tell(
            app, shop, order, shipped_at=NOW + timedelta(days=2), estimated_delivery_at=NOW - timedelta(days=20_000)
        )
    with refused("INVALID shippedAt"):
        await tell(app, shop, order, shipped_at=NOW.replace(tzinfo=None))


@pytest.mark.parametrize("quantity", [0, -1, LARGEST_QUANTITY + 1, 2**31, 2**63, 10**100])
def test_a_quantity_is_a_sensible_whole_number(quantity: int) -> None:
    with refused("INVALID_QUANTITY lines.0.quantity"):
        policy.check(NewShipment("ord", "USPS", "MG1", (NewShipmentLine("orl", quantity),)), NOW)


async def test_lines_are_bounded_and_each_stands_once(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    line = NewShipmentLine(await line_of(app, shop, order), 1)
    with refused("DUPLICATE lines.1.orderLineId"):
        await tell(app, shop, order, lines=(line, line))
    many = tuple(NewShipmentLine(str(number), 1) for number in range(MOST_LINES + 1))
    with refused("INVALID lines"):
        await tell(app, shop, order, lines=many)


async def test_a_number_that_two_carriers_use_is_told_apart_by_the_carrier(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    await a_shipment(app, shop, order, carrier="UPS", tracking_number="N1")
    parcel = await a_shipment(app, shop, order, carrier="DHL", tracking_number="N1")
    async with app.read(shop.id) as db:
        assert [found.id for found in await repository.find(db, "N1", "dhl")] == [parcel]
        assert len(await repository.find(db, "N1")) == 2
