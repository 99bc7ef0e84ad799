"""The operator's command line: storefronts, keys, accounts, documents, tasks and effects by hand."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

import asyncpg
import msgspec
from pydantic import ValidationError

from services.core import effects, persisted_documents, tasks
from services.core.clock import system_clock
from services.core.companies import CARRIERS, MAILS, SHOP_HOOKS
from services.core.correspondence import desk as mail
from services.core.correspondence import repository as correspondence
from services.core.database import APP, OWNER, Pool, connect, open_pool
from services.core.effects import Decision, EffectState
from services.core.events import Actor, ActorKind
from services.core.ids import new_id
from services.core.operating import operations as operating
from services.core.operating.model import TaskState
from services.core.refusal import Refused, refuse
from services.core.settings import Settings, read_settings
from services.core.storefronts import operations, repository
from services.core.storefronts.model import AccountKind, Caller, ClientKind, Mode, NewStorefront, Role, Scope
from services.core.vault import VaultClosed, open_vault

OPERATOR = Actor(ActorKind.STAFF, "command line")
MOST_ROWS = 1000
Command = Callable[["Desk", argparse.Namespace], Awaitable[object]]


class Desk:
    """The connections of one command."""

    def __init__(self, settings: Settings, owner: asyncpg.Connection, app: Pool) -> None:
        self.settings = settings
        self.owner = owner
        self.app = app

    async def check_storefront(self, storefront_id: str) -> None:
        """Raises `Refused` when there is no such storefront."""
        if await repository.find(self.owner, storefront_id) is None:
            raise refuse("NOT_FOUND", f"There is no storefront {storefront_id!r}.", "storefront")


def operator(storefront_id: str) -> Caller:
    """Who asks, when an operation wants to know."""
    return Caller(Role.STAFF, storefront_id, "command line", OPERATOR, frozenset(Scope))


async def storefront_create(desk: Desk, given: argparse.Namespace) -> object:
    """Open a storefront."""
    origins = tuple(given.origin)
    new = NewStorefront(given.name, given.currency, given.time_zone, Mode(given.mode), origins, given.country)
    return {"storefront": await operations.create_storefront(desk.owner, new, system_clock())}


async def storefront_country(desk: Desk, given: argparse.Namespace) -> object:
    """Say from which country a storefront's parcels leave."""
    country = given.country or None
    await operations.set_country(desk.owner, given.storefront, country, system_clock())
    return {"storefront": given.storefront, "country": country}


async def storefront_origins(desk: Desk, given: argparse.Namespace) -> object:
    """Say which origins the pages have that may ask in a storefront, in place of those before."""
    await operations.set_origins(desk.owner, given.storefront, tuple(given.origin), system_clock())
    return {"storefront": given.storefront, "allowedOrigins": given.origin}


async def key_create(desk: Desk, given: argparse.Namespace) -> object:
    """A new client with a key, or one more key of a client; the key is shown only now."""
    now = system_clock()
    if given.client:
        return {"client": given.client, "key": await operations.create_key(desk.owner, given.client, now)}
    if not given.storefront:
        raise refuse("INVALID", "Name the storefronts that the key may act in, or the client that gets one more key.")
    if given.publishable and given.scope:
        raise refuse("INVALID", "A publishable key has no scopes.", "scope")
    for storefront_id in given.storefront:
        await desk.check_storefront(storefront_id)
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
    if not await repository.revoke_key(desk.owner, given.key, system_clock()):
        raise refuse("NOT_FOUND", "There is no such active key.", "key")
    return {"revoked": given.key}


