"""Accounts at carriers, tried by the worker: let in, refused in words without secrets, or asked again later."""

import asyncio
from collections.abc import Sequence

import asyncpg
import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.installs import operations
from services.core.installs.operations import NewCarrierAccount, Wants
from services.core.installs.operations.carriers import without
from services.core.vault import Vault
from tests.builders import Shop, a_key
from tests.processes import Sandbox
from tests.watching import until
from tests.worker.conftest import Working

WANTS = {"easypost": Wants(("api_key",), ("webhook_secret",))}


async def connected(
    app: Pool, vault: Vault, shop: Shop, key: str, hooks: Sequence[tuple[str, str]] = (), *, test: bool = True
) -> str:
    new = NewCarrierAccount("easypost", "second", [("api_key", key)], hooks, test)
    return await operations.connect_carrier(
        shop.write(app), vault, shop.caller, new, WANTS, key=a_key(), now=system_clock()
    )


async def became(rows: asyncpg.Connection, account_id: str, status: str) -> asyncpg.Record:
    async def so() -> bool:
        return bool(await rows.fetchval("select status = $2 from accounts where id = $1", account_id, status))

    await until(so)
    row = await rows.fetchrow("select * from accounts where id = $1", account_id)
    assert row is not None
    return row


async def events_of(rows: asyncpg.Connection, account_id: str) -> list[str]:
    found = await rows.fetch("select type from events where subject = $1 order by sequence", account_id)
    return [row["type"] for row in found]


async def test_an_account_that_is_let_in_is_connected(
    working: Working, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    account = await connected(app, vault, shop, "EZTKgood")
    async with working():
        row = await became(rows, account, "CONNECTED")
    assert (row["failure"], row["failure_text"]) == (None, None)
    assert await events_of(rows, account) == ["account.connecting", "account.connected"]


async def test_one_with_hook_secrets_is_told_where_to_post(
    working: Working, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection, sandbox: Sandbox
) -> None:
    account = await connected(app, vault, shop, "EZTKhooked", [("webhook_secret", "hushhush")])
    async with working(public_url="http://127.0.0.1:9"):
        await became(rows, account, "CONNECTED")

        async def listening() -> bool:
            return bool(await sandbox.calls(method="POST", path_prefix="/webhooks"))

        await until(listening)


async def test_one_that_is_not_let_in_fails_in_words_and_gets_another_chance(
    working: Working, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    account = await connected(app, vault, shop, "EZTKold_inactive")
    async with working():
        row = await became(rows, account, "FAILED")
        assert row["failure"]
        assert row["failure_text"]
        assert "EZTKold_inactive" not in row["failure"] + row["failure_text"]
        assert await connected(app, vault, shop, "EZTKgood") == account
        row = await became(rows, account, "CONNECTED")
        assert (row["failure"], row["failure_text"]) == (None, None)
    assert await events_of(rows, account) == [
        "account.connecting", "account.failed", "account.connecting", "account.connected",
    ]  # fmt: skip


async def test_a_company_that_is_away_is_asked_again(
    working: Working, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection, sandbox: Sandbox
) -> None:
    await sandbox.fault(503, times=3)
    account = await connected(app, vault, shop, "EZTKgood")
    async with working():
        await became(rows, account, "CONNECTED")
    assert "account.failed" not in await events_of(rows, account)


async def test_secrets_told_while_the_old_ones_are_tried_are_not_judged_by_those(
    working: Working, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection, sandbox: Sandbox
) -> None:
    await sandbox.fault("slow", delay=1.0)
    account = await connected(app, vault, shop, "EZTKold_inactive")
    async with working():

        async def asked() -> bool:
            return bool(await sandbox.calls(path_prefix="/webhooks"))

        await until(asked)
        await connected(app, vault, shop, "EZTKgood")
        await became(rows, account, "CONNECTED")
        await asyncio.sleep(1.2)
    assert await events_of(rows, account) == ["account.connecting", "account.connecting", "account.connected"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The key EZTK123 is not known", "The key … is not known"),
        ("EZTK123456, EZTK123", "…, …"),
        ("no", "no"),
        ("", ""),
    ],
)
def test_a_sentence_that_quotes_secrets_loses_them(text: str, kept: str) -> None:
    assert without(text, ["EZTK123", "EZTK123456", "no"]) == kept
