"""How much may be claimed, and that nothing is claimed twice, however many try and wherever it lies."""

import asyncio

from services.core.claims import operations, repository
from services.core.claims.model import ClaimReason, Command, NewClaim, NewItem
from services.core.claims.policy import LONGEST_NOTE
from services.core.clock import system_clock
from services.core.database import Pool, Row
from services.core.events import Actor, ActorKind
from services.core.orders import repository as orders
from services.core.orders.model import NewLine
from services.core.refusal import Refused
from services.core.shipments import repository as shipments
from services.core.shipments.model import Direction, NewShipmentLine, ShipmentStatus
from services.core.storefronts.model import Caller, Role
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.core.records import count
from tests.core.refusals import refused

NOWHERE = "00000000000000000000000000"
TEN = (NewLine("mug", "Mug", 10, "12.50", "125.00"),)


async def only_line(app: Pool, shop: Shop, order: str) -> str:
    async with app.read(shop.id) as db:
        (line,) = await orders.lines(db, order)
    return line.id


async def line_in(app: Pool, shop: Shop, parcel: str) -> str:
    async with app.read(shop.id) as db:
        (line,) = (await shipments.lines_of(db, [parcel]))[parcel]
    return line.id


async def items(app: Pool, shop: Shop, claim: str) -> list[Row]:
    async with app.read(shop.id) as db:
        return await db.fetch(
            """select i.* from claim_items i join order_lines l on l.id = i.order_line_id
               where i.claim_id = $1 order by l.place, i.id""",
            claim,
        )


async def cancel(app: Pool, shop: Shop, claim: str) -> None:
    await operations.command(shop.write(app), shop.caller, claim, Command.WITHDRAW, key=a_key(), now=system_clock())


