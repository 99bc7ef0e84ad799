import base64
from datetime import UTC, datetime

import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from services.api.reads.connections import read_key, write_key
from services.core.ids import new_id
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import a_claim, an_order
from tests.builders import a_key


async def claims(asker: Asker, count: int) -> list[str]:
    """So many claims on one order, newest first."""
    order = await an_order(asker)
    line = [{"orderLineId": order["lines"][0]["id"], "quantity": 1}]
    made = []
    for _ in range(count):
        values = {"idempotencyKey": a_key(), "orderId": order["id"], "reason": "NEVER_SHIPPED", "items": line}
        claim = (await asker.change("claimCreate", **values))["claim"]
        await asker.change("claimCancel", idempotencyKey=a_key(), claimId=claim["id"])
        made.append(claim["id"])
    return made[::-1]


async def test_pages_forward_and_backward_show_each_claim_once(asker: Asker) -> None:
    newest_first = await claims(asker, 7)
    for size in (1, 2, 3, 7, 8):
        seen: list[str] = []
        after = None
        while True:
            page = await asker.send("claims", first=size, after=after)
            assert page["nodes"]
            seen += [node["id"] for node in page["nodes"]]
            assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        assert seen == newest_first
        seen, before = [], None
        while True:
            page = await asker.send("claims", last=size, before=before)
            assert page["nodes"]
            seen = [node["id"] for node in page["nodes"]] + seen
            assert page["pageInfo"]["hasNextPage"] is (before is not None)
            before = page["pageInfo"]["startCursor"]
            if not page["pageInfo"]["hasPreviousPage"]:
                break
        assert seen == newest_first


async def test_a_window_lies_between_two_cursors(asker: Asker) -> None:
    ids = await claims(asker, 5)
    edges = (await asker.send("claims"))["edges"]
    page = await asker.send("claims", after=edges[0]["cursor"], before=edges[4]["cursor"], first=2)
    assert [node["id"] for node in page["nodes"]] == ids[1:3]
    page = await asker.send("claims", after=edges[0]["cursor"], before=edges[4]["cursor"], last=2)
    assert [node["id"] for node in page["nodes"]] == ids[2:4]


async def test_a_page_does_not_drift_while_claims_are_added(asker: Asker) -> None:
    ids = await claims(asker, 3)
    first = await asker.send("claims", first=2)
    await claims(asker, 2)
    second = await asker.send("claims", first=2, after=first["pageInfo"]["endCursor"])
    assert [node["id"] for node in second["nodes"]] == ids[2:]


async def test_a_page_of_nothing_tells_what_is_there(asker: Asker) -> None:
    await claims(asker, 2)
    for size in ("first", "last"):
        selection = "nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage endCursor }"
        page = (await asker.get(f"{{ claims({size}: 0) {{ {selection} }} }}"))["claims"]
        assert (page["nodes"], page["totalCount"], page["pageInfo"]["endCursor"]) == ([], 2, None)
        assert page["pageInfo"]["hasNextPage" if size == "first" else "hasPreviousPage"] is True


async def test_an_empty_page_has_no_cursors(asker: Asker) -> None:
    page = await asker.send("claims")
    assert page == {
        "edges": [],
        "nodes": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


async def test_the_claims_of_several_orders_are_paged_each_by_itself(asker: Asker) -> None:
    expected = {}
    for count in (0, 1, 3):
        ids = await claims(asker, count)
        order = (await asker.send("claim", id=ids[0]))["order"]["id"] if ids else (await an_order(asker))["id"]
        expected[order] = ids
    text = """query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { id
        newest: claims(first: 2) { nodes { id } pageInfo { hasNextPage } }
        oldest: claims(last: 2) { nodes { id } pageInfo { hasPreviousPage } } } } }"""
    for node in (await asker.get(text, ids=list(expected)))["nodes"]:
        ids = expected[node["id"]]
        assert [claim["id"] for claim in node["newest"]["nodes"]] == ids[:2]
        assert [claim["id"] for claim in node["oldest"]["nodes"]] == ids[-2:]
        assert node["newest"]["pageInfo"]["hasNextPage"] is (len(ids) > 2)
        assert node["oldest"]["pageInfo"]["hasPreviousPage"] is (len(ids) > 2)


async def test_a_parcels_claims_are_paged(asker: Asker) -> None:
    order = await an_order(asker)
    values = {"orderId": order["id"], "carrier": "USPS", "trackingNumber": "MG1"}
    parcel = (await asker.change("shipmentUpsert", idempotencyKey=a_key(), **values))["shipment"]
    claim = await a_claim(asker, order["id"], parcel["id"])
    text = "query ($id: ID!) { shipment(id: $id) { claims(last: 1) { edges { node { id } } } } }"
    (edge,) = (await asker.get(text, id=parcel["id"]))["shipment"]["claims"]["edges"]
    assert edge["node"]["id"] == claim["id"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"first": -1}, {"first": 101}, {"last": -1}, {"last": 101}, {"first": 1, "last": 1},
        {"after": ""}, {"after": "x"}, {"after": "nul \x00"}, {"after": "half \ud800"}, {"after": "é"},
        {"before": "A" * 1_000_000}, {"before": "_" * 52},
        {"after": base64.urlsafe_b64encode(b"\xff" * 8 + b"clm_" + b"0" * 26).decode()},
        {"after": write_key("cd", datetime(2026, 3, 1, tzinfo=UTC), f"ord_{'0' * 26}")},
        {"first": 2**31},
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
async def test_a_page_that_cannot_be_is_a_coded_error(asker: Asker, arguments: dict[str, object]) -> None:
    assert await asker.codes(document("claims"), **arguments) == ["BAD_USER_INPUT"]


MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_a_cursor_holds_its_key_to_the_microsecond(moment: datetime) -> None:
    key = (moment, new_id("clm"))
    assert read_key(write_key("cd", *key), "cd", "clm") == key


@given(st.text())
def test_any_other_text_is_a_coded_error(text: str) -> None:
    with pytest.raises(GraphQLError) as caught:
        read_key(text, "cd", "clm")
    assert caught.value.extensions is not None
    assert caught.value.extensions["code"] == "BAD_USER_INPUT"
