"""What is done for storefronts: tokens handed out and revoked, accounts kept. One function, one transaction."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.core import idempotency, outbox
from services.core.database import Connection, Tx, Write
from services.core.events import Actor, Event
from services.core.ids import new_id
from services.core.refusal import Refused, refuse
from services.core.storefronts import policy, repository
from services.core.storefronts.model import (
    CUSTOMER_SCOPES,
    CUSTOMER_TOKEN_LIFE,
    LONGEST_STAFF_TOKEN_LIFE,
    AccountKind,
    Caller,
    ClientKind,
    NewStorefront,
    Scope,
    new_key,
)
from services.core.storefronts.repository import Account
from services.core.tokens import Token
from services.core.vault import Vault

_NAME = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f\ud800-\udfff]{1,100}")


async def create_staff_token(
    write: Write,
    caller: Caller,
    actor: str,
    scopes: frozenset[Scope],
    life: timedelta,
    *,
    key: str,
    now: datetime,
) -> Token:
    """A token for a member of the shop's staff, with no more scopes than the caller has.

    Raises:
        Refused: bad name, life or scope, or an idempotency key used otherwise.
    """
    if not _NAME.fullmatch(actor):
        raise refuse("INVALID", "Name the person by an id of 1 to 100 printable characters.", "actor")
    if not timedelta(minutes=1) <= life <= LONGEST_STAFF_TOKEN_LIFE:
        raise refuse("INVALID", "A staff token lives between 1 minute and 12 hours.", "minutes")
    if not scopes or not scopes <= caller.scopes:
        raise refuse("SCOPE_NOT_HELD", "Ask for at least one scope, and only for scopes that your key has.", "scopes")
    token = Token(
        kind="staff",
        storefront_id=caller.storefront_id,
        subject=actor,
        scopes=tuple(sorted(scopes)),
        issued_at=now,
        expires_at=now + life,
        id=new_id("jti"),
    )
    arguments = [actor, token.scopes, life.total_seconds()]
    async with write() as tx:
        return await _issue(tx, idempotency.Request(caller.id, "staffTokenCreate", key, arguments), token, now)


async def issue_customer_token(tx: Tx, request: idempotency.Request, order_id: str, now: datetime) -> Token:
    """A token for the customer of an order that exists; takes part in the transaction that found it.

    The same request gets the same token.

    Raises:
        Refused: an idempotency key used otherwise.
    """
    token = Token(
        kind="customer",
        storefront_id=tx.storefront_id,
        subject=order_id,
        scopes=tuple(sorted(CUSTOMER_SCOPES)),
        issued_at=now,
        expires_at=now + CUSTOMER_TOKEN_LIFE,
        id=new_id("jti"),
        order_id=order_id,
    )
    return await _issue(tx, request, token, now)


async def _issue(tx: Tx, request: idempotency.Request, token: Token, now: datetime) -> Token:
    answer = await idempotency.recall(tx, request, now)
    if answer is None:
        # the token itself is not kept: signing the same times and id again gives the same text
        kept: idempotency.Answer = {
            "id": token.id,
            "issuedAt": token.issued_at.isoformat(),
            "expiresAt": token.expires_at.isoformat(),
        }
        await idempotency.remember(tx, request, kept)
        return token
    return replace(
        token,
        id=str(answer["id"]),
        issued_at=datetime.fromisoformat(str(answer["issuedAt"])),
        expires_at=datetime.fromisoformat(str(answer["expiresAt"])),
    )


async def revoke_tokens(write: Write, caller: Caller, subject: str, *, key: str, now: datetime) -> None:
    """Void all tokens of an order or of a member of staff that were issued until now; live streams end with them.

    Raises:
        Refused: a subject that no token can have, or an idempotency key used otherwise.
    """
    if not _NAME.fullmatch(subject):
        raise refuse("INVALID", "Name the order or the person by an id of 1 to 100 printable characters.", "subject")
    request = idempotency.Request(caller.id, "tokensRevoke", key, [subject])
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is None:
            await repository.revoke(tx, subject, now)
            event = Event(
                type="tokens.revoked",
                subject=new_id("rev"),
                sequence=1,
                actor=caller.actor,
                occurred_at=now,
                public=False,
                data={"subject": subject},
            )
            await outbox.append(tx, event)
            await idempotency.remember(tx, request, {})


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account at a company: what logs in there, and what its hooks are signed with.

    `external_id` is a platform's own name for the shop.
    """

    company: str
    label: str
    credentials: dict[str, str]
    hook_secrets: dict[str, str]
    kind: AccountKind = AccountKind.CARRIER
    external_id: str | None = None


