"""Migrations are applied once and in order, by one runner at a time, and the past stays as it was."""

import asyncio
import os
import secrets
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest

from services.core.database import APP, DOOR, OWNER, RELAY, connect
from services.dev.embedded.shared import Addresses
from services.migrate import LOCK, Migration, MigrationError, migrate, pending, read_migrations

FIRST = Migration("0001_first.sql", "create table first (id int)")
SECOND = Migration("0002_second.sql", "create table second (id int)")
BROKEN = Migration("0002_second.sql", "create table second (id int); create table first (id int)")


@pytest.fixture
async def empty(addresses: Addresses) -> AsyncIterator[str]:
    """The URL of a database without anything of ours."""
    name = f"test_{uuid4().hex}"
    connection = await asyncpg.connect(addresses.postgres)
    await connection.execute(f"create database {name}")
    yield urlunsplit(urlsplit(addresses.postgres)._replace(path=f"/{name}"))
    await connection.execute(f"drop database {name} with (force)")
    await connection.close()


async def tables(url: str) -> set[str]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("select tablename from pg_tables where schemaname = 'makegood'")
        return {row["tablename"] for row in rows}
    finally:
        await connection.close()


def written(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_text("select 1", encoding="utf-8")
    return folder


def test_the_projects_own_migrations_are_well_named() -> None:
    assert [migration.name[:4] for migration in read_migrations()] == [
        f"{number:04}" for number in range(1, len(read_migrations()) + 1)
    ]


@pytest.mark.parametrize(
    "names",
    [
        ["1_first.sql"], ["0002_first.sql"], ["0001_first.sql", "0003_third.sql"], ["0001_a.sql", "0001_b.sql"],
        ["0001_First.sql"], ["0001-first.sql"], ["0001_.sql"], ["0001_first.sql", "first.sql"], ["0000_first.sql"],
        ["0001_first.sql", "0002_second.up.sql"],
    ],
)  # fmt: skip
def test_names_out_of_form_are_refused(tmp_path: Path, names: list[str]) -> None:
    with pytest.raises(MigrationError, match=r"NNNN_what\.sql"):
        read_migrations(written(tmp_path, *names))


def test_other_files_are_left_alone_and_an_empty_folder_is_no_fault(tmp_path: Path) -> None:
    assert read_migrations(tmp_path) == []
    assert [m.name for m in read_migrations(written(tmp_path, "README.md", "0001_first.sql"))] == ["0001_first.sql"]


async def test_what_is_missing_is_applied_in_order_and_once(empty: str) -> None:
    assert await migrate(empty, [FIRST]) == ["0001_first.sql"]
    assert await migrate(empty, [FIRST, SECOND]) == ["0002_second.sql"]
    assert await migrate(empty, [FIRST, SECOND]) == []
    assert await tables(empty) == {"migrations", "first", "second"}
    connection = await connect(empty, OWNER)
    rows = await connection.fetch("select name, checksum from migrations order by name")
    assert [(row["name"], row["checksum"]) for row in rows] == [(m.name, m.checksum) for m in (FIRST, SECOND)]
    await connection.close()


async def test_of_eight_runners_at_once_one_applies_and_the_others_find_it_done(empty: str) -> None:
    migrations = read_migrations()
    ends = await asyncio.gather(*(migrate(empty, migrations) for _ in range(8)))
    assert sorted(map(len, ends)) == [0] * 7 + [len(migrations)]


async def test_a_runner_waits_while_another_holds_the_lock(empty: str) -> None:
    holder = await asyncpg.connect(empty)
    await holder.execute(f"select pg_advisory_lock({LOCK})")
    waiting = asyncio.create_task(migrate(empty, [FIRST]))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    assert await tables(empty) == set()
    await holder.close()
    assert await waiting == ["0001_first.sql"]


async def test_a_migration_is_applied_whole_or_not_at_all(empty: str) -> None:
    await migrate(empty, [FIRST])
    with pytest.raises(MigrationError, match=r"0002_second\.sql.*already exists"):
        await migrate(empty, [FIRST, BROKEN])
    assert await tables(empty) == {"migrations", "first"}
    assert await migrate(empty, [FIRST, SECOND]) == ["0002_second.sql"]


async def test_an_edited_past_is_refused(empty: str) -> None:
    await migrate(empty, [FIRST])
    edited = Migration(FIRST.name, FIRST.sql + " ")
    with pytest.raises(MigrationError, match=r"0001_first\.sql was edited"):
        await migrate(empty, [edited, SECOND])
    assert await tables(empty) == {"migrations", "first"}


@pytest.mark.parametrize("known", [[FIRST], [FIRST, Migration("0002_other.sql", SECOND.sql)], []])
async def test_a_removed_renamed_or_newer_migration_is_refused(empty: str, known: list[Migration]) -> None:
    await migrate(empty, [FIRST, SECOND])
    with pytest.raises(MigrationError, match="is not in this version; deploy a newer version"):
        await migrate(empty, known)


async def test_every_role_may_ask_what_is_missing(database: str) -> None:
    migrations = read_migrations()
    for role in (OWNER, APP, RELAY, DOOR):
        connection = await connect(database, role)
        assert await pending(connection, migrations) == []
        assert await pending(connection, [*migrations, SECOND]) == [SECOND]
        await connection.close()


async def run(url: str) -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.migrate",
        env=os.environ | {"DATABASE_URL": url},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def test_the_command_says_what_it_applied(empty: str) -> None:
    code, out, err = await run(empty)
    assert (code, err) == (0, "")
    assert out == f"migrate: applied {', '.join(m.name for m in read_migrations())}\n"
    assert await run(empty) == (0, "migrate: the database is up to date\n", "")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody:geheim@127.0.0.1:1/makegood",
        "mysql://nobody:geheim@127.0.0.1/makegood",
        "postgresql://nobody:geheim@127.0.0.1:geheim/makegood",
        "geheim",
    ],
)
async def test_a_database_that_cannot_be_reached_is_one_line_without_the_password(url: str) -> None:
    code, out, err = await run(url)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("migrate: ")
    assert "geheim" not in err


