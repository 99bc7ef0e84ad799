"""The image: what it is made from is there, and what it may run starts with nothing but its own packages."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.written import COMMANDS, ENTRYPOINT, PROJECT, dockerfile

IMPORT_WITHOUT = """
import importlib, sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in absent or name.partition('.')[0] in absent:
            raise ModuleNotFoundError(f'{name} is not in the image', name=name)
absent = set(sys.argv[2].split(','))
sys.meta_path.insert(0, Absent())
importlib.import_module(sys.argv[1])
"""


def run_command(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [ENTRYPOINT, *words],
        cwd=PROJECT,
        env={"PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def runtime_packages() -> set[str]:
    """What `uv sync --no-dev` installs: the locked packages that the project's own dependencies lead to."""
    locked: dict[str, Any] = {package["name"]: package for package in _lock()}
    todo = [dependency["name"] for dependency in locked["makegood"]["dependencies"]]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            package = locked[name]
            extras = package.get("optional-dependencies", {}).values()
            for group in (package.get("dependencies", []), *extras):
                todo += [dependency["name"] for dependency in group]
    return found


def _lock() -> list[dict[str, Any]]:
    packages: list[dict[str, Any]] = tomllib.loads((PROJECT / "uv.lock").read_text())["package"]
    return packages


def test_the_entrypoint_knows_exactly_the_commands_of_the_image() -> None:
    (known,) = re.findall(r"^  ([a-z]+(?: \| [a-z]+)+)\)$", ENTRYPOINT.read_text(), re.MULTILINE)
    assert tuple(known.split(" | ")) == COMMANDS
    assert os.access(ENTRYPOINT, os.X_OK)


@pytest.mark.parametrize("command", ["sandbox", "admin"])
def test_a_command_line_explains_itself(command: str) -> None:
    done = run_command(command, "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage:")


def test_the_api_names_the_setting_that_is_missing() -> None:
    done = run_command("api")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "TOKEN_KEYS is empty" in done.stderr


def test_migrate_finds_its_migrations(database: str) -> None:
    done = run_command("migrate", DATABASE_URL=database)
    assert (done.returncode, done.stdout) == (0, "migrate: the database is up to date\n")


@pytest.mark.parametrize("words", [(), ("dev",), ("api --help",)])
def test_any_other_command_is_refused_with_the_ones_there_are(words: tuple[str, ...]) -> None:
    done = run_command(*words)
    assert done.returncode == 64
    assert "api, worker, migrate, sandbox and admin" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_needs_no_package_and_no_folder_that_the_image_lacks(command: str) -> None:
    runtime = runtime_packages()
    absent = [
        module
        for module, packages in packages_distributions().items()
        if not runtime.intersection(package.lower().replace("_", "-").replace(".", "-") for package in packages)
    ]
    assert {"pytest", "yaml"} <= set(absent)
    package = PROJECT / "services" / command
    # a package's __main__ may run on import; what it starts is the package's own
    modules = [f"services.{command}"] if not package.is_dir() else [_started_by(package / "__main__.py")]
    for module in modules:
        done = subprocess.run(
            [sys.executable, "-c", IMPORT_WITHOUT, module, ",".join([*absent, "services.dev"])],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr


def _started_by(main: Path) -> str:
    """A package's `__main__`, which must not run when it is only imported."""
    assert '__name__ == "__main__"' in main.read_text()
    return f"services.{main.parent.name}.__main__"


def test_every_source_of_the_image_exists_and_gets_into_the_build() -> None:
    sources = [source for line in dockerfile("COPY") if not line.startswith("--from=") for source in line.split()[:-1]]
    let_in = {
        line.removeprefix("!") for line in (PROJECT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    }
    assert set(sources) == let_in
    assert all((PROJECT / source).exists() for source in sources)


def test_the_image_runs_as_an_ordinary_user_on_a_pinned_python() -> None:
    assert [line.split()[0] for line in dockerfile("FROM")] == ["python:3.12-slim"] * 2
    assert dockerfile("USER") == ["10001:10001"]
    assert "PYTHONUNBUFFERED=1" in dockerfile("ENV")[-1].split()
