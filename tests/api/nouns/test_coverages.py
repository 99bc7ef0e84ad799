"""What covers parcels, told and bought over the API."""

from typing import Any

import pytest

from services.core.database import Pool
from services.core.ids import new_id
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import a_shipment, an_order
from tests.api.nouns.recovering import a_lost_parcel, days_from_now
from tests.builders import Shop, a_key
from tests.core.records import events_of

NUL, HALF = "nul \x00", "half \ud800"
SHOWN = """query ($id: ID!) { shipment(id: $id) { coverages { id provider kind status policyNumber reference version
    insured { amount currencyCode } premium { amount } deductible { amount } accountId failureCode
    shipment { id } } } }"""


def recorded(parcel: str, **changes: Any) -> dict[str, Any]:
    """A third party's policy on a parcel."""
    return {
        "idempotencyKey": a_key(),
        "shipmentId": parcel,
        "provider": "shipsurance",
        "kind": "THIRD_PARTY",
        "insured": {"amount": "100", "currencyCode": "EUR"},
    } | changes


def bought(parcel: str, account: str, **changes: Any) -> dict[str, Any]:
    """Insurance that an account's company shall sell."""
    money = {"amount": "100.00", "currencyCode": "USD"}
    values = {"shipmentId": parcel, "accountId": account, "provider": "easypost", "insured": money}
    return {"idempotencyKey": a_key()} | values | changes


async def a_coverage(asker: Asker, parcel: str, **changes: Any) -> str:
    """A coverage that a shop told of; its id."""
    coverage_id: str = (await asker.change("coverageRecord", **recorded(parcel, **changes)))["coverage"]["id"]
    return coverage_id


async def a_parcel(asker: Asker) -> str:
    """A parcel of a new order; its id."""
    parcel: str = (await a_shipment(asker, (await an_order(asker))["id"]))["id"]
    return parcel


async def covers_of(asker: Asker, parcel: str) -> list[Any]:
    """What covers a parcel."""
    covers: list[Any] = (await asker.get(SHOWN, id=parcel))["shipment"]["coverages"]
    return covers


async def test_a_policy_is_kept_with_all_that_was_told_of_it(asker: Asker) -> None:
    parcel = await a_parcel(asker)
    given = recorded(parcel, policyNumber="P-1", premium="1.5", deductible="10", expiresAt=days_from_now(90))
    told = (await asker.change("coverageRecord", **given))["coverage"]
    assert (told["status"], told["policyNumber"], told["expiresAt"]) == ("ACTIVE", "P-1", given["expiresAt"])
    (shown,) = await covers_of(asker, parcel)
    assert (shown["insured"], shown["premium"], shown["deductible"]) == (
        {"amount": "100.00", "currencyCode": "EUR"}, {"amount": "1.50"}, {"amount": "10.00"},
    )  # fmt: skip
    assert (shown["provider"], shown["kind"], shown["shipment"]) == ("shipsurance", "THIRD_PARTY", {"id": parcel})
    assert (shown["reference"], shown["accountId"], shown["failureCode"]) == (None, None, None)


@pytest.mark.parametrize(("begins", "status"), [(-1, "ACTIVE"), (1, "INACTIVE")])
async def test_a_coverage_counts_from_when_it_begins(asker: Asker, begins: float, status: str) -> None:
    given = recorded(await a_parcel(asker), effectiveAt=days_from_now(begins))
    assert (await asker.change("coverageRecord", **given))["coverage"]["status"] == status


