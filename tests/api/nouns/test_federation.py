from typing import Any

from graphql import build_schema

from services.core.ids import new_id
from tests.api.nouns.asking import Asker
from tests.api.nouns.inputs import a_claim, a_shipment, an_order

ENTITIES = """query ($representations: [_Any!]!) { _entities(representations: $representations) {
    __typename ... on Order { id number } ... on Shipment { id carrier } ... on Claim { id status } } }"""


def represented(kind: str, entity_id: object) -> dict[str, Any]:
    """What a gateway sends."""
    return {"__typename": kind, "id": entity_id}


async def test_a_gateway_gets_entities_of_every_kind_each_in_its_place(asker: Asker) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    asked = [
        represented("Claim", claim["id"]), represented("Order", order["id"]),
        represented("Shipment", parcel["id"]), represented("Order", order["id"]),
    ]  # fmt: skip
    told = {"__typename": "Order", "id": order["id"], "number": order["number"]}
    assert (await asker.get(ENTITIES, representations=asked))["_entities"] == [
        {"__typename": "Claim", "id": claim["id"], "status": "SUBMITTED"},
        told,
        {"__typename": "Shipment", "id": parcel["id"], "carrier": parcel["carrier"]},
        told,
    ]


async def test_what_is_not_there_is_null_and_what_is_no_representation_is_a_coded_error_in_its_place(
    asker: Asker, stranger: Asker
) -> None:
    order, theirs = await an_order(asker), await an_order(stranger)
    asked: list[Any] = [
        represented("Order", new_id("ord")), represented("Order", theirs["id"]), represented("Claim", order["id"]),
        represented("Order", order["id"]) | {"sku": "extra keys do no harm"},
        represented("Effect", new_id("eff")), represented("Nope", "x"), {"id": order["id"]}, {"__typename": "Order"},
        represented("Order", 7), represented("Order", None), "x", ["x"],
    ]  # fmt: skip
    data, errors = await asker.ask(ENTITIES, representations=asked)
    assert [one and one["id"] for one in data["_entities"]] == [None] * 3 + [order["id"]] + [None] * 8
    assert [error["path"] for error in errors] == [["_entities", place] for place in range(4, 9)]
    assert {error["extensions"]["code"] for error in errors} == {"BAD_USER_INPUT"}


async def test_a_customer_gets_only_what_belongs_to_their_order(asker: Asker) -> None:
    mine, other = await an_order(asker), await an_order(asker)
    asked = [represented("Order", mine["id"]), represented("Order", other["id"])]
    data = await asker.customer_of(mine["id"]).get(ENTITIES, representations=asked)
    assert [one and one["id"] for one in data["_entities"]] == [mine["id"], None]


async def test_no_more_than_a_thousand_are_asked_for_at_once(asker: Asker) -> None:
    asked = [represented("Order", "x")] * 1001
    assert await asker.codes(ENTITIES, representations=asked) == ["BAD_USER_INPUT"]
    assert (await asker.get(ENTITIES, representations=asked[:1000]))["_entities"] == [None] * 1000


async def test_a_representation_within_the_document_is_as_good(asker: Asker) -> None:
    order = await an_order(asker)
    text = f'{{ all: _entities(representations: [{{__typename: "Order", id: "{order["id"]}"}}]) {{ __typename }} }}'
    assert await asker.get(text) == {"all": [{"__typename": "Order"}]}


async def test_the_subgraph_names_its_entities_keys(asker: Asker) -> None:
    sdl = (await asker.get("{ _service { sdl } }"))["_service"]["sdl"]
    assert 'url: "https://specs.apollo.dev/federation/v2.9"' in sdl
    for kind in ("Order", "Shipment", "Claim"):
        assert f'type {kind} implements Node @key(fields: "id")' in sdl
    assert build_schema(sdl, assume_valid_sdl=True).query_type is not None
