"""An order whose parcel the carrier loses, told by the storefront's server; and its customer."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from services.dev.demo.client import Client
from tests.processes import Service

LINES = ({"externalId": "1", "title": "Mug", "quantity": 2, "unitPrice": "12.00", "paidAmount": "24.00"},)


@dataclass(frozen=True)
class Sold:
    """The order as it was told, its parcel's id and code, and who bought it."""

    order: str
    cursor: str
    shipment: str
    code: str
    customer: Client
    token: str

    async def claim(self) -> Any:
        """The customer claims all of the parcel."""
        told = await self.customer.mutation("claimCreate", **self.claimed())
        return told["claim"]

    def claimed(self) -> dict[str, str]:
        """What the customer tells."""
        return {"orderId": self.order, "shipmentId": self.shipment, "reason": "LOST_IN_TRANSIT"}


async def sell(http: httpx.AsyncClient, service: Service, shop: dict[str, str]) -> Sold:
    """One order with one parcel, on its way."""
    server = Client(http, service.url, shop["secretKey"])
    told = await server.mutation(
        "orderUpsert",
        externalId=secrets.token_hex(8),
        number=f"#{secrets.token_hex(4)}",
        currencyCode="EUR",
        total="24.00",
        placedAt=(datetime.now(UTC) - timedelta(days=30)).isoformat(),
        lines=LINES,
    )
    order = told["order"]
    token = (await server.mutation("customerTokenCreate", orderId=order["id"]))["token"]
    code = f"MG-LOST-{secrets.token_hex(6).upper()}"
    told = await server.mutation("shipmentUpsert", orderId=order["id"], carrier="USPS", trackingNumber=code)
    customer = Client(http, service.url, token)
    return Sold(order["id"], order["cursor"], told["shipment"]["id"], code, customer, token)
