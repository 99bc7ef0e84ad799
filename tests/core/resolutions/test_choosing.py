"""Approving and choosing: who may, what is refused, what is written, and two who choose at once."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from services.core import effects
from services.core.claims import operations as claims
from services.core.claims.model import ClaimReason, ClaimStatus, Command, NewItem
from services.core.claims.model import ResolutionType as Way
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import ActorKind
from services.core.ledger import operations as ledger
from services.core.ledger import repository as ledger_rows
from services.core.ledger.model import EntryType
from services.core.money import Money
from services.core.orders import repository as orders
from services.core.policies import operations as policies
from services.core.policies.model import PolicyRule, Resolutions, Window
from services.core.refusal import Refused
from services.core.resolutions import operations, repository
from services.core.resolutions.model import ResolutionStatus, Step, Wish, WishedLine
from services.core.vault import Vault
from tests.builders import Shop, a_claim, a_key, an_order
from tests.core.records import count, events_of
from tests.core.refusals import refused
from tests.selling import (
    Sold,
    a_platform,
    an_approved_claim,
    balance,
    choose,
    claim_of,
    resolve,
    sold,
    target,
    the_customer,
)


@pytest.fixture
async def account(app: Pool, vault: Vault, shop: Shop) -> str:
    return await a_platform(app, vault, shop)


@pytest.fixture
async def sale(app: Pool, shop: Shop, account: str) -> Sold:
    return await sold(app, shop, account, total="70.00", shipping_amount="5.00")


async def allow(app: Pool, shop: Shop, **said: object) -> None:
    """Write a policy for everything."""
    rule = PolicyRule(**({"window": Window()} | said))  # type: ignore[arg-type]
    await policies.update(
        shop.write(app), shop.caller, (rule,), None, expected_version=0, key=a_key(), now=system_clock()
    )


async def planned(app: Pool, shop: Shop) -> int:
    """How many effects at a platform were ever planned."""
    async with app.read(shop.id) as db:
        number: int = await db.fetchval("select count(*) from effects where kind like 'platform.%'")
    return number


async def test_an_approved_claim_has_the_offers_of_the_policy_with_its_default(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    async with app.read(shop.id) as db:
        offers = await repository.offers(db, claim)
    assert [(offer.type, str(offer.amount), offer.is_default) for offer in offers] == [
        (Way.REFUND, "70.00", True),
        (Way.RESHIPMENT, "65.00", False),
        (Way.STORE_CREDIT, "70.00", False),
    ]
    approved = (await events_of(app, shop, claim))[-1]
    assert (approved.type, approved.data["offers"]) == ("claim.approved", ["REFUND", "RESHIPMENT", "STORE_CREDIT"])


async def test_the_customers_wish_and_what_was_chosen_are_both_kept(app: Pool, shop: Shop, sale: Sold) -> None:
    claim = await an_approved_claim(app, shop, sale, preferred_resolution=Way.RESHIPMENT)
    customer = the_customer(shop, sale.order)
    await operations.choose(shop.write(app), customer, target(claim), Way.STORE_CREDIT, system_clock())
    now = await claim_of(app, shop, claim)
    async with app.read(shop.id) as db:
        (resolution,) = await repository.of_claim(db, claim)
        effect = await effects.latest(db, Step.REFUND, resolution.id)
    assert (now.status, now.preferred_resolution) == (ClaimStatus.RESOLVING, Way.RESHIPMENT)
    assert (resolution.type, resolution.chosen_by) == (Way.STORE_CREDIT, ActorKind.CUSTOMER)
    assert effect is not None
    assert effect.account_id is not None
    chosen = (await events_of(app, shop, claim))[-1]
    assert (chosen.type, chosen.data["resolution"]) == ("claim.resolution_chosen", resolution.id)
    assert chosen.account_id == effect.account_id
    assert (await balance(app, shop, sale.order)).all_compensated == Decimal("70.00")


async def test_what_was_not_offered_or_not_approved_cannot_be_chosen(app: Pool, shop: Shop, sale: Sold) -> None:
    claim = await a_claim(app, shop, sale.order, sale.parcel)
    with refused("MOVE_NOT_ALLOWED claimId"):
        await choose(app, shop, claim)
    await operations.approve(shop.write(app), shop.caller, target(claim), system_clock(), only=[Way.REFUND])
    with refused("NOT_OFFERED type"):
        await choose(app, shop, claim, Way.RESHIPMENT)
    stranger = the_customer(shop, "ord_" + "0" * 26)
    with refused("NOT_FOUND claimId"):
        await operations.choose(shop.write(app), stranger, target(claim), Way.REFUND, system_clock())
    assert (await balance(app, shop, sale.order)).all_compensated == 0


async def test_of_two_who_choose_at_once_one_wins_and_the_other_is_told(app: Pool, shop: Shop, sale: Sold) -> None:
    claim = await an_approved_claim(app, shop, sale)
    version = (await claim_of(app, shop, claim)).version

    async def attempt(kind: Way, expected: int | None) -> str:
        try:
            given = target(claim, expected)
            await operations.choose(shop.write(app), shop.caller, given, kind, system_clock())
        except Refused as no:
            return no.problems[0].code
        return "chosen"

    ends = await asyncio.gather(
        *(attempt(kind, expected) for kind in (Way.REFUND, Way.RESHIPMENT) for expected in (None, version))
    )
    assert sorted(set(ends) - {"chosen"}) in (["MOVE_NOT_ALLOWED", "VERSION_CONFLICT"], ["VERSION_CONFLICT"])
    assert ends.count("chosen") == 1
    assert await count(app, shop, "resolutions") == await planned(app, shop) == 1
    assert (await balance(app, shop, sale.order)).all_compensated in (Decimal("70.00"), Decimal("65.00"))


async def test_the_same_choice_under_the_same_key_is_made_once(app: Pool, shop: Shop, sale: Sold) -> None:
    claim = await an_approved_claim(app, shop, sale)
    given = target(claim)
    for _ in range(2):
        await operations.choose(shop.write(app), shop.caller, given, Way.REFUND, system_clock())
    assert await count(app, shop, "resolutions") == 1
    with refused("IDEMPOTENCY_MISMATCH idempotencyKey"):
        await operations.choose(shop.write(app), shop.caller, given, Way.RESHIPMENT, system_clock())


async def test_two_claims_on_one_order_cannot_be_paid_more_than_the_order_cost(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    first = await an_approved_claim(app, shop, sale)
    async with app.write(shop.id) as tx:
        lines = [(sale.lines["line-2"], 1, Decimal("40.00"))]
        await ledger.record_platform_refund(
            tx, sale.order, "rf-1", None, lines, Decimal(0), "EUR", system_clock()
        )  # fmt: skip
    with refused("ABOVE_REFUNDABLE type"):
        await choose(app, shop, first)
    with refused("ABOVE_REFUNDABLE amount"):
        await resolve(app, shop, first, Wish(Way.REFUND, "EUR", Decimal("25.01")))
    resolution = await resolve(app, shop, first, Wish(Way.REFUND))
    assert resolution.amount == Decimal("30.00")  # the mugs and the shipping of an order of which nothing is left
    assert (await balance(app, shop, sale.order)).all_compensated == Decimal("70.00")


async def test_an_order_that_is_canceled_or_on_no_platform_moves_no_money_from_here(
    app: Pool, shop: Shop, account: str
) -> None:
    nowhere = await sold(app, shop, None)
    claim = await an_approved_claim(app, shop, nowhere)
    async with app.read(shop.id) as db:
        assert await repository.offers(db, claim) == []
    with refused("NO_PLATFORM claimId"):
        await resolve(app, shop, claim, Wish(Way.REFUND))
    canceled = await sold(app, shop, account, canceled_at=system_clock())
    claim = await an_approved_claim(app, shop, canceled)
    with refused("ORDER_CANCELED claimId"):
        await resolve(app, shop, claim, Wish(Way.REFUND))
    await operations.resolve_outside(
        shop.write(app), shop.caller, target(claim), Wish(Way.REFUND), None, system_clock()
    )
    assert (await claim_of(app, shop, claim)).status is ClaimStatus.RESOLVED


async def test_a_refund_above_what_is_left_in_another_currency_or_of_a_foreign_line_is_refused(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    claim = await an_approved_claim(app, shop, sale)
    foreign = await sold(app, shop, None)
    for wish, told in (
        (Wish(Way.REFUND, "EUR", Decimal("65.01")), "ABOVE_REFUNDABLE amount"),
        (Wish(Way.REFUND, "EUR", shipping_amount=Decimal("5.01")), "ABOVE_REFUNDABLE shippingAmount"),
        (Wish(Way.REFUND, "USD", Decimal("1.00")), "CURRENCY_MISMATCH amount.currencyCode"),
        (Wish(Way.REFUND, lines=(WishedLine(foreign.lines["line-1"], 1),)), "NOT_FOUND lines.0.orderLineId"),
        (
            Wish(Way.REFUND, "EUR", lines=(WishedLine(sale.lines["line-1"], 1, Decimal("25.01")),)),
            "ABOVE_REFUNDABLE lines.0.amount",
        ),
    ):
        with refused(told):
            await resolve(app, shop, claim, wish)
    assert await count(app, shop, "compensations") == 0
    assert (await claim_of(app, shop, claim)).status is ClaimStatus.APPROVED


async def test_while_the_bank_decides_nothing_is_approved_chosen_or_given(app: Pool, shop: Shop, sale: Sold) -> None:
    claim = await an_approved_claim(app, shop, sale)
    async with app.write(shop.id) as tx:
        await ledger.hold(tx, sale.order, "dsp_1", system_clock())
    with refused("DISPUTE_OPEN"):
        await choose(app, shop, claim)
    with refused("DISPUTE_OPEN"):
        await operations.give_goodwill(
            shop.write(app), shop.caller, target(claim), Way.STORE_CREDIT, Money(Decimal(1), "EUR"), system_clock()
        )
    async with app.write(shop.id) as tx:
        held = await claims.hold(tx, shop.caller, claim)
        await claims.move(tx, held, Command.WITHDRAW, shop.caller.actor, system_clock())
        held = await claims.hold(tx, shop.caller, claim)
        await claims.move(tx, held, Command.REOPEN, shop.caller.actor, system_clock())
    with refused("DISPUTE_OPEN"):
        await operations.approve(shop.write(app), shop.caller, target(claim), system_clock())


async def test_nothing_is_approved_when_nothing_is_left(app: Pool, shop: Shop, sale: Sold) -> None:
    claim = await a_claim(app, shop, sale.order, sale.parcel)
    async with app.write(shop.id) as tx:
        lines = [(None, 0, Decimal("70.00"))]
        await ledger.record_platform_refund(
            tx, sale.order, "rf-1", None, lines, Decimal(0), "EUR", system_clock()
        )  # fmt: skip
    with refused("ALREADY_COMPENSATED claimId"):
        await operations.approve(shop.write(app), shop.caller, target(claim), system_clock())


async def test_a_partial_refund_is_offered_as_it_was_named(app: Pool, shop: Shop, sale: Sold) -> None:
    claim = await a_claim(app, shop, sale.order, sale.parcel)
    for money, told in (
        (Money(Decimal("65.01"), "EUR"), "ABOVE_REFUNDABLE partialRefund"),
        (Money(Decimal("9.00"), "USD"), "CURRENCY_MISMATCH partialRefund.currencyCode"),
    ):
        with refused(told):
            await operations.approve(shop.write(app), shop.caller, target(claim), system_clock(), partial=money)
    partial = Money(Decimal("9.99"), "EUR")
    await operations.approve(shop.write(app), shop.caller, target(claim), system_clock(), partial=partial)
    resolution = await choose(app, shop, claim, Way.PARTIAL_REFUND)
    assert (resolution.amount, {line.quantity for line in resolution.lines}) == (Decimal("9.99"), {0})


async def test_where_credit_is_the_customers_choice_staff_does_not_make_it(app: Pool, shop: Shop, sale: Sold) -> None:
    claim = await an_approved_claim(app, shop, sale)
    with refused("CUSTOMER_CHOOSES type"):
        await resolve(app, shop, claim, Wish(Way.STORE_CREDIT))
    wishing = await sold(app, shop, await _account(app, shop, sale))
    claim = await an_approved_claim(app, shop, wishing, preferred_resolution=Way.STORE_CREDIT)
    assert (await resolve(app, shop, claim, Wish(Way.STORE_CREDIT))).type is Way.STORE_CREDIT


async def _account(app: Pool, shop: Shop, sale: Sold) -> str | None:
    async with app.read(shop.id) as db:
        account: str | None = await db.fetchval("select platform_account_id from orders where id = $1", sale.order)
    return account


async def test_done_outside_is_booked_and_counted_and_nothing_is_sent(app: Pool, shop: Shop, sale: Sold) -> None:
    claim = await a_claim(app, shop, sale.order, sale.parcel)
    wish = Wish(Way.REFUND, "EUR", Decimal("20.00"))
    await operations.resolve_outside(shop.write(app), shop.caller, target(claim), wish, "rf-7", system_clock())
    assert (await claim_of(app, shop, claim)).status is ClaimStatus.RESOLVED
    async with app.read(shop.id) as db:
        (resolution,) = await repository.of_claim(db, claim)
        (entry,) = await ledger_rows.entries(db, claim)
    assert (resolution.external, resolution.status) == (True, ResolutionStatus.COMPLETED)
    assert (entry.type, entry.amount, entry.ref) == (EntryType.REFUND, Decimal("20.00"), resolution.id)
    assert await planned(app, shop) == 0
    assert (await balance(app, shop, sale.order)).all_compensated == Decimal("20.00")
    async with app.write(shop.id) as tx:  # the platform tells of the same refund later
        lines = [(sale.lines["line-1"], 1, Decimal("20.00"))]
        assert not await ledger.record_platform_refund(
            tx, sale.order, "rf-7", None, lines, Decimal(0), "EUR", system_clock()
        )
    assert (await balance(app, shop, sale.order)).all_compensated == Decimal("20.00")


async def test_what_the_platform_told_before_is_adopted_by_its_name_and_does_not_count_twice(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    claim = await a_claim(app, shop, sale.order, sale.parcel)
    async with app.write(shop.id) as tx:
        lines = [(sale.lines["line-1"], 2, Decimal("25.00")), (sale.lines["line-2"], 1, Decimal("40.00"))]
        await ledger.record_platform_refund(
            tx, sale.order, "rf-7", None, lines, Decimal(5), "EUR", system_clock()
        )  # fmt: skip
    write, now = shop.write(app), system_clock()
    with refused("ABOVE_REFUNDABLE lines"):
        await operations.resolve_outside(write, shop.caller, target(claim), Wish(Way.REFUND), None, now)
    await operations.resolve_outside(write, shop.caller, target(claim), Wish(Way.REFUND), "rf-7", now)
    async with app.read(shop.id) as db:
        (resolution,) = await repository.of_claim(db, claim)
    assert resolution.amount == (await balance(app, shop, sale.order)).all_compensated == Decimal("70.00")


async def test_goodwill_is_given_beside_the_claim_and_up_to_the_limit(app: Pool, shop: Shop, sale: Sold) -> None:
    await allow(app, shop, goodwill_limits={"EUR": Decimal("20.00")})
    claim = await an_approved_claim(app, shop, sale)
    await choose(app, shop, claim)
    write, money = shop.write(app), Money(Decimal("15.00"), "EUR")

    async def give(kind: Way = Way.STORE_CREDIT, given: Money = money) -> str:
        return await operations.give_goodwill(write, shop.caller, target(claim), kind, given, system_clock())

    resolution = await give()
    with refused("INVALID type"):
        await give(Way.REFUND)
    with refused("ABOVE_GOODWILL_LIMIT amount"):
        await give(given=Money(Decimal("5.01"), "EUR"))
    await give(Way.GIFT_CARD, Money(Decimal("5.00"), "EUR"))
    now = await balance(app, shop, sale.order)
    assert (now.goodwill, now.all_compensated) == (Decimal("20.00"), Decimal("70.00"))
    assert (await claim_of(app, shop, claim)).status is ClaimStatus.RESOLVING
    async with app.read(shop.id) as db:
        assert await effects.latest(db, Step.CREDIT, resolution) is not None
    told = [event for event in await events_of(app, shop, claim) if event.type == "claim.goodwill_given"]
    assert [event.public for event in told] == [False, False]


async def _decided(app: Pool, shop: Shop, claim: str) -> bool:
    actor = replace(shop.caller.actor, kind=ActorKind.SYSTEM)
    return await operations.approve_if_clear(shop.write(app), claim, actor, system_clock())


async def test_what_is_small_enough_is_approved_without_a_person_once_it_is_under_review(
    app: Pool, shop: Shop, sale: Sold
) -> None:
    both = Resolutions((Way.REFUND, Way.RESHIPMENT), Way.REFUND, refund_always=True)
    limits = {"EUR": Decimal("70.00")}
    await allow(app, shop, auto_approve_limits=limits, resolutions=both, required_evidence=())
    claim = await a_claim(app, shop, sale.order, sale.parcel)
    assert not await _decided(app, shop, claim)
    await claims.review(shop.write(app), claim, shop.caller.actor, system_clock(), verified=True)
    assert await _decided(app, shop, claim)
    assert not await _decided(app, shop, claim)
    now = await claim_of(app, shop, claim)
    assert now.status is ClaimStatus.APPROVED
    assert (await events_of(app, shop, claim))[-1].actor.kind is ActorKind.SYSTEM


@pytest.mark.parametrize("against", ["limit", "hold", "evidence", "early", "nothing left"])
async def test_a_person_decides_what_anything_speaks_against(app: Pool, shop: Shop, sale: Sold, against: str) -> None:
    limit = Decimal("69.99" if against == "limit" else "70.00")
    rule: dict[str, object] = {"auto_approve_limits": {"EUR": limit}}
    await allow(app, shop, **(rule if against == "evidence" else rule | {"required_evidence": ()}))
    reason = ClaimReason.DAMAGED_IN_TRANSIT if against == "evidence" else ClaimReason.LOST_IN_TRANSIT
    claim = await a_claim(app, shop, sale.order, sale.parcel, reason=reason)
    await claims.review(shop.write(app), claim, shop.caller.actor, system_clock(), verified=True)
    async with app.write(shop.id) as tx:
        if against == "hold":
            await ledger.hold(tx, sale.order, "dsp_1", system_clock())
        elif against == "early":
            await tx.execute("update claims set waiting_until = now() + interval '1 day' where id = $1", claim)
        elif against == "nothing left":
            lines = [(None, 0, Decimal("70.00"))]
            await ledger.record_platform_refund(
                tx, sale.order, "rf-1", None, lines, Decimal(0), "EUR", system_clock()
            )  # fmt: skip
    assert not await _decided(app, shop, claim)
    assert (await claim_of(app, shop, claim)).status is ClaimStatus.UNDER_REVIEW


async def test_a_claim_without_a_parcel_is_made_good_as_well(app: Pool, shop: Shop, account: str) -> None:
    order = await an_order(app, shop, platform_account_id=account)
    async with app.read(shop.id) as db:
        line = (await orders.lines(db, order))[0]
    items = (NewItem(1, order_line_id=line.id),)
    claim = await a_claim(app, shop, order, None, reason=ClaimReason.NEVER_SHIPPED, items=items)
    await operations.approve(shop.write(app), shop.caller, target(claim), system_clock())
    assert (await choose(app, shop, claim)).amount == Decimal("12.50")
