"""Policies over GraphQL: who may write, read and try them, and what is refused."""

import asyncio
from typing import Any

from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import a_key

RULE = {
    "market": "DK",
    "carrier": "GLS",
    "reason": "DAMAGED_IN_TRANSIT",
    "window": {
        "earliest": {"anchor": "DELIVERED", "amount": 4, "unit": "HOURS"},
        "latest": {"anchor": "DELIVERED", "amount": 5, "unit": "WORKING_DAYS"},
    },
    "resolutions": {"allowed": ["REFUND", "RESHIPMENT"], "default": "RESHIPMENT", "refundAlways": True},
    "escalationDays": 15,
    "requiredEvidence": ["PHOTO", "INVOICE"],
    "autoApproveLimits": [
        {"amount": "200.00", "currencyCode": "DKK"},
        {"amount": "25.00", "currencyCode": "EUR"},
    ],
    "goodwillLimits": [{"amount": "0", "currencyCode": "DKK"}],
    "refundsShipping": False,
    "coversFinalSale": True,
    "inactivityDays": 7,
    "appealDays": 14,
    "reportUrl": "https://platform.example/report",
    "filesRecoveries": True,
    "recoveryMinimum": [{"amount": "50.00", "currencyCode": "DKK"}],
}
SILENT = dict.fromkeys(RULE) | {"autoApproveLimits": [], "goodwillLimits": [], "recoveryMinimum": []}
PERIOD = {"from": "2026-01-01T00:00:00Z", "to": "2028-01-01T00:00:00Z"}


def policy(*rules: dict[str, Any], after: int = 0, **changes: Any) -> dict[str, Any]:
    return {"idempotencyKey": a_key(), "expectedVersion": after, "rules": list(rules)} | changes


async def test_a_policy_is_read_as_it_was_written_with_what_is_built_in_beneath(asker: Asker) -> None:
    assert await asker.send("claimPolicy") is None
    made = await asker.change("claimPolicyUpdate", **policy(RULE, {"appealDays": 20}, note="Carriers ask for it."))
    found = await asker.send("claimPolicy")
    assert (found["id"], found["version"], found["note"]) == (made["claimPolicy"]["id"], 1, "Carriers ask for it.")
    assert found["createdBy"]["kind"] == "PARTNER"
    assert found["rules"] == [RULE, SILENT | {"appealDays": 20}]
    assert len(found["builtIn"]) > 10
    assert [list(rule) for rule in found["rules"]] == [list(RULE)] * 2, "the keys stand as they were asked for"


async def test_versions_are_listed_newest_first_and_found_by_their_id(asker: Asker) -> None:
    ids = [
        (await asker.change("claimPolicyUpdate", **policy({"appealDays": 9 + n}, after=n)))["claimPolicy"]["id"]
        for n in range(3)
    ]
    page = await asker.send("claimPolicies", first=2)
    assert [node["id"] for node in page["nodes"]] == ids[:0:-1]
    rest = await asker.send("claimPolicies", first=2, after=page["pageInfo"]["endCursor"])
    assert [node["version"] for node in rest["nodes"]] == [1]
    node = await asker.get("query($id: ID!) { node(id: $id) { ... on ClaimPolicy { version } } }", id=ids[1])
    assert node == {"node": {"version": 2}}


async def test_all_rules_that_match_are_put_together(asker: Asker) -> None:
    async def rule(**about: Any) -> Any:
        return await asker.send("claimRule", input=about)

    built_in = await rule(market="DK", reason="DAMAGED_IN_TRANSIT")
    assert (built_in["escalationDays"], built_in["requiredEvidence"]) == (30, ["PHOTO"])
    assert built_in["resolutions"]["refundAlways"] is True
    assert (built_in["filesRecoveries"], built_in["recoveryMinimum"]) == (False, [])
    assert built_in["window"] == {
        "earliest": None,
        "latest": {"anchor": "DELIVERED", "amount": 730, "unit": "CALENDAR_DAYS"},
    }
    await asker.change("claimPolicyUpdate", **policy(RULE, {"market": "EU", "appealDays": 20}))
    own = await rule(market="DK", carrier="gls", reason="DAMAGED_IN_TRANSIT")
    assert own == {name: value for name, value in RULE.items() if name not in {"market", "carrier", "reason"}}
    assert (await rule(market="SE"))["appealDays"] == 20
    assert (await rule())["appealDays"] == 30


async def test_of_two_who_update_at_once_one_gets_a_conflict(asker: Asker) -> None:
    ends = await asyncio.gather(
        *(asker.send("claimPolicyUpdate", input=policy({"appealDays": days})) for days in (10, 20))
    )
    assert sorted(len(end["userErrors"]) for end in ends) == [0, 1]
    assert [error["code"] for end in ends for error in end["userErrors"]] == ["VERSION_CONFLICT"]
    assert (await asker.send("claimPolicy"))["version"] == 1


