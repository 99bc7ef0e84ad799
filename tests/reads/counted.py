"""A pool that counts what is read through it, and can be away."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from services.api.process import Process
from services.core.database import ReadPool


class CountedPool(ReadPool):
    """Reads as the pool that it is made of does."""

    def __init__(self, pool: ReadPool) -> None:
        super().__init__(pool._connect, 0)  # it has no connection of its own
        self._pool = pool
        self.statements: list[str] = []
        self.away = False
        self.open = asyncio.Event()
        self.open.set()

    async def read_json(self, sql: str, values: Sequence[object]) -> bytes | None:
        """Count, wait at the gate, and read. Raises what is raised when nobody listens at the address."""
        self.statements.append(sql)
        await self.open.wait()
        if self.away:
            raise ConnectionRefusedError
        return await self._pool.read_json(sql, values)


def counted(process: Process) -> tuple[Process, CountedPool, CountedPool]:
    """The same process with both of its pools for reads counted: that of queries, and that of the present."""
    reads, present = CountedPool(process.reads), CountedPool(process.present)
    return replace(process, reads=reads, present=present), reads, present
