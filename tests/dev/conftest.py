"""Folders for servers, which PostgreSQL's user can reach when we are root (pytest's own are closed to others)."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.dev.embedded import Postgres, Redis
from tests.dev.processes import eventually, processes_of


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder; whatever still carries its name at the end of the test fails it."""
    made = Path(tempfile.mkdtemp(prefix="makegood-test-"))
    made.chmod(0o711)
    yield made
    eventually("no process is left", lambda: not processes_of(str(made)))
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def template() -> Iterator[Path]:
    """A server's folder that was started once and is stopped: copying it is faster than making it."""
    made = Path(tempfile.mkdtemp(prefix="makegood-template-"))
    made.chmod(0o711)
    server = Postgres(made / "postgres", durable=False)
    server.start()
    server.stop()
    yield server.data
    server.remove()
    made.rmdir()


@pytest.fixture
def new_postgres(folder: Path) -> Iterator[Postgres]:
    """A server whose folder is not there yet."""
    server = Postgres(folder / "new", durable=False)
    yield server
    server.stop()


@pytest.fixture
def postgres(folder: Path, template: Path) -> Iterator[Postgres]:
    """A server that was started before."""
    subprocess.run(["cp", "--archive", template, folder / "postgres"], check=True)
    server = Postgres(folder / "postgres", durable=False)
    yield server
    server.stop()


@pytest.fixture
def redis(folder: Path) -> Iterator[Redis]:
    server = Redis(folder / "redis")
    yield server
    server.stop()