async def account_create(desk: Desk, given: argparse.Namespace) -> object:
    """Keep an account at a company; its secrets are read from standard input as a JSON object."""
    proving = {company.name: company.hook_secret_names for company in CARRIERS}
    known = sorted({*proving, *SHOP_HOOKS, *MAILS})
    if given.company not in known:
        raise refuse("INVALID", f"The company is one of: {', '.join(known)}.", "company")
    try:
        values = msgspec.json.decode(sys.stdin.buffer.read(), type=dict[str, str])
    except (msgspec.MsgspecError, UnicodeDecodeError):  # their texts may quote a secret
        raise refuse("INVALID", 'Write the secrets to standard input, like {"api_key": "…"}.') from None
    names = proving.get(given.company, ("webhook_secret",))
    # a secret may have one beside it that was there before
    hooks = {name: value for name, value in values.items() if names and name.startswith(names)}
    kind = AccountKind.MAIL if given.company in MAILS else AccountKind.CARRIER
    kind = AccountKind.PLATFORM if given.company in SHOP_HOOKS else kind
    new = operations.NewAccount(given.company, given.label, values, hooks, kind)
    vault = open_vault(desk.settings.vault_keys.get_secret_value())
    await desk.check_storefront(given.storefront)
    write = desk.app.writer(given.storefront)
    return {"account": await operations.connect_account(write, vault, new, OPERATOR, system_clock())}


async def mail_set(desk: Desk, given: argparse.Namespace) -> object:
    """Say how a storefront's mails look and where answers go; what is left out is as it was."""
    await desk.check_storefront(given.storefront)
    told = {name: getattr(given, name) for name in ("from_name", "from_address", "reply_domain", "locale", "page_url")}
    async with desk.app.read(given.storefront) as db:
        known = await correspondence.mail_settings(db)
    new = replace(known, **{name: text or None for name, text in told.items() if text is not None})
    await mail.set_mail(desk.app.writer(given.storefront), operator(given.storefront), new, system_clock())
    return asdict(new)


async def document_add(desk: Desk, given: argparse.Namespace) -> object:
    """Keep the documents of a manifest that graphql-codegen, Relay or Apollo wrote, read from standard input."""
    documents = persisted_documents.read_manifest(sys.stdin.buffer.read())
    await desk.check_storefront(given.storefront)
    async with desk.app.write(given.storefront) as tx:
        await persisted_documents.add(tx, documents, system_clock())
    return {"documents": len(documents)}


async def document_list(desk: Desk, given: argparse.Namespace) -> object:
    """Persisted documents of a storefront, newest first, with their beginnings."""
    await desk.check_storefront(given.storefront)
    async with desk.app.read(given.storefront) as db:
        return await persisted_documents.newest(db, given.limit)


async def document_remove(desk: Desk, given: argparse.Namespace) -> object:
    """Forget a persisted document; who asks for it by its hash is told so within a minute."""
    await desk.check_storefront(given.storefront)
    async with desk.app.write(given.storefront) as tx:
        if not await persisted_documents.remove(tx, given.hash.removeprefix("sha256:")):
            raise refuse("NOT_FOUND", "The storefront has no document with this hash.", "hash")
    return {"removed": given.hash}


async def document_trust(desk: Desk, given: argparse.Namespace) -> object:
    """Set whether a storefront takes only its persisted documents, or any."""
    only = given.which == "only"
    if not await repository.trust_documents_only(desk.owner, given.storefront, only, system_clock()):
        raise refuse("NOT_FOUND", f"There is no storefront {given.storefront!r}.", "storefront")
    return {"storefront": given.storefront, "trustedDocumentsOnly": only}


async def task_list(desk: Desk, given: argparse.Namespace) -> object:
    """Tasks of a storefront in one state, newest first."""
    await desk.check_storefront(given.storefront)
    async with desk.app.read(given.storefront) as db:
        return [dict(row) for row in await tasks.newest(db, given.state, given.limit)]


async def task_replay(desk: Desk, given: argparse.Namespace) -> object:
    """Bring a dead task back to life."""
    await desk.check_storefront(given.storefront)
    write, caller = desk.app.writer(given.storefront), operator(given.storefront)
    return {"task": await operating.replay_task(write, caller, given.task, key=new_id("cmd"), now=system_clock())}


async def effect_list(desk: Desk, given: argparse.Namespace) -> object:
    """Effects of a storefront in one state, newest first."""
    await desk.check_storefront(given.storefront)
    async with desk.app.read(given.storefront) as db:
        return [dict(row) for row in await effects.newest(db, given.state, given.limit)]


