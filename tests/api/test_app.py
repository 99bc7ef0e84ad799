"""The process: it starts whatever is away, says when it can serve, and ends when it is asked to."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from services.api.app import BadSetting, make_app
from services.core.database import APP, Pool, open_pool
from services.core.settings import Settings
from services.core.vault import Vault
from services.dev import embedded
from services.dev.ports import free_port
from tests.api.probe import make_probe
from tests.api.serving import Api, Client, served
from tests.builders import Shop, a_shop, an_order
from tests.processes import environment, program
from tests.watching import until

NOWHERE = "127.0.0.1:1"


async def test_a_process_that_can_serve_says_so(probe: Api) -> None:
    async def ready() -> bool:
        return (await probe.client.get("/readyz")).status_code == 200

    await until(ready)
    answer = await probe.client.get("/readyz")
    assert answer.json() == {
        "ok": True,
        "draining": False,
        "feed": True,
        "database": True,
        "migrations": True,
        "reads": True,
    }
    assert (await probe.client.get("/healthz")).json() == {"ok": True}


async def test_it_starts_while_everything_is_away_and_says_what_is_missing(settings: Settings) -> None:
    away = {"database_url": SecretStr(f"postgresql://x@{NOWHERE}/x"), "redis_url": SecretStr(f"redis://{NOWHERE}/0")}
    async with served(settings.model_copy(update=away)) as api:
        assert (await api.client.get("/healthz")).status_code == 200
        answer = await api.client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json() == {
            "ok": False, "draining": False, "feed": False, "database": False, "migrations": False, "reads": False,
        }  # fmt: skip


async def test_redis_away_costs_no_readiness(settings: Settings) -> None:
    away = settings.model_copy(update={"redis_url": SecretStr(f"redis://{NOWHERE}/0")})
    async with served(away) as api:

        async def ready() -> bool:
            return (await api.client.get("/readyz")).status_code == 200

        await until(ready)


async def test_a_database_without_the_newest_migration_is_not_ready(probe: Api, database: str) -> None:
    owner = await asyncpg.connect(database)
    await owner.execute("delete from makegood.migrations where name = (select max(name) from makegood.migrations)")
    answer = await probe.client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, False)
    await owner.execute("insert into makegood.migrations (name, checksum) values ('9999_of_the_future.sql', 'x')")
    await owner.close()


async def test_a_database_that_the_schema_does_not_fit_is_not_ready(
    settings: Settings, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = await asyncpg.connect(database)
    await owner.execute("drop index makegood.claims_newest")
    await owner.close()
    async with served(settings) as api:
        answer = await api.client.get("/readyz")
        assert (answer.status_code, answer.json()["reads"]) == (503, False)
    assert "Query.claims needs an index on claims (storefront_id, created_at DESC, id DESC)" in capsys.readouterr().out


async def test_the_numbers_are_there_for_prometheus(probe: Api, shop: Shop) -> None:
    await probe.post("query Mine { hello }", shop.key)
    await probe.post("{ boom }", shop.key)
    await probe.post("{", shop.key)
    text = (await probe.client.get("/metrics")).text
    for line in (
        r'makegood_api_operations_total{outcome="answered",type="query"}',
        r'makegood_api_operations_total{outcome="failed",type="query"}',
        r'makegood_api_operations_total{outcome="refused",type="unknown"}',
        r'makegood_api_operation_seconds_count{type="query"}',
        r'makegood_api_responses_total{route="/graphql",status="200"}',
        r'makegood_api_database_connections{role="door",state="idle"}',
        "makegood_api_watchers ",
        "makegood_api_sockets ",
    ):
        assert line in text
    assert "Mine" not in text


async def test_unknown_paths_are_404_and_count_as_one_route(probe: Api) -> None:
    for path in ("/", "/nothing", "/admin"):
        assert (await probe.client.get(path)).status_code == 404
    assert 'route="other",status="404"' in (await probe.client.get("/metrics")).text


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"token_keys": ""}, "TOKEN_KEYS"),
        ({"token_keys": "k1:short"}, "TOKEN_KEYS"),
        ({"vault_keys": ""}, "VAULT_KEYS"),
        ({"vault_keys": "one:dnZ2dnZ2dnZ2dnZ2dnZ2dnZ2dnZ2dnZ2dnZ2dnZ2dnY="}, "VAULT_KEYS"),
        ({"database_url": "mysql://secret@host/x"}, "DATABASE_URL"),
        ({"redis_url": "http://:secret@host"}, "REDIS_URL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_not_shown(changes: dict[str, str], name: str) -> None:
    good = {"token_keys": "k1:" + "dHR0" * 10 + "dHQ=", "vault_keys": "1:" + "dnZ2" * 10 + "dnY="}
    values = {field: SecretStr(value) for field, value in (good | changes).items()}
    with pytest.raises(BadSetting, match=name) as refused:
        make_app(Settings(**values))  # type: ignore[arg-type]
    assert all(value not in str(refused.value) for value in changes.values() if value)


def test_the_command_tells_in_one_line_what_it_cannot_use(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        for changes, told in (
            ({"PORT": port}, f"api: cannot listen on 127.0.0.1:{port}: Address already in use; set HOST or PORT"),
            ({"PORT": "eighty"}, "api: PORT: "),
            ({"PORT": "99999"}, "api: cannot listen on 127.0.0.1:99999"),
            ({"HOST": "no.such.host.example"}, "api: cannot listen on no.such.host.example"),
            ({"LOG_LEVEL": "LOUD"}, "api: LOG_LEVEL must be"),
            ({"TOKEN_KEYS": ""}, "api: TOKEN_KEYS is empty"),
        ):
            done = subprocess.run(
                [sys.executable, "-m", "services.api"],
                env=environment(settings, **changes),
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert done.returncode == 1
            assert done.stderr.startswith(told)
            assert done.stderr.count("\n") == 1


@asynccontextmanager
async def client_of(port: int) -> AsyncIterator[Client]:
    """A client of the process that listens there, once it is ready."""
    url = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=url, timeout=20) as client:

        async def answers() -> bool:
            try:
                return (await client.get("/readyz")).status_code == 200
            except httpx.TransportError:
                return False

        await until(answers, 60)
        yield Client(url, client)


async def test_at_sigterm_streams_are_told_to_come_back_and_the_process_ends(
    settings: Settings, app: Pool, shop: Shop
) -> None:
    port = free_port()
    order_id = await an_order(app, shop)
    subscription = "subscription ($id: ID!) { orderUpdated(id: $id) { __typename } }"
    env = environment(settings, PORT=str(port))
    async with (
        program("services.api", env=env) as process,
        client_of(port) as api,
        api.socket(shop.key) as watching,
        api.socket(shop.key) as idle,
        api.stream(subscription, shop.key, id=order_id) as events,
    ):
        await watching.subscribe(subscription, id=order_id)

        async def two_watch() -> bool:
            return "makegood_api_watchers 2.0" in (await api.client.get("/metrics")).text

        await until(two_watch)
        ending = asyncio.create_task(process.end())
        told = [event async for event in events]
        assert [event["event"] for event in told] == ["next", "complete"]
        assert "SERVICE_RESTARTING" in told[0]["data"]
        assert [(await socket.closed())[0] for socket in (watching, idle)] == [1012, 1012]
        assert await ending == 0


async def test_a_request_that_runs_at_sigterm_is_answered(settings: Settings, shop: Shop) -> None:
    async with served(settings, schema=make_probe()) as api:
        asking = asyncio.create_task(api.post("{ slow }", shop.key))
        await asyncio.sleep(0.3)
        api.server.should_exit = True
        assert (await asking).json() == {"data": {"slow": "done"}}


async def test_the_log_has_the_request_and_no_secret(settings: Settings, shop: Shop) -> None:
    port = free_port()
    env = environment(settings, PORT=str(port), LOG_FORMAT="json")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.api", env=env, stderr=asyncio.subprocess.PIPE
    )
    try:
        async with client_of(port) as api:
            headers = {"Authorization": f"Bearer {shop.key}", "X-Request-Id": "req-of-mine"}
            query = {"query": '{ nothing(email: "ida@shop.example") }'}
            await api.client.post("/graphql", json=query, headers=headers)
            await api.client.get("/graphql", params=query, headers=headers | {"X-Request-Id": "another"})
    finally:
        process.terminate()
        told = (await process.communicate())[1].decode()
    assert "ida@" not in told
    assert shop.key not in told
    lines = [json.loads(line) for line in told.splitlines()]
    (line,) = [line for line in lines if line.get("request_id") == "req-of-mine" and line["event"] == "request"]
    assert (line["route"], line["status"], line["method"]) == ("/graphql", 200, "POST")


async def test_a_restarted_database_is_found_again(
    own_postgres: embedded.Postgres, settings: Settings, vault: Vault
) -> None:
    url = own_postgres.address
    pool = await open_pool(url, APP, size=2)
    shop = await a_shop(url, pool, vault)
    await pool.close()
    async with served(settings.model_copy(update={"database_url": SecretStr(url)}), schema=make_probe()) as api:

        async def status(expected: int) -> bool:
            answer = await api.post("{ hello }", shop.key, {"Makegood-Storefront": shop.id})
            assert answer.status_code in {200, 503}
            return answer.status_code == expected and (await api.client.get("/readyz")).status_code == expected

        await until(lambda: status(200))
        await asyncio.to_thread(own_postgres.stop, "immediate")
        await until(lambda: status(503))
        await asyncio.to_thread(own_postgres.start)
        await until(lambda: status(200))
