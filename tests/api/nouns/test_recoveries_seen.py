"""Who sees what was asked back, how it is found, and who may change it: customers and strangers none of it."""

from datetime import timedelta
from typing import Any

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.recoveries.model import Clock, Peril, RouteKind
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.recovering import GLS, a_draft, a_lost_parcel, days_from_now, do, filed, payment
from tests.api.nouns.test_coverages import a_coverage
from tests.builders import Shop, a_key
from tests.recoveries import a_new_recovery, a_recovery

DECIDING: dict[str, dict[str, Any]] = {
    "recoveryRecordDecision": {"status": "APPROVED"},
    "recoveryAddMessage": {"body": "Hello."},
    "recoveryAppeal": {"reason": "Why?"},
    "recoveryRecordFiled": {"reference": "x"},
    "recoverySubmit": {},
    "recoveryWithdraw": {},
}
NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"


@pytest.fixture
async def three(asker: Asker, app: Pool, shop: Shop) -> tuple[list[str], str, str, str]:
    """Recoveries of two parcels, oldest first, with the order, parcel and claim of the first."""
    order, parcel, claim = await a_lost_parcel(asker)
    first = await a_draft(asker, parcel)
    other_order, other_parcel, _ = await a_lost_parcel(asker)
    now = system_clock()
    insured = a_new_recovery(
        other_order, other_parcel, route=RouteKind.INSURER_PACKET, counterparty="shipsurance",
        reason=Peril.DAMAGE, clock=Clock("x", file_by=now + timedelta(days=3)),
    )  # fmt: skip
    second = await a_recovery(app, shop, insured, "INVOICE")
    third = await a_recovery(app, shop, a_new_recovery(other_order, other_parcel), "INVOICE")
    await do(asker, "recoveryRecordFiled", third, reference="1")
    return [first, second, third], order, parcel, claim


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [2, 1, 0]),
        ({"statuses": ["READY", "SUBMITTED"]}, [2, 1]),
        ({"statuses": []}, []),
        ({"counterparty": "gls-dk"}, [0]),
        ({"counterparty": "nobody"}, []),
        ({"routes": ["CARRIER_PACKET"]}, [2, 0]),
        ({"reasons": ["DAMAGE", "THEFT"]}, [1]),
        ({"fileBefore": days_from_now(10)}, [1]),
        ({"fileBefore": days_from_now(10), "statuses": ["SUBMITTED"]}, []),
    ],
    ids=lambda value: ", ".join(map(str, value)),
)
async def test_recoveries_are_filtered(
    asker: Asker, three: tuple[list[str], str, str, str], wanted: dict[str, Any], found: list[int]
) -> None:
    ids, *_ = three
    nodes = (await asker.send("recoveries", filter=wanted))["nodes"]
    assert [ids.index(node["id"]) for node in nodes] == found


async def test_recoveries_are_found_by_what_they_belong_to(
    asker: Asker, three: tuple[list[str], str, str, str]
) -> None:
    ids, order, parcel, claim = three
    for filter_ in ({"orderId": order}, {"shipmentId": parcel}, {"claimId": claim}):
        assert [node["id"] for node in (await asker.send("recoveries", filter=filter_))["nodes"]] == ids[:1]


