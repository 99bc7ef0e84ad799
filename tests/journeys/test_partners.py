"""The typed Python client of schema/python, in its own environment, against the whole service."""

import asyncio
import os
from pathlib import Path

from tests.processes import Service

PROJECT = Path(__file__).resolve().parents[2]
PYTHON = PROJECT / "schema" / "python" / ".venv" / "bin" / "python"


async def test_a_partner_works_with_the_typed_client(service: Service, storefronts: Path) -> None:
    assert PYTHON.exists(), "The client's environment is missing: `make test` makes it (schema/python/.venv)."
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")} | {
        "NO_PROXY": "127.0.0.1",
        "MAKEGOOD_URL": service.url,
        "MAKEGOOD_STOREFRONTS": str(storefronts),
    }
    process = await asyncio.create_subprocess_exec(
        *(
            str(PYTHON),
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "--color=no",
            "-q",
            ".",
        ),
        cwd=PROJECT / "tests" / "partners",
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
