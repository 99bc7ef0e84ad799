"""The same request twice is one change and one answer."""

import asyncio
from dataclasses import replace

import pytest

from services.core.claims import operations as claims
from services.core.claims.model import ClaimReason, Command, NewClaim, NewItem
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.idempotency import LONGEST_KEY, Answer, Request, recall, remember
from services.core.orders import operations as orders
from services.core.orders.model import NewOrder
from services.core.shipments import operations as shipments
from services.core.shipments.model import NewShipment
from services.core.storefronts import operations as storefronts
from tests.builders import Shop, a_claim, a_key, a_new_order, a_shipment, an_order
from tests.core.records import count, events_of
from tests.core.refusals import refused


async def tell(app: Pool, shop: Shop, new: NewOrder, key: str) -> str:
    return await orders.upsert(shop.write(app), shop.caller, new, key=key, now=system_clock())


async def test_of_twenty_at_once_with_one_key_all_get_the_answer_of_one_change(app: Pool, shop: Shop) -> None:
    new, key = a_new_order(), a_key()
    answers = await asyncio.gather(*(tell(app, shop, new, key) for _ in range(20)))
    assert len(set(answers)) == 1
    assert await count(app, shop, "orders") == 1
    assert [event.type for event in await events_of(app, shop, answers[0])] == ["order.created"]
    assert await count(app, shop, "idempotency_keys") == 1


