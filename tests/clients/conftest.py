"""A running service, which the environment tells: its storefronts, and the sandbox that its worker calls."""

import json
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from calling import Caller

VARIABLES = ("MAKEGOOD_URL", "MAKEGOOD_SANDBOX", "MAKEGOOD_STOREFRONTS")
PAGES = "http://127.0.0.1:8100"
"""The origin that the demo storefronts allow."""


def pytest_configure(config: pytest.Config) -> None:
    """Without a service there is nothing to test."""
    missing = [name for name in VARIABLES if not os.environ.get(name)]
    if missing:
        pytest.exit(f"These tests need a running service: set {', '.join(missing)} (see tests/journeys).", 2)


@dataclass(frozen=True)
class Storefront:
    """One of the demo storefronts: its server, and its pages, which know only the publishable key."""

    id: str
    server: Caller
    pages: Caller


def _storefront(number: int) -> Storefront:
    url = os.environ["MAKEGOOD_URL"]
    line = json.loads(Path(os.environ["MAKEGOOD_STOREFRONTS"]).read_text().splitlines()[number])
    return Storefront(
        line["storefront"], Caller(url, line["secretKey"]), Caller(url, line["publishableKey"], origin=PAGES)
    )


@pytest.fixture
def storefront() -> Storefront:
    """The one whose parcels get lost."""
    return _storefront(0)


@pytest.fixture
def neighbor() -> Storefront:
    """Another one in the same service."""
    return _storefront(1)


@dataclass(frozen=True)
class Carrier:
    """The sandbox's controls."""

    control: httpx.AsyncClient

    async def move(self, code: str, to: str) -> None:
        """Give a parcel another fate."""
        (await self.control.post(f"/parcels/{code}/move", json={"to": to})).raise_for_status()

    async def calls(self, code: str) -> list[dict[str, Any]]:
        """What reached EasyPost about a parcel."""
        answer = await self.control.get("/calls", params={"tracking_code": code})
        answer.raise_for_status()
        calls: list[dict[str, Any]] = answer.json()["calls"]
        return calls


@pytest.fixture
async def carrier() -> AsyncIterator[Carrier]:
    """The outside in a box."""
    async with httpx.AsyncClient(base_url=f"{os.environ['MAKEGOOD_SANDBOX']}/control") as control:
        yield Carrier(control)
