"""The journeys with third-party clients, in an environment of their own, as their versions clash with ours."""

import asyncio
import os
from pathlib import Path

from tests.processes import Sandbox, Service

PROJECT = Path(__file__).resolve().parents[2]
CLIENTS = PROJECT / "tests" / "clients"


async def test_third_party_clients_follow_a_claim_to_the_carrier_and_back(
    service: Service, sandbox: Sandbox, storefronts: Path
) -> None:
    python = CLIENTS / ".venv" / "bin" / "python"
    assert python.exists(), "The clients' environment is missing: `make test` makes it (tests/clients/.venv)."
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")} | {
        "NO_PROXY": "127.0.0.1",
        "MAKEGOOD_URL": service.url,
        "MAKEGOOD_SANDBOX": sandbox.url,
        "MAKEGOOD_STOREFRONTS": str(storefronts),
    }
    process = await asyncio.create_subprocess_exec(
        *(str(python), "-m", "pytest", "-p", "no:cacheprovider", "--color=no", "-q", "."),
        cwd=CLIENTS,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), 110)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, said.decode()
    assert " passed" in said.decode()
