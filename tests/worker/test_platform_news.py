"""What a platform tells adds up to the same rows, in whatever order and however often it comes, by hook or by poll."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.core import inbox
from services.core.claims import repository as claims
from services.core.claims.model import NewItem
from services.core.clock import system_clock
from services.core.companies.shopify.news import news
from services.core.database import Pool
from services.core.inbox import Letter
from services.core.ledger import operations as ledger
from services.core.ledger.model import CompensationKind, Share
from services.core.ports import Credentials, NewsPage, Rejected
from services.core.shipments.model import LabelSource, TrackingStatus
from services.core.storefronts import operations as storefronts
from services.core.storefronts import repository as accounts
from services.core.storefronts.model import AccountKind
from services.core.storefronts.operations import NewAccount
from services.core.tasks import Lease
from services.core.vault import Vault
from services.worker import platforms
from services.worker.job import Again, Job, Process
from services.worker.news import Teller, take
from tests.builders import Shop, a_claim, a_shop
from tests.companies.shopify import bodies
from tests.companies.shopify.bodies import MUG, POT, at, body, money
from tests.core.refusals import refused
from tests.watching import until
from tests.worker.conftest import Working
from tests.worker.rows import states

Message = tuple[str, dict[str, Any], datetime]
TRIGGERED = datetime(2026, 3, 3, tzinfo=UTC)


async def a_platform(app: Pool, vault: Vault, shop: Shop) -> str:
    """The shop's account at its platform."""
    new = NewAccount("shopify", "main", {"access_token": "x"}, {}, AccountKind.PLATFORM, f"{uuid4().hex}.example")
    account = storefronts.sealed_account(vault, shop.id, new)
    async with app.write(shop.id) as tx:
        await accounts.save_account(tx, account, TRIGGERED - timedelta(days=365))
    return account.id


def message(topic: str, told: dict[str, Any], minutes: float = 0) -> Message:
    return (topic, told, TRIGGERED + timedelta(minutes=minutes))


async def tell(app: Pool, shop: Shop, account: str, messages: Sequence[Message]) -> list[Message]:
    """Take messages as they come; those that have to be told again, as what they are about is not known yet."""
    again = []
    for topic, told, at_ in messages:
        teller = Teller(account, "shopify", uuid4().hex)
        taken = [await take(shop.write(app), one, teller, system_clock()) for one in news(topic, body(told), at_)]
        if not all(taken):
            again.append((topic, told, at_))
    return again


async def tell_all(app: Pool, shop: Shop, account: str, messages: Sequence[Message]) -> None:
    """Take messages, and again those that wait, until none waits."""
    left = list(messages)
    for _ in range(5):
        left = await tell(app, shop, account, left)
    assert left == []


STATE = {
    "orders": "select external_id, number, customer_name, customer_email, postal_code, currency_code, total, "
    "placed_at, shipping_amount, canceled_at, closed_at, told_at from orders order by external_id",
    "lines": "select external_id, place, title, quantity, unit_price, paid_amount, tax_amount from order_lines "
    "order by external_id",
    "parcels": "select external_id, carrier, tracking_number, status, label_source, tracking_url, tracking_status, "
    "delivered_at, last_event_at, estimated_delivery_at, told_at, tracked_by is null from shipments "
    "order by external_id",
    "packed": "select s.external_id, o.external_id, l.quantity from shipment_lines l "
    "join shipments s on s.id = l.shipment_id join order_lines o on o.id = l.order_line_id order by 1, 2",
    "scans": "select occurred_at, code, location, status from tracking_events order by occurred_at, code",
    "money": "select external_id, kind, part, quantity, amount, currency_code, state from compensations "
    "where kind <> 'DISPUTE' order by 1, 2, 3, amount",
    "disputes": "select external_id, type, status, reason, amount, told_at, order_id is null from disputes",
    "lost": "select amount, state from compensations where kind = 'DISPUTE' and state <> 'RELEASED'",
    "held": "select count(*) from holds where released_at is null",
}


async def state(app: Pool, shop: Shop) -> dict[str, list[tuple[Any, ...]]]:
    """All that platforms tell of, without ids and counters of ours."""
    async with app.read(shop.id) as db:
        return {name: [tuple(row) for row in await db.fetch(sql)] for name, sql in STATE.items()}


