"""Who knocks: API keys and tokens turned into callers, each acting in exactly one storefront."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from services.api.protocol.errors import BUSY, coded, unavailable
from services.core.clock import Clock
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.ids import is_id
from services.core.storefronts import repository
from services.core.storefronts.model import Caller, ClientKind, Role, Scope, Storefront, hash_key
from services.core.tokens import BadToken, ExpiredToken, Token, Tokens

REMEMBERED_SECONDS = 5.0
"""How long a revoked key or a removed origin may still be let in."""
MOST_REMEMBERED = 10_000
LONGEST_CREDENTIAL = 4096

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """What was looked up in the last seconds; the least used goes when there is too much."""

    def __init__(self, seconds: float = REMEMBERED_SECONDS, most: int = MOST_REMEMBERED) -> None:
        self._seconds, self._most = seconds, most
        self._found: OrderedDict[K, tuple[float, V]] = OrderedDict()

    async def get(self, key: K, look: Callable[[], Awaitable[V | None]]) -> V | None:
        """What `look` found for the key; nothing found is not remembered."""
        known = self._found.get(key)
        if known is not None and time.monotonic() < known[0]:
            self._found.move_to_end(key)
            return known[1]
        value = await look()
        if value is None:
            self._found.pop(key, None)
            return None
        self._found[key] = (time.monotonic() + self._seconds, value)
        self._found.move_to_end(key)
        if len(self._found) > self._most:
            self._found.popitem(last=False)
        return value


class Callers:
    """Finds out who asks. Every failure is a coded error; what is not granted looks like what does not exist."""

    def __init__(self, door: Pool, tokens: Tokens, clock: Clock) -> None:
        self._door, self._tokens, self._clock = door, tokens, clock
        self._grants: Recent[bytes, repository.Grant] = Recent()
        self._storefronts: Recent[str, Storefront] = Recent()
        self._origins: Recent[None, frozenset[str]] = Recent()
        self._last_origins: frozenset[str] | None = None

    async def identify(
        self, authorization: str | None, storefront_id: str | None, origin: str | None
    ) -> tuple[Caller, Storefront]:
        """The caller behind an Authorization value, in the storefront that it names or may only mean.

        Raises:
            GraphQLError: UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_REVOKED, FORBIDDEN, ORIGIN_NOT_ALLOWED,
                STOREFRONT_REQUIRED, or SERVICE_UNAVAILABLE while the database is away.
        """
        scheme, _, credential = (authorization or "").strip().partition(" ")
        credential = credential.strip()
        if scheme.lower() != "bearer" or not credential or len(credential) > LONGEST_CREDENTIAL:
            raise coded("UNAUTHENTICATED", "Send `Authorization: Bearer` with an API key or a token.")
        try:
            if credential.startswith(("mg_sk_", "mg_pk_")):
                return await self._by_key(credential, storefront_id, origin)
            return await self._by_token(credential, storefront_id, origin)
        except BUSY:
            raise unavailable() from None

    async def allows(self, origin: str) -> bool:
        """Whether some storefront lets pages of this origin in; while the database is away, as it last was.

        Raises:
            GraphQLError: SERVICE_UNAVAILABLE when it was never known.
        """

        async def look() -> frozenset[str]:
            async with self._door.connection() as connection:
                return await repository.all_origins(connection)

        try:
            self._last_origins = await self._origins.get(None, look)
        except BUSY:
            if self._last_origins is None:
                raise unavailable() from None
        return origin in (self._last_origins or ())

    async def _by_key(self, key: str, storefront_id: str | None, origin: str | None) -> tuple[Caller, Storefront]:
        hashed = hash_key(key)

        async def look() -> repository.Grant | None:
            async with self._door.connection() as connection:
                return await repository.find_key(connection, hashed)

        grant = await self._grants.get(hashed, look)
        if grant is None:
            raise coded("UNAUTHENTICATED", "This API key is unknown or was revoked.")
        if not storefront_id:
            if len(grant.scopes) > 1:
                raise coded(
                    "STOREFRONT_REQUIRED", "The key opens several storefronts; name one in Makegood-Storefront."
                )
            storefront_id = next(iter(grant.scopes), "")
        if storefront_id not in grant.scopes:
            raise _not_granted()
        storefront = await self._storefront(storefront_id)
        visitor = grant.kind is ClientKind.PUBLISHABLE
        if origin not in storefront.allowed_origins and (visitor or origin is not None):
            raise _foreign_origin()
        caller = Caller(
            role=Role.VISITOR if visitor else Role.CLIENT,
            storefront_id=storefront_id,
            id=grant.client_id,
            actor=Actor(ActorKind.PARTNER, grant.client_id),
            scopes=frozenset() if visitor else grant.scopes[storefront_id],
            key_id=grant.key_id,
        )
        return caller, storefront

    async def _by_token(self, text: str, storefront_id: str | None, origin: str | None) -> tuple[Caller, Storefront]:
        try:
            token = self._tokens.read(text, self._clock())
        except ExpiredToken as error:
            raise coded("TOKEN_EXPIRED", str(error)) from None
        except BadToken:
            raise _unreadable() from None
        if token.kind != "staff" and (token.kind != "customer" or token.order_id is None):
            raise _unreadable()
        if storefront_id and storefront_id != token.storefront_id:
            raise _not_granted()
        storefront = await self._storefront(token.storefront_id)
        if origin is not None and origin not in storefront.allowed_origins:
            raise _foreign_origin()
        caller = _bearer(token)
        await self.prove(caller)
        return caller, storefront

    async def prove(self, caller: Caller) -> None:
        """Make sure that the caller's token was not revoked; keys are looked at by `identify`.

        Raises:
            GraphQLError: TOKEN_REVOKED, or SERVICE_UNAVAILABLE while the database is away.
        """
        if caller.issued_at is None:
            return
        try:
            async with self._door.connection() as connection:
                subjects = [subject for subject in (caller.order_id, caller.actor.id) if subject]
                revoked = await repository.is_revoked(connection, caller.storefront_id, subjects, caller.issued_at)
        except BUSY:
            raise unavailable() from None
        if revoked:
            raise coded("TOKEN_REVOKED", "The token was revoked; ask the storefront for a new one.")

    async def _storefront(self, storefront_id: str) -> Storefront:
        async def look() -> Storefront | None:
            async with self._door.connection() as connection:
                return await repository.find(connection, storefront_id)

        storefront = await self._storefronts.get(storefront_id, look) if is_id(storefront_id, "sto") else None
        if storefront is None:
            raise _not_granted()
        return storefront


def _bearer(token: Token) -> Caller:
    customer = token.kind == "customer"
    kind = ActorKind.CUSTOMER if customer else ActorKind.STAFF
    return Caller(
        role=Role.CUSTOMER if customer else Role.STAFF,
        storefront_id=token.storefront_id,
        id=f"{token.kind}:{token.subject}",
        actor=Actor(kind, token.subject),
        scopes=frozenset(scope for scope in Scope if scope.value in token.scopes),
        order_id=token.order_id,
        issued_at=token.issued_at,
        expires_at=token.expires_at,
    )


def _unreadable() -> Exception:
    return coded("UNAUTHENTICATED", "This is neither an API key nor a valid token.")


def _not_granted() -> Exception:
    return coded("FORBIDDEN", "There is no such storefront, or this key or token does not open it.")


def _foreign_origin() -> Exception:
    return coded("ORIGIN_NOT_ALLOWED", "The storefront does not list this origin among its allowed origins.")