async def effect_decide(desk: Desk, given: argparse.Namespace) -> object:
    """A person's word on an effect in review."""
    await desk.check_storefront(given.storefront)
    write, caller = desk.app.writer(given.storefront), operator(given.storefront)
    decision = Decision(given.decision)
    now = system_clock()
    await operating.decide_effect(write, caller, given.effect, decision, given.reference, key=new_id("cmd"), now=now)
    return {"effect": given.effect, "decision": decision}


def _rows(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_ROWS:
        raise argparse.ArgumentTypeError(f"between 1 and {MOST_ROWS}")
    return number


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
    limit = ("--limit", {"type": _rows, "default": 50, "help": f"at most {MOST_ROWS}"})
    add(
        "storefront-create",
        storefront_create,
        ("name", {}),
        ("--currency", {"required": True}),
        ("--time-zone", {"default": "UTC"}),
        ("--mode", {"choices": list(Mode), "default": Mode.TEST}),
        ("--origin", {"action": "append", "default": [], "help": "an origin of its pages; may be repeated"}),
        ("--country", {"help": "where its parcels leave from, such as DK; the country of its time zone by default"}),
    )
    add(
        "storefront-country",
        storefront_country,
        of_storefront,
        ("country", {"help": 'such as DK; "" for the country of its time zone'}),
    )
    add(
        "storefront-origins",
        storefront_origins,
        of_storefront,
        ("origin", {"nargs": "*", "help": "such as https://shop.example; none lets no page in"}),
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
    add(
        "mail-set",
        mail_set,
        of_storefront,
        ("--from-name", {"help": "the sender's name; the storefront's own by default"}),
        ("--from-address", {"help": "the sender; MAIL_FROM by default"}),
        ("--reply-domain", {"help": "a domain whose mails come back by a hook; answers go to an address there"}),
        ("--locale", {"help": "for customers whose language cannot be told, such as da or en-GB"}),
        ("--page-url", {"help": "the shop's page for claims, which mails link to"}),
    )
    add("document-add", document_add, of_storefront)
    add("document-list", document_list, of_storefront, limit)
    add("document-remove", document_remove, of_storefront, ("hash", {"help": "64 hex digits"}))
    add("document-trust", document_trust, of_storefront, ("which", {"choices": ["only", "any"]}))
    add("task-list", task_list, of_storefront, ("--state", {"choices": list(TaskState), "default": "DEAD"}), limit)
    add("task-replay", task_replay, of_storefront, ("task", {"help": "tsk_…"}))
    add(
        "effect-list",
        effect_list,
        of_storefront,
        ("--state", {"choices": list(EffectState), "default": "REVIEW"}),
        limit,
    )
    add(
        "effect-decide",
        effect_decide,
        of_storefront,
        ("effect", {"help": "eff_…"}),
        ("decision", {"choices": list(Decision)}),
        ("--reference", {"help": "the company's own id of what it did"}),
    )
    return top


async def run(given: argparse.Namespace, settings: Settings) -> object:
    """Carry out one command; its answer."""
    url = settings.database_url.get_secret_value()
    owner = await connect(url, OWNER)
    try:
        app = await open_pool(url, APP, size=1)
        try:
            return await given.command(Desk(settings, owner, app), given)
        finally:
            await app.close()
    finally:
        await owner.close()


def main(words: Sequence[str] | None = None) -> int:
    """Print the answer to these words, or to the program's own, as JSON, or in one line why there is none."""
    given = parser().parse_args(words)
    try:
        answer = asyncio.run(run(given, read_settings("admin")))
    except (Refused, VaultClosed) as error:
        reason = str(error)
    except ValidationError as error:
        reason = "these settings cannot be read: " + ", ".join(str(fault["loc"][0]).upper() for fault in error.errors())
    except ValueError:  # its text may hold the password
        reason = "a setting cannot be read: DATABASE_URL or VAULT_KEYS"
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
        reason = f"the database cannot be reached or used: {str(error) or type(error).__name__}"
    else:
        print(json.dumps(answer, indent=2, default=str))
        return 0
    print(f"admin: {reason.splitlines()[0]}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
