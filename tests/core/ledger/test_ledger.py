"""Compensation as it is kept: one at a time, also when many ask at once and the platform pays by itself."""

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.ledger import operations, repository
from services.core.ledger.model import (
    CompensationKind,
    CompensationState,
    EntryType,
    NewEntry,
    Settlement,
    Share,
)
from services.core.orders import operations as order_operations
from services.core.orders.model import NewLine
from services.core.refusal import Refused
from tests.builders import Shop, a_claim, a_key, a_new_order, a_shipment, an_order
from tests.core.refusals import refused
from tests.selling import Sold, balance, sold

REFUND = CompensationKind.REFUND


@pytest.fixture
async def sale(app: Pool, shop: Shop) -> Sold:
    """Mugs for 25.00 and a teapot for 40.00, with 5.00 for shipping."""
    return await sold(app, shop, None, total="70.00", shipping_amount="5.00")


async def reserve(app: Pool, shop: Shop, sale: Sold, source: str, amount: str, line: str = "line-1") -> bool:
    """Whether so much of a line could be taken."""
    try:
        async with app.write(shop.id) as tx:
            shares = [Share(Decimal(amount), sale.lines[line], 1)]
            await operations.reserve(tx, sale.order, source, REFUND, shares, "EUR", system_clock())
    except Refused as no:
        if no.problems[0].code != "ABOVE_REFUNDABLE":
            raise
        return False
    return True


async def platform_refund(
    app: Pool,
    shop: Shop,
    sale: Sold,
    external_id: str,
    amount: str,
    reference: str | None = None,
    *,
    lines: list[tuple[str | None, int, Decimal]] | None = None,
    shipping: str = "0",
    currency: str = "EUR",
) -> bool:
    """The platform tells of a refund of a mug, or of `lines`; whether it was news."""
    told = lines or [(sale.lines["line-1"], 1, Decimal(amount))]
    async with app.write(shop.id) as tx:
        return await operations.record_platform_refund(
            tx, sale.order, external_id, reference, told, Decimal(shipping), currency, system_clock()
        )


async def confirm(app: Pool, shop: Shop, source: str, moved: str | None = None) -> Decimal:
    async with app.write(shop.id) as tx:
        return await operations.confirm(
            tx, source, REFUND, system_clock(), moved=Decimal(moved) if moved else None, external_id=f"of {source}"
        )


async def line_total(app: Pool, shop: Shop, sale: Sold) -> Decimal:
    async with app.read(shop.id) as db:
        return (await repository.compensated(db, sale.order)).get(sale.lines["line-1"], Decimal(0))