def a_story() -> list[Message]:
    """An order that grows, two parcels of which one gets another number, scans, a refund, a return and a dispute."""
    both = [bodies.line(), bodies.line(POT, quantity=1, price_set=money("40.00"), tax_lines=[])]
    second: dict[str, Any] = {
        "number": 255858047,
        "tracking_numbers": ["MG9500"],
        "line_items": [bodies.line(POT, quantity=1)],
    }
    refund, returned = bodies.refund(), bodies.refund(509562970, "40.00", refund_line_items=[]) | {"return": {"id": 7}}
    ended = bodies.order(
        300, line_items=both, total_price_set=money("69.00"), closed_at=at(300), refunds=[refund, returned],
        fulfillments=[bodies.fulfillment(20), bodies.fulfillment(50, **second)],
    )  # fmt: skip
    return [
        message("orders/create", bodies.order(0)),
        message("orders/updated", bodies.order(5, line_items=both, total_price_set=money("69.00"))),
        message("fulfillments/create", bodies.fulfillment(10)),
        message("fulfillments/update", bodies.fulfillment(20, tracking_numbers=["MG9401"], tracking_company="UPS")),
        message("fulfillments/create", bodies.fulfillment(40, **second)),
        message("fulfillment_events/create", bodies.event(15, "label_purchased")),
        message("fulfillment_events/create", bodies.event(60, estimated_delivery_at=at(900))),
        message("fulfillment_events/create", bodies.event(90, "out_for_delivery", estimated_delivery_at=at(800))),
        message("fulfillment_events/create", bodies.event(110, "delivered")),
        message("fulfillment_events/create", bodies.event(70, "failure", 255858047)),
        message("fulfillments/update", bodies.fulfillment(50, **second | {"status": "cancelled"})),
        message("refunds/create", refund),
        message("refunds/create", returned),
        message("disputes/create", bodies.dispute(), 1),
        message("disputes/update", bodies.dispute("under_review", evidence_sent_on=at(400)), 2),
        message("disputes/update", bodies.dispute("lost", finalized_on=at(500)), 3),
        message("orders/updated", ended | {"fulfillments": [
            bodies.fulfillment(20, tracking_numbers=["MG9401"], tracking_company="UPS"),
            bodies.fulfillment(50, **second | {"status": "cancelled"}),
        ]}),
        message("themes/publish", {"id": 1}),
    ]  # fmt: skip


async def test_a_story_told_in_any_order_and_often_ends_in_the_same_rows(
    database: str, app: Pool, vault: Vault, shop: Shop
) -> None:
    story = a_story()
    account = await a_platform(app, vault, shop)
    await tell_all(app, shop, account, story)
    wanted = await state(app, shop)
    loop = asyncio.get_running_loop()

    async def retold(order: list[int]) -> dict[str, list[tuple[Any, ...]]]:
        other = await a_shop(database, app, vault)
        await tell_all(app, other, await a_platform(app, vault, other), [story[place] for place in order])
        return await state(app, other)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        order=st.permutations(range(len(story))),
        more=st.lists(st.integers(0, len(story) - 1), max_size=10),
    )
    def check(order: list[int], more: list[int]) -> None:
        found = asyncio.run_coroutine_threadsafe(retold([*more, *order]), loop).result()
        assert found == wanted

    await asyncio.to_thread(check)
    assert await retold(list(reversed(range(len(story))))) == wanted


async def test_the_story_ends_where_the_platform_says(app: Pool, vault: Vault, shop: Shop) -> None:
    await tell_all(app, shop, await a_platform(app, vault, shop), a_story())
    found = await state(app, shop)
    assert [(row[0], row[3], row[5]) for row in found["lines"]] == [
        (f"gid://shopify/LineItem/{MUG}", 2, Decimal("25.00")),
        (f"gid://shopify/LineItem/{POT}", 1, Decimal("40.00")),
    ]
    assert [row[1:5] for row in found["parcels"]] == [
        ("UPS", "MG9401", "SHIPPED", "SHOPIFY_SHIPPING"),
        ("USPS", "MG9500", "CANCELED", "OTHER"),
    ]
    assert found["parcels"][0][6] == TrackingStatus.DELIVERED
    assert found["parcels"][0][9] == datetime.fromisoformat(at(800)), "the newest scan's estimate counts"
    assert [row[1:5] for row in found["money"]] == [
        ("PLATFORM_REFUND", "LINE", 1, Decimal("12.50")),
        ("RETURN", "ORDER", 0, Decimal("40.00")),
    ]
    assert found["lost"] == [(Decimal("29.00"), "CONFIRMED")]
    assert found["held"] == [(0,)]


