"""A running Makegood, which the environment tells, and a partner's client for each of its storefronts."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from makegood_client import Makegood

VARIABLES = ("MAKEGOOD_URL", "MAKEGOOD_STOREFRONTS")


def pytest_configure(config: pytest.Config) -> None:
    """Without a service there is nothing to test."""
    missing = [name for name in VARIABLES if not os.environ.get(name)]
    if missing:
        pytest.exit(f"These tests need a running service: set {', '.join(missing)} (see tests/journeys).", 2)


@pytest.fixture
def url() -> str:
    """The API's origin."""
    return os.environ["MAKEGOOD_URL"]


@pytest.fixture
def key() -> str:
    """The first storefront's secret key."""
    line = Path(os.environ["MAKEGOOD_STOREFRONTS"]).read_text().splitlines()[0]
    secret: str = json.loads(line)["secretKey"]
    return secret


@pytest.fixture
async def makegood(url: str, key: str) -> AsyncIterator[Makegood]:
    """The client."""
    async with Makegood(url, key) as opened:
        yield opened