async def test_of_two_hundred_who_want_a_part_of_one_line_at_once_exactly_so_many_get_it(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    given = await asyncio.gather(*(reserve(app, shop, sale, f"res_{place}", "0.70") for place in range(200)))
    assert given.count(True) == 35  # 35 x 0.70 = 24.50, and a 36th would make 25.20 of 25.00
    assert await line_total(app, shop, sale) == Decimal("24.50")


async def test_two_hundred_at_once_share_a_line_with_a_refund_that_the_platform_makes_meanwhile(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    async def attempt(place: int) -> bool:
        if place == 100:
            await platform_refund(app, shop, sale, "rf-1", "10.00")
            return False
        return await reserve(app, shop, sale, f"res_{place % 2}", "0.50")

    given = await asyncio.gather(*(attempt(place) for place in range(200)))
    taken = given.count(True) * Decimal("0.50")
    assert await line_total(app, shop, sale) == taken + 10
    assert taken >= 15
    assert not await reserve(app, shop, sale, "res_late", "0.50") or taken + 10 < 25
    assert Decimal("25.00") <= await line_total(app, shop, sale) <= Decimal("35.00")


async def test_a_refund_that_the_platform_tells_a_hundred_times_counts_once(app: Pool, shop: Shop, sale: Sold) -> None:
    news = await asyncio.gather(*(platform_refund(app, shop, sale, "rf-1", "10.00") for _ in range(100)))
    assert news.count(True) == 1
    assert await line_total(app, shop, sale) == Decimal("10.00")
    assert await platform_refund(app, shop, sale, "rf-2", "10.00")
    assert await line_total(app, shop, sale) == Decimal("20.00")


@pytest.mark.parametrize("news_first", [True, False])
async def test_our_own_refund_counts_once_whichever_comes_first_the_news_or_the_answer(
    app: Pool, shop: Shop, sale: Sold, news_first: bool
) -> None:
    ours = "res_" + "0" * 26
    assert await reserve(app, shop, sale, ours, "12.50")
    if news_first:
        assert not await platform_refund(app, shop, sale, "rf-1", "12.50", ours)
        assert await confirm(app, shop, ours) == Decimal("12.50")
    else:
        assert await confirm(app, shop, ours) == Decimal("12.50")
        assert not await platform_refund(app, shop, sale, "rf-1", "12.50", ours)
    assert not await platform_refund(app, shop, sale, "rf-1", "12.50", ours)
    assert await line_total(app, shop, sale) == Decimal("12.50")


async def test_a_refund_under_our_name_that_we_had_given_up_counts_all_the_same(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    ours = "res_" + "0" * 26
    assert await reserve(app, shop, sale, ours, "12.50")
    async with app.write(shop.id) as tx:
        await operations.give_back(tx, ours, system_clock())
    assert await line_total(app, shop, sale) == 0
    assert await platform_refund(app, shop, sale, "rf-1", "12.50", ours)
    assert await line_total(app, shop, sale) == Decimal("12.50")


async def test_what_the_platform_paid_beyond_all_bounds_is_kept_and_nothing_more_can_be_paid(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    assert await platform_refund(app, shop, sale, "rf-1", "99.00", shipping="5.00")
    now = await balance(app, shop, sale.order)
    assert (now.compensated, now.shipping_compensated) == (
        {sale.lines["line-1"]: Decimal("99.00")},
        Decimal("5.00"),
    )
    assert not await reserve(app, shop, sale, "res_1", "0.01")
    assert not await reserve(app, shop, sale, "res_1", "0.01", "line-2")


async def test_a_refund_for_no_line_or_one_that_we_do_not_know_counts_against_the_order(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    lines: list[tuple[str | None, int, Decimal]] = [
        (None, 0, Decimal("30.00")),
        ("orl_" + "0" * 26, 1, Decimal("20.00")),
    ]
    assert await platform_refund(app, shop, sale, "rf-1", "0", lines=lines)
    now = await balance(app, shop, sale.order)
    assert (now.compensated, now.all_compensated) == ({}, Decimal("50.00"))
    assert await reserve(app, shop, sale, "res_1", "20.00", "line-2")
    assert not await reserve(app, shop, sale, "res_2", "0.01")


async def test_after_a_refund_in_another_currency_a_person_has_to_look(app: Pool, shop: Shop, sale: Sold) -> None:
    assert await platform_refund(app, shop, sale, "rf-1", "10.00", currency="USD")
    with refused("CURRENCY_MISMATCH amount.currencyCode"):
        async with app.write(shop.id) as tx:
            shares = [Share(Decimal("1.00"), sale.lines["line-1"], 1)]
            await operations.reserve(tx, sale.order, "res_1", REFUND, shares, "EUR", system_clock())


async def test_less_money_than_was_held_gives_the_rest_back_and_more_counts_against_the_order(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    assert await reserve(app, shop, sale, "res_less", "20.00")
    assert await confirm(app, shop, "res_less", "18.00") == Decimal("18.00")
    assert await line_total(app, shop, sale) == Decimal("18.00")
    assert await reserve(app, shop, sale, "res_more", "7.00")
    assert await confirm(app, shop, "res_more", "9.00") == Decimal("9.00")
    now = await balance(app, shop, sale.order)
    assert now.compensated == {sale.lines["line-1"]: Decimal("25.00")}
    assert now.all_compensated == Decimal("27.00")


async def test_what_was_let_go_of_can_be_taken_again_and_what_was_confirmed_cannot(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    assert await reserve(app, shop, sale, "res_1", "25.00")
    assert not await reserve(app, shop, sale, "res_2", "25.00")
    async with app.write(shop.id) as tx:
        await operations.give_back(tx, "res_1", system_clock())
    assert await reserve(app, shop, sale, "res_2", "25.00")
    await confirm(app, shop, "res_2")
    async with app.write(shop.id) as tx:
        await operations.give_back(tx, "res_2", system_clock())
    assert not await reserve(app, shop, sale, "res_3", "0.01")


async def test_while_a_dispute_is_open_no_money_of_the_order_can_be_taken(app: Pool, shop: Shop, sale: Sold) -> None:
    now = system_clock()
    async with app.write(shop.id) as tx:
        assert await operations.hold(tx, sale.order, "dsp_1", now)
        assert await operations.hold(tx, sale.order, "dsp_2", now)
        assert not await operations.hold(tx, sale.order, "dsp_1", now)
        assert await operations.release(tx, sale.order, "dsp_1", now)
        assert not await operations.release(tx, sale.order, "dsp_1", now)
    shares = [Share(Decimal("1.00"), sale.lines["line-1"], 1)]
    with refused("DISPUTE_OPEN"):
        async with app.write(shop.id) as tx:
            await operations.reserve(tx, sale.order, "res_1", REFUND, shares, "EUR", now)
    async with app.write(shop.id) as tx:
        await operations.release(tx, sale.order, "dsp_2", now)
        await operations.reserve(tx, sale.order, "res_1", REFUND, shares, "EUR", now)


async def test_a_line_that_was_compensated_stays_when_the_order_is_told_without_it(app: Pool, shop: Shop) -> None:
    new = a_new_order()
    order = await order_operations.upsert(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())
    async with app.write(shop.id) as tx:
        line = (await repository.balance(tx, order)).paid  # type: ignore[union-attr]
        await operations.record_platform_refund(
            tx, order, "rf-1", None, [(next(iter(line)), 1, Decimal("1.00"))], Decimal(0), "EUR", system_clock()
        )
    other = replace(new, lines=(NewLine("line-9", "Vase", 1, "1.00", "1.00"),))
    with refused("QUANTITY_IN_USE lines"):
        await order_operations.upsert(shop.write(app), shop.caller, other, key=a_key(), now=system_clock())


async def test_an_entry_is_undone_once_and_the_sums_are_as_before(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    claim = await a_claim(app, shop, order, await a_shipment(app, shop, order))
    now = system_clock()
    settlement = Settlement(Decimal("186.47"), "DKK", Decimal("7.4588"), date(2026, 1, 2))
    async with app.write(shop.id) as tx:
        kept = NewEntry(claim, EntryType.REFUND, Decimal("25.00"), "EUR", now)
        await operations.book(tx, kept, now)
        wrong = await operations.book(tx, replace(kept, type=EntryType.CARRIER_PAYOUT, settlement=settlement), now)
        undone = await operations.reverse(tx, wrong, now)
    async with app.read(shop.id) as db:
        entry, reversing = await repository.entry(db, wrong), await repository.entry(db, undone)
    assert entry is not None
    assert reversing is not None
    assert (reversing.reverses, reversing.amount, reversing.settlement) == (wrong, entry.amount, settlement)
    for entry_id, code in ((wrong, "ALREADY_REVERSED"), (undone, "NOT_REVERSIBLE"), ("led_1", "NOT_FOUND")):
        with refused(f"{code} entryId"):
            async with app.write(shop.id) as tx:
                await operations.reverse(tx, entry_id, now)


async def test_of_two_who_undo_one_entry_at_once_one_is_told_that_it_is_undone(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    claim = await a_claim(app, shop, order, await a_shipment(app, shop, order))
    async with app.write(shop.id) as tx:
        new = NewEntry(claim, EntryType.CLAIM_FEE, Decimal("5.00"), "EUR", system_clock())
        entry = await operations.book(tx, new, system_clock())

    async def undo() -> str:
        try:
            async with app.write(shop.id) as tx:
                return await operations.reverse(tx, entry, system_clock())
        except Refused as no:
            return no.problems[0].code

    ends = await asyncio.gather(*(undo() for _ in range(10)))
    assert ends.count("ALREADY_REVERSED") == 9


async def test_what_is_held_confirmed_and_released_is_told_apart(app: Pool, shop: Shop, sale: Sold) -> None:
    for source in ("res_1", "res_2", "res_3"):
        assert await reserve(app, shop, sale, source, "5.00")
    await confirm(app, shop, "res_1")
    async with app.write(shop.id) as tx:
        await operations.give_back(tx, "res_2", system_clock())
    async with app.read(shop.id) as db:
        states = [(await repository.of_source(db, source))[0].state for source in ("res_1", "res_2", "res_3")]
    assert states == [CompensationState.CONFIRMED, CompensationState.RELEASED, CompensationState.HELD]
