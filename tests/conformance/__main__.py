"""`make conformance`: all suites one after another, or the one named by ONLY; a table, and a file for machines."""

import asyncio
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from services.dev.npm import install
from tests.bench.report import FOLDER, Row
from tests.conformance.ground import BUILD, Ground, ground

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
SECONDS = 300
SHOWN = 8
"""So many checks are named that failed in the same way."""

SUITES = {
    "graphql-http audits": "js/audits.mjs",
    "GraphQL over HTTP": "js/http.mjs",
    "graphql-transport-ws": "js/socket.mjs",
    "graphql-ws": "js/graphql-ws.mjs",
    "GraphQL over SSE": "js/sse.mjs",
    "graphql-sse and EventSource": "js/graphql-sse.mjs",
    "Apollo Client": "js/apollo.mjs",
    "urql": "js/urql.mjs",
    "graphql-request": "js/request.mjs",
    "Shopify graphql-client": "js/shopify.mjs",
    "Relay compiler and runtime": "js/relay.mjs",
    "graphql-codegen and tsc": "js/codegen.mjs",
    "Relay: global object identification": "js/nodes.mjs",
    "Relay: connections": "js/connections.mjs",
    "persisted documents": "js/persisted.mjs",
    "Apollo Federation": "js/federation.mjs",
    "gql": "clients/gql_client.py",
    "ariadne-codegen": "clients/ariadne.py",
    "schemathesis": "clients/fuzz.py",
}
"""Each file prints one line of JSON at its end: `{suite, passed, of, failed: [{check, observed}]}`."""


@dataclass(frozen=True)
class Found:
    """What a suite counted, and what did not pass in it."""

    suite: str
    passed: int
    of: int
    failed: list[dict[str, str]]


class Broken(Exception):
    """A suite that could not be run to its end."""


def _command(file: str) -> list[str]:
    path = HERE / file
    if path.suffix == ".py":
        return [str(VENV / "bin" / "python"), str(path)]
    return [str(install(path.parent)), str(path)]


async def run(suite: str, variables: dict[str, str]) -> Found:
    """Run one suite as a process of its own. Raises `Broken`."""
    log = BUILD / f"{Path(SUITES[suite]).stem}.log"
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *_command(SUITES[suite]), env=variables, cwd=HERE, stdout=asyncio.subprocess.PIPE, stderr=errors
        )
        try:
            said, _ = await asyncio.wait_for(process.communicate(), SECONDS)
        except TimeoutError:
            raise Broken(f"{suite} did not end in {SECONDS} seconds; see {log}") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    try:
        told: dict[str, Any] = json.loads(said.splitlines()[-1])
        return Found(suite, told["passed"], told["of"], told["failed"])
    except (IndexError, KeyError, ValueError):
        raise Broken(f"{suite} ended with status {process.returncode} and no result; see {log}") from None


async def run_all(names: list[str]) -> tuple[list[Found], list[Broken]]:
    """Every suite in turn, on one service; what the service itself reported meanwhile counts as well."""
    found: list[Found] = []
    broken: list[Broken] = []
    quiet: list[dict[str, str]] = []
    async with ground() as where:
        for name in names:
            before = len(where.troubles())
            try:
                found.append(await run(name, where.variables))
            except Broken as error:
                broken.append(error)
            quiet += _reported(name, where, before)
            print(f"{name}: {'broken' if broken and name in str(broken[-1]) else 'done'}", file=sys.stderr, flush=True)
    noisy = len({one["check"] for one in quiet})
    found.append(Found("nothing in the service's log", len(names) - noisy, len(names), quiet))
    return found, broken


def _reported(suite: str, where: Ground, before: int) -> list[dict[str, str]]:
    lines = where.troubles()[before:]
    return [{"check": f"while {suite} ran", "observed": f"{len(lines)} lines, first {lines[0]}"}] if lines else []


def publish(found: list[Found], broken: list[Broken]) -> None:
    """The table, what failed under it, and build/reports/conformance.json."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = [Row(one.suite, one.passed, f"of {one.of}", "", None, 1) for one in found]
    (FOLDER / "conformance.json").write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")
    width = max(len(one.suite) for one in found)
    print(f"\n{'suite':<{width}} | passed |   of")
    print("\n".join(f"{one.suite:<{width}} | {one.passed:>6} | {one.of:>4}" for one in found))
    for one in found:
        for observed, checks in _by_observation(one.failed).items():
            more = f" (and {len(checks) - SHOWN} more)" if len(checks) > SHOWN else ""
            print(f"\n{one.suite}: {'; '.join(checks[:SHOWN])}{more}\n  {observed[:600]}")
    for error in broken:
        print(f"\n{error}")


def _by_observation(failed: list[dict[str, str]]) -> dict[str, list[str]]:
    checks: dict[str, list[str]] = {}
    for one in failed:
        checks.setdefault(one["observed"].strip(), []).append(one["check"])
    return checks


def main() -> int:
    """Exit status 0 when every suite could be run, whatever it found."""
    only = os.environ.get("ONLY", "")
    names = [name for name in SUITES if only in ("", name, Path(SUITES[name]).stem)]
    if not names:
        print(f"There is no suite {only!r}; there are {', '.join(SUITES)}.", file=sys.stderr)
        return 2
    found, broken = asyncio.run(run_all(names))
    publish(found, broken)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
