"""Storefronts, orders, parcels and claims for tests, made through the product's own operations."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
from pydantic import SecretStr

from services.core.claims import operations as claims
from services.core.claims.model import ClaimReason, EvidenceKind, NewClaim
from services.core.clock import system_clock
from services.core.database import OWNER, Pool, Write, connect
from services.core.events import Actor, ActorKind
from services.core.evidence import operations as evidence
from services.core.evidence.model import Limits, NewEvidence
from services.core.orders import operations as orders
from services.core.orders.model import Customer, NewLine, NewOrder
from services.core.settings import Settings
from services.core.shipments import operations as shipments
from services.core.shipments.model import NewShipment
from services.core.storefronts import operations as storefronts
from services.core.storefronts import repository
from services.core.storefronts.model import Caller, ClientKind, NewStorefront, Role, Scope
from services.core.vault import Vault

EVERYTHING = frozenset(Scope)
VAULT_KEYS = "1:" + base64.b64encode(b"v" * 32).decode()
TOKEN_KEYS = "k1:" + base64.b64encode(b"t" * 32).decode()
ORIGIN = "https://shop.example"


@dataclass(frozen=True)
class Shop:
    """A storefront with one secret and one publishable key, and one EasyPost account."""

    id: str
    key: str
    publishable_key: str
    client_id: str
    account_id: str
    caller: Caller = field(repr=False)

    def write(self, app: Pool) -> Write:
        """How operations write in this shop."""
        return app.writer(self.id)


def some_settings(database: str, redis_url: str, files: Path) -> Settings:
    """Settings for a database, a Redis and a folder of files, with keys that only tests have."""
    return Settings(
        storage_url=files.as_uri(),
        database_url=SecretStr(database),
        redis_url=SecretStr(redis_url),
        vault_keys=SecretStr(VAULT_KEYS),
        token_keys=SecretStr(TOKEN_KEYS),
        log_format="console",
    )


@asynccontextmanager
async def as_owner(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the operator at the command line."""
    connection = await connect(database, OWNER)
    try:
        yield connection
    finally:
        await connection.close()


async def a_shop(
    database: str, app: Pool, vault: Vault, *, scopes: frozenset[Scope] = EVERYTHING, api_key: str | None = None
) -> Shop:
    """Open a storefront with everything that a test needs to act in it."""
    now = system_clock()
    async with as_owner(database) as owner:
        new = NewStorefront("Test shop", "EUR", "Europe/Copenhagen", allowed_origins=(ORIGIN,))
        shop_id = await storefronts.create_storefront(owner, new, now)
        client_id, key = await storefronts.create_client(owner, "server", ClientKind.SECRET, {shop_id: scopes}, now)
        _, publishable = await storefronts.create_client(
            owner, "pages", ClientKind.PUBLISHABLE, {shop_id: frozenset()}, now
        )
    new_account = storefronts.NewAccount(
        "easypost", "main", {"api_key": api_key or f"EZTK{uuid4().hex}"}, {"webhook_secret": f"secret of {shop_id}"}
    )
    account = storefronts.sealed_account(vault, shop_id, new_account)
    async with app.write(shop_id) as tx:
        await repository.save_account(tx, account, now)
    actor = Actor(ActorKind.PARTNER, client_id)
    caller = Caller(Role.CLIENT, shop_id, client_id, actor, scopes)
    return Shop(shop_id, key, publishable, client_id, account.id, caller)


def a_key() -> str:
    """An idempotency key that was never used."""
    return uuid4().hex


def a_new_order(**changes: object) -> NewOrder:
    """An order of two mugs and a teapot, placed three weeks ago."""
    values: dict[str, object] = {
        "external_id": uuid4().hex,
        "number": f"#{uuid4().int % 100000}",
        "customer": Customer("Ida Hansen", "ida@shop.example", postal_code="2100", country_code="DK"),
        "currency_code": "EUR",
        "total": "65.00",
        "placed_at": datetime.now(UTC).replace(microsecond=0) - timedelta(days=21),
        "lines": (
            NewLine("line-1", "Mug", 2, "12.50", "25.00", "MUG"),
            NewLine("line-2", "Teapot", 1, "40.00", "40.00", "POT"),
        ),
    }
    return NewOrder(**(values | changes))  # type: ignore[arg-type]


async def an_order(app: Pool, shop: Shop, **changes: object) -> str:
    """An order that we know; its id."""
    new = a_new_order(**changes)
    return await orders.upsert(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())


async def a_shipment(app: Pool, shop: Shop, order_id: str, **changes: object) -> str:
    """A parcel with everything of the order that is not in another; its id."""
    values: dict[str, object] = {
        "order_id": order_id,
        "carrier": "USPS",
        "tracking_number": f"MG{uuid4().hex[:16]}",
    }
    new = NewShipment(**(values | changes))  # type: ignore[arg-type]
    return await shipments.upsert(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())


async def a_claim(app: Pool, shop: Shop, order_id: str, shipment_id: str | None = None, **changes: object) -> str:
    """A claim on all of a parcel; its id."""
    values: dict[str, object] = {
        "order_id": order_id,
        "shipment_id": shipment_id,
        "reason": ClaimReason.LOST_IN_TRANSIT,
    }
    new = NewClaim(**(values | changes))  # type: ignore[arg-type]
    return await claims.create(shop.write(app), shop.caller, new, key=a_key(), now=system_clock())


async def an_upload(app: Pool, shop: Shop, claim_id: str, caller: Caller | None = None, **changes: object) -> str:
    """A file that was announced for a claim; its id."""
    values: dict[str, object] = {
        "claim_id": claim_id,
        "kind": EvidenceKind.PHOTO,
        "file_name": "bowl.jpg",
        "content_type": "image/jpeg",
        "size": 1_000_000,
    }
    new = NewEvidence(**(values | changes))  # type: ignore[arg-type]
    announced = await evidence.announce(
        shop.write(app), caller or shop.caller, new, Limits(20, 10_485_760), key=a_key(), now=system_clock()
    )
    return announced.id


async def an_evidence(app: Pool, shop: Shop, claim_id: str, **changes: object) -> str:
    """A file that was announced for a claim and whose upload was completed; its id."""
    evidence_id = await an_upload(app, shop, claim_id, None, **changes)
    await evidence.add(shop.write(app), shop.caller, claim_id, [evidence_id], (), key=a_key(), now=system_clock())
    return evidence_id
