"""Connections to PostgreSQL: one pool for each role, and the types that tell reads from writes."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from typing import Any

import asyncpg
import msgspec

from services.core.refusal import refuse

Row = asyncpg.Record
Connection = asyncpg.Connection | asyncpg.pool.PoolConnectionProxy

APP, RELAY, DOOR, OWNER = "makegood_app", "makegood_relay", "makegood_door", "makegood_owner"
SCHEMA = "makegood"

ACQUIRE_SECONDS = 5.0
STATEMENT_SECONDS = 10.0
_STOREFRONT = re.compile(r"sto_[0-9a-z]{26}")


class Db:
    """A transaction that may read one storefront's rows.

    Every statement raises `Refused` with `INVALID` for text that PostgreSQL cannot keep.
    """

    def __init__(self, connection: Connection, storefront_id: str) -> None:
        self._connection = connection
        self.storefront_id = storefront_id

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """All rows."""
        with _storable():
            return await self._connection.fetch(sql, *values)

    async def fetchrow(self, sql: str, *values: object) -> Row | None:
        """The first row, if any."""
        with _storable():
            return await self._connection.fetchrow(sql, *values)

    async def fetchval(self, sql: str, *values: object) -> Any:
        """The first column of the first row, or nothing."""
        with _storable():
            return await self._connection.fetchval(sql, *values)


class Tx(Db):
    """A transaction that may also write; whatever was handed a `Tx` takes part in its all-or-nothing."""

    async def execute(self, sql: str, *values: object) -> int:
        """Run a statement; the number of rows that it touched."""
        with _storable():
            status = await self._connection.execute(sql, *values)
        return int(status.rsplit(" ", 1)[-1]) if status[-1:].isdigit() else 0

    async def executemany(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run a statement for each row of values."""
        with _storable():
            await self._connection.executemany(sql, rows)


Write = Callable[[], AbstractAsyncContextManager[Tx]]
"""Opens a write transaction of one storefront; a worker's also proves that its lease still holds."""


class Pool:
    """Connections of one role."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A bare connection, for statements that belong to no storefront."""
        async with self._pool.acquire(timeout=ACQUIRE_SECONDS) as connection:
            yield connection

    @asynccontextmanager
    async def read(self, storefront_id: str) -> AsyncIterator[Db]:
        """A read-only transaction that sees one storefront and one moment."""
        async with self._begin(storefront_id, "begin isolation level repeatable read, read only") as connection:
            yield Db(connection, storefront_id)

    @asynccontextmanager
    async def write(self, storefront_id: str) -> AsyncIterator[Tx]:
        """A transaction that sees and writes one storefront; committed unless the block raises."""
        async with self._begin(storefront_id, "begin") as connection:
            yield Tx(connection, storefront_id)

    def writer(self, storefront_id: str) -> Write:
        """What operations take: the way to open their one transaction."""
        return lambda: self.write(storefront_id)

    @property
    def idle(self) -> int:
        """Open connections that nobody uses."""
        return self._pool.get_idle_size()

    @property
    def busy(self) -> int:
        """Open connections in use."""
        return self._pool.get_size() - self._pool.get_idle_size()

    async def close(self) -> None:
        """Close every connection, by force when one is stuck."""
        try:
            async with asyncio.timeout(5):
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()

    @asynccontextmanager
    async def _begin(self, storefront_id: str, begin: str) -> AsyncIterator[Connection]:
        if not _STOREFRONT.fullmatch(storefront_id):
            raise ValueError("not a storefront id")
        async with self._pool.acquire(timeout=ACQUIRE_SECONDS) as connection:
            try:
                # one round trip; the setting is local, so that it ends with the transaction whatever happens
                await connection.execute(f"{begin}; select set_config('makegood.storefront', '{storefront_id}', true)")
                yield connection
            except BaseException:
                await _roll_back(connection)
                raise
            if await connection.execute("commit") != "COMMIT":
                raise RuntimeError("a statement had failed before, so nothing was committed")


async def open_pool(url: str, role: str, *, size: int, **settings: str) -> Pool:
    """Connections that act as `role`. `settings` are PostgreSQL's own, set for each session."""
    pool = await asyncpg.create_pool(
        url,
        min_size=0,
        max_size=size,
        init=_prepare,
        reset=_reset,
        timeout=ACQUIRE_SECONDS,
        command_timeout=STATEMENT_SECONDS,
        max_inactive_connection_lifetime=300,
        server_settings=session_settings(role) | settings,
    )
    return Pool(pool)


