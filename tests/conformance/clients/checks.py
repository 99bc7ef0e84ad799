"""A suite's checks in Python, told as one line of JSON at the end; and the running service as its environment tells."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

SECONDS = 30
PROJECT = Path(os.environ["MAKEGOOD_PROJECT"])
URL = os.environ["MAKEGOOD_URL"]
SOCKET_URL = f"ws{URL.removeprefix('http')}"
BEARER = f"Bearer {os.environ['MAKEGOOD_KEY']}"
HEADERS = {"Authorization": BEARER}
BUILD = PROJECT / "build" / "conformance"
SCHEMA = PROJECT / "schema" / "schema.graphql"
OPERATIONS = PROJECT / "schema" / "operations"

Check = Callable[[], Awaitable[None]]


def document(name: str) -> str:
    """The text that storefronts send."""
    return (OPERATIONS / f"{name}.graphql").read_text()


async def change(name: str, **given: object) -> Any:
    """A mutation that must not be refused, under a new idempotency key."""
    body = {"query": document(name), "variables": {"input": {"idempotencyKey": uuid4().hex, **given}}}
    async with httpx.AsyncClient(headers=HEADERS, timeout=20) as client:
        answer = (await client.post(URL, json=body)).json()
    (payload,) = answer["data"].values()
    assert payload["userErrors"] == [], payload
    return payload


def new_order() -> dict[str, Any]:
    """The input of an order that was never told before."""
    name = uuid4().hex
    return {
        "externalId": name,
        "number": f"#{name[:8]}",
        "currencyCode": "EUR",
        "total": "24.00",
        "placedAt": (datetime.now(UTC) - timedelta(days=30)).isoformat(),
        "lines": [{"externalId": "1", "title": "Mug", "quantity": 2, "unitPrice": "12.00", "paidAmount": "24.00"}],
    }


async def sell() -> tuple[dict[str, Any], dict[str, Any]]:
    """An order and its parcel."""
    order = (await change("orderUpsert", **new_order()))["order"]
    parcel = {"orderId": order["id"], "carrier": "USPS", "trackingNumber": f"MG{uuid4().hex[:12].upper()}"}
    return order, (await change("shipmentUpsert", **parcel))["shipment"]


async def claim(order: dict[str, Any], shipment: dict[str, Any]) -> Any:
    """Open a claim on a parcel, which everybody who watches the order is told."""
    given = {"orderId": order["id"], "shipmentId": shipment["id"], "reason": "LOST_IN_TRANSIT"}
    return (await change("claimCreate", **given))["claim"]


async def _run(checks: Mapping[str, Check]) -> list[dict[str, str]]:
    failed = []
    for name, check in checks.items():
        try:
            async with asyncio.timeout(SECONDS):
                await check()
        except Exception as error:  # noqa: BLE001 - whatever a client raises is what is to be told
            failed.append({"check": name, "observed": f"{type(error).__name__}: {error}"[:1500]})
        print("FAILED" if failed and failed[-1]["check"] == name else "passed", name, file=sys.stderr, flush=True)
    return failed


def run(suite: str, checks: Mapping[str, Check]) -> None:
    """Run the checks one after another and tell what they found."""
    failed = asyncio.run(_run(checks))
    print(json.dumps({"suite": suite, "passed": len(checks) - len(failed), "of": len(checks), "failed": failed}))
