"""`make demo` plays its stories against a running service."""

import asyncio
import subprocess
import sys
from pathlib import Path

from tests.processes import Sandbox, Service

PROJECT = Path(__file__).resolve().parents[2]

CLAIM = [
    "claim.submitted",
    "claim.acknowledged",
    "claim.review_started",
    "claim.approved",
    "claim.resolution_chosen",
    "claim.resolved",
]


async def tell(data: Path, service: Service, sandbox: Sandbox) -> subprocess.CompletedProcess[str]:
    options = ("--data", str(data), "--url", service.url, "--sandbox", f"{sandbox.url}/")
    command = [sys.executable, "-m", "services.dev.demo", *options]

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=120)

    return await asyncio.to_thread(run)


def pushed(told: str, over: str) -> list[str]:
    return [line.split()[3] for line in told.splitlines() if f"← {over} " in line]


RECOVERY = [
    "recovery.proposed",
    "recovery.ready",
    "recovery.filing_requested",
    "recovery.submitted",
    "recovery.approved",
    "recovery.paid",
]


async def test_all_stories_come_to_their_end_and_can_be_told_again(
    service: Service, sandbox: Sandbox, storefronts: Path
) -> None:
    for round_ in range(2):
        told = await tell(storefronts.parent, service, sandbox)
        assert (told.returncode, told.stderr) == (0, "")
        credit, others = told.stdout.split("2. A lost parcel is sent again, and turns up after all")
        again, insured = others.split("3. A lost parcel was insured, and the insurer pays the shop back")
        for story in (credit, again, insured):
            over_websocket, over_sse = pushed(story, "WebSocket"), pushed(story, "SSE")
            assert set(CLAIM) <= set(over_sse)
            assert [kind for kind in over_websocket if kind.startswith("claim.")] == over_sse
            assert "shipment.tracking_updated" in over_websocket
            assert "POST /trackers (201)" in story
        assert "claim.parcel_found" in pushed(again, "SSE")
        assert f"Shopify has one refund of #{1001 + 3 * round_}" in credit
        assert "ledger: COST STORE_CREDIT 1047.00 DKK" in credit
        assert "ledger: COST REPLACEMENT_GOODS 998.00 DKK" in again
        # EasyPost's own word of what it took may come before its decision or not at all
        asked_back = [kind for kind in pushed(insured, "WebSocket") if kind.startswith("recovery.")]
        assert [kind for kind in asked_back if kind != "recovery.updated"] == RECOVERY
        assert "INSURER_API, because CLAIM_LOST_IN_TRANSIT" in insured
        assert "EasyPost has one claim: loss, 407.00 USD" in insured
        assert "ledger: RECOVERY INSURER_PAYOUT 407.00 USD\n" in insured
        assert "financials: cost 456.00, recovered 407.00, net 49.00 USD" in insured
        assert "3 mails the customer" in credit
        assert "\x1b" not in told.stdout
        assert "mg_sk_" not in told.stdout


async def test_a_worker_that_does_not_run_is_named_as_the_reason(
    service: Service, sandbox: Sandbox, storefronts: Path
) -> None:
    assert service.worker is not None
    await service.worker.end()
    told = await tell(storefronts.parent, service, sandbox)
    assert told.returncode == 1
    assert told.stderr == "The order did not come within 20 s; does the worker run?\n"
