"""The compose file: its services, in which order they start, and that the real programs do what it counts on."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.core.settings import Settings
from services.dev.ports import free_port
from tests.builders import Shop
from tests.deploy.written import COMMANDS, ENTRYPOINT, PROJECT, compose, grace_seconds, health_command
from tests.deploy.written import settings as settings_of_programs
from tests.dev.processes import eventually
from tests.processes import environment

HEALTHY = "service_healthy"
WATCH = "subscription { claimsUpdated { cursor type } }"


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose()["services"]
    return found


@contextmanager
def running(service: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program of a service as the image would start it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    process = subprocess.Popen(
        [ENTRYPOINT, *services()[service]["command"][:1]],
        cwd=PROJECT,
        env={**variables, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def is_healthy(service: str, **variables: str) -> bool:
    """What Compose's own question is answered."""
    program, *arguments = health_command(service)
    assert program == "python"
    asked = subprocess.run([sys.executable, *arguments], env=variables, capture_output=True, check=False, timeout=20)
    return asked.returncode == 0


def test_the_services_are_those_of_the_house() -> None:
    assert set(services()) == {"postgres", "redis", "migrate", "api", "worker", "sandbox"}
    assert [name for name, one in services().items() if "profiles" in one] == ["sandbox"]
    assert all(one["command"][0] == name for name, one in services().items() if name in COMMANDS)


def test_everything_that_stays_is_asked_whether_it_is_well_and_comes_back() -> None:
    for name, one in services().items():
        assert ("healthcheck" in one) == (name != "migrate")
        assert one["restart"] == ("no" if name == "migrate" else "unless-stopped")


def test_programs_start_after_what_they_need() -> None:
    needs = {
        name: {other: how["condition"] for other, how in one.get("depends_on", {}).items()}
        for name, one in services().items()
    }
    after = {"migrate": "service_completed_successfully", "redis": HEALTHY}
    assert needs == {
        "postgres": {},
        "redis": {},
        "migrate": {"postgres": HEALTHY},
        "api": after,
        "worker": after,
        "sandbox": {},
    }


def test_only_the_database_and_the_storage_keep_data() -> None:
    volumes = {name: one["volumes"] for name, one in services().items() if "volumes" in one}
    files = ["files:/var/lib/makegood"]
    assert volumes == {"postgres": ["postgres:/var/lib/postgresql"], "api": files, "worker": files}
    assert list(compose()["volumes"]) == ["postgres", "files"]
    assert settings_of_programs()["STORAGE_URL"][0] == "file:///var/lib/makegood/files"
    redis = " ".join(services()["redis"]["command"])
    assert "--save  --appendonly no" in redis
    assert "--maxmemory-policy noeviction" in redis
    assert services()["redis"]["tmpfs"] == ["/data"]


def test_nothing_listens_beyond_this_machine() -> None:
    ports = [port for one in services().values() for port in one.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize("service", ["api", "worker"])
def test_work_may_end_before_a_program_is_killed(service: str) -> None:
    drain, _ = settings_of_programs()["DRAIN_SECONDS"]
    assert grace_seconds(service) == 40 > float(drain)


def test_the_api_is_well_when_it_can_serve_and_ends_its_streams_on_sigterm(settings: Settings, shop: Shop) -> None:
    port = str(free_port())
    with running("api", **environment(settings, PORT=port)) as process:
        eventually("the API serves", lambda: is_healthy("api", PORT=port))
        headers = {"Authorization": f"Bearer {shop.key}", "Accept": "text/event-stream"}
        url = f"http://127.0.0.1:{port}/graphql"
        with httpx.stream("POST", url, headers=headers, json={"query": WATCH}, timeout=60) as stream:
            assert stream.status_code == 200
            process.send_signal(signal.SIGTERM)
            assert "SERVICE_RESTARTING" in "".join(stream.iter_text())
        assert process.wait(grace_seconds("api")) == 0
    assert not is_healthy("api", PORT=port)


def test_the_api_is_not_well_while_its_database_is_away(settings: Settings) -> None:
    port = str(free_port())
    away = {"PORT": port, "DATABASE_URL": f"postgresql://nobody@127.0.0.1:{free_port()}/nowhere"}
    with running("api", **environment(settings, **away)) as process:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            eventually("the API lives", lambda: _lives(client))
        assert not is_healthy("api", PORT=port)
        assert process.poll() is None


def test_the_worker_is_well_while_it_lives_and_ends_on_sigterm(settings: Settings) -> None:
    port = str(free_port())
    with running("worker", **environment(settings, WORKER_PORT=port)) as process:
        eventually("the worker lives", lambda: is_healthy("worker", WORKER_PORT=port))
        process.send_signal(signal.SIGTERM)
        assert process.wait(grace_seconds("worker")) == 0
    assert not is_healthy("worker", WORKER_PORT=port)


def _lives(client: httpx.Client) -> bool:
    try:
        return client.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False
