"""From what happened to what has to be done: the table, and the tasks that it makes of real events."""

import re
from pathlib import Path

import asyncpg

import services.core
from services.core import inbox
from services.core.claims import operations as claims
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.inbox import Letter
from services.core.shipments import operations as shipments
from services.core.storefronts.operations import NewAccount, connect_account
from services.core.vault import Vault
from services.worker.jobs import JOBS
from services.worker.reactions import OUTSIDE, REACTIONS, wanted
from services.worker.retention import FILES, WATCH
from services.worker.sequencer import sequence
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order

REACTED = {reaction.task for reactions in REACTIONS.values() for reaction in reactions}


def test_every_task_that_an_event_asks_for_has_a_job_and_every_job_is_asked_for() -> None:
    assert set(JOBS) == REACTED | {*FILES.values(), WATCH}, "and the relay asks for what a date asks for"
    assert OUTSIDE <= REACTED


def test_every_event_that_is_reacted_to_is_one_that_the_core_tells() -> None:
    (core,) = services.core.__path__
    told = {word for file in Path(core).rglob("*.py") for word in re.findall(r'"([a-z]+\.[a-z_]+)"', file.read_text())}
    assert set(REACTIONS) <= told


def test_a_condition_of_the_table_is_read_from_the_events_words() -> None:
    row = {
        "storefront_id": "sto",
        "id": "evt",
        "type": "shipment.updated",
        "subject": "shp",
        "account_id": "acc",
        "data": {"tracked": False},
    }
    assert wanted(row) == []
    (task,) = wanted(row | {"data": {"tracked": True}})
    assert (task.kind, task.subject, task.account_id) == ("shipment.track", "shp", "acc")
    decided = {"type": "effect.decided", "subject": "eff", "data": {"kind": "tracker.register", "subject": "shp"}}
    (task,) = wanted(row | decided)
    assert task.subject == "shp"
    assert wanted(row | {"type": "claim.assigned"}) == []


async def test_each_thing_that_happens_makes_its_tasks_once(
    app: Pool, shop: Shop, vault: Vault, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    write, now = shop.write(app), system_clock()
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order, tracking_number="MG-LOST-1")
    await a_shipment(app, shop, order, tracking_number="MG-LOST-1")
    await shipments.request_refresh(write, shop.caller, parcel, key=a_key(), now=now)
    claim = await a_claim(app, shop, order, parcel)
    await claims.acknowledge(write, claim, shop.caller.actor, now)
    async with write() as tx:
        letter = Letter(shop.account_id, "easypost", "evt_1", b"{}")
        assert await inbox.keep(tx, letter, now)
        assert not await inbox.keep(tx, letter, now)
    account = await connect_account(write, vault, NewAccount("easypost", "second", {}, {}), shop.caller.actor, now)
    await sequence(leader)
    await sequence(leader)
    made = await rows.fetch("select kind, subject, account_id, state from tasks order by kind")
    kept = await rows.fetchval("select id from inbox")
    assert [tuple(row) for row in made] == [
        ("account.listen", account, account, "WAITING"),
        ("claim.acknowledge", claim, None, "WAITING"),
        ("claim.verify", claim, shop.account_id, "WAITING"),
        ("inbox.read", kept, None, "WAITING"),
        ("message.acknowledged", claim, None, "WAITING"),
        ("recovery.propose", claim, None, "WAITING"),
        ("shipment.check", parcel, shop.account_id, "WAITING"),
        ("shipment.track", parcel, shop.account_id, "WAITING"),
    ]
