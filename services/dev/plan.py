"""What `make run` runs, in which order, on which ports."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from services.dev.program import Program
from services.dev.supervisor import Patience

PROJECT = Path(__file__).resolve().parents[2]
SANDBOX_PORT = 8100
SMTP_PORT = 8125
GRAPHIQL = PROJECT / "build" / "graphiql"
STOREFRONTS = "storefronts.jsonl"
"""The file of the demo storefronts and their keys, in the data folder."""


def python(module: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs one of our modules."""
    return (sys.executable, "-m", module, *arguments)


@dataclass(frozen=True)
class Plan:
    """What runs where.

    Attributes:
        data: The folder of everything that outlives a run.
        ports: The ports that the programs will listen on, by name.
        stages: Programs in the order of their start.
        migrate: Run once before them.
        seed: Run once after it; prints one JSON object for each demo storefront.
        aside: Run once beside them; when one fails, it is said and the others go on.
    """

    data: Path
    ports: Mapping[str, int]
    stages: Sequence[Sequence[Program]]
    migrate: Program
    seed: Program | None
    aside: Sequence[Program] = ()
    patience: Patience = field(default_factory=Patience)


def standard_plan(data: Path) -> Plan:
    """Sandbox, worker and API of this project."""
    api = int(os.environ.get("PORT", "8000"))
    sandbox = python("services.sandbox", "--port", str(SANDBOX_PORT), "--smtp-port", str(SMTP_PORT))
    seed = python("services.dev.seed", str(data / STOREFRONTS))
    return Plan(
        data=data,
        ports={"API": api, "Sandbox": SANDBOX_PORT, "SMTP": SMTP_PORT},
        stages=(
            (Program("sandbox", sandbox, f"http://127.0.0.1:{SANDBOX_PORT}/healthz", grace=1.5),),
            (
                Program("worker", python("services.worker")),
                Program("api", python("services.api"), f"http://127.0.0.1:{api}/readyz"),
            ),
        ),
        migrate=Program("migrate", python("services.migrate")),
        seed=Program("seed", seed) if find_spec("services.dev.seed") else None,
        aside=(Program("graphiql", python("services.dev.graphiql")),),
    )
