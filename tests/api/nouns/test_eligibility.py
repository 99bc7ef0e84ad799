"""`claimEligibility` over GraphQL: the same answer for customers, staff and programs, and nothing of others' orders."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import a_shipment, an_order
from tests.builders import a_key

NOW = datetime.now(UTC).replace(microsecond=0)


def ago(days: int) -> str:
    return (NOW - timedelta(days=days)).isoformat()


async def an_american_order(asker: Asker, days: int) -> tuple[str, str]:
    """An order and its parcel, sent so many days ago."""
    customer = {"name": "Sam Miller", "countryCode": "US"}
    order = await an_order(asker, placedAt=ago(days + 1), customer=customer)
    parcel = await a_shipment(asker, order["id"], shippedAt=ago(days))
    return order["id"], parcel["id"]


async def test_customers_staff_and_programs_get_the_same_answer(asker: Asker) -> None:
    order, parcel = await an_american_order(asker, 10)
    about = {"orderId": order, "shipmentId": parcel, "reason": "LOST_IN_TRANSIT"}
    answers = [
        await who.send("claimEligibility", input=about)
        for who in (asker, asker.customer_of(order), asker.with_scopes(Scope.READ))
    ]
    assert answers[0] == answers[1] == answers[2]
    found = answers[0]
    assert found["eligible"] is True
    assert found["blockers"] == []
    assert found["waitingUntil"] is None
    assert datetime.fromisoformat(found["eligibleFrom"]) < NOW < datetime.fromisoformat(found["eligibleUntil"])
    assert [(item["title"], item["maxQuantity"], item["refundable"]["amount"]) for item in found["items"]] == [
        ("Mug", 2, "25.00"),
        ("Teapot", 1, "40.00"),
    ]
    assert found["resolutionOptions"] == ["REFUND", "RESHIPMENT", "STORE_CREDIT"]
    assert found["defaultResolution"] == "REFUND"
    assert found["nextSteps"] == ["CHECK_TRACKING", "CLAIM"]
    assert [way["kind"] for way in found["alternatives"]] == ["CONTACT_CARRIER", "CONTACT_BANK"]
    assert found["alternatives"][1]["availableFrom"] == found["escalateFrom"]


async def test_it_can_be_asked_beside_what_is_read(asker: Asker) -> None:
    order, _ = await an_american_order(asker, 10)
    text = """query($id: ID!, $input: ClaimEligibilityInput!) {
      order(id: $id) { id claims { totalCount } }
      may: claimEligibility(input: $input) { eligible items { maxQuantity } __typename }
      storefront { id }
      __typename
    }"""
    customer = asker.customer_of(order)
    for _ in range(2):
        found = await customer.get(text, id=order, input={"orderId": order, "reason": "LOST_IN_TRANSIT"})
        assert list(found) == ["order", "may", "storefront", "__typename"]
        assert found["order"] == {"id": order, "claims": {"totalCount": 0}}
        assert found["may"] == {
            "eligible": True,
            "items": [{"maxQuantity": 2}, {"maxQuantity": 1}],
            "__typename": "ClaimEligibility",
        }


async def test_its_price_is_told_with_that_of_what_is_read(asker: Asker) -> None:
    order, _ = await an_american_order(asker, 10)
    text = "query($input: ClaimEligibilityInput!) { claimEligibility(input: $input) { eligible } storefront { id } }"
    given = {"input": {"orderId": order, "reason": "LOST_IN_TRANSIT"}}
    result = await asker.schema.execute(text, variable_values=given, context_value=asker.context())
    assert result.extensions is not None
    cost = result.extensions["cost"]
    assert cost["requestedQueryCost"] == 10 + 1
    assert cost["actualQueryCost"] == 1 + 2 + 1, "the answer, its two lines, and the storefront"


async def test_an_order_that_is_not_the_askers_is_not_found_like_one_that_does_not_exist(
    asker: Asker, stranger: Asker
) -> None:
    order, parcel = await an_american_order(asker, 10)
    other, _ = await an_american_order(asker, 10)

    async def wrong(who: Asker, **about: Any) -> Any:
        given = {"orderId": order, "reason": "LOST_IN_TRANSIT"} | about
        data, errors = await who.ask(document("claimEligibility"), input=given)
        assert data == {"claimEligibility": None}
        return [(error["extensions"]["code"], error["message"], error["extensions"]["field"]) for error in errors]

    nowhere = await wrong(asker, orderId="ord_00000000000000000000000000")
    assert nowhere == [("NOT_FOUND", "There is no such order.", ["orderId"])]
    assert await wrong(asker.customer_of(other)) == await wrong(stranger) == nowhere
    (parcels,) = await wrong(asker, orderId=other, shipmentId=parcel)
    assert (parcels[0], parcels[2]) == ("NOT_FOUND", ["shipmentId"])
    (lines,) = await wrong(asker, items=[{"quantity": 1, "orderLineId": "orl_x"}])
    assert (lines[0], lines[2]) == ("NOT_FOUND", ["items", "0", "orderLineId"])
    (both,) = await wrong(asker, items=[{"quantity": 1}])
    assert both[0] == "INVALID"
    given = {"orderId": order, "reason": "LOST_IN_TRANSIT"}
    assert await asker.visitor().codes(document("claimEligibility"), input=given) == ["FORBIDDEN"]
    assert await asker.nobody().codes(document("claimEligibility"), input=given) == ["UNAUTHENTICATED"]
    assert await asker.with_scopes(Scope.OPERATE).codes(document("claimEligibility"), input=given) == ["FORBIDDEN"]


async def test_early_is_accepted_with_a_date_and_late_is_refused_for_customers_alone(asker: Asker) -> None:
    order, parcel = await an_american_order(asker, 2)
    about = {"orderId": order, "shipmentId": parcel, "reason": "LOST_IN_TRANSIT"}
    customer = asker.customer_of(order)
    early = await customer.send("claimEligibility", input=about)
    assert (early["eligible"], early["nextSteps"][-1]) == (True, "WAIT")
    made = await customer.change("claimCreate", idempotencyKey=a_key(), **about)
    shown = "query($id: ID!) { claim(id: $id) { waitingUntil escalateFrom status } }"
    claim = (await customer.get(shown, id=made["claim"]["id"]))["claim"]
    assert claim == {
        "waitingUntil": early["waitingUntil"],
        "escalateFrom": early["escalateFrom"],
        "status": "SUBMITTED",
    }
    assert early["waitingUntil"] == early["eligibleFrom"] is not None

    order, parcel = await an_american_order(asker, 60)
    about |= {"orderId": order, "shipmentId": parcel}
    customer = asker.customer_of(order)
    late = await customer.send("claimEligibility", input=about)
    assert (late["eligible"], [one["code"] for one in late["blockers"]]) == (False, ["OUTSIDE_WINDOW"])
    assert late["blockers"][0]["message"]
    assert await customer.refusal("claimCreate", idempotencyKey=a_key(), **about) == [("OUTSIDE_WINDOW", "")]
    await asker.change("claimCreate", idempotencyKey=a_key(), **about)
