"""Who takes part: our API, and its neighbors, each a process of its own on the same database."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from services.core.settings import Settings
from services.dev.guard import guarded
from services.dev.ports import free_port
from tests.bench.reads.load import FOLDER, Contender, Unequal
from tests.processes import environment

OURS, HAND_WRITTEN = "ours", "hand-written"
SIZES = (1, 50)
END = ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0))


def python(module: str) -> list[str]:
    """The command of a contender in Python."""
    return [sys.executable, "-m", module]


COMMANDS = {
    OURS: python("services.api"),
    HAND_WRITTEN: python("tests.bench.reads.hand_written"),
    "strawberry": python("tests.bench.reads.stock_strawberry"),
}


@asynccontextmanager
async def contenders(
    names: Iterable[str], settings: Settings, storefront: str, key: str
) -> AsyncIterator[list[Contender]]:
    """Start these contenders; they end with the block, or with this process, however it ends."""
    async with AsyncExitStack() as running:
        started = []
        for name in names:
            document = FOLDER / f"{name}.graphql"
            one = Contender(name, free_port(), key, document if document.exists() else FOLDER / "claims.graphql")
            env = environment(settings, PORT=str(one.port), STOREFRONT=storefront, KEY=key, NODE_ENV="production")
            process = subprocess.Popen(
                guarded(COMMANDS[name], END), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=os.environ | env
            )
            running.callback(process.wait)
            assert process.stdin is not None
            running.callback(process.stdin.close)
            started.append(one)
        yield started


async def check(contenders: Iterable[Contender]) -> None:
    """Have each answer once. Raises `Unequal` unless all tell the same rows, and the hand-written route the same text."""
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
