"""Writes schema/tables.sql: the database as the migrations leave it, for people to read and for a test to compare."""

import argparse
import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import asyncpg

from services.core.database import SCHEMA
from services.dev import DevError
from services.dev.embedded import Postgres, postgres_program
from services.migrate import migrate, read_migrations

FILE = Path(__file__).resolve().parents[2] / "schema" / "tables.sql"
HEADER = "-- The database as schema/migrations leave it. Written by `python -m services.dev.tables`.\n\n"
# what differs from server to server and run to run, and what says nothing to a reader
_NOISE = re.compile(r"^(--|SET |SELECT pg_catalog\.set_config|\\(un)?restrict ).*$", re.MULTILINE)


def dump(url: str) -> str:
    """The tables, policies and grants of a migrated database, in pg_dump's order. Raises `DevError`."""
    parts = urlsplit(url)
    done = subprocess.run(
        [
            postgres_program("pg_dump"),
            *("--schema-only", "--no-owner", "--no-comments", "--schema", SCHEMA),
            *("--host", str(parts.hostname), "--port", str(parts.port), "--username", str(parts.username)),
            parts.path.removeprefix("/"),
        ],
        env={"PGPASSWORD": unquote(parts.password or ""), "LC_ALL": "C", "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if done.returncode:
        raise DevError(f"pg_dump failed: {done.stderr.strip()}")
    statements = re.sub(r"\n{3,}", "\n\n", _NOISE.sub("", done.stdout)).strip()
    return HEADER + statements + "\n"


async def fresh_dump(server: str) -> str:
    """The dump of a new database on this server, migrated and dropped again. Raises `DevError`."""
    name = f"tables_{uuid4().hex}"
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"create database {name}")
        url = urlsplit(server)._replace(path=f"/{name}").geturl()
        await migrate(url, read_migrations())
        return await asyncio.to_thread(dump, url)
    finally:
        await connection.execute(f"drop database if exists {name} with (force)")
        await connection.close()


def main() -> int:
    """Write the file; with --check only compare it."""
    parser = argparse.ArgumentParser(prog="tables", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit with 1 when the file is stale")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory(prefix="makegood-") as folder:
        Path(folder).chmod(0o711)
        postgres = Postgres(Path(folder) / "postgres", durable=False)
        try:
            text = asyncio.run(fresh_dump(postgres.start()))
        except DevError as error:
            print(f"tables: {error}", file=sys.stderr)
            return 1
        finally:
            postgres.remove()
    if check:
        if not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
            print("tables: schema/tables.sql is stale; run `python -m services.dev.tables`", file=sys.stderr)
            return 1
        return 0
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