async def connect_account(write: Write, vault: Vault, new: NewAccount, actor: Actor, now: datetime) -> str:
    """Keep an account at a company, and have the company told where to post; the account's id.

    Raises:
        Refused: `NAME_TAKEN` when the storefront has an account with this label there.
    """
    async with write() as tx:
        for known in await repository.accounts(tx):
            if (known.company, known.label) == (new.company, new.label):
                raise refuse("NAME_TAKEN", "The storefront has an account with this label there.", "label")
        account = sealed_account(vault, tx.storefront_id, new)
        await repository.save_account(tx, account, now)
        event = Event(
            type="account.connected",
            subject=account.id,
            sequence=1,
            actor=actor,
            occurred_at=now,
            account_id=account.id,
            public=False,
            data={"company": new.company, "kind": new.kind},
        )
        await outbox.append(tx, event)
        return account.id


async def disconnect_account(tx: Tx, account_id: str, at: datetime, actor: Actor, now: datetime) -> None:
    """No calls with this account any more: its company let us out at that time. New secrets let us in again."""
    version = await repository.disconnect_account(tx, account_id, at, now)
    if version is not None:
        event = Event(
            type="account.disconnected",
            subject=account_id,
            sequence=version,
            actor=actor,
            occurred_at=now,
            account_id=account_id,
            public=False,
        )
        await outbox.append(tx, event)


def sealed_account(vault: Vault, storefront_id: str, new: NewAccount, account_id: str | None = None) -> Account:
    """The account with its secrets encrypted for its own row."""
    account_id = account_id or new_id("acc")
    return Account(
        id=account_id,
        company=new.company,
        label=new.label,
        credentials=vault.seal(new.credentials, row=f"{storefront_id}/accounts/credentials/{account_id}"),
        hook_secrets=vault.seal(new.hook_secrets, row=f"{storefront_id}/accounts/hook_secrets/{account_id}"),
        kind=new.kind,
        external_id=new.external_id,
    )


def open_credentials(vault: Vault, storefront_id: str, account: Account) -> dict[str, str]:
    """What logs in at the company; for the worker, for the moment of a call. Raises `VaultClosed`."""
    return vault.open(account.credentials, row=f"{storefront_id}/accounts/credentials/{account.id}")


def open_hook_secrets(vault: Vault, storefront_id: str, account: Account) -> tuple[str, ...]:
    """What the company signs its hooks with, newest first. Raises `VaultClosed`."""
    values = vault.open(account.hook_secrets, row=f"{storefront_id}/accounts/hook_secrets/{account.id}")
    return tuple(values[name] for name in sorted(values))


async def create_storefront(connection: Connection, new: NewStorefront, now: datetime) -> str:
    """Open a storefront with its feed; its id. Needs the owner's role.

    Raises:
        Refused: unknown currency, time zone, origin or country.
    """
    problems = policy.check(new)
    if problems:
        raise Refused(*problems)
    async with connection.transaction():
        return await repository.add_storefront(connection, new, now)


async def set_country(connection: Connection, storefront_id: str, country_code: str | None, now: datetime) -> None:
    """Say where a storefront's parcels leave from; nothing is where its time zone lies. Needs the owner's role.

    Raises:
        Refused: `UNKNOWN_COUNTRY`, or `NOT_FOUND`.
    """
    problems = policy.check_country(country_code)
    if problems:
        raise Refused(*problems)
    if not await repository.set_country(connection, storefront_id, country_code, now):
        raise refuse("NOT_FOUND", f"There is no storefront {storefront_id!r}.", "storefront")


async def set_origins(connection: Connection, storefront_id: str, origins: tuple[str, ...], now: datetime) -> None:
    """Say which pages may ask in a storefront; it holds within seconds. Needs the owner's role.

    Raises:
        Refused: `INVALID`, or `NOT_FOUND`.
    """
    problems = policy.check_origins(origins)
    if problems:
        raise Refused(*problems)
    if not await repository.set_origins(connection, storefront_id, origins, now):
        raise refuse("NOT_FOUND", f"There is no storefront {storefront_id!r}.", "storefront")


async def create_client(
    connection: Connection, name: str, kind: ClientKind, grants: dict[str, frozenset[Scope]], now: datetime
) -> tuple[str, str]:
    """A new client with its first key: (client id, the key, shown only now). Needs the owner's role."""
    async with connection.transaction():
        client_id = await repository.add_client(connection, name, kind, grants, now)
        return client_id, await create_key(connection, client_id, now)


async def create_key(connection: Connection, client_id: str, now: datetime) -> str:
    """One more key for a client, shown only now, so that it can be rotated. Needs the owner's role.

    Raises:
        Refused: `NOT_FOUND`, or `TWO_KEYS_ACTIVE` until one of them is revoked.
    """
    kind = await repository.client_kind(connection, client_id)
    if kind is None:
        raise refuse("NOT_FOUND", "There is no such client.", "client")
    key = new_key(kind)
    if not await repository.add_key(connection, client_id, key, now):
        raise refuse("TWO_KEYS_ACTIVE", "The client has two active keys; revoke one first.", "client")
    return key