async def test_of_twenty_who_claim_the_same_parcel_at_once_one_wins(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    ends = await asyncio.gather(*(a_claim(app, shop, order, parcel) for _ in range(20)), return_exceptions=True)
    won = [end for end in ends if isinstance(end, str)]
    lost = [end for end in ends if isinstance(end, Refused)]
    assert (len(won), len(lost)) == (1, 19), ends
    assert {problem.code for end in lost for problem in end.problems} == {"QUANTITY_ALREADY_CLAIMED"}
    assert await count(app, shop, "claims") == 1
    assert sorted(item["quantity"] for item in await items(app, shop, won[0])) == [1, 2]


async def test_ten_pieces_are_shared_out_among_twenty_who_want_one_each(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await line_in(app, shop, await a_shipment(app, shop, order))
    one = (NewItem(1, shipment_line_id=line),)
    ends = await asyncio.gather(*(a_claim(app, shop, order, items=one) for _ in range(20)), return_exceptions=True)
    assert sum(isinstance(end, str) for end in ends) == 10
    async with app.read(shop.id) as db:
        assert await db.fetchval("select sum(quantity) from claim_items") == 10


async def test_twenty_who_race_over_parcels_and_order_lines_claim_no_piece_twice(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await only_line(app, shop, order)
    parcels = [await a_shipment(app, shop, order, lines=(NewShipmentLine(line, 3),)) for _ in range(2)]
    wanted = [NewItem(2, shipment_line_id=await line_in(app, shop, parcel)) for parcel in parcels]
    wanted.append(NewItem(2, order_line_id=line))
    ends = await asyncio.gather(
        *(a_claim(app, shop, order, items=(wanted[turn % 3],)) for turn in range(20)), return_exceptions=True
    )
    assert sum(isinstance(end, str) for end in ends) == 4, "one of each parcel, two of what was not sent"


async def test_a_claim_on_a_parcel_without_items_takes_what_is_left_of_it(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    async with app.read(shop.id) as db:
        lines = (await shipments.lines_of(db, [parcel]))[parcel]
    mugs = next(line for line in lines if line.quantity == 2)
    await a_claim(app, shop, order, parcel, items=(NewItem(1, shipment_line_id=mugs.id, description="chipped"),))
    rest = await a_claim(app, shop, order, parcel)
    assert sorted((item["shipment_line_id"], item["quantity"]) for item in await items(app, shop, rest)) == sorted(
        (line.id, 1) for line in lines
    )
    with refused("QUANTITY_ALREADY_CLAIMED shipmentId"):
        await a_claim(app, shop, order, parcel)


async def test_a_canceled_claim_gives_its_quantity_back(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    for _ in range(3):
        await cancel(app, shop, await a_claim(app, shop, order, parcel))
    await a_claim(app, shop, order, parcel)


async def test_a_claim_in_review_still_holds_its_quantity(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    claim = await a_claim(app, shop, order, parcel)
    await operations.review(shop.write(app), claim, Actor(ActorKind.SYSTEM, "test"), system_clock(), verified=False)
    with refused("QUANTITY_ALREADY_CLAIMED shipmentId"):
        await a_claim(app, shop, order, parcel)


async def test_what_was_shipped_is_claimed_by_its_parcel_and_the_rest_by_the_order_line(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await only_line(app, shop, order)
    parcel = await a_shipment(app, shop, order, lines=(NewShipmentLine(line, 6),))
    in_parcel = await line_in(app, shop, parcel)
    with refused("QUANTITY_ALREADY_CLAIMED items.0.quantity", "QUANTITY_ALREADY_CLAIMED items.1.quantity"):
        await a_claim(
            app, shop, order,
            items=(NewItem(5, order_line_id=line), NewItem(7, shipment_line_id=in_parcel)),
        )  # fmt: skip
    await a_claim(app, shop, order, items=(NewItem(4, order_line_id=line), NewItem(6, shipment_line_id=in_parcel)))
    with refused("QUANTITY_ALREADY_CLAIMED items.0.quantity", "QUANTITY_ALREADY_CLAIMED items.1.quantity"):
        await a_claim(app, shop, order, items=(NewItem(1, order_line_id=line), NewItem(1, shipment_line_id=in_parcel)))


async def test_items_of_one_claim_count_together(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await line_in(app, shop, await a_shipment(app, shop, order))
    six = NewItem(6, shipment_line_id=line)
    with refused("QUANTITY_ALREADY_CLAIMED items.1.quantity"):
        await a_claim(app, shop, order, items=(six, six))
    assert await count(app, shop, "claims") == 0


async def test_what_was_claimed_in_a_parcel_that_is_canceled_later_is_not_claimed_again(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await only_line(app, shop, order)
    parcel = await a_shipment(app, shop, order, tracking_number="A1")
    claim = await a_claim(app, shop, order, parcel)
    await a_shipment(app, shop, order, tracking_number="A1", status=ShipmentStatus.CANCELED)
    with refused("QUANTITY_ALREADY_CLAIMED items.0.quantity"):
        await a_claim(app, shop, order, items=(NewItem(1, order_line_id=line),))
    second = await a_shipment(app, shop, order, tracking_number="A2")
    with refused("QUANTITY_ALREADY_CLAIMED shipmentId"):
        await a_claim(app, shop, order, second)
    await cancel(app, shop, claim)
    await a_claim(app, shop, order, second)


async def test_what_was_claimed_before_it_was_sent_is_not_claimed_again_in_its_parcels(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await only_line(app, shop, order)
    await a_claim(app, shop, order, items=(NewItem(7, order_line_id=line),), reason=ClaimReason.NEVER_SHIPPED)
    parts = [await a_shipment(app, shop, order, lines=(NewShipmentLine(line, 5),)) for _ in range(2)]
    both = tuple([NewItem(2, shipment_line_id=await line_in(app, shop, part)) for part in parts])
    with refused("QUANTITY_ALREADY_CLAIMED items.1.quantity"):
        await a_claim(app, shop, order, items=both)
    rest = await a_claim(app, shop, order, parts[0])
    assert [item["quantity"] for item in await items(app, shop, rest)] == [3]


async def test_a_replacement_is_claimed_for_itself_and_never_keeps_the_order_from_being_told_again(
    app: Pool, shop: Shop
) -> None:
    order = await an_order(app, shop, lines=TEN, external_id="1001", number="#1001")
    line = await only_line(app, shop, order)
    await a_claim(app, shop, order, await a_shipment(app, shop, order))
    ten = (NewShipmentLine(line, 10),)
    replacement = await a_shipment(app, shop, order, direction=Direction.REPLACEMENT, lines=ten)
    claim = await a_claim(app, shop, order, replacement)
    assert [item["quantity"] for item in await items(app, shop, claim)] == [10]
    with refused("QUANTITY_ALREADY_CLAIMED shipmentId"):
        await a_claim(app, shop, order, replacement)
    assert await an_order(app, shop, lines=TEN, external_id="1001", number="#1001") == order


async def test_a_parcel_on_its_way_back_or_canceled_cannot_be_claimed(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await only_line(app, shop, order)
    ten = (NewShipmentLine(line, 10),)
    back = await a_shipment(app, shop, order, direction=Direction.RETURN, lines=ten)
    gone = await a_shipment(app, shop, order, status=ShipmentStatus.CANCELED, lines=ten)
    for parcel in (back, gone):
        with refused("QUANTITY_ALREADY_CLAIMED shipmentId"):
            await a_claim(app, shop, order, parcel)
        with refused("NOT_FOUND items.0.shipmentLineId"):
            item = NewItem(1, shipment_line_id=await line_in(app, shop, parcel))
            await a_claim(app, shop, order, items=(item,))


async def test_orders_parcels_and_lines_of_others_are_not_there(app: Pool, shop: Shop, other_shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    neighbor = await an_order(app, shop, lines=TEN)
    foreign = await an_order(app, other_shop, lines=TEN)
    for other, owner in ((neighbor, shop), (foreign, other_shop)):
        parcel = await a_shipment(app, owner, other)
        with refused("NOT_FOUND shipmentId"):
            await a_claim(app, shop, order, parcel)
        with refused("NOT_FOUND items.0.shipmentLineId", "NOT_FOUND items.1.orderLineId"):
            strangers = (
                NewItem(1, shipment_line_id=await line_in(app, owner, parcel)),
                NewItem(1, order_line_id=await only_line(app, owner, other)),
            )
            await a_claim(app, shop, order, items=strangers)
    for order_id in (foreign, f"ord_{NOWHERE}", "", "x" * 100_000):
        with refused("NOT_FOUND orderId"):
            await a_claim(app, shop, order_id, items=(NewItem(1, order_line_id="any"),))
    assert await count(app, shop, "claims") == 0


async def test_a_customer_claims_only_what_their_own_order_holds(app: Pool, shop: Shop) -> None:
    own, other = await an_order(app, shop), await an_order(app, shop)
    actor = Actor(ActorKind.CUSTOMER)
    customer = Caller(Role.CUSTOMER, shop.id, own, actor, shop.caller.scopes, order_id=own)
    now = system_clock()
    new = NewClaim(other, ClaimReason.DELAYED, await a_shipment(app, shop, other))
    with refused("NOT_FOUND orderId"):
        await operations.create(shop.write(app), customer, new, key=a_key(), now=now)
    foreign = await a_claim(app, shop, other, new.shipment_id)
    with refused("NOT_FOUND claimId"):
        await operations.command(shop.write(app), customer, foreign, Command.WITHDRAW, key=a_key(), now=now)
    new = NewClaim(own, ClaimReason.DELAYED, await a_shipment(app, shop, own))
    claim = await operations.create(shop.write(app), customer, new, key=a_key(), now=now)
    async with app.read(shop.id) as db:
        kept = await repository.get(db, claim)
    assert kept is not None
    assert kept.opened_by is ActorKind.CUSTOMER
    await operations.command(shop.write(app), customer, claim, Command.WITHDRAW, key=a_key(), now=now)


async def test_a_claim_that_makes_no_sense_names_every_fault_and_leaves_nothing(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    faulty = (
        NewItem(0, order_line_id="a"),
        NewItem(-1, order_line_id="a"),
        NewItem(2**40, order_line_id="a"),
        NewItem(1),
        NewItem(1, shipment_line_id="a", order_line_id="a"),
        NewItem(1, order_line_id="a", description="x" * (LONGEST_NOTE + 1)),
        NewItem(1, order_line_id="a", description="\x00"),
    )
    with refused(
        "INVALID_QUANTITY items.0.quantity", "INVALID_QUANTITY items.1.quantity", "INVALID_QUANTITY items.2.quantity",
        "INVALID items.3", "INVALID items.4", "TOO_LONG items.5.description", "INVALID items.6.description",
    ):  # fmt: skip
        await a_claim(app, shop, order, items=faulty)
    with refused("INVALID items"):
        await a_claim(app, shop, order)
    with refused("INVALID items"):
        await a_claim(app, shop, order, items=(NewItem(1, order_line_id="a"),) * 501)
    for note, code in (("x" * 1_000_000, "TOO_LONG"), ("\x00", "INVALID"), ("\ud83d", "INVALID")):
        with refused(f"{code} customerNote"):
            await a_claim(app, shop, order, "shp_" + NOWHERE, customer_note=note)
    for name in ("\x00", "\ud83d"):
        with refused("INVALID"):
            await a_claim(app, shop, name, "shp_" + NOWHERE)
    assert await count(app, shop, "claims") == await count(app, shop, "claim_items") == 0


async def test_any_text_that_is_text_comes_back_as_it_was_written(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    note = "Ødelagt 🫖 \u200f עברית\n\t" + "e\u0301" * 100
    claim_id = await a_claim(app, shop, order, await a_shipment(app, shop, order), customer_note=note)
    async with app.read(shop.id) as db:
        claim = await repository.get(db, claim_id)
    assert claim is not None
    assert claim.customer_note == note


async def test_a_claim_on_lines_of_one_parcel_is_about_that_parcel(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, lines=TEN)
    line = await only_line(app, shop, order)
    parcels = [await a_shipment(app, shop, order, lines=(NewShipmentLine(line, quantity),)) for quantity in (4, 3)]
    one = await a_claim(app, shop, order, items=(NewItem(1, shipment_line_id=await line_in(app, shop, parcels[1])),))
    both = await a_claim(
        app,
        shop,
        order,
        items=tuple([NewItem(1, shipment_line_id=await line_in(app, shop, parcel)) for parcel in parcels]),
    )
    loose = await a_claim(app, shop, order, items=(NewItem(1, order_line_id=line),))
    async with app.read(shop.id) as db:
        found = [await repository.get(db, claim) for claim in (one, both, loose)]
    assert [claim and claim.shipment_id for claim in found] == [parcels[1], None, None]
