"""Folders for servers, which PostgreSQL's user can reach when we are root (pytest's own are closed to others)."""

import shutil
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


@pytest.fixture
def postgres(folder: Path) -> Iterator[Postgres]:
    server = Postgres(folder / "postgres", durable=False)
    yield server
    server.stop()


@pytest.fixture
def redis(folder: Path) -> Iterator[Redis]:
    server = Redis(folder / "redis")
    yield server
    server.stop()
