"""Every SQL statement on storefronts, their clients, keys, accounts and revocations."""

from dataclasses import dataclass
from datetime import datetime

from services.core.database import Connection, Db, Row, Tx
from services.core.ids import new_id
from services.core.storefronts.model import AccountKind, ClientKind, Mode, NewStorefront, Scope, Storefront, hash_key


@dataclass(frozen=True, slots=True)
class Grant:
    """A key that was found: its client, and the scopes it has in each storefront."""

    key_id: str
    client_id: str
    client_name: str
    kind: ClientKind
    scopes: dict[str, frozenset[Scope]]


async def find_key(connection: Connection, key_hash: bytes) -> Grant | None:
    """Who a key belongs to, unless it was revoked. Needs the door's role."""
    row = await connection.fetchrow(
        """select k.id, k.client_id, c.name, c.kind,
               coalesce(json_object_agg(g.storefront_id, g.scopes)
                   filter (where g.storefront_id is not null), '{}')::jsonb
               as grants
           from api_keys k join api_clients c on c.id = k.client_id left join api_grants g on g.client_id = c.id
           where k.hash = $1 and k.revoked_at is null group by k.id, k.client_id, c.name, c.kind""",
        key_hash,
    )
    if row is None:
        return None
    scopes = {storefront: frozenset(map(Scope, names)) for storefront, names in row["grants"].items()}
    return Grant(row["id"], row["client_id"], row["name"], ClientKind(row["kind"]), scopes)


async def live_keys(connection: Connection, key_ids: list[str]) -> set[tuple[str, str]]:
    """Which of these keys still open which storefronts, as (key, storefront). Needs the door's role."""
    rows = await connection.fetch(
        """select k.id, g.storefront_id from api_keys k join api_grants g on g.client_id = k.client_id
           where k.id = any($1) and k.revoked_at is null""",
        key_ids,
    )
    return {(row["id"], row["storefront_id"]) for row in rows}


async def find(connection: Connection, storefront_id: str) -> Storefront | None:
    """A storefront, before its rows may be seen. Needs the door's role."""
    row = await connection.fetchrow("select * from storefronts where id = $1", storefront_id)
    return _storefront(row) if row else None


async def all_origins(connection: Connection) -> frozenset[str]:
    """Every origin that some storefront allows. Needs the door's role."""
    rows = await connection.fetch("select distinct unnest(allowed_origins) as origin from storefronts")
    return frozenset(row["origin"] for row in rows)


async def get(db: Db) -> Storefront | None:
    """The storefront of this transaction."""
    row = await db.fetchrow("select * from storefronts where id = $1", db.storefront_id)
    return _storefront(row) if row else None


async def find_account(connection: Connection, account_id: str) -> tuple[str, str] | None:
    """The storefront and company of an account that a company posts to. Needs the door's role."""
    row = await connection.fetchrow("select storefront_id, company from accounts where id = $1", account_id)
    return (row["storefront_id"], row["company"]) if row else None


async def find_shop(connection: Connection, company: str, external_id: str) -> tuple[str, str] | None:
    """The storefront and account of a shop, by the platform's own name for it. Needs the door's role."""
    row = await connection.fetchrow(
        "select storefront_id, id from accounts where company = $1 and external_id = $2", company, external_id
    )
    return (row["storefront_id"], row["id"]) if row else None


@dataclass(frozen=True, slots=True)
class Account:
    """A storefront's account at a company; what is sealed stays sealed here.

    `external_id` is a platform's own name for the shop, such as `nordlys.myshopify.com`.
    """

    id: str
    company: str
    label: str
    credentials: bytes
    hook_secrets: bytes
    kind: AccountKind = AccountKind.CARRIER
    external_id: str | None = None
    disconnected_at: datetime | None = None


async def get_account(db: Db, account_id: str) -> Account | None:
    """One account of the storefront."""
    row = await db.fetchrow("select * from accounts where storefront_id = $1 and id = $2", db.storefront_id, account_id)
    return _account(row) if row else None


async def accounts(db: Db, kind: AccountKind | None = None) -> list[Account]:
    """The storefront's accounts, oldest first: all of them, or those of one kind."""
    rows = await db.fetch(
        "select * from accounts where storefront_id = $1 and ($2::text is null or kind = $2) order by id",
        db.storefront_id, kind.value if kind else None,
    )  # fmt: skip
    return [_account(row) for row in rows]


async def save_account(tx: Tx, account: Account, now: datetime) -> None:
    """Add the account, or replace the secrets of the one with this id."""
    await tx.execute(
        """insert into accounts (storefront_id, id, company, label, credentials, hook_secrets, kind, external_id,
               created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
           on conflict (storefront_id, id) do update set credentials = excluded.credentials,
               hook_secrets = excluded.hook_secrets, external_id = excluded.external_id,
               kind = excluded.kind, updated_at = excluded.updated_at, disconnected_at = null,
               version = accounts.version + 1""",
        tx.storefront_id, account.id, account.company, account.label, account.credentials, account.hook_secrets,
        account.kind.value, account.external_id, now,
    )  # fmt: skip


async def disconnect_account(tx: Tx, account_id: str, at: datetime, now: datetime) -> int | None:
    """Write that the company let us out at that time; the account's version, or nothing if it has new secrets since."""
    version: int | None = await tx.fetchval(
        """update accounts set disconnected_at = $4, version = version + 1
           where storefront_id = $1 and id = $2 and disconnected_at is null and updated_at <= $3 returning version""",
        tx.storefront_id, account_id, at, now,
    )  # fmt: skip
    return version


