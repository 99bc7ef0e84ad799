"""The whole service as processes, with two storefronts made as `make run` makes them, and the outside in a box."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.core.settings import Settings
from services.dev import embedded
from services.dev.seed import seed
from tests.processes import Sandbox, Service, a_sandbox, a_service


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Parcels travel fast, but webhooks that nobody takes are tried again as slowly as for people."""
    async with a_sandbox("--step-seconds", "0.2", "--smtp-port", "0") as sandbox:
        yield sandbox


@pytest.fixture
async def outward(settings: Settings, sandbox: Sandbox, redis: Redis) -> Settings:
    """Settings that reach the sandbox and nothing else, with an empty Redis."""
    smtp_port = (await sandbox.control.get("/mails")).json()["smtp_port"]
    return settings.model_copy(
        update={
            "company_urls": f"*={sandbox.url}",
            "shopify_url": f"{sandbox.url}/shopify/{{shop}}",
            "shopify_client_id": "makegood-sandbox",
            "shopify_client_secret": SecretStr("shpss_sandbox"),
            "smtp_url": SecretStr(f"smtp://127.0.0.1:{smtp_port}?sandbox=on"),
            "mail_from": "claims@shop.example",
        }
    )


@pytest.fixture
def doomed(outward: Settings, own_redis: embedded.Redis) -> Settings:
    """Settings with a Redis that may be killed."""
    return outward.model_copy(update={"redis_url": SecretStr(own_redis.address)})


@pytest.fixture
async def shops(outward: Settings) -> list[dict[str, str]]:
    """Two storefronts, each with its keys and an account at the sandbox's EasyPost."""
    return await seed(outward, [])


@pytest.fixture
def storefronts(shops: list[dict[str, str]], tmp_path: Path) -> Path:
    """The same as the file that `make run` leaves."""
    file = tmp_path / "storefronts.jsonl"
    file.write_text("".join(json.dumps(shop) + "\n" for shop in shops))
    return file


@pytest.fixture
async def service(outward: Settings, shops: list[dict[str, str]]) -> AsyncIterator[Service]:
    """API and worker on the test servers."""
    async with a_service(outward) as service:
        yield service
