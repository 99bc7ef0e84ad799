"""Who is let in: keys and tokens, storefronts and origins; and what everybody else is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from graphql import GraphQLError

from services.api.callers import REMEMBERED_SECONDS, Callers, Recent
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.ids import new_id
from services.core.settings import Settings
from services.core.storefronts import operations as storefronts
from services.core.storefronts import repository
from services.core.storefronts.model import ClientKind, Role, Scope
from services.core.tokens import Token, Tokens, open_tokens
from tests.api.serving import Api, served
from tests.builders import ORIGIN, Shop, a_key, an_order, as_owner

ELSEWHERE = "https://evil.example"


@pytest.fixture
def tokens(settings: Settings) -> Tokens:
    """The signer of the test settings."""
    return open_tokens(settings.token_keys.get_secret_value())


@pytest.fixture
def callers(door: Pool, tokens: Tokens) -> Callers:
    """A fresh one, which remembers nothing."""
    return Callers(door, tokens, system_clock)


def a_token(shop: Shop, **changes: object) -> Token:
    now = system_clock()
    token = Token("staff", shop.id, "ida", ("read",), now, now + timedelta(minutes=10), new_id("jti"))
    return replace(token, **changes)  # type: ignore[arg-type]


def for_order(shop: Shop, order_id: str, **changes: object) -> Token:
    scopes = ("claims:write", "read")
    return a_token(shop, kind="customer", subject=order_id, order_id=order_id, scopes=scopes, **changes)


async def code(
    callers: Callers, credential: str | None, storefront: str | None = None, origin: str | None = None
) -> str:
    with pytest.raises(GraphQLError) as refused:
        await callers.identify(credential, storefront, origin)
    return str((refused.value.extensions or {})["code"])


async def test_a_secret_key_acts_as_its_client_in_its_one_storefront(callers: Callers, shop: Shop) -> None:
    for storefront in (None, "", shop.id):
        caller, found = await callers.identify(f"Bearer {shop.key}", storefront, None)
        assert found.id == caller.storefront_id == shop.id
        assert (caller.role, caller.id, caller.actor) == (
            Role.CLIENT, shop.client_id, Actor(ActorKind.PARTNER, shop.client_id),
        )  # fmt: skip
        assert caller.scopes == frozenset(Scope)
        assert caller.key_id is not None
        assert caller.order_id is None


async def test_the_scheme_may_be_written_in_any_case(callers: Callers, shop: Shop) -> None:
    caller, _ = await callers.identify(f"  bearer   {shop.key} ", None, None)
    assert caller.role is Role.CLIENT


async def test_what_is_no_credential_is_unauthenticated(callers: Callers, shop: Shop) -> None:
    schemes = (None, "", "Bearer", "Bearer ", shop.key, f"Basic {shop.key}")
    keys = ("x", "mg_sk_", "mg_sk_" + "x" * 43, f"{shop.key}x", shop.key.upper(), "x" * 10_000, "a.b.c", "ü.ü.ü")
    for credential in (*schemes, *(f"Bearer {key}" for key in keys)):
        assert await code(callers, credential) == "UNAUTHENTICATED", credential


async def test_a_storefront_that_is_not_granted_looks_like_one_that_does_not_exist(
    callers: Callers, shop: Shop, other_shop: Shop
) -> None:
    told = set()
    for storefront in (other_shop.id, new_id("sto"), "sto_x", "'; --"):
        with pytest.raises(GraphQLError) as refused:
            await callers.identify(f"Bearer {shop.key}", storefront, None)
        told.add((refused.value.message, str(refused.value.extensions)))
    assert len(told) == 1
    assert "FORBIDDEN" in str(told)


async def test_a_key_for_several_storefronts_names_one(
    callers: Callers, database: str, shop: Shop, other_shop: Shop
) -> None:
    grants = {shop.id: frozenset({Scope.READ}), other_shop.id: frozenset({Scope.READ, Scope.OPERATE})}
    async with as_owner(database) as owner:
        _, key = await storefronts.create_client(owner, "both", ClientKind.SECRET, grants, system_clock())
    assert await code(callers, f"Bearer {key}") == "STOREFRONT_REQUIRED"
    for storefront, scopes in grants.items():
        caller, _ = await callers.identify(f"Bearer {key}", storefront, None)
        assert (caller.storefront_id, caller.scopes) == (storefront, scopes)


async def test_a_key_without_any_grant_opens_nothing(callers: Callers, database: str, shop: Shop) -> None:
    async with as_owner(database) as owner:
        _, key = await storefronts.create_client(owner, "none", ClientKind.SECRET, {}, system_clock())
    assert await code(callers, f"Bearer {key}") == "FORBIDDEN"
    assert await code(callers, f"Bearer {key}", shop.id) == "FORBIDDEN"


async def test_a_publishable_key_is_a_visitor_from_a_listed_origin_and_nobody_else(
    callers: Callers, shop: Shop
) -> None:
    caller, _ = await callers.identify(f"Bearer {shop.publishable_key}", None, ORIGIN)
    assert (caller.role, caller.scopes) == (Role.VISITOR, frozenset())
    for origin in (None, "", "null", ELSEWHERE, f"{ORIGIN}.evil.example", ORIGIN.upper()):
        assert await code(callers, f"Bearer {shop.publishable_key}", None, origin) == "ORIGIN_NOT_ALLOWED", origin


async def test_a_revoked_key_is_forgotten_soon(database: str, door: Pool, tokens: Tokens, shop: Shop) -> None:
    remembering, forgetful = (Callers(door, tokens, system_clock) for _ in range(2))
    await remembering.identify(f"Bearer {shop.key}", None, None)
    async with as_owner(database) as owner:
        await owner.execute("update api_keys set revoked_at = now()")
    await remembering.identify(f"Bearer {shop.key}", None, None)
    assert await code(forgetful, f"Bearer {shop.key}") == "UNAUTHENTICATED"
    assert REMEMBERED_SECONDS <= 5


async def test_while_the_database_is_away_origins_are_those_that_were_known(
    callers: Callers, door: Pool, shop: Shop
) -> None:
    assert await callers.allows(ORIGIN)
    assert not await callers.allows(ELSEWHERE)
    callers._origins = Recent(seconds=0)
    await door.close()
    assert await callers.allows(ORIGIN)
    assert not await callers.allows(ELSEWHERE)
    assert await code(callers, f"Bearer {shop.key}") == "SERVICE_UNAVAILABLE"


async def test_what_was_looked_up_is_kept_for_a_moment_and_bounded() -> None:
    looked: list[int] = []
    recent: Recent[int, int] = Recent(seconds=60, most=2)

    async def get(key: int) -> int | None:
        async def look() -> int | None:
            looked.append(key)
            return key or None

        return await recent.get(key, look)

    for key in (1, 1, 2, 3, 1, 0, 0):
        await get(key)
    assert looked == [1, 2, 3, 1, 0, 0]


async def test_a_customers_token_reaches_one_order_from_a_listed_origin_or_a_server(
    callers: Callers, tokens: Tokens, app: Pool, shop: Shop
) -> None:
    order_id = await an_order(app, shop)
    text = f"Bearer {tokens.sign(for_order(shop, order_id))}"
    for origin in (None, ORIGIN):
        caller, storefront = await callers.identify(text, None, origin)
        assert (caller.role, caller.order_id, caller.actor) == (
            Role.CUSTOMER, order_id, Actor(ActorKind.CUSTOMER, order_id),
        )  # fmt: skip
        assert caller.scopes == {Scope.READ, Scope.CLAIMS_WRITE}
        assert storefront.id == shop.id
    assert await code(callers, text, None, ELSEWHERE) == "ORIGIN_NOT_ALLOWED"
    assert await code(callers, text, new_id("sto")) == "FORBIDDEN"


async def test_a_staff_token_carries_the_person_and_the_scopes(callers: Callers, tokens: Tokens, shop: Shop) -> None:
    text = tokens.sign(a_token(shop, scopes=("operate", "read", "of the future")))
    caller, _ = await callers.identify(f"Bearer {text}", shop.id, None)
    assert (caller.role, caller.actor) == (Role.STAFF, Actor(ActorKind.STAFF, "ida"))
    assert caller.scopes == {Scope.READ, Scope.OPERATE}
    assert caller.id != "ida", "a member of staff may not be taken for a client of the same name"


async def test_an_expired_token_says_so(callers: Callers, tokens: Tokens, shop: Shop) -> None:
    text = tokens.sign(a_token(shop, expires_at=system_clock() - timedelta(seconds=1)))
    assert await code(callers, f"Bearer {text}") == "TOKEN_EXPIRED"


async def test_a_token_that_we_did_not_sign_so_is_refused(callers: Callers, tokens: Tokens, shop: Shop) -> None:
    good = tokens.sign(a_token(shop))
    head, body, signature = good.split(".")
    claims = jwt.decode(good, options={"verify_signature": False})
    unsigned = jwt.encode(claims, key="", algorithm="none", headers={"kid": "k1"})
    other = Tokens({"k1": b"o" * 32}).sign(a_token(shop))
    renamed = Tokens({"k9": b"t" * 32}).sign(a_token(shop))
    unbound = tokens.sign(a_token(shop, kind="customer"))
    unknown = tokens.sign(a_token(shop, kind="owner"))
    for text in (unsigned, other, renamed, unbound, unknown, f"{head}.{body}.", f"{head}.{body[:-2]}.{signature}"):
        assert await code(callers, f"Bearer {text}") == "UNAUTHENTICATED", text


async def test_a_revocation_voids_what_was_issued_before_it(
    callers: Callers, tokens: Tokens, app: Pool, shop: Shop, other_shop: Shop
) -> None:
    order_id = await an_order(app, shop)
    early = system_clock() - timedelta(seconds=5)
    old = f"Bearer {tokens.sign(for_order(shop, order_id, issued_at=early))}"
    old_staff = f"Bearer {tokens.sign(a_token(shop, issued_at=early))}"
    elsewhere = f"Bearer {tokens.sign(a_token(other_shop, issued_at=early))}"
    for subject in (order_id, "ida"):
        await storefronts.revoke_tokens(shop.write(app), shop.caller, subject, key=a_key(), now=system_clock())
    assert await code(callers, old) == "TOKEN_REVOKED"
    assert await code(callers, old_staff) == "TOKEN_REVOKED"
    await callers.identify(elsewhere, None, None)
    new = f"Bearer {tokens.sign(for_order(shop, order_id, issued_at=datetime.now(UTC)))}"
    await callers.identify(new, None, None)


async def test_a_storefront_that_is_gone_is_forbidden(callers: Callers, tokens: Tokens, shop: Shop) -> None:
    assert await code(callers, f"Bearer {tokens.sign(a_token(shop, storefront_id=new_id('sto')))}") == "FORBIDDEN"


async def test_while_the_database_is_away_everybody_is_asked_to_come_back(settings: Settings, shop: Shop) -> None:
    gone = settings.model_copy(
        update={"database_url": type(settings.database_url)("postgresql://makegood@127.0.0.1:1/makegood")}
    )
    async with served(gone) as api:
        for key in (shop.key, shop.publishable_key):
            answer = await api.post("{ __typename }", key, {"Origin": ORIGIN})
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "1"
            assert answer.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
        async with api.connect() as socket:
            await socket.send({"type": "connection_init", "payload": {"authorization": f"Bearer {shop.key}"}})
            assert (await socket.closed())[0] == 1013


async def test_each_failure_has_its_status(probe: Api, tokens: Tokens, shop: Shop) -> None:
    table = [
        (None, {}, 401, "UNAUTHENTICATED"),
        ("mg_sk_unknown", {}, 401, "UNAUTHENTICATED"),
        (tokens.sign(a_token(shop, expires_at=system_clock())), {}, 401, "TOKEN_EXPIRED"),
        (shop.key, {"Makegood-Storefront": new_id("sto")}, 403, "FORBIDDEN"),
        (shop.publishable_key, {}, 403, "ORIGIN_NOT_ALLOWED"),
        (shop.publishable_key, {"Origin": ELSEWHERE}, 403, "ORIGIN_NOT_ALLOWED"),
        (shop.publishable_key, {"Origin": ORIGIN}, 200, None),
        (shop.key, {"Makegood-Storefront": shop.id}, 200, None),
    ]
    for key, headers, status, expected in table:
        answer = await probe.post("{ hello }", key, headers)
        assert answer.status_code == status, expected
        if expected:
            assert answer.json()["errors"][0]["extensions"]["code"] == expected
            assert "data" not in answer.json()
        if status == 401:
            assert answer.headers["www-authenticate"] == "Bearer"


async def test_live_keys_are_those_that_open_something(database: str, door: Pool, shop: Shop, other_shop: Shop) -> None:
    async with as_owner(database) as owner:
        rows = await owner.fetch("select id, client_id from api_keys")
        keys = {row["client_id"]: row["id"] for row in rows}
        await owner.execute("update api_keys set revoked_at = now() where client_id = $1", other_shop.client_id)
    wanted = [keys[shop.client_id], keys[other_shop.client_id], new_id("key")]
    async with door.connection() as connection:
        assert await repository.live_keys(connection, wanted) == {(keys[shop.client_id], shop.id)}
