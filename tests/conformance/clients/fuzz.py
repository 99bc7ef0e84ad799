"""schemathesis: made-up operations, some with ids that exist; each root field that never fails by our fault passes.

An error whose code says that the request was wrong is an answer. Any other is the server's fault.
"""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from checks import BEARER, BUILD, URL, claim, sell

EXAMPLES = 40
FOLDER = BUILD / "fuzz"
KNOWN = {
    "ids": ["Query.*.id", "Query.nodes.ids[*]", "*.*.filter.subject"],
    "orders": ["Mutation.*.input.orderId", "Query.claims.filter.orderId"],
    "shipments": ["Mutation.*.input.shipmentId", "Query.claims.filter.shipmentId"],
    "claims": ["Mutation.*.input.claimId"],
    "sizes": ["*.*.first", "*.*.last"],
}


async def real_values() -> dict[str, list[Any]]:
    """Ids of an order, its parcel and its claim, and sizes of pages."""
    order, shipment = await sell()
    made = await claim(order, shipment)
    ids = [order["id"], shipment["id"], made["id"]]
    return {"ids": ids, "orders": ids[:1], "shipments": ids[1:2], "claims": ids[2:], "sizes": [1, 20, 100]}


def configuration(values: dict[str, list[Any]]) -> str:
    """What schemathesis reads: where these values belong, in 6 of 10 operations."""
    lines = [f"[dictionaries.{name}]\nvalues = {json.dumps(known)}" for name, known in values.items()]
    lines.append("[parameters]")
    lines += [f'"{path}" = {{ dictionary = "{name}", probability = 0.6 }}' for name in KNOWN for path in KNOWN[name]]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run it and tell what it found."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "schemathesis.toml").write_text(configuration(asyncio.run(real_values())))
    report = FOLDER / "report.json"
    report.unlink(missing_ok=True)
    here = Path(__file__).parent
    command = [
        *(Path(sys.executable).with_name("st"), "run", URL, "--header", f"Authorization: {BEARER}", "--no-color"),
        *("--max-examples", str(EXAMPLES), "--seed", "1", "--continue-on-failure", "--generation-database", "none"),
        *("--checks", "not_a_server_error", "--report", "json", "--report-json-path", report),
    ]
    hooks = {"SCHEMATHESIS_HOOKS": "scalars", "PYTHONPATH": str(here)}
    done = subprocess.run(command, cwd=FOLDER, env=os.environ | hooks, capture_output=True, text=True, check=False)
    (FOLDER / "output.txt").write_text(done.stdout + done.stderr)
    told = json.loads(report.read_text())
    failed = [
        {"check": operation, "observed": f"{group['title']} (each in {FOLDER / 'output.txt'})"}
        for group in told["failures"]
        for operation in group["operations"]
    ]
    failed += [{"check": error["title"], "observed": f"in {FOLDER / 'output.txt'}"} for error in told["errors"]]
    total = told["operations"]["selected"]
    faulty = len({one["check"] for one in failed})
    print(json.dumps({"suite": "schemathesis", "passed": total - faulty, "of": total, "failed": failed}))


main()
