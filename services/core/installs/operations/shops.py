"""What is done to get into a shop: begun by the storefront, authorized by the owner, finished by the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asyncpg import UniqueViolationError

from services.core import idempotency, outbox
from services.core.database import Tx, Write
from services.core.events import Actor
from services.core.ids import new_id
from services.core.installs import policy, repository
from services.core.installs.model import LIFE, AccountStatus, Install, event
from services.core.refusal import refuse
from services.core.storefronts import operations as storefronts
from services.core.storefronts import repository as accounts
from services.core.storefronts.model import AccountKind, Caller
from services.core.storefronts.repository import Account
from services.core.tokens import Token
from services.core.vault import Vault

TOKEN_KIND = "install"  # noqa: S105 - a kind, not a password


async def begin(write: Write, caller: Caller, shop: str, *, key: str, now: datetime) -> Token:
    """A token with which the shop's owner may let us in for the caller's storefront: once, within `LIFE`.

    Raises:
        Refused: `INVALID` for what is no shop's domain, or an idempotency key used otherwise.
    """
    domain = policy.shop_domain(shop)
    if domain is None:
        raise refuse("INVALID", "Name the shop by its domain, such as `nordlys.myshopify.com`.", "shop")
    request = idempotency.Request(caller.id, "platformConnect", key, [domain])
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is None:
            install = Install(new_id("ins"), "shopify", domain, caller.actor, now + LIFE)
            await repository.add(tx, install, now)
            # signing the same again gives the same text, so the token itself is not kept
            answer = {"id": install.id, "issuedAt": now.isoformat(), "expiresAt": install.expires_at.isoformat()}
            await idempotency.remember(tx, request, answer)
        return Token(
            kind=TOKEN_KIND,
            storefront_id=tx.storefront_id,
            subject=domain,
            scopes=(),
            issued_at=datetime.fromisoformat(str(answer["issuedAt"])),
            expires_at=datetime.fromisoformat(str(answer["expiresAt"])),
            id=str(answer["id"]),
        )


async def authorize(write: Write, vault: Vault, token: Token, code: str, now: datetime) -> str:
    """Keep what the owner gave, sealed, until the worker exchanges it; the account's id.

    Raises:
        Refused: `INSTALL_EXPIRED`, `INSTALL_USED`, or `SHOP_TAKEN` when another storefront has the shop.
        VaultClosed: nothing can be sealed.
    """
    try:
        async with write() as tx:
            install = await repository.hold(tx, token.id)
            if install is None or install.expires_at <= now or install.external_id != token.subject:
                raise refuse("INSTALL_EXPIRED", "This took too long; begin again.")
            if install.used_at is not None:
                raise refuse("INSTALL_USED", "This was done already; begin again to connect anew.")
            await repository.use(tx, install.id, now)
            account_id = await _keep_code(tx, vault, install, code, now)
            version = await repository.set_status(tx, account_id, AccountStatus.CONNECTING, now)
            await outbox.append(tx, event("account.authorized", account_id, version, install.actor, now))
            return account_id
    except UniqueViolationError:
        raise refuse("SHOP_TAKEN", "The shop is connected to another storefront; remove it there first.") from None


async def _keep_code(tx: Tx, vault: Vault, install: Install, code: str, now: datetime) -> str:
    known_id = await repository.find_account(tx, install.company, install.external_id)
    known = await accounts.get_account(tx, known_id) if known_id else None
    # what let us in before does so until the code is exchanged
    values = storefronts.open_credentials(vault, tx.storefront_id, known) if known else {}
    new = storefronts.NewAccount(
        company=install.company,
        label=known.label if known else install.external_id,
        credentials={**values, "shop": install.external_id, "code": code},
        hook_secrets={},
        kind=AccountKind.PLATFORM,
        external_id=install.external_id,
    )
    account = storefronts.sealed_account(vault, tx.storefront_id, new, known_id)
    await accounts.save_account(tx, account, now)
    return account.id


@dataclass(frozen=True, slots=True)
class Entered:
    """How it is in the shop: what logs in there, and which of the scopes that were asked for are missing."""

    credentials: dict[str, str]
    missing_scopes: Sequence[str] = ()


async def keep_tokens(tx: Tx, vault: Vault, account: Account, credentials: dict[str, str], now: datetime) -> None:
    """Keep tokens that came in place of a code or of older tokens."""
    new = storefronts.NewAccount(
        account.company, account.label, credentials, {}, account.kind, account.external_id
    )  # fmt: skip
    await accounts.save_account(tx, storefronts.sealed_account(vault, tx.storefront_id, new, account.id), now)


async def finish(tx: Tx, vault: Vault, account: Account, entered: Entered, actor: Actor, now: datetime) -> None:
    """We are in: the account is connected, or incomplete where scopes are missing."""
    await keep_tokens(tx, vault, account, entered.credentials, now)
    status = AccountStatus.INCOMPLETE if entered.missing_scopes else AccountStatus.CONNECTED
    version = await repository.set_status(tx, account.id, status, now, missing_scopes=entered.missing_scopes)
    data: dict[str, object] = {
        "company": account.company,
        "kind": account.kind,
        "missing_scopes": list(entered.missing_scopes),
    }
    await outbox.append(tx, event("account.connected", account.id, version, actor, now, data))


async def fail(tx: Tx, account_id: str, failure: str, actor: Actor, now: datetime) -> None:
    """We are not in, and only the shop's owner can change it; `failure` is a word for programs."""
    version = await repository.set_status(tx, account_id, AccountStatus.FAILED, now, failure=failure)
    await outbox.append(tx, event("account.failed", account_id, version, actor, now, {"failure": failure}))
