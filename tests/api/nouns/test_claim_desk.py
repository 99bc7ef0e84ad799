"""What staff decides about claims over GraphQL, what customers see of it, and what they may say against it."""

import pytest

from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import a_key

DECIDING: dict[str, dict[str, object]] = {
    "claimRequestInformation": {"evidence": ["PHOTO"]},
    "claimDeny": {"code": "OTHER", "message": "No."},
    "claimReopen": {},
    "claimMarkDuplicate": {"duplicateOf": "clm_x"},
    "claimAssign": {"assignee": "anna"},
    "claimTag": {"add": ["vip"]},
}


async def an_assigned_claim(asker: Asker) -> tuple[Asker, str]:
    """The customer, and the claim of theirs that is under review."""
    order = await an_order(asker)
    claim = await a_claim(asker, order["id"], (await a_shipment(asker, order["id"]))["id"])
    await asker.change("claimAssign", idempotencyKey=a_key(), claimId=claim["id"], assignee="anna")
    return asker.customer_of(order["id"]), claim["id"]


async def test_a_claim_whose_customer_is_asked_for_more_waits_for_the_answer(asker: Asker) -> None:
    _, claim = await an_assigned_claim(asker)
    asked = await asker.change(
        "claimRequestInformation", idempotencyKey=a_key(), claimId=claim, evidence=["PHOTO", "INVOICE"]
    )
    assert (asked["claim"]["status"], asked["claim"]["requestedEvidence"]) == (
        "NEEDS_INFORMATION",
        ["PHOTO", "INVOICE"],
    )
    refusal = await asker.refusal("claimDeny", idempotencyKey=a_key(), claimId=claim, code="OTHER", message="No.")
    assert refusal == [("MOVE_NOT_ALLOWED", "claimId")], "somebody waits for the customer's answer"


async def test_a_customer_reads_the_denial_and_appeals_it_once(asker: Asker) -> None:
    customer, claim = await an_assigned_claim(asker)
    await asker.change(
        "claimDeny", idempotencyKey=a_key(), claimId=claim, code="PROOF_OF_DELIVERY", message="It was signed for."
    )
    shown = await customer.send("claim", id=claim)
    assert (shown["denial"]["code"], shown["denial"]["message"]) == ("PROOF_OF_DELIVERY", "It was signed for.")
    assert shown["events"][-1]["type"] == "claim.denied"
    appealed = await customer.change("claimAppeal", idempotencyKey=a_key(), claimId=claim)
    assert appealed["claim"]["status"] == "UNDER_REVIEW"
    await asker.change("claimDeny", idempotencyKey=a_key(), claimId=claim, code="OTHER", message="Still no.")
    refusal = await customer.refusal("claimAppeal", idempotencyKey=a_key(), claimId=claim)
    assert refusal == [("APPEALED_BEFORE", "claimId")]


@pytest.mark.parametrize("name", list(DECIDING))
async def test_deciding_needs_its_scope_which_no_customer_has(asker: Asker, name: str) -> None:
    customer, claim = await an_assigned_claim(asker)
    given = {"idempotencyKey": a_key(), "claimId": claim, **DECIDING[name]}
    for caller in (customer, asker.with_scopes(*(set(Scope) - {Scope.CLAIMS_DECIDE}))):
        assert await caller.codes(document(name), input=given) == ["FORBIDDEN"]


async def test_what_the_shop_notes_is_not_shown_to_customers(asker: Asker) -> None:
    customer, claim = await an_assigned_claim(asker)
    await asker.change("claimTag", idempotencyKey=a_key(), claimId=claim, add=["vip"])
    text = "query ($id: ID!) { claim(id: $id) { assignee tags } }"
    assert (await asker.get(text, id=claim))["claim"] == {"assignee": "anna", "tags": ["vip"]}
    for field in ("assignee", "tags", "failureReason"):
        _, errors = await customer.ask(f"query ($id: ID!) {{ claim(id: $id) {{ {field} }} }}", id=claim)
        assert [error["extensions"]["code"] for error in errors] == ["FORBIDDEN"]
    kinds = [event["type"] for event in (await customer.send("claim", id=claim))["events"]]
    assert kinds == ["claim.submitted", "claim.review_started"]


async def test_a_claim_is_canceled_as_a_double_of_another_one(asker: Asker) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    lines = [{"shipmentLineId": line["id"], "quantity": 1} for line in parcel["lines"]]
    stays, double = [await a_claim(asker, order["id"], parcel["id"], items=[line]) for line in lines]
    marked = await asker.change(
        "claimMarkDuplicate", idempotencyKey=a_key(), claimId=double["id"], duplicateOf=stays["id"]
    )
    assert (marked["claim"]["cancelReason"], marked["claim"]["duplicateOf"]["id"]) == ("DUPLICATE", stays["id"])
    reopened = await asker.change("claimReopen", idempotencyKey=a_key(), claimId=double["id"])
    assert reopened["claim"]["status"] == "UNDER_REVIEW"