class ReadPool:
    """Connections for single statements, none of which outlives its answer.

    asyncpg's own pool guards what a transaction may leave behind, with a task for each release; a statement that set
    what it needs for itself leaves nothing, so that taking a connection and giving it back costs next to nothing.
    """

    def __init__(self, connect: Callable[[], Awaitable[asyncpg.Connection]], size: int) -> None:
        self._connect = connect
        self._room = asyncio.Semaphore(size)
        self._idle: list[asyncpg.Connection] = []
        self.busy = 0
        self._closed = False

    async def read_json(self, sql: str, values: Sequence[object]) -> bytes | None:
        """The one JSON value that a statement answers, as it came. It sets its storefront itself.

        Raises:
            Refused: `INVALID` for text that PostgreSQL cannot keep.
        """
        with _storable():
            async with self.connection() as connection:
                answer: bytes | None = await connection.fetchval(sql, *values)
                return answer

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        """A connection; after an error that is not the statement's own it is ended."""
        if self._room.locked():
            async with asyncio.timeout(ACQUIRE_SECONDS):
                await self._room.acquire()
        else:
            await self._room.acquire()
        try:
            connection = self._idle.pop() if self._idle else None
            if connection is None or connection.is_closed():
                connection = await self._connect()
            self.busy += 1
            try:
                yield connection
            except (asyncpg.PostgresError, asyncpg.DataError):
                self._keep(connection)
                raise
            except BaseException:
                connection.terminate()
                raise
            finally:
                self.busy -= 1
            self._keep(connection)
        finally:
            self._room.release()

    @property
    def idle(self) -> int:
        """Open connections that nobody uses."""
        return len(self._idle)

    async def close(self) -> None:
        """Close what is idle; what is busy is closed when it is done."""
        self._closed = True
        for connection in self._idle:
            connection.terminate()
        self._idle.clear()

    def _keep(self, connection: asyncpg.Connection) -> None:
        if self._closed:
            connection.terminate()
        elif not connection.is_closed():
            self._idle.append(connection)


async def open_read_pool(url: str, *, size: int) -> ReadPool:
    """Connections for single statements that read a storefront's rows as JSON.

    Plans are generic: `limit $1` would otherwise make PostgreSQL plan each execution anew.
    """
    settings = {
        "plan_cache_mode": "force_generic_plan",
        "jit": "off",
        "default_transaction_read_only": "on",
        "statement_timeout": f"{STATEMENT_SECONDS:.0f}s",
    }

    async def connect_one() -> asyncpg.Connection:
        connection = await asyncpg.connect(
            url,
            timeout=ACQUIRE_SECONDS,
            command_timeout=STATEMENT_SECONDS + 1,
            statement_cache_size=512,
            max_cacheable_statement_size=0,  # any size; documents are bounded, and so is what is made of them
            server_settings=session_settings(APP) | settings,
        )
        await connection.set_type_codec("json", schema="pg_catalog", format="binary", encoder=bytes, decoder=bytes)
        return connection

    return ReadPool(connect_one, size)


async def connect(url: str, role: str | None = None) -> asyncpg.Connection:
    """One connection of its own, for what must hold a session: the relay's lock, a migration."""
    settings = session_settings(role) if role else {"application_name": "makegood"}
    connection = await asyncpg.connect(
        url, timeout=ACQUIRE_SECONDS, command_timeout=STATEMENT_SECONDS, server_settings=settings
    )
    await _prepare(connection)
    return connection


def session_settings(role: str) -> dict[str, str]:
    """What every session of ours has: role, schema, UTC, and an end to waiting."""
    return {
        "role": role,
        "search_path": SCHEMA,
        "timezone": "UTC",
        "application_name": role,
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "15s",
        "tcp_keepalives_idle": "10",
        "tcp_keepalives_interval": "5",
        "tcp_keepalives_count": "3",
    }


AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,
    asyncpg.LockNotAvailableError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # asyncpg's word until it has seen the end of a connection that PostgreSQL ended
    ConnectionError,
    OSError,
    TimeoutError,
)
"""What is raised while PostgreSQL is away or too busy to answer; the same may succeed in a moment."""


@contextmanager
def _storable() -> Iterator[None]:
    """Text that PostgreSQL cannot keep is bad input, wherever in a statement it stands."""
    try:
        yield
    except asyncpg.DataError as error:
        unstorable = asyncpg.CharacterNotInRepertoireError | asyncpg.UntranslatableCharacterError
        if isinstance(error, unstorable) or isinstance(error.__cause__, UnicodeEncodeError):
            raise refuse("INVALID", "Text must not hold a NUL character or half of a surrogate pair.") from None
        raise


async def _roll_back(connection: Connection) -> None:
    """End the transaction; a connection on which even that fails is ended itself, and hides no other error."""
    try:
        await connection.execute("rollback")
    except AWAY:
        with suppress(asyncpg.InterfaceError):  # the pool may have let go of it already
            connection.terminate()


async def _prepare(connection: Any) -> None:
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", format="text", encoder=_to_json, decoder=msgspec.json.decode
    )


async def _reset(connection: Any) -> None:
    """Nothing of ours outlives a transaction, so a clean connection needs no round trip."""
    if connection.is_in_transaction():
        await connection.execute("rollback")


def _to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()
