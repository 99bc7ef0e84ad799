"""The sandbox as a process: it starts with one line, and ends at once however many calls hang."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]
# far shorter than the hangs, far longer than a busy machine needs
DEADLINE = 20


@contextmanager
def running(*flags: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """The process and its first line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "services.sandbox", *flags], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_cleanly_with_hanging_calls_running_journeys_and_dead_webhooks(
    asked: signal.Signals,
) -> None:
    with running("--port", "0") as (process, first):
        async with httpx.AsyncClient(base_url=first["url"], auth=("EZTKx", ""), trust_env=False) as client:
            await client.post("/easypost/v2/webhooks", json={"webhook": {"url": "http://127.0.0.1:9/"}})
            for number in range(50):
                code = f"MG-LOST-{number}"
                await client.post("/easypost/v2/trackers", json={"tracker": {"tracking_code": code}})
            await client.post("/control/faults", json={"fault": "hang", "times": 4})
            await client.post("/control/faults", json={"fault": "slow", "delay": 120, "times": 4})
            hanging = [asyncio.create_task(_call(client)) for _ in range(8)]
            while (await client.get("/control/calls", params={"method": "GET"})).json()["count"] < 8:
                pass

            process.send_signal(asked)
            out, _ = await asyncio.to_thread(process.communicate, timeout=DEADLINE)
            await asyncio.gather(*hanging)

    assert process.returncode == 0
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines[-1]["event"] == "stopped"
    assert not [line for line in lines if line["level"] in {"error", "critical"}]
    assert "EZTKx" not in out


async def test_a_busy_port_gets_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running("--port", str(port)) as (process, first):
            assert await asyncio.to_thread(process.wait, timeout=DEADLINE) == 1

    assert (first["event"], first["port"]) == ("cannot listen", port)


def test_it_knows_nothing_of_the_core() -> None:
    loaded = "import services.sandbox.server, sys; print([m for m in sys.modules if m.startswith('services.')])"
    out = subprocess.check_output([sys.executable, "-c", loaded], cwd=ROOT, text=True, env={**os.environ})

    assert "services.sandbox.server" in out
    assert "services.core" not in out


async def _call(client: httpx.AsyncClient) -> None:
    with suppress(httpx.TransportError):
        await client.get("/easypost/v2/trackers", timeout=DEADLINE)
