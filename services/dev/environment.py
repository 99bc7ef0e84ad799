"""`python -I environment.py [PROJECT]`: makes PROJECT/.venv from its uv.lock, with uv from PyPI when there is none.

Run before anything is installed, so it knows the standard library alone.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OLDEST_UV = (0, 8)


class EnvironmentFailed(Exception):
    """Why the environment could not be made, in one sentence."""


def _output(*command: str | Path, **variables: str) -> tuple[int, str]:
    # a package that is compiled with make must not get our make's flags
    ours = ("VIRTUAL_ENV", "MAKEFLAGS", "MFLAGS", "MAKELEVEL")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    done = subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        env=environment | variables,
    )
    return done.returncode, done.stdout


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


def _works(program: Path, *arguments: str) -> bool:
    return program.exists() and _output(program, *arguments)[0] == 0


def _make(folder: Path, *options: str) -> None:
    """An empty environment of the Python that runs us."""
    if folder.exists():
        shutil.rmtree(folder)
    status, said = _output(sys.executable, "-m", "venv", *options, folder)
    if status:
        shutil.rmtree(folder, ignore_errors=True)
        if "ensurepip" in said or "No module named venv" in said:
            raise EnvironmentFailed(
                "Python's venv is incomplete here; install it (on Debian and Ubuntu: apt-get install python3-venv)."
            )
        raise EnvironmentFailed(f"The environment {folder} cannot be made: {_last_line(said)}")


def _is_recent(uv: str | Path) -> bool:
    status, said = _output(uv, "--version")
    found = re.match(r"uv (\d+)\.(\d+)", said)
    return status == 0 and found is not None and (int(found[1]), int(found[2])) >= OLDEST_UV


def find_uv() -> str | Path:
    """The uv on the path when it is recent enough, or one of our own in .venv/tool."""
    theirs = shutil.which("uv")
    if theirs and _is_recent(theirs):
        return theirs
    tool = ROOT / ".venv" / "tool"
    if not _works(tool / "bin" / "uv", "--version"):
        print("Installing uv …", flush=True)
        _make(tool)
        status, said = _output(tool / "bin" / "python", "-m", "pip", "install", "--quiet", "uv")
        if status:
            raise EnvironmentFailed(f"uv cannot be installed from PyPI: {_last_line(said)}")
    return tool / "bin" / "uv"


def synchronize(project: Path) -> None:
    """Makes PROJECT/.venv hold exactly what PROJECT/uv.lock names; raises EnvironmentFailed."""
    environment = project / ".venv"
    python = environment / "bin" / "python"
    if not _works(python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        _make(environment, "--without-pip")
    uv = find_uv()
    print(f"Installing what {project.name}/uv.lock names …", flush=True)
    command = (uv, "sync", "--locked", "--project", project, "--python", python)
    variables = {"UV_PROJECT_ENVIRONMENT": str(environment), "UV_PYTHON_DOWNLOADS": "never"}
    status, said = _output(*command, **variables)
    if status and "certificate" in said:  # a proxy that only the machine's own certificates know
        status, said = _output(*command, **variables, UV_SYSTEM_CERTS="1", UV_NATIVE_TLS="1")
    log = environment / "sync.log"
    log.write_text(said)
    if status:
        raise EnvironmentFailed(explain(said, log))


def explain(said: str, log: Path) -> str:
    """One sentence for why `uv sync` failed."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    built = re.search(r"Failed to build `?([\w.-]+)", said)
    if built:
        missing = [tool for tool in ("cc", "make") if not shutil.which(tool)]
        cure = "install a C compiler and make (on Debian and Ubuntu: apt-get install build-essential)"
        return (
            f"{built[1]} has no ready-made package for Python {version} here and could not be compiled"
            + (f" without {' and '.join(missing)}" if missing else "")
            + f"; {cure}, or use Python 3.11 or 3.12 (make PYTHON=python3.12). Its output is in {log}"
        )
    if "lockfile" in said and "needs to be updated" in said:
        return "uv.lock does not match pyproject.toml; run `uv lock`."
    reasons = [line.strip() for line in said.splitlines() if re.match(r"error:|\s+(cause|Caused by):", line)]
    return f"uv could not install the packages: {reasons[-1] if reasons else _last_line(said)}; see {log}"


def main() -> int:
    """Returns the exit status."""
    try:
        synchronize(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT)
    except EnvironmentFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
