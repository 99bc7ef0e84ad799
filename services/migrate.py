"""Applies schema/migrations in order, once each; refuses a past that was edited."""

import asyncio
import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from pydantic import ValidationError

from services.core.database import APP, DOOR, OWNER, RELAY, SCHEMA, connect
from services.core.settings import read_settings

FOLDER = Path(__file__).resolve().parents[1] / "schema" / "migrations"
ROLES = (OWNER, APP, RELAY, DOOR)
LOCK = 0x4D414B45  # "MAKE": one runner at a time in a database
OLDEST_SERVER = 16
_NAME = re.compile(r"\d{4}_[a-z0-9_]+\.sql")


class MigrationError(Exception):
    """The migrations cannot be applied; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of SQL, told by its name and by the hash of its text."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """The text's SHA-256."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def read_migrations(folder: Path = FOLDER) -> list[Migration]:
    """All migrations in their order. Raises `MigrationError` for a name out of form or a number used twice."""
    files = sorted(folder.glob("*.sql"))
    for number, file in enumerate(files, 1):
        if not _NAME.fullmatch(file.name) or int(file.name[:4]) != number:
            raise MigrationError(f"{file.name}: migrations are named NNNN_what.sql, numbered from 0001 without a gap")
    return [Migration(file.name, file.read_text(encoding="utf-8")) for file in files]


async def pending(connection: asyncpg.Connection, migrations: list[Migration]) -> list[Migration]:
    """The migrations that this database does not have yet.

    Raises:
        MigrationError: an applied one was edited or removed since, or the database is newer than this version.
    """
    applied: dict[str, str] = {}
    if await connection.fetchval("select to_regclass($1)", f"{SCHEMA}.migrations"):
        rows = await connection.fetch(f"select name, checksum from {SCHEMA}.migrations")
        applied = {row["name"]: row["checksum"] for row in rows}
    known = {migration.name: migration.checksum for migration in migrations}
    for name, checksum in applied.items():
        if name not in known:
            raise MigrationError(f"{name} was applied here but is not in this version; deploy a newer version")
        if known[name] != checksum:
            raise MigrationError(f"{name} was edited after it was applied; put it back and add a new migration")
    return [migration for migration in migrations if migration.name not in applied]


async def migrate(url: str, migrations: list[Migration]) -> list[str]:
    """Bring the database up to date; the names of what was applied. Raises `MigrationError`."""
    connection = await connect(url)
    try:
        if connection.get_server_version().major < OLDEST_SERVER:
            raise MigrationError(
                f"PostgreSQL {OLDEST_SERVER} or newer is needed; this is {connection.get_server_version().major}"
            )
        await connection.execute("set lock_timeout = '60s'; set statement_timeout = 0")
        try:
            await connection.execute(f"select pg_advisory_lock({LOCK})", timeout=120)
        except asyncpg.LockNotAvailableError:
            raise MigrationError("another migration is running; try again when it has ended") from None
        await _ensure_roles_and_schema(connection)
        # the login user is a member of the owner without its rights, so that it may only take the role
        await connection.execute(f"set role {OWNER}")
        await _ensure_record(connection)
        todo = await pending(connection, migrations)
        for migration in todo:
            await _apply(connection, migration)
        return [migration.name for migration in todo]
    finally:
        await connection.close(timeout=5)


async def _apply(connection: asyncpg.Connection, migration: Migration) -> None:
    try:
        async with connection.transaction():
            await connection.execute(f"set local search_path = {SCHEMA}")
            await connection.execute(migration.sql, timeout=3600)
            await connection.execute(
                f"insert into {SCHEMA}.migrations (name, checksum) values ($1, $2)", migration.name, migration.checksum
            )
    except asyncpg.PostgresError as error:
        raise MigrationError(f"{migration.name}: {error}") from error


async def _ensure_roles_and_schema(connection: asyncpg.Connection) -> None:
    """Make the roles and the schema if they are missing; or say what an administrator must run."""
    user = await connection.fetchval("select quote_ident(session_user)")
    rows = await connection.fetch("select rolname from pg_roles where rolname = any($1)", list(ROLES))
    existing = {row["rolname"] for row in rows}
    statements = [f"create role {role} nologin;" for role in ROLES if role not in existing]
    member = "select bool_and(pg_has_role(session_user, oid, 'SET')) from pg_roles where rolname = any($1)"
    if statements or not await connection.fetchval(member, list(ROLES)):
        statements += [f"grant {role} to {user} with inherit false, set true;" for role in ROLES]
    # asked first, as `if not exists` wants the right to create it even when it is there
    if not await connection.fetchval("select exists (select from pg_namespace where nspname = $1)", SCHEMA):
        statements.append(f"create schema {SCHEMA} authorization {OWNER};")
    for number, statement in enumerate(statements):
        try:
            await connection.execute(statement)
        except (asyncpg.DuplicateObjectError, asyncpg.UniqueViolationError):
            continue  # another database of this server was migrated at the same moment
        except asyncpg.InsufficientPrivilegeError:
            lines = "\n  ".join(statements[number:])
            raise MigrationError(
                f"this user may not prepare the database; have an administrator run in it:\n  {lines}"
            ) from None


async def _ensure_record(connection: asyncpg.Connection) -> None:
    """The list of what was applied, which every role of ours may read."""
    async with connection.transaction():
        await connection.execute(
            f"""create table if not exists {SCHEMA}.migrations (
                name text primary key, checksum text not null, applied_at timestamptz not null default now());
            grant usage on schema {SCHEMA} to {APP}, {RELAY}, {DOOR};
            grant select on {SCHEMA}.migrations to {APP}, {RELAY}, {DOOR}"""
        )


async def run() -> int:
    """The command: apply what is missing and say so."""
    try:
        applied = await migrate(read_settings("migrate").database_url.get_secret_value(), read_migrations())
    except MigrationError as error:
        print(f"migrate: {error}", file=sys.stderr)
        return 1
    except ValidationError as error:
        names = ", ".join(str(fault["loc"][0]).upper() for fault in error.errors())
        print(f"migrate: these settings cannot be read: {names}", file=sys.stderr)
        return 1
    except ValueError:  # its text may hold the password
        print("migrate: DATABASE_URL cannot be read; write postgresql://user:password@host:port/name", file=sys.stderr)
        return 1
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        print(f"migrate: the database cannot be reached or used: {reason}", file=sys.stderr)
        return 1
    print(f"migrate: applied {', '.join(applied)}" if applied else "migrate: the database is up to date")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(run()))
