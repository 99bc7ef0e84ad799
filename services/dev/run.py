"""The story of `make run`: from an empty folder to a service that answers, and back."""

import asyncio
import json
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any

from services.dev import DevError
from services.dev.banner import banner
from services.dev.console import Console
from services.dev.embedded import Postgres, Redis
from services.dev.embedded.places import own_folder
from services.dev.embedded.server import Server
from services.dev.keys import development_keys
from services.dev.lock import locked
from services.dev.plan import GRAPHIQL, PROJECT, SANDBOX_PORT, SMTP_PORT, STOREFRONTS, Plan
from services.dev.ports import is_busy
from services.dev.program import how
from services.dev.supervisor import Supervisor


async def develop(plan: Plan, supervisor: Supervisor) -> None:
    """Runs everything until it is cancelled; raises DevError when something does not work."""
    console = supervisor.console
    own_folder(plan.data)
    async with AsyncExitStack() as stack:
        stack.enter_context(locked(plan.data))
        _refuse_busy(plan.ports)
        servers, supervisor.environment = await _environment(plan, stack, console)
        stack.push_async_callback(supervisor.stop)
        status = await supervisor.once(plan.migrate)
        if status:
            raise DevError(f"The migrations ended {how(status)}; the lines above say why.")
        storefronts = await _seed(plan, supervisor)
        await supervisor.start()
        minding = asyncio.create_task(_mind(servers, console))
        stack.callback(minding.cancel)
        aside = asyncio.gather(*(supervisor.once(program) for program in plan.aside))
        stack.push_async_callback(_cancel, aside)
        console.plain(banner(plan.ports, plan.data, storefronts))
        await supervisor.ended(minding)


def run(plan: Plan, console: Console | None = None) -> int:
    """Runs `develop` until Ctrl-C, SIGTERM, SIGHUP, or until nobody can read its lines; returns an exit status.

    A second signal waits for nothing.
    """
    console = console or Console()
    supervisor = Supervisor(plan.stages, PROJECT, console, plan.patience)

    async def until_stopped() -> int:
        story = asyncio.create_task(develop(plan, supervisor))
        asked = False

        def stop() -> None:
            nonlocal asked
            if asked:
                supervisor.hurry()
                return
            asked = True
            console.say("stopping; once more to stop at once")
            story.cancel()

        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(name, stop)
        watching = asyncio.create_task(_watch(console, stop))
        try:
            await story
        except asyncio.CancelledError:
            console.say("stopped")
            return 0
        except DevError as error:
            console.say(str(error))
            return 1
        finally:
            watching.cancel()
        return 0

    return asyncio.run(until_stopped())


async def _watch(console: Console, stop: Callable[[], None]) -> None:
    """Stops when the terminal has closed: it sends SIGHUP to the first process of its session only."""
    while True:
        await asyncio.sleep(0.5)
        if console.is_gone():
            return stop()


def _refuse_busy(ports: Mapping[str, int]) -> None:
    for who, port in ports.items():
        if is_busy(port):
            raise DevError(f"Port {port} is busy, and the {who} needs it; stop what listens there and try again.")


async def _environment(plan: Plan, stack: AsyncExitStack, console: Console) -> tuple[list[Server], dict[str, str]]:
    """The embedded servers that are needed, started, and the environment of all programs."""
    wanted: dict[str, Server] = {
        "DATABASE_URL": Postgres(plan.data / "postgres"),
        "REDIS_URL": Redis(plan.data / "redis"),
    }
    defaults = {
        "PUBLIC_URL": f"http://127.0.0.1:{plan.ports['API']}",
        "COMPANY_URLS": f"*=http://127.0.0.1:{SANDBOX_PORT}",
        "GENERIC_PRIVATE_HOSTS": "127.0.0.1",
        "SHOPIFY_URL": f"http://127.0.0.1:{SANDBOX_PORT}/shopify/{{shop}}",
        "SHOPIFY_CLIENT_ID": "makegood-sandbox",
        "SHOPIFY_CLIENT_SECRET": "shpss_sandbox",
        "STORAGE_URL": (plan.data.resolve() / "files").as_uri(),
        "SANDBOX_REPLAY": str(plan.data.resolve() / "replay"),
        "SANDBOX_STOREFRONTS": str(plan.data.resolve() / STOREFRONTS),
        "SANDBOX_API_URL": f"http://127.0.0.1:{plan.ports['API']}",
        "GRAPHIQL_FOLDER": str(GRAPHIQL),
        "SMTP_URL": f"smtp://127.0.0.1:{SMTP_PORT}?sandbox=on",
        "MAIL_FROM": "claims@shop.example",
        "LOG_FORMAT": "console",
        # Ctrl-C ends everything within 10 s
        "DRAIN_SECONDS": "3",
        "PYTHONUNBUFFERED": "1",
        **development_keys(plan.data / "keys"),
    }
    servers: list[Server] = []
    for variable, server in wanted.items():
        if os.environ.get(variable):
            console.say(f"{server.name}: the one of {variable}")
            continue
        stack.push_async_callback(asyncio.to_thread, server.stop)
        defaults[variable] = await asyncio.to_thread(server.start)
        console.say(f"{server.name}: embedded, on port {server.port}, in {server.data}")
        servers.append(server)
    return servers, defaults | {name: value for name, value in os.environ.items() if value}


async def _seed(plan: Plan, supervisor: Supervisor) -> list[dict[str, Any]]:
    """The demo storefronts as the seed prints them, kept in a file for the sandbox's demo shop and `make demo`."""
    if plan.seed is None:
        supervisor.console.say("no demo storefronts: services/dev/seed.py is missing")
        return []
    lines: list[str] = []
    status = await supervisor.once(plan.seed, output=lines.append)
    if status:
        raise DevError(f"Making the demo storefronts ended {how(status)}; the lines above say why.")
    storefronts = [json.loads(line) for line in lines if line.startswith("{")]
    file = plan.data / STOREFRONTS
    file.touch(mode=0o600)
    file.write_text("".join(json.dumps(storefront) + "\n" for storefront in storefronts))
    return storefronts


async def _cancel(work: asyncio.Future[Any]) -> None:
    work.cancel()
    await asyncio.wait([work])


async def _mind(servers: Sequence[Server], console: Console) -> None:
    """Starts an embedded server again when it ended by itself."""
    while True:
        await asyncio.sleep(0.5)
        for server in servers:
            if not server.alive:
                console.say(f"{server.name} ended; it starts again")
                await asyncio.to_thread(server.start)