async def test_nonsense_is_refused_with_a_code_and_its_place(asker: Asker) -> None:
    async def refusal(*rules: dict[str, Any], **changes: Any) -> list[tuple[str, str]]:
        return await asker.refusal("claimPolicyUpdate", **policy(*rules, **changes))

    late = {"earliest": {"anchor": "SHIPPED", "amount": 9}, "latest": {"anchor": "SHIPPED", "amount": 8}}
    credit = {"allowed": ["STORE_CREDIT"], "default": "STORE_CREDIT"}
    twice = [{"amount": "1", "currencyCode": "EUR"}, {"amount": "2", "currencyCode": "EUR"}]
    assert await refusal({"window": late}) == [("WINDOW_INVERTED", "rules.0.window.latest")]
    assert await refusal({"market": "EU", "resolutions": credit}) == [
        ("REFUND_REQUIRED", "rules.0.resolutions.allowed")
    ]
    assert await refusal({"market": "XX", "appealDays": 1}) == [("UNKNOWN_MARKET", "rules.0.market")]
    assert await refusal({"appealDays": 1}, {"appealDays": 2}) == [("DUPLICATE", "rules.1")]
    assert await refusal({"autoApproveLimits": twice}) == [("DUPLICATE", "rules.0.autoApproveLimits")]
    assert await refusal({"recoveryMinimum": twice}) == [("DUPLICATE", "rules.0.recoveryMinimum")]
    wild = [{"amount": "1", "currencyCode": "XXY"}]
    assert await refusal({"recoveryMinimum": wild}) == [("INVALID_MONEY", "rules.0.recoveryMinimum")]
    assert await refusal(*[{"carrier": f"c{n}", "appealDays": 1} for n in range(101)]) == [("TOO_MANY", "rules")]
    assert await refusal({"appealDays": 1}, after=4) == [("VERSION_CONFLICT", "expectedVersion")]
    wrong = policy({"window": {"latest": {"anchor": "SHIPPED", "amount": 1, "unit": "MONTHS"}}})
    assert await asker.codes(document("claimPolicyUpdate"), input=wrong) == ["BAD_USER_INPUT"]
    assert await asker.send("claimPolicy") is None


async def test_only_the_scope_writes_and_tries_and_customers_and_visitors_see_nothing(asker: Asker) -> None:
    order = await an_order(asker)
    await asker.change("claimPolicyUpdate", **policy(RULE))
    reader = asker.with_scopes(Scope.READ)
    assert (await reader.send("claimPolicy"))["version"] == 1
    for who in (reader, asker.customer_of(order["id"]), asker.visitor()):
        for name, given in (
            ("claimPolicyUpdate", policy(RULE, after=1)),
            ("claimPolicyDryRun", {"rules": [], **PERIOD}),
        ):
            assert await who.codes(document(name), input=given) == ["FORBIDDEN"]
    customer = asker.customer_of(order["id"])
    assert await customer.get("{ claimPolicy { version } }") == {"claimPolicy": None}
    assert await customer.get("{ claimPolicies { totalCount nodes { id } } }") == {
        "claimPolicies": {"totalCount": 0, "nodes": []}
    }
    assert await customer.codes(document("claimRule"), input={}) == ["FORBIDDEN"]
    assert await asker.visitor().codes(document("claimPolicy")) == ["FORBIDDEN"]
    assert await asker.nobody().codes(document("claimRule"), input={}) == ["UNAUTHENTICATED"]


async def test_another_storefronts_policy_is_not_there(asker: Asker, stranger: Asker) -> None:
    made = (await asker.change("claimPolicyUpdate", **policy(RULE)))["claimPolicy"]
    assert await stranger.send("claimPolicy") is None
    found = await stranger.get("query($id: ID!) { node(id: $id) { id } }", id=made["id"])
    assert found == {"node": None}
    await stranger.change("claimPolicyUpdate", **policy({"appealDays": 3}))


async def test_a_claim_keeps_the_version_that_it_was_opened_under(asker: Asker) -> None:
    shown = "query($id: ID!) { claim(id: $id) { policyVersion policy { version } } }"
    claims, order = [], {"id": ""}
    for version in range(2):
        order = await an_order(asker)
        parcel = await a_shipment(asker, order["id"])
        claims.append((await a_claim(asker, order["id"], parcel["id"]))["id"])
        await asker.change("claimPolicyUpdate", **policy({"appealDays": 5 + version}, after=version))
    assert await asker.get(shown, id=claims[0]) == {"claim": {"policyVersion": 0, "policy": None}}
    assert await asker.get(shown, id=claims[1]) == {"claim": {"policyVersion": 1, "policy": {"version": 1}}}
    customer = asker.customer_of(order["id"])
    assert await customer.get("query($id: ID!) { claim(id: $id) { policyVersion } }", id=claims[1]) == {
        "claim": {"policyVersion": 1}
    }
    assert await customer.codes(shown, id=claims[1]) == ["FORBIDDEN"]


async def test_a_policy_is_tried_on_past_claims_and_changes_nothing(asker: Asker) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    wait = {"market": "DK", "window": {"earliest": {"anchor": "ORDERED", "amount": 1000}}}
    found = await asker.send("claimPolicyDryRun", input={"rules": [wait], **PERIOD})
    assert (found["presentVersion"], found["examined"], found["complete"]) == (0, 1, True)
    (one,) = found["differences"]
    assert (one["claimId"], one["number"], one["reason"]) == (claim["id"], claim["number"], "LOST_IN_TRANSIT")
    assert one["present"]["waitingUntil"] != one["proposed"]["waitingUntil"]
    assert one["present"]["options"] == one["proposed"]["options"] == ["REFUND", "RESHIPMENT", "STORE_CREDIT"]
    assert await asker.send("claimPolicy") is None
    refused = {"rules": [{"market": "XX", "appealDays": 1}], **PERIOD}
    _, errors = await asker.ask(document("claimPolicyDryRun"), input=refused)
    assert errors[0]["extensions"] == {"code": "UNKNOWN_MARKET", "field": ["rules", "0", "market"]}
    backwards = {"rules": [], "from": PERIOD["to"], "to": PERIOD["from"]}
    assert await asker.codes(document("claimPolicyDryRun"), input=backwards) == ["INVALID"]
    assert await asker.codes(document("claimPolicyUpdate"), input=policy()) == []