async def test_twenty_claims_with_one_key_are_one_claim(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    new = NewClaim(order, ClaimReason.STOLEN, await a_shipment(app, shop, order))
    key = a_key()
    answers = await asyncio.gather(
        *(claims.create(shop.write(app), shop.caller, new, key=key, now=system_clock()) for _ in range(20))
    )
    assert len(set(answers)) == 1
    assert await count(app, shop, "claims") == 1
    assert len(await events_of(app, shop, answers[0])) == 1


async def test_of_twenty_at_once_with_one_key_and_other_arguments_one_wins_and_the_others_are_told(
    app: Pool, shop: Shop
) -> None:
    key = a_key()
    ends = await asyncio.gather(
        *(tell(app, shop, a_new_order(external_id=str(turn)), key) for turn in range(20)), return_exceptions=True
    )
    assert sum(isinstance(end, str) for end in ends) == 1
    assert sum("IDEMPOTENCY_MISMATCH" in str(end) for end in ends) == 19
    assert await count(app, shop, "orders") == 1


async def test_a_repeated_request_is_answered_although_it_could_not_be_carried_out_again(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    new, key = NewClaim(order, ClaimReason.OTHER, await a_shipment(app, shop, order)), a_key()
    claim = await claims.create(shop.write(app), shop.caller, new, key=key, now=system_clock())
    assert await claims.create(shop.write(app), shop.caller, new, key=key, now=system_clock()) == claim
    withdraw = a_key()
    for _ in range(2):
        await claims.command(shop.write(app), shop.caller, claim, Command.WITHDRAW, key=withdraw, now=system_clock())
    assert len(await events_of(app, shop, claim)) == 2


async def test_every_argument_belongs_to_the_request(app: Pool, shop: Shop) -> None:
    new, key = a_new_order(), a_key()
    await tell(app, shop, new, key)
    others = (
        replace(new, total="66.00"),
        replace(new, customer=replace(new.customer, phone="1")),
        replace(new, lines=new.lines[::-1]),
        replace(new, confirmation_sent_at=new.placed_at),
    )
    for other in others:
        with refused("IDEMPOTENCY_MISMATCH idempotencyKey"):
            await tell(app, shop, other, key)
    order = await tell(app, shop, new, key)
    claim_key = a_key()
    claim = await claims.create(
        shop.write(app), shop.caller, NewClaim(order, ClaimReason.OTHER, items=(await an_item(app, shop, order),)),
        key=claim_key, now=system_clock(),
    )  # fmt: skip
    command_key = a_key()
    await claims.command(shop.write(app), shop.caller, claim, Command.WITHDRAW, key=command_key, now=system_clock())
    with refused("IDEMPOTENCY_MISMATCH idempotencyKey"):
        await claims.command(
            shop.write(app), shop.caller, claim, Command.WITHDRAW,
            key=command_key, now=system_clock(), expected_version=1,
        )  # fmt: skip


async def an_item(app: Pool, shop: Shop, order: str) -> NewItem:
    async with app.read(shop.id) as db:
        line = await db.fetchval("select id from order_lines where order_id = $1 order by place", order)
    return NewItem(1, order_line_id=line)


async def test_a_refusal_leaves_the_key_free(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    first = await a_claim(app, shop, order, parcel)
    new, key = NewClaim(order, ClaimReason.OTHER, parcel), a_key()
    for _ in range(2):
        with refused("QUANTITY_ALREADY_CLAIMED shipmentId"):
            await claims.create(shop.write(app), shop.caller, new, key=key, now=system_clock())
    await claims.command(shop.write(app), shop.caller, first, Command.WITHDRAW, key=a_key(), now=system_clock())
    second = await claims.create(shop.write(app), shop.caller, new, key=key, now=system_clock())
    assert await claims.create(shop.write(app), shop.caller, new, key=key, now=system_clock()) == second


async def test_a_crash_leaves_the_key_free(app: Pool, shop: Shop) -> None:
    request = Request("cli", "orderUpsert", a_key(), {"a": 1})

    async def crash() -> None:
        async with app.write(shop.id) as tx:
            assert await recall(tx, request, system_clock()) is None
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await crash()
    async with app.write(shop.id) as tx:
        assert await recall(tx, request, system_clock()) is None
        await remember(tx, request, {"order": "x"})
    async with app.write(shop.id) as tx:
        assert await recall(tx, request, system_clock()) == {"order": "x"}


async def test_callers_mutations_and_storefronts_have_keys_of_their_own(
    app: Pool, shop: Shop, other_shop: Shop
) -> None:
    key = a_key()
    answer: Answer = {"turn": 0}
    for turn, (storefront, caller, mutation) in enumerate(
        (one, two, three)
        for one in (shop.id, other_shop.id)
        for two in ("cli_1", "cli_2")
        for three in ("claimCreate", "orderUpsert")
    ):
        answer = {"turn": turn}
        request = Request(caller, mutation, key, [turn])
        async with app.write(storefront) as tx:
            assert await recall(tx, request, system_clock()) is None
            await remember(tx, request, answer)
        async with app.write(storefront) as tx:
            assert await recall(tx, request, system_clock()) == answer


async def test_the_same_key_serves_order_parcel_and_claim(app: Pool, shop: Shop) -> None:
    key, now, write = a_key(), system_clock(), shop.write(app)
    order = await tell(app, shop, a_new_order(), key)
    parcel = await shipments.upsert(write, shop.caller, NewShipment(order, "USPS", "MG1"), key=key, now=now)
    claim = await claims.create(write, shop.caller, NewClaim(order, ClaimReason.DELAYED, parcel), key=key, now=now)
    await shipments.request_refresh(write, shop.caller, parcel, key=key, now=now)
    token = await orders.create_customer_token(write, shop.caller, order, key=key, now=now)
    await claims.command(write, shop.caller, claim, Command.REPORT_ARRIVED, key=key, now=now)
    again = await orders.create_customer_token(write, shop.caller, order, key=key, now=system_clock())
    assert again == token, "the same request gets the same token"
    other = replace(shop.caller, id="cli_other", actor=Actor(ActorKind.PARTNER, "cli_other"))
    assert (await orders.create_customer_token(write, other, order, key=key, now=now)).id != token.id


async def test_revoking_twice_with_one_key_says_it_once(app: Pool, shop: Shop) -> None:
    key = a_key()
    for _ in range(2):
        await storefronts.revoke_tokens(shop.write(app), shop.caller, "anna", key=key, now=system_clock())
    assert await count(app, shop, "revocations") == 1
    assert await count(app, shop, "events") == 1


@pytest.mark.parametrize("key", ["", "   ", "x" * (LONGEST_KEY + 1), "\x00", "a\ud800"])
async def test_a_key_that_is_no_key_is_refused(app: Pool, shop: Shop, key: str) -> None:
    with refused("INVALID"):
        await tell(app, shop, a_new_order(), key)
    assert await count(app, shop, "orders") == await count(app, shop, "idempotency_keys") == 0