async def test_recoveries_are_paged_both_ways_without_gap_or_repetition(
    asker: Asker, three: tuple[list[str], str, str, str]
) -> None:
    ids, *_ = three
    newest = await asker.send("recoveries", first=2)
    rest = await asker.send("recoveries", first=2, after=newest["pageInfo"]["endCursor"])
    assert [node["id"] for node in newest["nodes"] + rest["nodes"]] == ids[::-1]
    assert (newest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    back = await asker.send("recoveries", last=2, before=rest["pageInfo"]["startCursor"])
    assert back["nodes"] == newest["nodes"]


@pytest.mark.parametrize("filter_", [{"counterparty": "nul \x00"}, {"claimId": "half \ud800"}])
async def test_a_filter_that_cannot_be_kept_is_bad_input(asker: Asker, filter_: dict[str, str]) -> None:
    assert await asker.codes(document("recoveries"), filter=filter_) == ["BAD_USER_INPUT"]


async def everything(asker: Asker) -> tuple[str, str, dict[str, str]]:
    """An order, its claim, and one of each kind of what belongs to a recovery: ids with their types."""
    order, parcel, claim = await a_lost_parcel(asker)
    coverage = await a_coverage(asker, parcel)
    recovery = await a_draft(asker, parcel)
    await do(asker, "recoveryRecordFiled", recovery, reference="1")
    await do(asker, "recoveryAddMessage", recovery, body="Hello.")
    await do(asker, "recoveryRecordPayment", recovery, **payment("1.00"))
    shown = await asker.send("recovery", id=recovery)
    kinds = {
        recovery: "Recovery",
        coverage: "Coverage",
        shown["messages"][0]["id"]: "RecoveryMessage",
        shown["payments"][0]["id"]: "RecoveryPayment",
        shown["ledger"][0]["id"]: "LedgerEntry",
    }
    return order, claim, kinds


async def test_each_kind_is_found_by_its_id_and_only_by_its_shop(asker: Asker, stranger: Asker) -> None:
    order, _, kinds = await everything(asker)
    customer = asker.customer_of(order)
    for node_id, kind in kinds.items():
        assert (await asker.get(NODE, id=node_id))["node"] == {"__typename": kind, "id": node_id}
        assert (await stranger.get(NODE, id=node_id))["node"] is None
        assert (await customer.get(NODE, id=node_id))["node"] is None
        assert await asker.visitor().codes(NODE, id=node_id) == ["FORBIDDEN"]


async def test_a_customer_sees_nothing_of_it(asker: Asker) -> None:
    order, claim, kinds = await everything(asker)
    customer = asker.customer_of(order)
    recovery, *_ = kinds
    alone = "query ($id: ID!) { recovery(id: $id) { id messages { body } payments { id } } }"
    assert await customer.get(alone, id=recovery) == {"recovery": None}
    assert (await customer.send("recoveries"))["nodes"] == []
    assert (await customer.get("{ recoveries { totalCount } }"))["recoveries"]["totalCount"] == 0
    inside = {
        "claim": ("recoveries { id }", claim),
        "order": ("shipments { recoveries { id } }", order),
    }
    for noun, (fields, subject) in inside.items():
        text = f"query ($id: ID!) {{ {noun}(id: $id) {{ {fields} }} }}"
        assert set(await customer.codes(text, id=subject)) == {"FORBIDDEN"}
    covers = "query ($id: ID!) { order(id: $id) { shipments { coverages { id } } } }"
    assert set(await customer.codes(covers, id=order)) == {"FORBIDDEN"}
    shipment = (await asker.send("recovery", id=recovery))["shipment"]["id"]
    assert await customer.codes(document("recoveryOptions"), shipmentId=shipment) == ["FORBIDDEN"]
    assert await customer.codes(document("deadlines"), before=days_from_now(1)) == ["FORBIDDEN"]
    public = await customer.send("claim", id=claim)
    assert not [event for event in public["events"] if "recover" in event["type"]]


async def test_a_visitor_is_told_that_it_is_not_for_them(asker: Asker) -> None:
    _, _, kinds = await everything(asker)
    recovery, *_ = kinds
    visitor = asker.visitor()
    shipment = (await asker.send("recovery", id=recovery))["shipment"]["id"]
    asked: dict[str, dict[str, Any]] = {
        "recovery": {"id": recovery}, "recoveries": {}, "recoveryOptions": {"shipmentId": shipment},
        "deadlines": {"before": days_from_now(1)},
    }  # fmt: skip
    for name, variables in asked.items():
        assert set(await visitor.codes(document(name), **variables)) == {"FORBIDDEN"}, name


async def test_another_storefront_sees_nothing_of_it(asker: Asker, stranger: Asker) -> None:
    _, claim, kinds = await everything(asker)
    recovery, *_ = kinds
    assert await stranger.send("recovery", id=recovery) is None
    assert (await stranger.send("recoveries"))["nodes"] == []
    assert (await stranger.send("recoveries", filter={"claimId": claim}))["nodes"] == []


@pytest.mark.parametrize(
    "name", [*DECIDING, "recoveryCreate", "recoveryRecordPayment", "coverageRecord", "coverageBuy"]
)
async def test_changing_it_needs_the_scope_which_no_customer_has(asker: Asker, name: str) -> None:
    order, parcel, _ = await a_lost_parcel(asker)
    recovery = await a_draft(asker, parcel)
    covered = {"shipmentId": parcel, "provider": "x", "insured": {"amount": "1", "currencyCode": "EUR"}}
    on_parcels: dict[str, dict[str, Any]] = {
        "recoveryCreate": {"shipmentId": parcel} | GLS,
        "coverageRecord": covered | {"kind": "THIRD_PARTY"},
        "coverageBuy": covered | {"accountId": "acc_x"},
    }
    on_it = DECIDING.get(name, payment()) | {"recoveryId": recovery}
    given = {"idempotencyKey": a_key()} | on_parcels.get(name, on_it)
    needed = {
        "recoveryRecordPayment": Scope.MONEY_WRITE, "coverageBuy": Scope.MONEY_WRITE,
        "coverageRecord": Scope.SHIPMENTS_WRITE,
    }.get(name, Scope.CLAIMS_DECIDE)  # fmt: skip
    others = asker.with_scopes(*(set(Scope) - {needed}))
    for caller in (others, asker.with_scopes(Scope.READ), asker.customer_of(order), asker.visitor()):
        assert await caller.codes(document(name), input=given) == ["FORBIDDEN"]
    alone = await asker.with_scopes(needed, Scope.READ).send(name, input=given)
    assert all(error["code"] != "FORBIDDEN" for error in alone["userErrors"])


async def test_reading_is_enough_to_look(asker: Asker) -> None:
    _, _, kinds = await everything(asker)
    recovery, *_ = kinds
    reader = asker.with_scopes(Scope.READ)
    assert await reader.send("recovery", id=recovery) == await asker.send("recovery", id=recovery)
    assert len((await reader.send("recoveries"))["nodes"]) == 1
    assert await reader.send("deadlines", before=days_from_now(1)) == []


async def test_the_order_of_two_filed_recoveries_is_that_of_their_beginning(asker: Asker) -> None:
    (first, _), (second, _) = await filed(asker), await filed(asker)
    await do(asker, "recoveryRecordDecision", first, status="APPROVED")
    assert [node["id"] for node in (await asker.send("recoveries"))["nodes"]] == [second, first]
