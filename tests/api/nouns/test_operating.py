import pytest

from services.core import effects, tasks
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.ids import new_id
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document, place_events
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import Shop, a_key


async def some_work(asker: Asker, relay: Pool) -> None:
    """Tasks and an effect, as telling a parcel and claiming it makes them."""
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    await a_claim(asker, order["id"], parcel["id"])
    await place_events(relay)


async def a_dead_task(asker: Asker, relay: Pool, shop: Shop) -> str:
    """A task that was given up."""
    await some_work(asker, relay)
    task_id = str((await asker.send("tasks", first=1))["nodes"][0]["id"])
    async with relay.connection() as connection:
        await connection.execute("update tasks set state = 'RELEASED' where id = $1", task_id)
        lease = await tasks.take(connection, shop.id, task_id, 1, 60)
        assert lease is not None
        error = {"at": system_clock().isoformat(), "error": "Rejected", "message": "no such tracker"}
        assert await tasks.bury(connection, lease, error)
    return task_id


async def test_tasks_and_effects_are_listed_newest_first(asker: Asker, relay: Pool) -> None:
    await some_work(asker, relay)
    found = (await asker.send("tasks"))["nodes"]
    assert {task["kind"] for task in found} == {
        "shipment.track",
        "claim.acknowledge",
        "claim.verify",
        "recovery.propose",
    }
    assert [task["createdAt"] for task in found] == sorted((task["createdAt"] for task in found), reverse=True)
    (effect,) = (await asker.send("effects", filter={"states": ["PLANNED"], "kind": "tracker.register"}))["nodes"]
    assert (effect["attempts"], effect["firstSentAt"]) == (0, None)
    assert (await asker.send("effects", filter={"states": ["REVIEW"]}))["nodes"] == []
    assert len((await asker.send("tasks", filter={"kind": "claim.verify"}))["nodes"]) == 1
    subject = found[0]["subject"]
    assert {task["subject"] for task in (await asker.send("tasks", filter={"subject": subject}))["nodes"]} == {subject}
    first = await asker.send("tasks", first=2)
    rest = await asker.send("tasks", after=first["pageInfo"]["endCursor"])
    assert [task["id"] for task in first["nodes"] + rest["nodes"]] == [task["id"] for task in found]


async def test_a_dead_task_is_replayed_once(asker: Asker, relay: Pool, shop: Shop) -> None:
    task_id = await a_dead_task(asker, relay, shop)
    (dead,) = (await asker.send("tasks", filter={"states": ["DEAD"]}))["nodes"]
    assert [(failure["error"], failure["message"]) for failure in dead["failures"]] == [("Rejected", "no such tracker")]
    values = {"idempotencyKey": a_key(), "id": task_id}
    for _ in range(2):
        answer = await asker.change("taskReplay", **values)
        assert (answer["task"]["state"], answer["task"]["attempt"]) == ("WAITING", 2)
    assert await asker.refusal("taskReplay", idempotencyKey=a_key(), id=task_id) == [("NOT_DEAD", "id")]
    assert await asker.refusal("taskReplay", idempotencyKey=a_key(), id=new_id("tsk")) == [("NOT_FOUND", "id")]


async def test_who_replayed_a_task_is_on_record(asker: Asker, relay: Pool, shop: Shop, app: Pool) -> None:
    task_id = await a_dead_task(asker, relay, shop)
    await asker.change("taskReplay", idempotencyKey=a_key(), id=task_id)
    async with app.read(shop.id) as db:
        row = await db.fetchrow("select actor_id, public, data from events where type = 'task.replayed'")
    assert row is not None
    assert (row["actor_id"], row["public"], row["data"]) == (shop.client_id, False, {"task": task_id})


@pytest.mark.parametrize(
    ("decision", "state"), [("CONFIRM", "CONFIRMED"), ("RETRY", "PLANNED"), ("ABANDON", "ABANDONED")]
)
async def test_a_person_decides_about_an_effect_in_review(
    asker: Asker, relay: Pool, shop: Shop, app: Pool, decision: str, state: str
) -> None:
    await some_work(asker, relay)
    effect_id = (await asker.send("effects"))["nodes"][0]["id"]
    values = {"idempotencyKey": a_key(), "id": effect_id, "decision": decision, "reference": "trk_1"}
    assert await asker.refusal("effectDecide", **values) == [("NOT_IN_REVIEW", "id")]
    async with app.write(shop.id) as tx:
        await tx.execute("update effects set state = $2 where storefront_id = $1", shop.id, effects.EffectState.REVIEW)
    for _ in range(2):
        answer = await asker.change("effectDecide", **values)
        assert answer["effect"] == {"id": effect_id, "state": state, "reference": "trk_1"}
    other = values | {"decision": "ABANDON" if decision != "ABANDON" else "RETRY"}
    assert await asker.refusal("effectDecide", **other) == [("IDEMPOTENCY_MISMATCH", "idempotencyKey")]


async def test_an_effect_that_is_not_there_or_a_reference_too_long_is_refused(asker: Asker, stranger: Asker) -> None:
    order = await an_order(stranger)
    await a_shipment(stranger, order["id"])
    theirs = (await stranger.send("effects"))["nodes"][0]["id"]
    for effect_id in (theirs, new_id("eff"), "x"):
        values = {"idempotencyKey": a_key(), "id": effect_id, "decision": "CONFIRM"}
        assert await asker.refusal("effectDecide", **values) == [("NOT_FOUND", "id")]
    values = {"idempotencyKey": a_key(), "id": theirs, "decision": "CONFIRM", "reference": "x" * 1_000_000}
    assert await stranger.refusal("effectDecide", **values) == [("TOO_LONG", "reference")]


async def test_operating_needs_its_scope(asker: Asker) -> None:
    others = asker.with_scopes(*(set(Scope) - {Scope.OPERATE}))
    assert await others.codes(document("tasks")) == ["FORBIDDEN"]
    assert await others.codes(document("effects")) == ["FORBIDDEN"]
    values = {"idempotencyKey": a_key(), "id": "tsk_x"}
    assert await others.codes(document("taskReplay"), input=values) == ["FORBIDDEN"]


async def test_a_cursor_of_tasks_is_none_of_effects(asker: Asker, relay: Pool) -> None:
    await some_work(asker, relay)
    cursor = (await asker.send("tasks", first=1))["pageInfo"]["endCursor"]
    assert await asker.codes(document("effects"), after=cursor) == ["BAD_USER_INPUT"]
