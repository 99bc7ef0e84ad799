"""`make demo` plays its whole story against a running service."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import Sandbox, Service

PROJECT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.xdist_group("journeys")


async def tell(data: Path, service: Service, sandbox: Sandbox) -> subprocess.CompletedProcess[str]:
    options = ("--data", str(data), "--url", service.url, "--sandbox", f"{sandbox.url}/")
    command = [sys.executable, "-m", "services.dev.demo", *options]

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=90)

    return await asyncio.to_thread(run)


def pushed(told: str, over: str) -> list[str]:
    return [line.split()[3] for line in told.splitlines() if f"← {over} " in line]


async def test_the_story_comes_to_its_end_and_can_be_told_again(
    service: Service, sandbox: Sandbox, storefronts: Path
) -> None:
    for _ in range(2):
        told = await tell(storefronts.parent, service, sandbox)
        assert (told.returncode, told.stderr) == (0, "")
        over_websocket, over_sse = pushed(told.stdout, "WebSocket"), pushed(told.stdout, "SSE")
        claim = ["claim.submitted", "claim.acknowledged", "claim.review_started"]
        assert [kind for kind in over_sse if kind != "claim.message_added"] == [*claim, "claim.canceled"]
        assert over_sse.count("claim.message_added") == 1
        if over_websocket[0] == "order.created":  # the cursor that came with the order may stand behind it already
            over_websocket = over_websocket[1:]
        assert over_websocket[:2] == ["shipment.created", "shipment.tracking_updated"]
        assert [kind for kind in over_websocket if kind.startswith("claim.")] == over_sse
        assert over_websocket[-2:] == ["shipment.delivered", "claim.canceled"]
        pushes = len(pushed(told.stdout, "WebSocket"))
        count = f"{pushes + 5} pushes: {pushes} over the WebSocket, 5 over server-sent events"
        assert count in told.stdout
        assert "POST /trackers (201)" in told.stdout
        assert "\x1b" not in told.stdout
        assert "mg_sk_" not in told.stdout


async def test_a_worker_that_does_not_run_is_named_as_the_reason(
    service: Service, sandbox: Sandbox, storefronts: Path
) -> None:
    assert service.worker is not None
    await service.worker.end()
    told = await tell(storefronts.parent, service, sandbox)
    assert told.returncode == 1
    assert (
        told.stderr == "shipment.tracking_updated was not pushed over the WebSocket within 20 s; does the worker run?\n"
    )
