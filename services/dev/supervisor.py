"""Keeps programs running: a crashed one is started again, all of them are stopped in order."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from services.dev import DevError
from services.dev.console import Console
from services.dev.program import Program, Running, Take, how


@dataclass(frozen=True)
class Patience:
    """How often and how long.

    Attributes:
        attempts: Ends in a row after which a program is given up.
        first_pause: Before the first new start, seconds; it doubles with each end in a row.
        longest_pause: Where the doubling stops, seconds.
        steady: A program that ran this long counts as healthy again, seconds.
        ready: How long all programs together have to become ready, seconds.
    """

    attempts: int = 6
    first_pause: float = 0.5
    longest_pause: float = 8.0
    steady: float = 30.0
    ready: float = 60.0


@dataclass
class Supervisor:
    """Programs in stages: started in their order, stopped stage by stage in the opposite one."""

    stages: Sequence[Sequence[Program]]
    folder: Path
    console: Console
    patience: Patience = field(default_factory=Patience)
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._running: dict[str, Running] = {}
        self._kept: dict[str, asyncio.Task[None]] = {}
        self._stopping: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._hurried = False

    async def once(self, program: Program, *, output: Take | None = None) -> int:
        """Runs a program to its end and returns its exit status; `output` takes the lines of its output."""

        def show(line: str) -> None:
            self.console.line(program.name, line)

        running = await Running.start(program, self.environment, self.folder, apart=output is not None)
        self._running[program.name] = running
        if self._stopping[program.name].is_set():
            self._stop(program.name)
        try:
            return await running.end(output or show, show)
        except asyncio.CancelledError:
            self._stop(program.name)
            await running.end(show, show)
            raise

    async def start(self) -> None:
        """Starts all programs and returns when each is ready; raises DevError when one never is."""
        programs = [program for stage in self.stages for program in stage]
        for program in programs:
            self._kept[program.name] = asyncio.create_task(self._keep(program))
        waits = {program.name: asyncio.create_task(_ready(program)) for program in programs}
        all_ready = asyncio.create_task(asyncio.wait(waits.values()))
        try:
            async with asyncio.timeout(self.patience.ready):
                await self.ended(all_ready)
        except TimeoutError:
            late = ", ".join(name for name, wait in waits.items() if not wait.done() or wait.cancelled())
            raise DevError(f"Not ready within {self.patience.ready:g} s: {late}; see the lines above.") from None
        finally:
            for task in (all_ready, *waits.values()):
                task.cancel()
            await asyncio.wait(waits.values())

    async def ended(self, *others: asyncio.Future[Any]) -> None:
        """Waits until a program is given up, which raises DevError, or one of `others` ends."""
        done, _ = await asyncio.wait([*self._kept.values(), *others], return_when=asyncio.FIRST_COMPLETED)
        for future in done:
            future.result()

    async def stop(self) -> None:
        """Stops all programs, the last stage first; each has its `grace` before it is killed."""
        for stage in reversed(self.stages):
            for program in stage:
                self._stop(program.name)
            kept = [self._kept[program.name] for program in stage if program.name in self._kept]
            await asyncio.gather(*kept, return_exceptions=True)

    def hurry(self) -> None:
        """Kills whatever is being stopped, now and from now on."""
        self._hurried = True
        for name, stopping in self._stopping.items():
            if stopping.is_set():
                self._stop(name)

    def _stop(self, name: str) -> None:
        self._stopping[name].set()
        if name in self._running:
            self._running[name].stop(at_once=self._hurried)

    async def _keep(self, program: Program) -> None:
        clock = asyncio.get_running_loop().time
        stopping = self._stopping[program.name]
        ends = 0
        while not stopping.is_set():
            began = clock()
            status = await self.once(program)
            if stopping.is_set():
                return
            ends = 1 if clock() - began > self.patience.steady else ends + 1
            if ends >= self.patience.attempts:
                raise DevError(f"{program.name} ended {ends} times in a row, at last {how(status)}; giving up.")
            pause = min(self.patience.first_pause * 2 ** (ends - 1), self.patience.longest_pause)
            self.console.say(f"{program.name} ended {how(status)}; it starts again in {pause:g} s")
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await stopping.wait()


async def _ready(program: Program) -> None:
    if program.ready_url is None:
        return
    async with httpx.AsyncClient(trust_env=False, timeout=2.0) as client:
        while True:
            with suppress(httpx.HTTPError):
                if (await client.get(program.ready_url)).status_code == httpx.codes.OK:
                    return
            await asyncio.sleep(0.1)