async def test_a_message_told_a_hundred_times_at_once_changes_and_tells_of_something_once(
    app: Pool, vault: Vault, shop: Shop
) -> None:
    account = await a_platform(app, vault, shop)
    told = bodies.order(30, fulfillments=[bodies.fulfillment()], refunds=[bodies.refund()])
    again = await asyncio.gather(
        *(tell(app, shop, account, [message("orders/updated", told)]) for _ in range(100))
    )  # fmt: skip
    assert not any(again)
    async with app.read(shop.id) as db:
        events = await db.fetch("select type, count(*)::int as count from events group by 1 order by 1")
        versions = await db.fetch("select version from orders union all select version from shipments")
    assert {row["type"]: row["count"] for row in events} == {
        "order.created": 1, "order.refunded": 1, "shipment.created": 1,
    }  # fmt: skip
    assert [row["version"] for row in versions] == [1, 1]


async def test_what_we_told_the_platform_ourselves_is_not_told_again_when_it_echoes(
    app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    account = await a_platform(app, vault, shop)
    await tell_all(app, shop, account, a_story())
    known, events = await state(app, shop), await rows.fetchval("select count(*) from events")
    scan = (await rows.fetch("select * from tracking_events order by occurred_at limit 1"))[0]
    assert len(known["scans"]) > 1
    await rows.execute("""update tracking_events set code = 'AA', raw = '{"code": "AA"}' where id = $1""", scan["id"])
    known = await state(app, shop)
    touched = [(topic, told, at_) for topic, told, at_ in a_story() if topic == "fulfillment_events/create"]
    newest = [told for topic, told, _ in a_story() if topic == "orders/updated"][-1]
    later = {**newest, "updated_at": "2027-01-01T00:00:00Z"}
    await tell_all(app, shop, account, [*touched, message("orders/updated", later)])
    assert (await state(app, shop))["scans"] == known["scans"]
    assert await rows.fetchval("select count(*) from events") == events


async def test_an_older_word_than_we_have_changes_nothing(app: Pool, vault: Vault, shop: Shop) -> None:
    account = await a_platform(app, vault, shop)
    await tell_all(app, shop, account, [message("orders/updated", bodies.order(30, name="#1002"))])
    wanted = await state(app, shop)
    await tell_all(app, shop, account, [message("orders/create", bodies.order(0, email="old@shop.example"))])
    assert await state(app, shop) == wanted


async def test_a_line_that_was_claimed_stays_when_the_platform_has_it_no_more(
    app: Pool, vault: Vault, shop: Shop
) -> None:
    account = await a_platform(app, vault, shop)
    both = [bodies.line(), bodies.line(POT, quantity=4, price_set=money("10.00"), tax_lines=[])]
    pots = bodies.fulfillment(line_items=[bodies.line(POT, quantity=3)])
    await tell_all(app, shop, account, [message("orders/create", bodies.order(line_items=both, fulfillments=[pots]))])
    async with app.read(shop.id) as db:
        order, parcel = await db.fetchval("select id from orders"), await db.fetchval("select id from shipments")
    claim = await a_claim(app, shop, order, parcel)
    gone = bodies.order(60, line_items=[bodies.line(quantity=1)])
    fewer = bodies.fulfillment(60, line_items=[bodies.line(POT, quantity=1)])
    await tell_all(app, shop, account, [message("orders/updated", gone), message("fulfillments/update", fewer)])
    found = await state(app, shop)
    assert [(row[0], row[3], row[5]) for row in found["lines"]] == [
        (f"gid://shopify/LineItem/{MUG}", 1, Decimal("7.50") + Decimal("5.00")),
        (f"gid://shopify/LineItem/{POT}", 3, Decimal("30.00")),
    ]
    assert [row[2] for row in found["packed"]] == [3]
    async with app.read(shop.id) as db:
        assert sum(item.quantity for item in await claims.items(db, claim)) == 3
    assert [row[3] for row in (await state(app, shop))["lines"]] == [1, 3]


async def test_a_line_of_which_nothing_is_in_use_goes_with_the_platforms(app: Pool, vault: Vault, shop: Shop) -> None:
    account = await a_platform(app, vault, shop)
    both = [bodies.line(), bodies.line(POT, quantity=1)]
    await tell_all(app, shop, account, [message("orders/create", bodies.order(line_items=both))])
    await tell_all(app, shop, account, [message("orders/updated", bodies.order(9))])
    assert len((await state(app, shop))["lines"]) == 1


async def test_what_only_the_storefront_knows_outlives_the_platforms_word(app: Pool, vault: Vault, shop: Shop) -> None:
    account = await a_platform(app, vault, shop)
    first = [message("orders/create", bodies.order(fulfillments=[bodies.fulfillment()]))]
    await tell_all(app, shop, account, first)
    promised = datetime(2026, 3, 9, tzinfo=UTC)
    async with app.write(shop.id) as tx:
        await tx.execute("update orders set promised_delivery_by = $1", promised)
        await tx.execute("update order_lines set final_sale = true, unit_cost = 4.20, cost_currency = 'DKK'")
        await tx.execute(
            """update shipments set label_source = 'SHIPPING_AGGREGATOR', signature_required = true,
                   label_seller = 'easypost', weight_grams = 900, origin_country = 'DE', goods = '{jewellery}'"""
        )
    later = bodies.order(60, fulfillments=[bodies.fulfillment(60)])
    await tell_all(app, shop, account, [message("orders/updated", later)])
    async with app.read(shop.id) as db:
        assert await db.fetchval("select promised_delivery_by from orders") == promised
        line = await db.fetchrow("select final_sale, unit_cost, cost_currency from order_lines")
        parcel = await db.fetchrow(
            """select label_source, signature_required, label_seller, weight_grams, origin_country, goods
               from shipments"""
        )
    assert line is not None
    assert tuple(line) == (True, Decimal("4.20"), "DKK")
    assert parcel is not None
    assert tuple(parcel) == (LabelSource.SHIPPING_AGGREGATOR, True, "easypost", 900, "DE", ["jewellery"])


async def test_a_parcel_is_tracked_by_the_storefronts_only_carrier_and_anew_under_a_new_number(
    app: Pool, vault: Vault, shop: Shop
) -> None:
    account = await a_platform(app, vault, shop)
    first = [message("orders/create", bodies.order(fulfillments=[bodies.fulfillment()]))]
    await tell_all(app, shop, account, first * 2)
    renamed = message("fulfillments/update", bodies.fulfillment(30, tracking_numbers=["MG 9401x"]))
    await tell_all(app, shop, account, [renamed, renamed])
    async with app.read(shop.id) as db:
        assert await db.fetchval("select tracked_by from shipments") == shop.account_id
        assert await db.fetchval("select tracking_number from shipments") == "MG9401X"
        generations = await db.fetch("select generation from effects order by 1")
    assert [row["generation"] for row in generations] == [1, 2]


async def test_a_number_that_belongs_to_another_orders_parcel_is_refused(app: Pool, vault: Vault, shop: Shop) -> None:
    account = await a_platform(app, vault, shop)
    other = bodies.order(id=77, name="#1002", line_items=[bodies.line(88)])
    await tell_all(app, shop, account, [message("orders/create", bodies.order(fulfillments=[bodies.fulfillment()]))])
    await tell_all(app, shop, account, [message("orders/create", other)])
    same = bodies.fulfillment(number=9, order_id=77, line_items=[bodies.line(88)])
    with refused("BELONGS_TO_OTHER_ORDER trackingNumber"):
        await tell(app, shop, account, [message("fulfillments/create", same)])


async def test_a_refund_of_our_own_is_counted_once_whoever_tells_of_it_first(
    app: Pool, vault: Vault, shop: Shop
) -> None:
    account = await a_platform(app, vault, shop)
    await tell_all(app, shop, account, [message("orders/create", bodies.order())])
    async with app.write(shop.id) as tx:
        order = await tx.fetchval("select id from orders")
        line = await tx.fetchval("select id from order_lines")
        ours = "res_01kaa0000000000000000000ab"
        share = Share(Decimal("12.50"), line, 1)
        await ledger.reserve(tx, order, ours, CompensationKind.REFUND, [share], "EUR", system_clock())
    paid = message("refunds/create", bodies.refund(note=f"Makegood {ours}"))
    await tell_all(app, shop, account, [paid, paid])
    found = (await state(app, shop))["money"]
    assert [(row[1], row[4], row[6]) for row in found] == [("REFUND", Decimal("12.50"), "HELD")]
    assert found[0][0] == "gid://shopify/Refund/509562969"


async def test_a_message_waits_for_its_order_and_is_taken_when_that_comes(
    inward: Working, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    account = await a_platform(app, vault, shop)
    await keep(app, shop, account, "fulfillments/create", bodies.fulfillment())
    async with inward():

        async def waiting() -> bool:
            task = await rows.fetchrow("select attempt, state from tasks where kind = 'inbox.read'")
            return task is not None and task["attempt"] > 1 and task["state"] == "WAITING"

        await until(waiting)
        await keep(app, shop, account, "orders/create", bodies.order())

        async def taken() -> bool:
            await rows.execute("update tasks set due_at = now() where state = 'WAITING' and kind = 'inbox.read'")
            return (await states(rows, "inbox.read"))["DONE"] == 2

        await until(taken)
    assert len((await state(app, shop))["parcels"]) == 1
    assert await rows.fetchval("select count(*) from inbox where body is not null or problem is not null") == 0


async def test_after_a_day_of_waiting_a_message_is_left_to_a_person(
    process: Process, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    account = await a_platform(app, vault, shop)
    await keep(app, shop, account, "fulfillments/create", bodies.fulfillment())
    subject = await rows.fetchval("select id from inbox")
    young = await a_job(rows, process, shop, "inbox.read", subject)
    letter = await look(app, shop, subject)
    assert isinstance(await platforms.read(young, letter), Again)
    old = await a_job(rows, process, shop, "inbox.read", subject, age=timedelta(hours=25))
    assert await platforms.read(old, letter) is None
    row = await rows.fetchrow("select problem, body, taken_at from inbox")
    assert row is not None
    assert row["problem"].startswith("NOT_TOLD")
    assert row["body"] is not None
    assert row["taken_at"] is not None


async def test_one_bad_piece_keeps_no_other_from_being_taken_and_names_no_person(
    process: Process, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    account = await a_platform(app, vault, shop)
    told = bodies.order(fulfillments=[bodies.fulfillment(tracking_numbers=["---"]), bodies.fulfillment(number=9)])
    await keep(app, shop, account, "orders/create", told)
    await keep(app, shop, account, "orders/updated", {"id": 1, "email": "ida@shop.example"})
    for subject in [row["id"] for row in await rows.fetch("select id from inbox")]:
        await platforms.read(await a_job(rows, process, shop, "inbox.read", subject), await look(app, shop, subject))
    found = await state(app, shop)
    assert (len(found["orders"]), [row[2] for row in found["parcels"]]) == (1, ["MG9400"])
    problems = [row["problem"] for row in await rows.fetch("select problem from inbox order by topic")]
    assert problems[0] == "INVALID at trackingNumber"
    assert problems[1].startswith("Unintelligible")
    assert not any("ida@" in problem for problem in problems)


async def test_an_uninstalled_app_calls_nobody_until_it_is_connected_again(
    process: Process, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    account = await a_platform(app, vault, shop)
    process.platforms["shopify"] = StandIn()  # type: ignore[index]
    job = await a_job(rows, process, shop, "platform.poll", account)
    assert await job.platform(account)
    gone = message("app/uninstalled", {"id": 1})
    await tell_all(app, shop, account, [gone, gone])
    with pytest.raises(Rejected) as caught:
        await job.platform(account)
    assert caught.value.code == "ACCESS_REVOKED"
    events = await rows.fetch("select type from events where subject = $1", account)
    assert [row["type"] for row in events] == ["account.disconnected"]
    async with app.write(shop.id) as tx:
        again = await accounts.get_account(tx, account)
        assert again is not None
        await accounts.save_account(tx, again, TRIGGERED + timedelta(hours=1))
    await tell_all(app, shop, account, [gone])  # repeated late, from before the new secrets
    assert await job.platform(account)


async def test_a_customer_is_forgotten_and_money_and_events_stay(
    inward: Working, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    account = await a_platform(app, vault, shop)
    await tell_all(app, shop, account, [m for m in a_story() if "dispute" not in m[0]])
    other = bodies.order(id=77, name="#1002", line_items=[bodies.line(88)])
    await tell_all(app, shop, account, [message("orders/create", other)])
    order = await rows.fetchval("select id from orders where number = '#1001'")
    claim = await a_claim(app, shop, order, None, items=(await an_item(rows, order),), customer_note="I am Ida")
    await rows.execute("update shipments set signed_by = 'Ida', last_checked_at = now()")
    await rows.execute('update tracking_events set raw = \'{"to": "Ida"}\'')
    await rows.execute(
        """insert into evidence (storefront_id, id, claim_id, order_id, kind, visibility, file_name, declared_type,
               declared_size, uploaded_by, created_at, updated_at)
           select $1, 'evd_' || right($1, 26), $2, $3, 'PHOTO', 'PUBLIC', 'ida.jpg', 'image/jpeg', 1, 'CUSTOMER', now(),
               now()""",
        shop.id, claim, order,
    )  # fmt: skip
    await rows.execute(
        """insert into messages (storefront_id, id, claim_id, order_id, author, author_id, channel, direction,
               visibility, subject, body, delivery, created_at)
           select $1, 'msg_' || right($1, 25) || place, $2, $3, author, 'ida@shop.example', 'EMAIL', direction,
               'PUBLIC', 'Ida', 'Ida', delivery, now()
           from (values (1, 'CUSTOMER', 'INBOUND', null), (2, 'MERCHANT', 'OUTBOUND', 'PLANNED'))
               as told (place, author, direction, delivery)""",
        shop.id, claim, order,
    )  # fmt: skip
    before = (await rows.fetchval("select count(*) from events"), (await state(app, shop))["money"])
    async with inward():
        await keep(app, shop, account, "customers/redact", {"orders_to_redact": [bodies.ORDER, 999]})

        async def forgotten() -> bool:
            return (await states(rows, "privacy.redact"))["DONE"] == 1

        await until(forgotten)
    kept = {row["number"]: row for row in await rows.fetch("select * from orders")}
    gone = kept["#1001"]
    assert [gone[name] for name in ("customer_name", "customer_email", "customer_phone", "postal_code")] == [None] * 4
    assert kept["#1002"]["customer_email"] == "ida@shop.example"
    assert await rows.fetchval("select customer_note from claims where id = $1", claim) is None
    assert await rows.fetchval("select count(*) from claim_items where description is not null") == 0
    assert await rows.fetchval("select count(*) from shipments where signed_by is not null") == 0
    assert await rows.fetchval("select count(*) from tracking_events where raw is not null") == 0
    assert await rows.fetchval("select count(*) from evidence where file_name like '%ida%'") == 0
    assert await rows.fetchval("select retain_until <= now() from evidence"), "the sweep deletes what is over"
    messages = await rows.fetch(
        """select author, author_id, subject, body, delivery, failure_code from messages
           where id like 'msg_' || right($1, 25) || '_' order by author""",
        shop.id,
    )
    assert [tuple(row) for row in messages] == [
        ("CUSTOMER", None, None, "", None, None),
        ("MERCHANT", "ida@shop.example", None, "", "FAILED", "REDACTED"),
    ]
    assert (await state(app, shop))["money"] == before[1]
    assert await rows.fetchval("select count(*) from events") >= before[0]
    assert await rows.fetchval("select count(*) from revocations where subject = $1", order) == 1
    await tell_all(app, shop, account, [message("orders/updated", bodies.order(9999))])
    assert await rows.fetchval("select customer_email from orders where number = '#1001'") is None, "nobody comes back"


async def test_a_shops_customers_are_all_forgotten_and_what_could_not_be_read_of_it_too(
    inward: Working, app: Pool, vault: Vault, shop: Shop, other_shop: Shop, rows: asyncpg.Connection
) -> None:
    account, foreign = await a_platform(app, vault, shop), await a_platform(app, vault, other_shop)
    await tell_all(app, other_shop, foreign, [message("orders/create", bodies.order())])
    many = [bodies.order(id=number, name=f"#{number}", line_items=[bodies.line(number)]) for number in range(1, 12)]
    await tell_all(app, shop, account, [message("orders/create", told) for told in many])
    async with inward():
        await keep(app, shop, account, "orders/updated", {"id": 1, "email": "ida@shop.example"})

        async def read() -> bool:
            return (await states(rows, "inbox.read"))["DONE"] == 1

        await until(read)
        await keep(app, shop, account, "shop/redact", {"shop_id": 1})

        async def forgotten() -> bool:
            return (await states(rows, "privacy.redact"))["DONE"] == 1

        await until(forgotten)
    emails = await rows.fetch("select storefront_id, count(customer_email) as kept from orders group by 1")
    assert {row["storefront_id"]: row["kept"] for row in emails} == {shop.id: 0, other_shop.id: 1}
    assert await rows.fetchval("select count(*) from inbox where body is not null") == 0
    assert await rows.fetchval("select completed_at is not null from privacy_requests")


async def test_a_customer_who_wants_their_data_makes_one_task_for_people(
    inward: Working, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    account = await a_platform(app, vault, shop)
    await tell_all(app, shop, account, [message("orders/create", bodies.order())])
    async with inward():
        for _ in range(2):
            asked = {"orders_requested": [bodies.ORDER, 999], "data_request": {"id": 9}}
            await keep(app, shop, account, "customers/data_request", asked)

        async def read() -> bool:
            return (await states(rows, "inbox.read"))["DONE"] == 2

        await until(read)
    (row,) = await rows.fetch("select * from privacy_requests")
    assert row["order_ids"] == [await rows.fetchval("select id from orders")]
    assert row["completed_at"] is None
    assert (await states(rows, "privacy.redact")).total() == 0


@dataclass
class StandIn:
    """A platform that was told orders which no hook told us of; two of them are a page."""

    orders: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[datetime, str | None]] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    name: str = "shopify"

    def is_sandbox(self, _: Credentials) -> bool:
        return True

    async def updated_since(self, credentials: Credentials, since: datetime, after: str | None) -> NewsPage:
        self.asked.append((since, after))
        if self.faults:
            raise self.faults.pop()
        changed = sorted((one["updated_at"], one["id"], one) for one in self.orders)
        left = [one for moment, _, one in changed if datetime.fromisoformat(moment) >= since][int(after or 0) :]
        told = tuple(piece for one in left[:2] for piece in news("orders/updated", body(one), None))
        return NewsPage(told, str(int(after or 0) + 2) if len(left) > 2 else None)


@dataclass(frozen=True)
class Polling:
    """A poll of a stand-in, run when a test wants it."""

    platform: StandIn
    job: Job

    async def run(self) -> Again:
        again = await platforms.poll(self.job)
        assert again is not None
        return again


@pytest.fixture
async def polling(process: Process, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection) -> Polling:
    """A poll of an account whose platform is a stand-in."""
    platform, account = StandIn(), await a_platform(app, vault, shop)
    process.platforms["shopify"] = platform  # type: ignore[index]
    return Polling(platform, await a_job(rows, process, shop, "platform.poll", account))


def recent(number: int, minutes: float, **changes: Any) -> dict[str, Any]:
    """An order that changed so many minutes ago."""
    moment = (system_clock().replace(microsecond=0) - timedelta(minutes=minutes)).isoformat()
    told = {"id": number, "name": f"#{number}", "line_items": [bodies.line(number)], "updated_at": moment}
    return bodies.order() | told | changes


async def test_a_poll_finds_what_no_hook_told_of_page_by_page(polling: Polling, app: Pool, shop: Shop) -> None:
    parcel = bodies.fulfillment(line_items=[bodies.line(3)])
    polling.platform.orders = [recent(number, 60 - number) for number in range(1, 6)]
    polling.platform.orders[2]["fulfillments"] = [parcel]
    again = await polling.run()
    assert again.seconds == polling.job.process.settings.platform_poll_seconds
    found = await state(app, shop)
    assert (len(found["orders"]), len(found["parcels"])) == (5, 1)
    assert [after for _, after in polling.platform.asked] == [None, "2", "4"]


async def test_a_poll_asks_from_the_newest_change_on_with_an_overlap(polling: Polling, app: Pool, shop: Shop) -> None:
    polling.platform.orders = [recent(1, 60), recent(2, 30)]
    await polling.run()
    before = await state(app, shop)
    await polling.run()
    first, second = (since for since, _ in polling.platform.asked)
    assert second == datetime.fromisoformat(polling.platform.orders[1]["updated_at"]) - platforms.OVERLAP
    assert first < second - timedelta(days=30)
    assert await state(app, shop) == before
    polling.platform.orders.append(recent(3, 5))
    await polling.run()
    assert len((await state(app, shop))["orders"]) == 3


async def test_a_poll_that_is_cut_off_goes_on_behind_its_page(polling: Polling, app: Pool, shop: Shop) -> None:
    polling.platform.orders = [recent(number, 60 - number) for number in range(1, 6)]
    ask = polling.platform.updated_since
    calls = 0

    async def crash(credentials: Credentials, since: datetime, after: str | None) -> NewsPage:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise ConnectionError
        return await ask(credentials, since, after)

    polling.platform.updated_since = crash  # type: ignore[method-assign]
    with pytest.raises(ConnectionError):
        await polling.run()
    await polling.run()
    assert [after for _, after in polling.platform.asked] == [None, "2", "4"]
    assert len({since for since, _ in polling.platform.asked}) == 1
    assert len((await state(app, shop))["orders"]) == 5


async def test_a_page_that_the_platform_has_forgotten_is_read_anew(polling: Polling, app: Pool, shop: Shop) -> None:
    polling.platform.orders = [recent(number, 60 - number) for number in range(1, 6)]
    ask = polling.platform.updated_since

    async def forget(credentials: Credentials, since: datetime, after: str | None) -> NewsPage:
        if after == "4":
            raise Rejected("BAD_CURSOR", "it is not known")
        return await ask(credentials, since, after)

    polling.platform.updated_since = forget  # type: ignore[method-assign]
    assert (await polling.run()).seconds < 60
    polling.platform.updated_since = ask  # type: ignore[method-assign]
    await polling.run()
    assert len((await state(app, shop))["orders"]) == 5
    polling.platform.faults = [Rejected("ACCESS_REVOKED", "gone")]
    with pytest.raises(Rejected):
        await polling.run()


async def test_one_order_that_cannot_be_kept_holds_no_poll_up(polling: Polling, app: Pool, shop: Shop) -> None:
    polling.platform.orders = [recent(1, 60, line_items=[]), recent(2, 30)]
    await polling.run()
    assert [row[1] for row in (await state(app, shop))["orders"]] == ["#2"]


async def test_a_disconnected_account_is_not_asked(polling: Polling, app: Pool, shop: Shop) -> None:
    now = system_clock()
    async with app.write(shop.id) as tx:
        await storefronts.disconnect_account(tx, polling.job.subject, now, shop.caller.actor, now)
    await polling.run()
    assert polling.platform.asked == []


async def keep(app: Pool, shop: Shop, account: str, topic: str, told: Mapping[str, Any]) -> None:
    """Keep a message as the hook does."""
    letter = Letter(account, "shopify", uuid4().hex, json.dumps(told).encode(), topic, triggered_at=TRIGGERED)
    async with app.write(shop.id) as tx:
        assert await inbox.keep(tx, letter, system_clock())


async def look(app: Pool, shop: Shop, inbox_id: str) -> Letter:
    """A message that was not taken."""
    async with app.write(shop.id) as tx:
        letter = await inbox.take(tx, inbox_id)
    assert letter is not None
    return letter


async def a_job(
    rows: asyncpg.Connection, process: Process, shop: Shop, kind: str, subject: str, age: timedelta = timedelta()
) -> Job:
    """A run of a task that holds its lease."""
    task = f"tsk_{uuid4().hex[:26]}"
    await rows.execute(
        """insert into tasks (storefront_id, id, kind, subject, state, due_at, created_at, lease_token, lease_until)
           values ($1, $2, $3, $4, 'RUNNING', now(), now(), 1, now() + interval '1 hour')""",
        shop.id, task, kind, subject,
    )  # fmt: skip
    created = system_clock() - age
    return Job(process, Lease(shop.id, task, 1, kind, subject, subject, 1, 0, 0, created))


async def an_item(rows: asyncpg.Connection, order: str) -> Any:
    """A claimed line of an order, with words of its customer."""
    line = await rows.fetchval(
        """select l.id from shipment_lines l join shipments s on s.id = l.shipment_id
           where l.order_id = $1 and s.status <> 'CANCELED'""",
        order,
    )
    return NewItem(1, shipment_line_id=line, description="for Ida")
