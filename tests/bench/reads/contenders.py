"""Who takes part: our API, and its neighbors, each a process of its own on the same database."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from services.dev.guard import guarded
from services.dev.npm import install
from services.dev.ports import free_port
from tests.bench.reads.filled import Filled
from tests.bench.reads.load import FOLDER, Contender, Unequal
from tests.bench.reads.turns import SIZES
from tests.processes import environment

OURS, HAND_WRITTEN = "ours", "hand-written"
PRODUCTION = {"NODE_ENV": "production", "GRAPHILE_ENV": "production"}
END = ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0))


PYTHON = {
    OURS: "services.api",
    HAND_WRITTEN: "tests.bench.reads.hand_written",
    "strawberry": "tests.bench.reads.stock_strawberry",
}
JAVASCRIPT = ("yoga", "mercurius", "postgraphile")
EVERYBODY = (*PYTHON, *JAVASCRIPT)


def command(name: str) -> list[str]:
    """What starts a contender."""
    if name in JAVASCRIPT:
        return [str(install(FOLDER / "node")), str(FOLDER / "node" / f"{name}.js")]
    return [sys.executable, "-m", PYTHON[name]]


@asynccontextmanager
async def contenders(names: Iterable[str], filled: Filled) -> AsyncIterator[list[Contender]]:
    """Start these contenders on one database; they end with the block, or with this process, however it ends."""
    async with AsyncExitStack() as running:
        started = []
        for name in names:
            document = FOLDER / f"{name}.graphql"
            one = Contender(name, free_port(), filled.key, document if document.exists() else FOLDER / "claims.graphql")
            env = environment(
                filled.settings, PORT=str(one.port), STOREFRONT=filled.storefront, KEY=filled.key, **PRODUCTION
            )
            process = await asyncio.create_subprocess_exec(
                *guarded(command(name), END), stdin=PIPE, stdout=DEVNULL, env=env
            )
            running.push_async_callback(_end, process)
            started.append(one)
        yield started


async def _end(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    process.stdin.close()
    await process.wait()


async def check(contenders: Iterable[Contender]) -> None:
    """Have each answer once.

    Raises:
        Unequal: one tells other rows than ours, or the hand-written route another document.
    """
    for first in SIZES:
        answers = {one.name: await one.answer(first) for one in contenders}
        ours = answers[OURS]
        expected = list(ids(ours))
        if len(ours["claims"]["nodes"]) != first:
            raise Unequal(f"our API gave {len(ours['claims']['nodes'])} claims of {first}")
        for name, answer in answers.items():
            if list(ids(answer)) != expected:
                raise Unequal(f"{name} gave other rows for first: {first}")
        if answers.get(HAND_WRITTEN, ours) != ours:
            raise Unequal(f"the hand-written route's answer to first: {first} differs from ours")


def ids(document: Any) -> Iterator[str]:
    """Every id in an answer, in its order."""
    if isinstance(document, dict):
        for name, value in document.items():
            if name == "id":
                yield value
            else:
                yield from ids(value)
    elif isinstance(document, list):
        for value in document:
            yield from ids(value)
