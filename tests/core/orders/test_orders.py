"""Orders as a storefront tells them: once and again, well and badly."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.money import Money
from services.core.orders import operations, repository
from services.core.orders.model import Customer, GuestProof, Line, NewLine, NewOrder, Order
from services.core.orders.policy import LARGEST_QUANTITY, MOST_LINES, check
from services.core.shipments.model import NewShipmentLine, ShipmentStatus
from services.core.vault import Vault
from tests.builders import Shop, a_claim, a_key, a_new_order, a_shipment, an_order
from tests.core.records import count, events_of
from tests.core.refusals import refused
from tests.selling import a_platform

NOW = system_clock()
MUG = NewLine("mug", "Mug", 2, "12.50", "25.00", "MUG")
POT = NewLine("pot", "Teapot", 1, "40.00", "40.00")


async def read(app: Pool, shop: Shop, order_id: str) -> tuple[Order, list[Line]]:
    async with app.read(shop.id) as db:
        order = await repository.get(db, order_id)
        assert order is not None
        return order, await repository.lines(db, order_id)


async def tell(app: Pool, shop: Shop, new: NewOrder) -> str:
    return await operations.upsert(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())


async def test_an_order_is_kept_as_it_was_told(app: Pool, shop: Shop) -> None:
    new = a_new_order(lines=(MUG, POT))
    order, lines = await read(app, shop, await tell(app, shop, new))
    assert (order.external_id, order.number, order.customer) == (new.external_id, new.number, new.customer)
    assert (order.total, order.currency_code, order.placed_at) == (Decimal("65.00"), "EUR", new.placed_at)
    assert (order.version, order.sequence) == (1, 1)
    assert [(line.external_id, line.quantity, str(line.unit_price)) for line in lines] == [
        ("mug", 2, "12.50"),
        ("pot", 1, "40.00"),
    ]


async def test_an_order_told_again_is_the_same_order_as_it_is_now(app: Pool, shop: Shop) -> None:
    new = a_new_order(lines=(MUG, POT))
    order_id = await tell(app, shop, new)
    _, before = await read(app, shop, order_id)
    bowl = NewLine("bowl", "Bowl", 3, "5.00", "15.00")
    changed = replace(
        new, number="#2", total="55.00", customer=Customer(email="new@shop.example"),
        lines=(bowl, replace(POT, title="Big teapot")),
    )  # fmt: skip
    assert await tell(app, shop, changed) == order_id
    order, lines = await read(app, shop, order_id)
    assert (order.number, order.total, order.customer) == ("#2", Decimal(55), Customer(email="new@shop.example"))
    assert (order.version, order.sequence) == (2, 2)
    assert [(line.external_id, line.title) for line in lines] == [("bowl", "Bowl"), ("pot", "Big teapot")]
    assert lines[1].id == before[1].id, "a line that stays keeps its id"
    assert [event.type for event in await events_of(app, shop, order_id)] == ["order.created", "order.updated"]


async def test_a_line_keeps_what_one_cost_in_the_currency_that_it_was_bought_in(app: Pool, shop: Shop) -> None:
    new = a_new_order(lines=(replace(MUG, unit_cost=("1250", "JPY")), replace(POT, unit_cost=("0", "EUR"))))
    _, lines = await read(app, shop, await tell(app, shop, new))
    assert [line.unit_cost for line in lines] == [Money(Decimal(1250), "JPY"), Money(Decimal("0.00"), "EUR")]
    _, lines = await read(app, shop, await tell(app, shop, replace(new, lines=(MUG, POT))))
    assert [line.unit_cost for line in lines] == [None, None], "an order replaces what was told before"


@pytest.mark.parametrize("cost", [("1.5", "JPY"), ("-1", "EUR"), ("1", "XXY"), ("", "EUR"), ("NaN", "EUR")])
def test_a_cost_that_is_no_money_is_refused(cost: tuple[str, str]) -> None:
    with refused("INVALID_MONEY lines.1.unitCost"):
        check(a_new_order(lines=(MUG, replace(POT, unit_cost=cost))), NOW)


async def test_what_a_line_cost_outlives_the_word_of_a_platform_that_does_not_tell_it(
    app: Pool, vault: Vault, shop: Shop
) -> None:
    new = a_new_order(lines=(replace(MUG, unit_cost=("4.20", "DKK")), POT))
    order_id = await tell(app, shop, new)
    account = await a_platform(app, vault, shop)

    async def hear(*lines: NewLine) -> tuple[int, list[Money | None]]:
        async with app.write(shop.id) as tx:
            told = replace(new, lines=lines)
            await operations.upsert_from_platform(tx, account, told, shop.caller.actor, system_clock())
        order, kept = await read(app, shop, order_id)
        return order.version, [line.unit_cost for line in kept]

    first = await hear(MUG, POT)
    assert first[1] == [Money(Decimal("4.20"), "DKK"), None]
    assert await hear(MUG, POT) == first, "the same again changes nothing"
    told = (replace(MUG, unit_cost=("5", "EUR")), replace(POT, unit_cost=("9", "EUR")))
    assert (await hear(*told))[1] == [Money(Decimal(5), "EUR"), Money(Decimal(9), "EUR")]


async def test_storefronts_may_have_orders_of_the_same_id(app: Pool, shop: Shop, other_shop: Shop) -> None:
    new = a_new_order()
    first, second = await tell(app, shop, new), await tell(app, other_shop, new)
    assert first != second
    assert await count(app, shop, "orders") == await count(app, other_shop, "orders") == 1


async def test_of_ten_who_tell_a_new_order_at_once_one_adds_it_and_nine_update_it(app: Pool, shop: Shop) -> None:
    new = a_new_order()
    ids = await asyncio.gather(*(tell(app, shop, new) for _ in range(10)))
    assert len(set(ids)) == 1
    assert await count(app, shop, "order_lines") == len(new.lines)
    kinds = [event.type for event in await events_of(app, shop, ids[0])]
    assert kinds == ["order.created"] + ["order.updated"] * 9


async def test_what_was_shipped_or_claimed_cannot_be_taken_out_of_an_order(app: Pool, shop: Shop) -> None:
    new = a_new_order(lines=(MUG, POT))
    order = await tell(app, shop, new)
    _, (mug, pot) = await read(app, shop, order)
    parcel = await a_shipment(app, shop, order, tracking_number="A1", lines=(NewShipmentLine(mug.id, 2),))
    with refused("QUANTITY_IN_USE lines.0.quantity"):
        await tell(app, shop, replace(new, lines=(replace(MUG, quantity=1), POT)))
    with refused("QUANTITY_IN_USE lines"):
        await tell(app, shop, replace(new, lines=(POT,)))
    await tell(app, shop, replace(new, lines=(MUG,)))
    await a_claim(app, shop, order, parcel)
    await a_shipment(
        app, shop, order, tracking_number="A1", status=ShipmentStatus.CANCELED, lines=(NewShipmentLine(mug.id, 2),)
    )
    with refused("QUANTITY_IN_USE lines.0.quantity"):
        await tell(app, shop, replace(new, lines=(replace(MUG, quantity=1),)))
    assert (await read(app, shop, order))[1][0].quantity == 2
    assert pot.id not in {line.id for line in (await read(app, shop, order))[1]}


async def test_a_line_that_once_lay_in_a_parcel_stays_although_nothing_of_it_is_needed(app: Pool, shop: Shop) -> None:
    new = a_new_order(lines=(MUG, POT))
    order = await tell(app, shop, new)
    await a_shipment(app, shop, order, tracking_number="A1")
    await a_shipment(app, shop, order, tracking_number="A1", status=ShipmentStatus.CANCELED)
    with refused("QUANTITY_IN_USE lines"):
        await tell(app, shop, replace(new, lines=(MUG,)))
    await tell(app, shop, replace(new, lines=(replace(MUG, quantity=1), POT)))


@pytest.mark.parametrize(
    ("currency", "amount", "kept"),
    [
        ("JPY", "1250", "1250"),
        ("EUR", "12.5", "12.50"),
        ("EUR", "0", "0.00"),
        ("KWD", "1.250", "1.250"),
        ("EUR", "007.10", "7.10"),
        ("EUR", "999999999999999.99", "999999999999999.99"),
    ],
)
async def test_amounts_have_the_decimals_of_their_currency(
    app: Pool, shop: Shop, currency: str, amount: str, kept: str
) -> None:
    line = NewLine("a", "A", 1, amount, amount)
    order_id = await an_order(app, shop, currency_code=currency, total=amount, lines=(line,))
    order, lines = await read(app, shop, order_id)
    assert str(order.total) == str(lines[0].unit_price) == str(lines[0].paid_amount) == kept


BAD_AMOUNTS = [
    ("JPY", "12.50"), ("EUR", "12.505"), ("KWD", "1.2505"), ("EUR", "-1.00"), ("EUR", "-0"), ("EUR", "NaN"),
    ("EUR", "sNaN"), ("EUR", "Infinity"), ("EUR", "1e3"), ("EUR", "1E-2"), ("EUR", ""), ("EUR", "12,50"),
    ("EUR", "€12"), ("EUR", " 12"), ("EUR", "1_000"), ("EUR", "\u0661\u0662"), ("EUR", "1000000000000000"),
    ("EUR", "9" * 1_000_000), ("EUR", "0." + "0" * 1_000_000), ("EUR", "1e999999999"), ("EUR", "\x00"),
    ("EUR", "\ud800"), ("EUR", "12.50\n"), ("EUR", "."), ("EUR", "1."), ("EUR", "+1"),
]  # fmt: skip


@pytest.mark.parametrize(("currency", "amount"), BAD_AMOUNTS, ids=[repr(pair)[:30] for pair in BAD_AMOUNTS])
def test_an_amount_that_is_none_is_refused(currency: str, amount: str) -> None:
    with refused("INVALID_MONEY total"):
        check(a_new_order(total=amount, currency_code=currency, lines=(free(),)), NOW)
    line = NewLine("a", "A", 1, amount, amount)
    with refused("INVALID_MONEY lines.0.unitPrice", "INVALID_MONEY lines.0.paidAmount"):
        check(a_new_order(total="0", currency_code=currency, lines=(line,)), NOW)


def free() -> NewLine:
    return NewLine("a", "A", 1, "0", "0")


@pytest.mark.parametrize("currency", ["", "eur", "EU", "EURO", "XYZ", "DEM", "\x00\x00\x00", "\ud800", "E" * 1000])
def test_an_unknown_currency_is_refused(currency: str) -> None:
    amounts = ("total", "shippingAmount", "lines.0.unitPrice", "lines.0.paidAmount", "lines.0.taxAmount")
    with refused(*(f"INVALID_MONEY {amount}" for amount in amounts)):
        check(a_new_order(currency_code=currency, lines=(free(),)), NOW)


Change = Callable[[NewOrder, str], NewOrder]
TEXTS: list[tuple[str, Change, int, bool]] = [
    ("externalId", lambda new, text: replace(new, external_id=text), 255, True),
    ("number", lambda new, text: replace(new, number=text), 100, True),
    ("customer.name", lambda new, text: replace(new, customer=Customer(name=text)), 255, False),
    ("customer.email", lambda new, text: replace(new, customer=Customer(email=text)), 320, False),
    ("customer.phone", lambda new, text: replace(new, customer=Customer(phone=text)), 50, False),
    ("customer.postalCode", lambda new, text: replace(new, customer=Customer(postal_code=text)), 20, False),
    ("lines.0.externalId", lambda new, text: replace(new, lines=(replace(MUG, external_id=text),)), 255, True),
    ("lines.0.title", lambda new, text: replace(new, lines=(replace(MUG, title=text),)), 500, True),
    ("lines.0.sku", lambda new, text: replace(new, lines=(replace(MUG, sku=text),)), 255, False),
]


@pytest.mark.parametrize(("path", "change", "longest", "required"), TEXTS, ids=[text[0] for text in TEXTS])
def test_text_is_bounded_and_is_text(path: str, change: Change, longest: int, required: bool) -> None:
    for text, code in (
        ("x" * (longest + 1), "TOO_LONG"),
        ("x" * 1_000_000, "TOO_LONG"),
        ("a\x00b", "INVALID"),
        ("\ud83d", "INVALID"),
        ("\udffe", "INVALID"),
    ):
        with refused(f"{code} {path}"):
            check(change(a_new_order(), text), NOW)
    for text in ("", " \t\n"):
        with refused(f"INVALID {path}") if required else nullcontext():
            check(change(a_new_order(), text), NOW)


async def test_the_longest_text_of_each_kind_is_kept(app: Pool, shop: Shop) -> None:
    for _, change, longest, required in TEXTS:
        await tell(app, shop, change(a_new_order(), "😀" * longest))
        if not required:
            await tell(app, shop, change(a_new_order(), ""))
    assert await count(app, shop, "orders") == len(TEXTS) + sum(not required for *_, required in TEXTS)


@pytest.mark.parametrize("country", ["", "D", "dk", "DNK", "D1", "ÅÅ", "\x00\x00", "\ud800A"])
def test_a_country_is_two_capital_letters(country: str) -> None:
    with refused("INVALID customer.countryCode"):
        check(a_new_order(customer=Customer(country_code=country)), NOW)


NEVER = [
    ("placedAt", {"placed_at": NOW + timedelta(days=2)}),
    ("placedAt", {"placed_at": datetime(1999, 12, 31, tzinfo=UTC)}),
    ("placedAt", {"placed_at": datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))}),
    ("placedAt", {"placed_at": datetime.max.replace(tzinfo=timezone(timedelta(hours=-12)))}),
    ("confirmationSentAt", {"confirmation_sent_at": NOW + timedelta(days=2)}),
    ("promisedDeliveryBy", {"promised_delivery_by": NOW - timedelta(days=30)}),
    ("promisedDeliveryBy", {"promised_delivery_by": NOW + timedelta(days=4000)}),
]


@pytest.mark.parametrize(("path", "changes"), NEVER)
def test_dates_that_cannot_be_are_refused(path: str, changes: dict[str, object]) -> None:
    with refused(f"IMPOSSIBLE_DATE {path}"):
        check(a_new_order(**changes), NOW)


def test_a_time_without_its_zone_is_refused() -> None:
    local = NOW.replace(tzinfo=None) - timedelta(days=1)
    with refused("INVALID placedAt", "INVALID promisedDeliveryBy"):
        check(a_new_order(placed_at=local, promised_delivery_by=local), NOW)


@pytest.mark.parametrize("quantity", [0, -1, LARGEST_QUANTITY + 1, 2**31, 2**63, 10**100, -(2**63)])
def test_a_quantity_is_a_sensible_whole_number(quantity: int) -> None:
    with refused("INVALID_QUANTITY lines.0.quantity"):
        check(a_new_order(lines=(replace(MUG, quantity=quantity),)), NOW)


async def test_lines_are_between_one_and_the_bound_and_each_stands_once(app: Pool, shop: Shop) -> None:
    many = tuple(replace(MUG, external_id=str(number)) for number in range(MOST_LINES + 1))
    for lines in ((), many):
        with refused("INVALID lines"):
            await tell(app, shop, a_new_order(lines=lines))
    with refused("DUPLICATE lines.1.externalId"):
        await tell(app, shop, a_new_order(lines=(MUG, MUG)))
    order = await tell(app, shop, a_new_order(lines=many[:-1]))
    assert [line.external_id for line in (await read(app, shop, order))[1]] == [
        str(number) for number in range(MOST_LINES)
    ]


async def test_every_fault_is_named_at_once(app: Pool, shop: Shop) -> None:
    with refused(
        "INVALID number", "IMPOSSIBLE_DATE placedAt", "INVALID_MONEY total", "INVALID_QUANTITY lines.1.quantity"
    ):
        await tell(
            app, shop,
            a_new_order(
                number="", placed_at=NOW + timedelta(days=9), total="x", lines=(MUG, replace(POT, quantity=0))
            ),
        )  # fmt: skip


async def test_a_guest_who_knows_the_order_gets_a_token_for_it(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop, number="#77")
    for proof in (
        GuestProof(email="ida@shop.example"),
        GuestProof(email=" IDA@Shop.Example "),
        GuestProof(postal_code="21 00"),
        GuestProof(email="ida@shop.example", postal_code="2100"),
    ):
        token = await operations.create_guest_token(
            shop.write(app), shop.caller, " #77 ", proof, key=a_key(), now=system_clock()
        )
        assert (token.kind, token.order_id, token.storefront_id) == ("customer", order, shop.id)


async def test_a_guest_gets_their_own_of_orders_with_one_number(app: Pool, shop: Shop) -> None:
    ours = await an_order(app, shop, number="#77", placed_at=NOW - timedelta(days=99))
    await an_order(
        app, shop, number="#77", external_id="of another platform", customer=Customer(email="eve@shop.example")
    )
    token = await operations.create_guest_token(
        shop.write(app), shop.caller, "#77", GuestProof("ida@shop.example"), key=a_key(), now=system_clock()
    )
    assert token.order_id == ours


async def test_a_guest_who_does_not_know_it_learns_nothing(app: Pool, shop: Shop) -> None:
    await an_order(app, shop, number="#77")
    for number, proof in (
        ("#77", GuestProof(email="eve@shop.example")),
        ("#77", GuestProof(postal_code="2101")),
        ("#77", GuestProof(email="ida@shop.example", postal_code="2101")),
        ("#77", GuestProof(email="")),
        ("#77", GuestProof(email="", postal_code="2100")),
        ("#78", GuestProof(email="ida@shop.example")),
        ("", GuestProof(email="ida@shop.example")),
        ("x" * 100_000, GuestProof(email="ida@shop.example")),
    ):
        with refused("NOT_FOUND number"):
            await operations.create_guest_token(
                shop.write(app), shop.caller, number, proof, key=a_key(), now=system_clock()
            )


async def test_an_order_without_any_contact_is_proved_by_nothing(app: Pool, shop: Shop) -> None:
    await an_order(app, shop, number="#77", customer=Customer())
    for proof in (GuestProof(email=""), GuestProof(postal_code=" "), GuestProof(email="None")):
        with refused("NOT_FOUND number"):
            await operations.create_guest_token(
                shop.write(app), shop.caller, "#77", proof, key=a_key(), now=system_clock()
            )
    with refused("INVALID email"):
        await operations.create_guest_token(
            shop.write(app), shop.caller, "#77", GuestProof(), key=a_key(), now=system_clock()
        )


async def test_a_token_for_an_order_of_another_storefront_is_not_to_be_had(
    app: Pool, shop: Shop, other_shop: Shop
) -> None:
    foreign = await an_order(app, other_shop, number="#77")
    with refused("NOT_FOUND orderId"):
        await operations.create_customer_token(shop.write(app), shop.caller, foreign, key=a_key(), now=system_clock())
    with refused("NOT_FOUND number"):
        await operations.create_guest_token(
            shop.write(app), shop.caller, "#77", GuestProof("ida@shop.example"), key=a_key(), now=system_clock()
        )
