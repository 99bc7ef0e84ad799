"""The operator's command line: storefronts, keys, accounts, tasks and effects by hand."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg

from services.core import effects, tasks
from services.core.clock import system_clock
from services.core.database import APP, OWNER, Pool, connect, open_pool
from services.core.effects import Decision
from services.core.events import Actor, ActorKind
from services.core.refusal import Refused, refuse
from services.core.settings import Settings
from services.core.storefronts import operations, repository
from services.core.storefronts.model import ClientKind, Mode, NewStorefront, Scope
from services.core.vault import open_vault

OPERATOR = Actor(ActorKind.STAFF, "command line")
Command = Callable[["Desk", argparse.Namespace], Awaitable[object]]


class Desk:
    """The connections of one command."""

    def __init__(self, settings: Settings, owner: asyncpg.Connection, app: Pool) -> None:
        self.settings = settings
        self.owner = owner
        self.app = app


async def storefront_create(desk: Desk, given: argparse.Namespace) -> object:
    """Open a storefront."""
    new = NewStorefront(given.name, given.currency, given.time_zone, Mode(given.mode), tuple(given.origin))
    return {"storefront": await operations.create_storefront(desk.owner, new, system_clock())}


async def key_create(desk: Desk, given: argparse.Namespace) -> object:
    """A new client with a key, or one more key of a client; the key is shown only now."""
    now = system_clock()
    if given.client:
        return {"client": given.client, "key": await operations.create_key(desk.owner, given.client, now)}
    if not given.storefront:
        raise refuse("INVALID", "Name the storefronts that the key may act in, or the client that gets one more key.")
    kind = ClientKind.PUBLISHABLE if given.publishable else ClientKind.SECRET
    scopes = frozenset() if given.publishable else frozenset(map(Scope, given.scope or list(Scope)))
    grants = dict.fromkeys(given.storefront, scopes)
    client, key = await operations.create_client(desk.owner, given.name, kind, grants, now)
    return {"client": client, "key": key}


async def key_list(desk: Desk, _: argparse.Namespace) -> object:
    """All clients and their keys, without the keys themselves."""
    rows = await desk.owner.fetch(
        """select k.id as key, k.hint, k.created_at, k.revoked_at, c.id as client, c.name, c.kind from api_keys k
           join api_clients c on c.id = k.client_id order by k.created_at limit 1000"""
    )
    return [dict(row) for row in rows]


async def key_revoke(desk: Desk, given: argparse.Namespace) -> object:
    """End a key."""
    return {"revoked": await repository.revoke_key(desk.owner, given.key, system_clock())}


async def account_create(desk: Desk, given: argparse.Namespace) -> object:
    """Keep an account at a company; its secrets are read from standard input as a JSON object."""
    values: dict[str, str] = json.load(sys.stdin)
    hooks = {name: value for name, value in values.items() if name.startswith("webhook_secret")}
    new = operations.NewAccount(given.company, given.label, values, hooks)
    vault = open_vault(desk.settings.vault_keys.get_secret_value())
    write = desk.app.writer(given.storefront)
    return {"account": await operations.connect_account(write, vault, new, OPERATOR, system_clock())}


async def task_list(desk: Desk, given: argparse.Namespace) -> object:
    """Tasks of a storefront in one state, newest first."""
    async with desk.app.read(given.storefront) as db:
        return [dict(row) for row in await tasks.newest(db, given.state, given.limit)]


async def task_replay(desk: Desk, given: argparse.Namespace) -> object:
    """Bring a dead task back to life."""
    async with desk.app.write(given.storefront) as tx:
        return {"replayed": await tasks.replay(tx, given.task)}


async def effect_list(desk: Desk, given: argparse.Namespace) -> object:
    """Effects of a storefront in one state, newest first."""
    async with desk.app.read(given.storefront) as db:
        return [dict(row) for row in await effects.newest(db, given.state, given.limit)]


async def effect_decide(desk: Desk, given: argparse.Namespace) -> object:
    """A person's word on an effect in review."""
    async with desk.app.write(given.storefront) as tx:
        decision = Decision(given.decision)
        effect = await effects.decide(tx, given.effect, decision, OPERATOR, system_clock(), given.reference)
        return {"effect": effect.id, "state": effect.state}


def parser() -> argparse.ArgumentParser:
    """The words of the command line."""
    top = argparse.ArgumentParser(prog="admin", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="what")

    def add(name: str, command: Command, *arguments: tuple[str, dict[str, Any]]) -> None:
        sub = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        for flag, options in arguments:
            sub.add_argument(flag, **options)
        sub.set_defaults(command=command)

    of_storefront = ("--storefront", {"required": True, "help": "sto_…"})
    limit = ("--limit", {"type": int, "default": 50})
    add(
        "storefront-create",
        storefront_create,
        ("name", {}),
        ("--currency", {"required": True}),
        ("--time-zone", {"default": "UTC"}),
        ("--mode", {"choices": list(Mode), "default": Mode.TEST}),
        ("--origin", {"action": "append", "default": [], "help": "an origin of its pages; may be repeated"}),
    )
    add(
        "key-create",
        key_create,
        ("--name", {"default": "server"}),
        ("--storefront", {"action": "append", "default": [], "help": "sto_…; may be repeated"}),
        ("--scope", {"action": "append", "choices": list(Scope), "help": "may be repeated; all by default"}),
        ("--publishable", {"action": "store_true"}),
        ("--client", {"help": "cli_…: one more key for this client, to rotate"}),
    )
    add("key-list", key_list)
    add("key-revoke", key_revoke, ("key", {"help": "key_…"}))
    add(
        "account-create",
        account_create,
        of_storefront,
        ("--company", {"required": True}),
        ("--label", {"default": "main"}),
    )
    add("task-list", task_list, of_storefront, ("--state", {"default": "DEAD"}), limit)
    add("task-replay", task_replay, of_storefront, ("task", {"help": "tsk_…"}))
    add("effect-list", effect_list, of_storefront, ("--state", {"default": "REVIEW"}), limit)
    add(
        "effect-decide",
        effect_decide,
        of_storefront,
        ("effect", {"help": "eff_…"}),
        ("decision", {"choices": list(Decision)}),
        ("--reference", {"help": "the company's own id of what it did"}),
    )
    return top


async def run(given: argparse.Namespace, settings: Settings) -> int:
    """Carry out one command and print its answer as JSON."""
    url = settings.database_url.get_secret_value()
    try:
        owner = await connect(url, OWNER)
        app = await open_pool(url, APP, size=1)
        try:
            answer = await given.command(Desk(settings, owner, app), given)
        finally:
            await owner.close()
            await app.close()
    except Refused as error:
        print(f"admin: {error}", file=sys.stderr)
        return 1
    except (asyncpg.PostgresError, OSError, TimeoutError, ValueError) as error:
        print(f"admin: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    print(json.dumps(answer, indent=2, default=str))
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(run(parser().parse_args(), Settings())))
