"""The nouns behind the real transports, with real keys and tokens."""

from typing import Any

import msgspec

from services.core.database import Pool
from tests.api.nouns.asking import document, place_events
from tests.api.nouns.inputs import order_input, shipment_input
from tests.api.serving import Api
from tests.builders import ORIGIN, Shop, a_key


async def send(api: Api, key: str, name: str, headers: dict[str, str] | None = None, **variables: Any) -> Any:
    """The one root field of a stored document."""
    answer = (await api.post(document(name), key, headers, **variables)).json()
    assert "errors" not in answer, answer
    return answer["data"][name]


async def change(api: Api, key: str, name: str, headers: dict[str, str] | None = None, **values: Any) -> Any:
    """What a mutation that is not refused answers."""
    answer = await send(api, key, name, headers, input=values)
    assert answer["userErrors"] == []
    return answer


async def test_a_guest_claims_a_parcel_and_is_pushed_what_happens_to_it(api: Api, shop: Shop, relay: Pool) -> None:
    told = order_input()
    order = (await change(api, shop.key, "orderUpsert", **told))["order"]
    parcel = (await change(api, shop.key, "shipmentUpsert", **shipment_input(order["id"])))["shipment"]
    page = {"Origin": ORIGIN}
    proof = {"idempotencyKey": a_key(), "number": told["number"], "postalCode": "2100"}
    guest = await change(api, shop.publishable_key, "guestTokenCreate", page, **proof)
    token = guest["token"]
    values = {"idempotencyKey": a_key(), "orderId": guest["orderId"], "shipmentId": parcel["id"], "reason": "STOLEN"}
    claim = (await change(api, token, "claimCreate", page, **values))["claim"]
    assert claim["openedBy"] == "CUSTOMER"
    await place_events(relay)
    seen = ["claim.submitted", "claim.canceled"]
    async with api.socket(token, origin=ORIGIN) as socket, api.stream(
        document("claimUpdated"), token, page, id=claim["id"], after=claim["cursor"]
    ) as stream:  # fmt: skip
        await socket.subscribe(document("claimUpdated"), id=claim["id"], after=claim["cursor"])
        pushed = [(await socket.receive())["payload"]["data"]["claimUpdated"]]
        streamed = [await anext(stream)]
        await change(api, token, "claimCancel", page, idempotencyKey=a_key(), claimId=claim["id"])
        await place_events(relay)
        pushed.append((await socket.receive())["payload"]["data"]["claimUpdated"])
        streamed.append(await anext(stream))
    assert [push["type"] for push in pushed] == seen
    assert [push["actor"] for push in pushed] == [{"kind": "CUSTOMER"}] * 2
    assert [msgspec.json.decode(event["data"])["data"]["claimUpdated"]["type"] for event in streamed] == seen


async def test_a_revoked_customer_is_shown_nothing_more(api: Api, shop: Shop) -> None:
    order = (await change(api, shop.key, "orderUpsert", **order_input()))["order"]
    values = {"idempotencyKey": a_key(), "orderId": order["id"]}
    token = (await change(api, shop.key, "customerTokenCreate", **values))["token"]
    assert (await send(api, token, "order", id=order["id"]))["id"] == order["id"]
    await change(api, shop.key, "tokensRevoke", idempotencyKey=a_key(), orderId=order["id"])
    answer = await api.post(document("order"), token, id=order["id"])
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["TOKEN_REVOKED"]


async def test_staff_act_under_their_own_name(api: Api, shop: Shop) -> None:
    order = (await change(api, shop.key, "orderUpsert", **order_input()))["order"]
    parcel = (await change(api, shop.key, "shipmentUpsert", **shipment_input(order["id"])))["shipment"]
    values: dict[str, Any] = {"idempotencyKey": a_key(), "actor": "staff-7", "scopes": ["READ", "CLAIMS_WRITE"]}
    token = (await change(api, shop.key, "staffTokenCreate", **values))["token"]
    values = {"idempotencyKey": a_key(), "orderId": order["id"], "shipmentId": parcel["id"], "reason": "DELAYED"}
    claim = (await change(api, token, "claimCreate", **values))["claim"]
    assert claim["openedBy"] == "STAFF"
    text = "query ($id: ID!) { claim(id: $id) { events { actor { kind id } } } }"
    found = (await api.post(text, token, id=claim["id"])).json()["data"]["claim"]["events"]
    assert found == [{"actor": {"kind": "STAFF", "id": "staff-7"}}]


async def test_a_faulty_request_over_the_wire_is_coded_and_names_no_internals(api: Api, shop: Shop) -> None:
    for query, variables, code in (
        ("query ($f: Int) { claims(first: $f) { nodes { id } } }", {"f": 101}, "BAD_USER_INPUT"),
        (document("orderUpsert"), {"input": order_input(total=65.0)}, "BAD_USER_INPUT"),
        (document("orderUpsert"), {"input": order_input(placedAt="yesterday")}, "BAD_USER_INPUT"),
        (document("order"), {"number": "nul \x00"}, "BAD_USER_INPUT"),
        (document("node"), {}, "BAD_USER_INPUT"),
    ):
        answer = await api.post(query, shop.key, **variables)
        assert [error["extensions"]["code"] for error in answer.json()["errors"]] == [code]
        assert "Traceback" not in answer.text
        assert "asyncpg" not in answer.text
