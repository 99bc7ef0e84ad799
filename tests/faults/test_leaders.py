"""Two workers, one leader: who leads is one at any time, and another takes over at once."""

import asyncio
import signal

import asyncpg
import psutil

from services.core.database import Pool
from services.core.settings import Settings
from services.worker.relay import LOCK
from tests import ledger
from tests.builders import Shop, an_order
from tests.processes import Program, environment, program
from tests.watching import until

TAKEOVER_SECONDS = 10


async def leaders(rows: asyncpg.Connection) -> list[int]:
    """The ports from which the lock of the one leader is held."""
    found = await rows.fetch(
        """select client_port from pg_locks join pg_stat_activity using (pid)
           where locktype = 'advisory' and objid = $1 and granted and datname = current_database()""",
        LOCK,
    )
    return [row["client_port"] for row in found]


def owns(worker: Program, port: int) -> bool:
    """Whether a connection from this port is the worker's."""
    connections = psutil.Process(worker.process.pid).net_connections()
    return any(connection.laddr.port == port for connection in connections)


async def test_when_the_leader_is_killed_the_other_leads_and_no_position_is_doubled(
    settings: Settings, redis: object, app: Pool, shop: Shop, rows: asyncpg.Connection
) -> None:
    env = environment(settings)
    writing = True

    async def write() -> int:
        written = 0
        while writing:
            await an_order(app, shop)
            written += 1
            await asyncio.sleep(0.02)
        return written

    async with program("services.worker", env=env) as one, program("services.worker", env=env) as two:
        writer = asyncio.create_task(write())

        async def led() -> list[int]:
            return await leaders(rows)

        (port,) = await until(led)
        leader, other = (one, two) if owns(one, port) else (two, one)
        assert owns(leader, port)

        async def other_stands() -> bool:
            return any(connection.status == "ESTABLISHED" for connection in
                       psutil.Process(other.process.pid).net_connections())  # fmt: skip

        await until(other_stands)
        await asyncio.sleep(0.5)
        assert await leaders(rows) == [port]
        await leader.end(signal.SIGKILL)

        async def succeeded() -> bool:
            ports = await leaders(rows)
            assert len(ports) <= 1
            return bool(ports) and ports != [port] and owns(other, ports[0])

        await until(succeeded, TAKEOVER_SECONDS)
        await asyncio.sleep(0.5)
        writing = False
        written = await writer

        async def positioned() -> bool:
            return bool(await rows.fetchval("select position from feeds") == written)

        await until(positioned, TAKEOVER_SECONDS)
    assert await ledger.problems(rows) == []
