"""schema/tables.sql is what the migrations make."""

import asyncio
import os
import sys

import pytest

from services.dev.embedded.shared import Addresses
from services.dev.tables import FILE, dump, fresh_dump

on_the_embedded_server = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="dumps differ by server version")


@on_the_embedded_server
async def test_the_tables_on_paper_are_those_that_the_migrations_make(database: str) -> None:
    assert dump(database) == FILE.read_text(encoding="utf-8"), "run `python -m services.dev.tables`"


@on_the_embedded_server
async def test_two_dumps_are_the_same(addresses: Addresses) -> None:
    assert await fresh_dump(addresses.postgres) == await fresh_dump(addresses.postgres)


async def test_the_command_compares_on_a_server_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "services.dev.tables", "--check")
    assert await process.wait() == 0
