"""What the worker answers over HTTP, and how it refuses to start."""

import asyncio
import socket
import sys

import httpx

from services.core.settings import Settings
from services.worker.health import answering
from tests.processes import environment, program


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_a_worker_tells_that_it_lives_and_what_it_counts() -> None:
    port = a_free_port()
    async with answering("127.0.0.1", port), httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        assert "makegood_relay_leads" in (await client.get("/metrics")).text
        assert (await client.get("/")).status_code == 404
        assert (await client.post("/healthz")).status_code == 405


async def test_a_strange_request_is_left_and_the_next_one_answered() -> None:
    port = a_free_port()
    async with answering("127.0.0.1", port):
        for strange in (b"\r\n\r\n", b"GET\r\n\r\n", b"x" * 10_000, b"\xff\xfe\r\n\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(strange)
            async with asyncio.timeout(10):
                assert await reader.read() == b""
            writer.close()
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"http://127.0.0.1:{port}/healthz")).status_code == 200


async def test_a_worker_whose_settings_are_wrong_says_so_in_one_line(settings: Settings) -> None:
    for wrong in ({"VAULT_KEYS": "1:short"}, {"MAX_JOBS": "many"}):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "services.worker", env=environment(settings, **wrong),
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        _, said = await process.communicate()
        assert process.returncode == 1
        assert said.startswith(b"worker: ")
        assert said.count(b"\n") == 1


async def test_a_worker_whose_port_is_taken_says_so_in_one_line(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        async with program("services.worker", env=environment(settings, WORKER_PORT=port)) as worker:
            async with asyncio.timeout(20):
                assert await worker.process.wait() == 1
