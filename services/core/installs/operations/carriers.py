"""What is done to get an account at a carrier: told by the storefront, tried out by the worker."""

import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

import msgspec

from services.core import idempotency, outbox
from services.core.database import Tx, Write
from services.core.events import Actor
from services.core.installs import repository
from services.core.installs.model import AccountStatus, event
from services.core.refusal import Problem, Refused
from services.core.storefronts import operations as storefronts
from services.core.storefronts import repository as accounts
from services.core.storefronts.model import AccountKind, Caller
from services.core.storefronts.repository import Account
from services.core.vault import Vault

MOST_VALUES = 20
LONGEST_VALUE = 4096
LONGEST_FAILURE = 300
SHORTEST_SECRET = 4
"""Shorter values are words that stand in any sentence."""
MODE = "mode"
DIGEST = "what was told of an account"

_LABEL = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f\ud800-\udfff]{1,100}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,49}")
_VALUE = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Wants:
    """What a carrier wants to be told: names that log in, and names that prove its messages to us."""

    credentials: Sequence[str]
    hook_secrets: Sequence[str]


@dataclass(frozen=True, slots=True)
class NewCarrierAccount:
    """An account as the storefront tells it, by name and value. Its company and label name it for ever."""

    company: str
    label: str
    credentials: Sequence[tuple[str, str]] = field(repr=False)
    hook_secrets: Sequence[tuple[str, str]] = field(repr=False)
    test: bool


async def connect_carrier(
    write: Write,
    vault: Vault,
    caller: Caller,
    new: NewCarrierAccount,
    wants: Mapping[str, Wants],
    *,
    key: str,
    now: datetime,
) -> str:
    """Keep an account sealed until the worker has tried it; the account's id.

    One with the same company and label gets these secrets instead of its own. Without hook secrets nothing that the
    company posts is taken, and its parcels are asked for when they are due.

    Raises:
        Refused: `INVALID`, or `CREDENTIALS_INCOMPLETE` for each name that is missing.
        VaultClosed: nothing can be sealed.
    """
    _check(new, wants)
    told = dict(new.credentials) | dict(new.hook_secrets) | ({MODE: "test"} if new.test else {})
    # keyed, as what is told by people can be guessed
    digest = hmac.digest(
        next(iter(vault.derived(DIGEST)), b""), msgspec.json.encode(told, order="deterministic"), sha256
    )
    request = idempotency.Request(
        caller.id, "carrierAccountConnect", key, [new.company, new.label.strip(), digest.hex()]
    )
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["account"])
        account = storefronts.sealed_account(
            vault,
            tx.storefront_id,
            storefronts.NewAccount(
                new.company, new.label.strip(), told, _of_hooks(told, new, wants), AccountKind.CARRIER
            ),
            await repository.hold_label(tx, new.company, new.label.strip()),
        )
        await accounts.save_account(tx, account, now)
        version = await repository.set_status(tx, account.id, AccountStatus.CONNECTING, now)
        data: dict[str, object] = {"company": new.company, "kind": AccountKind.CARRIER}
        await outbox.append(tx, event("account.connecting", account.id, version, caller.actor, now, data))
        await idempotency.remember(tx, request, {"account": account.id})
        return account.id


async def probed(tx: Tx, account: Account, actor: Actor, now: datetime) -> None:
    """The company let us in with these secrets, unless others were told meanwhile."""
    if await _is_awaited(tx, account):
        version = await repository.set_status(tx, account.id, AccountStatus.CONNECTED, now)
        data: dict[str, object] = {"company": account.company, "kind": account.kind}
        await outbox.append(tx, event("account.connected", account.id, version, actor, now, data))


async def refused(
    tx: Tx, account: Account, told: Mapping[str, str], failure: tuple[str, str], actor: Actor, now: datetime
) -> None:
    """The company did not let us in with these secrets, unless others were told meanwhile.

    `failure` is a word for programs and a sentence for people, of which nothing that was `told` is kept.
    """
    if await _is_awaited(tx, account):
        code, text = (without(part, told.values())[:LONGEST_FAILURE] for part in failure)
        version = await repository.set_status(
            tx, account.id, AccountStatus.FAILED, now, failure=code, failure_text=text
        )
        await outbox.append(tx, event("account.failed", account.id, version, actor, now, {"failure": code}))


def without(text: str, secrets: Iterable[str]) -> str:
    """The text with every secret that it quotes left out."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, "…")
    return text


async def _is_awaited(tx: Tx, account: Account) -> bool:
    if await repository.status_of(tx, account.id) is not AccountStatus.CONNECTING:
        return False
    now = await accounts.get_account(tx, account.id)
    return now is not None and now.credentials == account.credentials


def _of_hooks(told: Mapping[str, str], new: NewCarrierAccount, wants: Mapping[str, Wants]) -> dict[str, str]:
    names = {*wants[new.company].hook_secrets, *(name for name, _ in new.hook_secrets)}
    return {name: value for name, value in told.items() if name in names}


def _check(new: NewCarrierAccount, wants: Mapping[str, Wants]) -> None:
    problems = []
    if new.company not in wants:
        problems.append(Problem("INVALID", f"The company is one of: {', '.join(sorted(wants))}.", ("company",)))
    if not _LABEL.fullmatch(new.label):
        problems.append(Problem("INVALID", "A label has 1 to 100 printable characters.", ("label",)))
    for where, values in (("credentials", new.credentials), ("hookSecrets", new.hook_secrets)):
        problems += _of_values(where, values)
    if new.company in wants:
        wanted = wants[new.company]
        given = {name for name, _ in new.credentials}
        problems += [
            Problem("CREDENTIALS_INCOMPLETE", f"{new.company} logs in with `{name}`; add it.", ("credentials",))
            for name in wanted.credentials
            if name not in given
        ]
        proving = {name for name, _ in new.hook_secrets} | given
        if new.hook_secrets:
            problems += [
                Problem("CREDENTIALS_INCOMPLETE", f"{new.company} proves its messages by `{name}`.", ("hookSecrets",))
                for name in wanted.hook_secrets
                if name not in proving
            ]
    if problems:
        raise Refused(*problems)


def _of_values(where: str, values: Sequence[tuple[str, str]]) -> list[Problem]:
    """What is wrong with names and values; no message quotes a value."""
    if len(values) > MOST_VALUES:
        return [Problem("INVALID", f"At most {MOST_VALUES} values.", (where,))]
    problems = []
    seen: set[str] = set()
    for index, (name, value) in enumerate(values):
        path = (where, str(index))
        if not _NAME.fullmatch(name) or name == MODE:
            message = "A name is one that the company wants to be told, such as `api_key`."
            problems.append(Problem("INVALID", message, (*path, "name")))
        elif name in seen:
            problems.append(Problem("DUPLICATE", f"`{name}` stands there twice.", (*path, "name")))
        if len(value) > LONGEST_VALUE or not _VALUE.fullmatch(value):
            message = f"A value has 1 to {LONGEST_VALUE} printable characters."
            problems.append(Problem("INVALID", message, (*path, "value")))
        seen.add(name)
    return problems