async def revoke(tx: Tx, subject: str, now: datetime) -> None:
    """Void every token of an order (`ord_…`) or actor that was issued until now."""
    await tx.execute(
        """insert into revocations (storefront_id, subject, revoked_at) values ($1, $2, $3)
           on conflict (storefront_id, subject) do update set revoked_at = greatest(revocations.revoked_at, $3)""",
        tx.storefront_id, subject, now,
    )  # fmt: skip


async def is_revoked(connection: Connection, storefront_id: str, subjects: list[str], issued_at: datetime) -> bool:
    """Whether a token with these subjects, issued then, was voided. Needs the door's role."""
    return bool(
        await connection.fetchval(
            """select exists (select from revocations
               where storefront_id = $1 and subject = any($2) and revoked_at >= $3)""",
            storefront_id, subjects, issued_at,
        )
    )  # fmt: skip


def _storefront(row: Row) -> Storefront:
    return Storefront(
        id=row["id"],
        name=row["name"],
        mode=Mode(row["mode"]),
        currency_code=row["currency_code"],
        time_zone=row["time_zone"],
        allowed_origins=tuple(row["allowed_origins"]),
        trusted_documents_only=row["trusted_documents_only"],
        country_code=row["country_code"],
    )


def _account(row: Row) -> Account:
    return Account(
        id=row["id"],
        company=row["company"],
        label=row["label"],
        credentials=row["credentials"],
        hook_secrets=row["hook_secrets"],
        kind=AccountKind(row["kind"]),
        external_id=row["external_id"],
        disconnected_at=row["disconnected_at"],
    )


async def add_storefront(connection: Connection, new: NewStorefront, now: datetime) -> str:
    """Write a new storefront and its empty feed. Needs the owner's role."""
    storefront_id = new_id("sto")
    await connection.execute(
        """insert into storefronts (id, name, mode, currency_code, time_zone, allowed_origins, created_at, updated_at,
               country_code)
           values ($1, $2, $3, $4, $5, $6, $7, $7, $8)""",
        storefront_id, new.name, new.mode.value, new.currency_code, new.time_zone, list(new.allowed_origins), now,
        new.country_code,
    )  # fmt: skip
    await connection.execute("insert into feeds (storefront_id) values ($1)", storefront_id)
    return storefront_id


async def trust_documents_only(connection: Connection, storefront_id: str, only: bool, now: datetime) -> bool:
    """Set whether the storefront takes no other documents than its own; false without it. Needs the owner's role."""
    status = await connection.execute(
        """update storefronts set trusted_documents_only = $2, version = version + 1, updated_at = $3 where id = $1""",
        storefront_id, only, now,
    )  # fmt: skip
    return status == "UPDATE 1"


async def set_country(connection: Connection, storefront_id: str, country_code: str | None, now: datetime) -> bool:
    """Write where the storefront's parcels leave from; false without it. Needs the owner's role."""
    status = await connection.execute(
        "update storefronts set country_code = $2, version = version + 1, updated_at = $3 where id = $1",
        storefront_id, country_code, now,
    )  # fmt: skip
    return status == "UPDATE 1"


async def add_client(
    connection: Connection, name: str, kind: ClientKind, grants: dict[str, frozenset[Scope]], now: datetime
) -> str:
    """Write a new client with its grants. Needs the owner's role."""
    client_id = new_id("cli")
    await connection.execute(
        "insert into api_clients (id, name, kind, created_at) values ($1, $2, $3, $4)", client_id, name, kind.value, now
    )
    for storefront_id, scopes in grants.items():
        await connection.execute(
            "insert into api_grants (storefront_id, client_id, scopes) values ($1, $2, $3)",
            storefront_id, client_id, sorted(scopes),
        )  # fmt: skip
    return client_id


async def client_kind(connection: Connection, client_id: str) -> ClientKind | None:
    """What kind of client this is. Needs the owner's role."""
    kind = await connection.fetchval("select kind from api_clients where id = $1", client_id)
    return ClientKind(kind) if kind else None


async def add_key(connection: Connection, client_id: str, key: str, now: datetime) -> bool:
    """Write a key's hash in a free slot; false when the client has two active keys. Needs the owner's role."""
    status = await connection.execute(
        """insert into api_keys (id, client_id, slot, hash, hint, created_at)
           select $1, $2, free.slot, $3, $4, $5 from (values (1), (2)) as free (slot)
           where not exists (select from api_keys where client_id = $2 and slot = free.slot and revoked_at is null)
           limit 1 on conflict do nothing""",
        new_id("key"), client_id, hash_key(key), f"{key[:6]}…{key[-4:]}", now,
    )  # fmt: skip
    return status == "INSERT 0 1"


async def revoke_key(connection: Connection, key_id: str, now: datetime) -> bool:
    """End a key; false when there is no such active key. Needs the owner's role."""
    status = await connection.execute(
        "update api_keys set revoked_at = $2 where id = $1 and revoked_at is null", key_id, now
    )
    return status == "UPDATE 1"


async def set_origins(connection: Connection, storefront_id: str, origins: tuple[str, ...], now: datetime) -> bool:
    """Write which origins the storefront's pages have; false without it. Needs the owner's role."""
    status = await connection.execute(
        "update storefronts set allowed_origins = $2, version = version + 1, updated_at = $3 where id = $1",
        storefront_id, list(origins), now,
    )  # fmt: skip
    return status == "UPDATE 1"