async def test_a_key_records_once_and_a_policy_number_is_one_parcels(asker: Asker, app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(asker)
    given = recorded(parcel, policyNumber="P-1")
    first, second = [await asker.change("coverageRecord", **given) for _ in range(2)]
    assert first == second
    mismatch = await asker.refusal("coverageRecord", **(given | {"policyNumber": "P-2"}))
    assert mismatch == [("IDEMPOTENCY_MISMATCH", "idempotencyKey")]
    again = await asker.refusal("coverageRecord", **(given | {"idempotencyKey": a_key()}))
    assert again == [("ALREADY_KNOWN", "policyNumber")]
    assert len(await covers_of(asker, parcel)) == 1
    (event,) = await events_of(app, shop, first["coverage"]["id"])
    assert (event.type, event.public) == ("coverage.recorded", False)


async def test_what_is_bought_waits_for_the_company(asker: Asker, app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(asker)
    given = bought(parcel, shop.account_id)
    for _ in range(2):
        told = (await asker.change("coverageBuy", **given))["coverage"]
        assert (told["status"], told["kind"], told["policyNumber"]) == ("INACTIVE", "THIRD_PARTY", None)
    (shown,) = await covers_of(asker, parcel)
    assert shown["accountId"] == shop.account_id
    async with app.read(shop.id) as db:
        assert await db.fetchval("select count(*) from effects where kind = 'coverage.buy'") == 1


async def test_a_recorded_cover_is_asked_before_the_carrier(asker: Asker) -> None:
    _, parcel, _ = await a_lost_parcel(asker)
    told = await a_coverage(asker, parcel, provider="nordic-cover", effectiveAt=days_from_now(-40))
    options = await asker.send("recoveryOptions", shipmentId=parcel)
    assert ("MANUAL", "nordic-cover") in [(one["route"], one["counterparty"]) for one in options]
    begun = await asker.change(
        "recoveryCreate", idempotencyKey=a_key(), shipmentId=parcel, route="MANUAL", counterparty="nordic-cover"
    )
    shown = await asker.send("recovery", id=begun["recovery"]["id"])
    assert shown["coverage"]["id"] == told
    assert shown["counterparty"]["type"] == "INSURER"


BAD: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"provider": " "}, ("INVALID", "provider")),
    ({"provider": NUL}, ("INVALID", "provider")),
    ({"provider": HALF}, ("INVALID", "provider")),
    ({"provider": "x" * 101}, ("TOO_LONG", "provider")),
    ({"policyNumber": "x" * 201}, ("TOO_LONG", "policyNumber")),
    ({"policyNumber": NUL}, ("INVALID", "policyNumber")),
    ({"insured": {"amount": "0", "currencyCode": "EUR"}}, ("INVALID_MONEY", "insured")),
    ({"insured": {"amount": "-1", "currencyCode": "EUR"}}, ("INVALID_MONEY", "insured")),
    ({"insured": {"amount": "1.001", "currencyCode": "EUR"}}, ("INVALID_MONEY", "insured")),
    ({"insured": {"amount": "1", "currencyCode": "XX"}}, ("INVALID_MONEY", "insured")),
    ({"premium": "-1"}, ("INVALID_MONEY", "premium")),
    ({"premium": "1.001"}, ("INVALID_MONEY", "premium")),
    ({"deductible": "-0.01"}, ("INVALID_MONEY", "deductible")),
    ({"deductible": "1.001"}, ("INVALID_MONEY", "deductible")),
    ({"effectiveAt": "0001-01-02T00:00:00Z"}, ("IMPOSSIBLE_DATE", "effectiveAt")),
    ({"expiresAt": "9999-01-01T00:00:00Z"}, ("IMPOSSIBLE_DATE", "expiresAt")),
    ({"effectiveAt": days_from_now(2), "expiresAt": days_from_now(1)}, ("IMPOSSIBLE_DATE", "expiresAt")),
    ({"shipmentId": "shp_x"}, ("NOT_FOUND", "shipmentId")),
    ({"shipmentId": NUL}, ("INVALID", "")),
    ({"idempotencyKey": " "}, ("INVALID", "idempotencyKey")),
]


@pytest.mark.parametrize(("change", "problem"), BAD, ids=lambda value: str(value)[:50])
async def test_a_coverage_that_cannot_be_right_is_refused_and_not_kept(
    asker: Asker, change: dict[str, Any], problem: tuple[str, str]
) -> None:
    parcel = await a_parcel(asker)
    assert problem in await asker.refusal("coverageRecord", **recorded(parcel, **change))
    assert await covers_of(asker, parcel) == []


async def test_what_cannot_be_bought_is_refused(asker: Asker, stranger: Asker, shop: Shop, other_shop: Shop) -> None:
    parcel, theirs = await a_parcel(asker), await a_parcel(stranger)
    account = shop.account_id
    bad: dict[tuple[str, str], list[dict[str, Any]]] = {
        ("NOT_FOUND", "accountId"): [{"accountId": new_id("acc")}, {"accountId": other_shop.account_id}],
        ("NOT_FOUND", "shipmentId"): [{"shipmentId": theirs}],
        ("INVALID_MONEY", "insured"): [{"insured": {"amount": "0", "currencyCode": "USD"}}],
        ("TOO_LONG", "provider"): [{"provider": "x" * 101}],
        ("INVALID", ""): [{"accountId": NUL}, {"accountId": HALF}],
    }
    for problem, changes in bad.items():
        for change in changes:
            assert problem in await asker.refusal("coverageBuy", **bought(parcel, account, **change))
    assert await covers_of(asker, parcel) == []


async def test_a_kind_that_there_is_not_is_bad_input(asker: Asker) -> None:
    codes = await asker.codes(document("coverageRecord"), input=recorded("shp_x", kind="HOPE"))
    assert codes == ["BAD_USER_INPUT"]
