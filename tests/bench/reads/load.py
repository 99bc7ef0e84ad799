"""Asks a server the same thing over sixteen connections for a few seconds, with wrk."""

import asyncio
import json
import re
import shutil
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

FOLDER = Path(__file__).parent
CONNECTIONS = 16
READY_SECONDS = 60
PLAIN = {"Accept-Encoding": "identity"}
SETTLE_SECONDS = 0.5
"""What was asked when a turn ended is still worked on for a moment, which must not be the next one's."""


class Unequal(Exception):
    """A server does not answer as it must; a figure of it would say nothing."""


@dataclass
class Contender:
    """A server that answers the bench's query; `document` is the query in its own words."""

    name: str
    port: int
    key: str
    document: Path = FOLDER / "claims.graphql"
    sizes: dict[int, int] = field(default_factory=dict)
    """How many bytes a checked answer had, its headers among them, by `first`."""

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/graphql"

    @cached_property
    def text(self) -> str:
        """Its document as it is sent, without what is there for people."""
        return re.sub(r"\s+", " ", self.document.read_text()).strip()

    def variables_of(self, first: int) -> dict[str, Any]:
        """Its document's variables."""
        return {"first": first}

    def body(self, first: int) -> str:
        """What is posted to it."""
        return json.dumps({"query": self.text, "variables": self.variables_of(first)})

    async def answer(self, first: int) -> Any:
        """The answer's `data`, once it serves. Raises `Unequal` for an error."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"} | PLAIN
        response: httpx.Response | None = None
        async with asyncio.timeout(READY_SECONDS), httpx.AsyncClient(headers=headers, timeout=30) as client:
            while response is None:
                try:
                    response = await client.post(self.url, content=self.body(first))
                except httpx.TransportError:
                    await asyncio.sleep(0.1)
        if response.status_code != 200 or "errors" in response.json():
            raise Unequal(f"{self.name} answered {response.status_code}: {response.text[:500]}")
        head = sum(len(name) + len(value) + len(": \r\n") for name, value in response.headers.raw)
        self.sizes[first] = head + len(response.content)
        return response.json()["data"]

    async def rate(self, first: int, seconds: float) -> float:
        """Answers a second. Raises `Unequal` when some were not what was checked before."""
        script, patience = str(FOLDER / "post.lua"), "30s"
        process = await asyncio.create_subprocess_exec(
            find_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", patience, "-s", script, self.url,
            "--", self.key, self.body(first), stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        async with asyncio.timeout(seconds + 30):
            said, _ = await process.communicate()
            await asyncio.sleep(SETTLE_SECONDS)
        counted = re.search(rb"counted (\d+) (\d+) (\d+) (\d+)", said)
        if process.returncode or counted is None:
            raise Unequal(f"wrk failed on {self.name}: {said.decode()[-500:]}")
        answered, failed, size, microseconds = map(int, counted.groups())
        if not answered:
            raise Unequal(f"{self.name} answered nothing in its turn; make it longer with TURN_SECONDS")
        # a refusal may come as 200, but never as long as the answer
        if failed or size < answered * self.sizes[first] * 0.99:
            raise Unequal(f"{self.name} under load: {failed} of {answered} answers failed, {size} bytes came")
        return answered / microseconds * 1_000_000


def find_wrk() -> str:
    """The program that makes the load; ends the bench with a word on how to get it when it is missing."""
    return shutil.which("wrk") or sys.exit("This bench needs wrk (on Debian and Ubuntu: apt-get install wrk).")