@pytest.fixture
async def unprivileged(addresses: Addresses) -> AsyncIterator[tuple[str, asyncpg.Connection]]:
    """The URL of an empty database as a user with no rights but to log in, and an administrator's connection to it."""
    name, user, password = f"test_{uuid4().hex}", f"user_{uuid4().hex}", secrets.token_hex(8)
    server = await asyncpg.connect(addresses.postgres)
    await server.execute(f"create database {name}")
    await server.execute(f"create role {user} login password '{password}'")
    parts = urlsplit(addresses.postgres)
    url = urlunsplit(parts._replace(path=f"/{name}"))
    own = urlunsplit(parts._replace(path=f"/{name}", netloc=f"{user}:{password}@{parts.hostname}:{parts.port}"))
    administrator = await asyncpg.connect(url)
    yield own, administrator
    await administrator.close()
    await server.execute(f"drop database {name} with (force)")
    await server.execute(f"drop role {user}")
    await server.close()


async def test_a_user_who_may_not_manage_roles_is_told_what_an_administrator_must_run(
    unprivileged: tuple[str, asyncpg.Connection],
) -> None:
    url, administrator = unprivileged
    code, out, err = await run(url)
    assert (code, out) == (1, "")
    first, *statements = err.splitlines()
    assert first == "migrate: this user may not prepare the database; have an administrator run in it:"
    assert any(statement.strip().startswith(f"grant {OWNER} to ") for statement in statements)
    assert statements[-1].strip() == f"create schema makegood authorization {OWNER};"
    for statement in statements:
        await administrator.execute(statement)
    code, out, err = await run(url)
    assert (code, err) == (0, "")
    assert await run(url) == (0, "migrate: the database is up to date\n", "")
    for role in (APP, RELAY, DOOR, OWNER):
        connection = await connect(url, role)
        assert await pending(connection, read_migrations()) == []
        await connection.close()
    login = await asyncpg.connect(url)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await login.fetch("select * from makegood.storefronts")
    await login.close()
