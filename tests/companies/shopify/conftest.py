"""A sandbox with a shop of its own for each test, and a stand-in that answers what a test hands it."""

import itertools
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import httpx
import pytest

from services.core.companies.shopify import App, Shopify
from services.core.ids import new_id
from services.core.outside import Outside
from services.core.ports import Credentials, Payout, Refund, RefundLine
from tests.answering import Answering, answering

APP = App("makegood-sandbox", "shpss_sandbox")
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[str]:
    command = [sys.executable, "-m", "services.sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        try:
            yield next(told["url"] for line in process.stdout if (told := json.loads(line)).get("event") == "listening")
        finally:
            process.terminate()


@dataclass
class Shop:
    """A shop of the sandbox, seen from the control side."""

    control: httpx.AsyncClient
    domain: str
    credentials: Credentials

    async def order(self, **asked: object) -> dict[str, Any]:
        """A customer orders: two bowls at 249.50 with 49.00 of shipping, unless something else is asked."""
        usual = {"lines": [{"title": "Bowl", "price": "249.50", "quantity": 2}], "shipping": "49.00"}
        return await self._post("orders", {**usual, **asked})

    async def look(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """The order as it is now."""
        answer = await self.control.get(f"/shopify/shops/{self.domain}/orders/{order['id']}")
        return dict(answer.json())

    async def act(self, order: Mapping[str, Any], what: str, **given: object) -> dict[str, Any]:
        """Something happens to the order in the shop."""
        return await self._post(f"orders/{order['id']}/{what}", given)

    async def behaves(self, **conduct: object) -> None:
        """Change how the shop behaves."""
        (await self.control.patch(f"/shopify/shops/{self.domain}", json=conduct)).raise_for_status()

    async def fails(self, fault: object, operation: str, times: int = 1) -> None:
        """The next calls of this operation go wrong."""
        match = {"shop": self.domain, "operation": operation}
        answer = await self.control.post(
            "/faults", json={"company": "shopify", "match": match, "fault": fault, "times": times}
        )
        answer.raise_for_status()

    async def credits(self) -> dict[str, Any]:
        """Store credit and gift cards."""
        return dict((await self.control.get(f"/shopify/shops/{self.domain}/credits")).json())

    async def made(self) -> list[dict[str, Any]]:
        """The orders that the app made."""
        answer = await self.control.get(f"/shopify/shops/{self.domain}/orders", params={"by_app": "true"})
        return list(answer.json()["orders"])

    async def sells(self, **goods: object) -> dict[str, Any]:
        """Something to sell."""
        return await self._post("variants", goods)

    async def _post(self, path: str, body: object) -> dict[str, Any]:
        answer = await self.control.post(f"/shopify/shops/{self.domain}/{path}", json=body)
        assert answer.is_success, answer.text
        return dict(answer.json())


@pytest.fixture
async def shop(sandbox: str) -> AsyncIterator[Shop]:
    async with httpx.AsyncClient(base_url=f"{sandbox}/control", timeout=20) as control:
        domain = f"shop-{next(_numbers)}.myshopify.com"
        made = await control.post("/shopify/shops", json={"domain": domain, "currency": "DKK", "currencies": ["EUR"]})
        made.raise_for_status()
        values = {"shop": domain, "access_token": "shpat_sandbox", "test": "1"}
        yield Shop(control, domain, Credentials(new_id("acc"), values))
        await control.delete("/faults")


@pytest.fixture
async def shopify(sandbox: str) -> AsyncIterator[Shopify]:
    async with Outside() as outside:
        yield Shopify(outside, f"{sandbox}/shopify/{{shop}}", APP)


def refund(order: Mapping[str, Any], amount: str = "499.00", **asked: Any) -> Refund:
    """A refund of both bowls, unless something else is asked."""
    line = order["lines"][0]
    lines = asked.pop("lines", (RefundLine(line["gid"], 2, Decimal(amount)),))
    usual: dict[str, Any] = {
        "key": new_id("eff"),
        "reference": new_id("res"),
        "order_external_id": order["gid"],
        "currency_code": "DKK",
        "amount": Decimal(amount),
        "shipping_amount": Decimal(0),
        "payout": Payout.ORIGINAL,
    }
    return Refund(lines=lines, **{**usual, **asked})


@pytest.fixture
async def stand_in() -> AsyncIterator[Answering]:
    async with answering() as server:
        yield server
