from services.core.ids import new_id
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import a_claim, a_shipment, an_order


async def test_anything_is_found_by_its_id_alone(asker: Asker) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    effect = (await asker.send("effects"))["nodes"][0]
    storefront = (await asker.send("storefront"))["id"]
    kinds = {
        order["id"]: "Order",
        parcel["id"]: "Shipment",
        claim["id"]: "Claim",
        effect["id"]: "Effect",
        storefront: "Storefront",
    }
    nodes = await asker.send("nodes", ids=list(kinds))
    assert {node["id"]: node["__typename"] for node in nodes} == kinds
    for node_id, kind in kinds.items():
        assert await asker.send("node", id=node_id) == {"__typename": kind, "id": node_id}


async def test_what_is_not_there_is_null_in_its_place(asker: Asker, stranger: Asker) -> None:
    order, theirs = await an_order(asker), await an_order(stranger)
    stranger_storefront = (await stranger.send("storefront"))["id"]
    ids = [new_id("clm"), order["id"], theirs["id"], "", "x", "orl_x", stranger_storefront, new_id("tsk"), order["id"]]
    nodes = await asker.send("nodes", ids=ids)
    assert [node and node["id"] for node in nodes] == [
        order["id"] if node_id == order["id"] else None for node_id in ids
    ]


async def test_no_more_than_a_hundred_are_asked_for_at_once(asker: Asker) -> None:
    assert await asker.codes(document("nodes"), ids=["x"] * 101) == ["BAD_USER_INPUT"]
    assert await asker.send("nodes", ids=["x"] * 100) == [None] * 100


async def test_the_work_behind_the_scenes_is_not_there_without_its_scope(asker: Asker) -> None:
    order = await an_order(asker)
    await a_shipment(asker, order["id"])
    (effect,) = (await asker.send("effects"))["nodes"]
    assert await asker.send("node", id=effect["id"]) == {"__typename": "Effect", "id": effect["id"]}
    assert await asker.with_scopes(Scope.READ).send("node", id=effect["id"]) is None
    assert await asker.customer_of(order["id"]).send("nodes", ids=[effect["id"]]) == [None]
