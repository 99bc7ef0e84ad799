"""`python stand_ins.py FOLDER [PROGRAM…]`: the real `run` over stand-in programs, each a line of Python code.

A PROGRAM is `name=code`, or `name@port=code` when it answers there as soon as it is ready; `migrate=` and `seed=`
take those places, `port=` sets the API's, and `|=` starts the next stage.
"""

import sys
from dataclasses import replace
from pathlib import Path

from services.dev.plan import Plan
from services.dev.program import Program
from services.dev.run import run
from services.dev.supervisor import Patience

# so long that only a kill ends a program that does not listen
GRACE = 3600.0


def program(name: str, code: str, folder: Path) -> Program:
    name, _, port = name.partition("@")
    url = f"http://127.0.0.1:{port}/" if port else None
    return Program(name, (sys.executable, "-c", code, str(folder)), url, grace=GRACE)


def plan(folder: Path, words: list[str]) -> Plan:
    stages: list[list[Program]] = [[]]
    made = Plan(
        data=folder / "data",
        ports={"API": 8000},
        stages=stages,
        migrate=program("migrate", "", folder),
        seed=None,
        patience=Patience(attempts=3, first_pause=0.05, longest_pause=0.1, ready=5.0),
    )
    for word in words:
        name, _, code = word.partition("=")
        if name == "|":
            stages.append([])
        elif name == "migrate":
            made = replace(made, migrate=program(name, code, folder))
        elif name == "seed":
            made = replace(made, seed=program(name, code, folder))
        elif name == "port":
            made = replace(made, ports={"API": int(code)})
        else:
            stages[-1].append(program(name, code, folder))
    return made


if __name__ == "__main__":
    sys.exit(run(plan(Path(sys.argv[1]), sys.argv[2:])))
