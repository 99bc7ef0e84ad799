"""Our own programs as processes of a test: started, watched, killed."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import httpx

from services.core.settings import Settings
from services.dev.ports import free_port


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The environment that gives a process these settings."""
    values = {
        name.upper(): value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
        for name, value in settings
    }
    return os.environ | values | more


@dataclass
class Program:
    """A running program and what it prints."""

    process: asyncio.subprocess.Process

    def send(self, number: signal.Signals) -> None:
        """Send a signal, to a process that may have ended."""
        if self.process.returncode is None:
            self.process.send_signal(number)

    async def end(self, number: signal.Signals = signal.SIGTERM, seconds: float = 15) -> int:
        """End it, and wait for that."""
        self.send(number)
        async with asyncio.timeout(seconds):
            return await self.process.wait()


@asynccontextmanager
async def program(
    module: str, *arguments: str, env: dict[str, str] | None = None, quiet: bool = True
) -> AsyncIterator[Program]:
    """Run `python -m module` for as long as the block lasts."""
    sink = asyncio.subprocess.DEVNULL if quiet else None
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, env=env or dict(os.environ), stdout=sink, stderr=sink
    )
    running = Program(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@dataclass
class Service:
    """The API and one worker as processes. The API keeps its port when it is started again."""

    url: str
    env: dict[str, str]
    running: AsyncExitStack
    api: Program | None = None
    worker: Program | None = None

    async def start_api(self, seconds: float = 60) -> None:
        """Start the API and wait until it serves."""
        self.api = await self.running.enter_async_context(program("services.api", env=self.env, quiet=False))
        async with asyncio.timeout(seconds), httpx.AsyncClient() as client:
            while True:
                with suppress(httpx.HTTPError):
                    if (await client.get(f"{self.url}/readyz")).status_code == httpx.codes.OK:
                        return
                await asyncio.sleep(0.05)

    async def start_worker(self) -> None:
        """Start the worker."""
        self.worker = await self.running.enter_async_context(program("services.worker", env=self.env, quiet=False))


@asynccontextmanager
async def a_service(settings: Settings, port: int | None = None) -> AsyncIterator[Service]:
    """The whole service on this port or a free one, ready; companies are told to post there."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    env = environment(settings, PORT=str(port), PUBLIC_URL=url)
    async with AsyncExitStack() as running:
        service = Service(url, env, running)
        await service.start_worker()
        await service.start_api()
        assert service.worker is not None
        assert service.worker.process.returncode is None, "the worker ended; its lines say why"
        yield service


@dataclass
class Sandbox:
    """A sandbox of the test's own."""

    url: str
    control: httpx.AsyncClient

    async def fault(self, fault: int | str, **order: object) -> None:
        """Order a fault of EasyPost's, as `services.sandbox.faults.Fault` has it."""
        answer = await self.control.post("/faults", json={"fault": fault} | order)
        answer.raise_for_status()

    async def calls(self, **wanted: str) -> list[dict[str, object]]:
        """What reached EasyPost."""
        answer = await self.control.get("/calls", params=wanted)
        answer.raise_for_status()
        found: list[dict[str, object]] = answer.json()["calls"]
        return found


@asynccontextmanager
async def a_sandbox(*arguments: str) -> AsyncIterator[Sandbox]:
    """A sandbox on a free port."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.sandbox", "--port", "0", *arguments,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    url = ""
    async with asyncio.timeout(20):
        while not url:
            told = json.loads(await process.stdout.readline())
            if told.get("event") == "listening":
                url = told["url"]
    draining = asyncio.create_task(_drain(process.stdout))
    try:
        async with httpx.AsyncClient(base_url=f"{url}/control") as control:
            yield Sandbox(url, control)
    finally:
        process.terminate()
        await process.wait()
        await draining


async def _drain(stream: asyncio.StreamReader) -> None:
    while await stream.read(65536):
        pass
