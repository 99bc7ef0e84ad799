"""Storefronts, and who may do what in one of them."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.core.events import Actor

CUSTOMER_TOKEN_LIFE = timedelta(minutes=10)
LONGEST_STAFF_TOKEN_LIFE = timedelta(hours=12)


class Mode(StrEnum):
    """Test storefronts reach only sandboxes."""

    TEST = "TEST"
    LIVE = "LIVE"


class Scope(StrEnum):
    """What a key or a staff token may do."""

    READ = "read"
    ORDERS_WRITE = "orders:write"
    SHIPMENTS_WRITE = "shipments:write"
    CLAIMS_WRITE = "claims:write"
    CLAIMS_DECIDE = "claims:decide"
    MONEY_WRITE = "money:write"
    POLICY_WRITE = "policy:write"
    TOKENS_WRITE = "tokens:write"
    OPERATE = "operate"


CUSTOMER_SCOPES = frozenset({Scope.READ, Scope.CLAIMS_WRITE})


class AccountKind(StrEnum):
    """What a company outside does for a storefront."""

    CARRIER = "CARRIER"
    PLATFORM = "PLATFORM"
    INSURER = "INSURER"
    MAIL = "MAIL"


class ClientKind(StrEnum):
    """A secret key stays on a server; a publishable one stands in a page and may do next to nothing."""

    SECRET = "SECRET"  # noqa: S105 - a kind, not a password
    PUBLISHABLE = "PUBLISHABLE"


class Role(StrEnum):
    """The kinds of callers, by what they can see."""

    CLIENT = "CLIENT"
    STAFF = "STAFF"
    CUSTOMER = "CUSTOMER"
    VISITOR = "VISITOR"


@dataclass(frozen=True, slots=True)
class Storefront:
    """A shop's channel, with its own orders and keys. It may take only documents that it was told before.

    `country_code` is where its parcels leave from (ISO 3166-1), as far as it was told.
    """

    id: str
    name: str
    mode: Mode
    currency_code: str
    time_zone: str
    allowed_origins: tuple[str, ...]
    trusted_documents_only: bool = False
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, in which storefront, and what they may do.

    A customer is bound to one order. One who came with an API key has `key_id`, one who came with a token the times.
    """

    role: Role
    storefront_id: str
    id: str
    actor: Actor
    scopes: frozenset[Scope]
    order_id: str | None = None
    issued_at: datetime | None = None
    expires_at: datetime | None = None
    key_id: str | None = None

    @property
    def is_customer(self) -> bool:
        """Whether only public things of one order may be shown."""
        return self.role is Role.CUSTOMER

    def may(self, scope: Scope) -> bool:
        """Whether the caller has been granted this."""
        return scope in self.scopes

    def reaches_order(self, order_id: str) -> bool:
        """Whether the order is within the caller's sight."""
        return self.order_id is None or self.order_id == order_id


@dataclass(frozen=True, slots=True)
class NewStorefront:
    """A storefront to be opened. Origins are those of its pages, such as `https://shop.example`.

    `country_code` is where its parcels leave from; nothing is the country of its time zone.
    """

    name: str
    currency_code: str
    time_zone: str = "UTC"
    mode: Mode = Mode.TEST
    allowed_origins: tuple[str, ...] = ()
    country_code: str | None = None


def new_key(kind: ClientKind) -> str:
    """A new API key with 256 random bits; its prefix tells people and secret scanners what it is."""
    return f"mg_{'sk' if kind is ClientKind.SECRET else 'pk'}_{secrets.token_urlsafe(32)}"


def hash_key(key: str) -> bytes:
    """How a key is stored. A plain hash is enough, as the key itself is random and long."""
    return hashlib.sha256(key.encode()).digest()
