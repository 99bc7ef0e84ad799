"""Recoveries as a shop's people work on them, over the API."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.api.nouns.asking import Asker
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import a_key

GLS = {"route": "CARRIER_PACKET", "counterparty": "gls-dk"}


def days_from_now(days: float) -> str:
    """A moment so many days ahead, or ago."""
    return (datetime.now(UTC).replace(microsecond=0) + timedelta(days=days)).isoformat()


async def a_lost_parcel(asker: Asker, **changes: Any) -> tuple[str, str, str]:
    """An order of 65 EUR that GLS lost, its parcel, and the customer's claim: their ids."""
    order = await an_order(asker, placedAt=days_from_now(-31))
    told = {"carrier": "GLS", "shippedAt": days_from_now(-30), "labelSource": "CARRIER_ACCOUNT"} | changes
    parcel = await a_shipment(asker, order["id"], **told)
    claim = await a_claim(asker, order["id"], parcel["id"])
    return order["id"], parcel["id"], claim["id"]


async def do(asker: Asker, name: str, recovery_id: str, **values: Any) -> Any:
    """The recovery after a mutation on it that is not refused."""
    given = {"idempotencyKey": a_key(), "recoveryId": recovery_id} | values
    return (await asker.change(name, **given))["recovery"]


async def no(asker: Asker, name: str, recovery_id: str, **values: Any) -> list[tuple[str, str]]:
    """Why a mutation on a recovery is refused."""
    return await asker.refusal(name, **({"idempotencyKey": a_key(), "recoveryId": recovery_id} | values))


async def a_draft(asker: Asker, shipment_id: str, **changes: Any) -> str:
    """A recovery of a parcel from GLS that was begun, of which papers are missing; its id."""
    given = {"idempotencyKey": a_key(), "shipmentId": shipment_id} | GLS | changes
    recovery_id: str = (await asker.change("recoveryCreate", **given))["recovery"]["id"]
    return recovery_id


async def filed(asker: Asker) -> tuple[str, str]:
    """A recovery of 65 EUR from GLS that was filed by hand, and the claim that it belongs to."""
    _, parcel, claim = await a_lost_parcel(asker)
    recovery = await a_draft(asker, parcel)
    await do(asker, "recoveryRecordFiled", recovery, reference="GLS-1")
    return recovery, claim


def payment(amount: str = "65.00", currency: str = "EUR", **changes: Any) -> dict[str, Any]:
    """Money that came from a counterparty just now."""
    money = {"amount": amount, "currencyCode": currency}
    return {"amount": money, "reference": a_key(), "occurredAt": days_from_now(0)} | changes


MONEY = """query ($claim: ID!, $recovery: ID!) {
  claim(id: $claim) { financials { currencyCode cost recovered net expected }
    ledger { type expected side amount { amount } reverses } }
  recovery(id: $recovery) { paid { amount } fee { amount } repaid { amount } approved { amount } } }"""


async def money_of(asker: Asker, claim_id: str, recovery_id: str) -> tuple[Any, Any]:
    """What a case comes to, and what its recovery says of that: (recovered, expected, net), (paid, fee, repaid)."""
    found = await asker.get(MONEY, claim=claim_id, recovery=recovery_id)
    recovery = found["recovery"]
    (case,) = found["claim"]["financials"] or [{"recovered": "0", "expected": "0", "net": "0"}]
    assert len(found["claim"]["financials"]) < 2
    return (
        (case["recovered"], case["expected"], case["net"]),
        (recovery["paid"]["amount"], recovery["fee"]["amount"], recovery["repaid"]["amount"]),
    )
