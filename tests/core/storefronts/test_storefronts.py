"""Who gets which key and token, and how they end."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.refusal import Refused
from services.core.storefronts import operations, policy, repository
from services.core.storefronts.model import ClientKind, NewStorefront, Scope, hash_key, new_key
from services.core.tokens import Token
from tests.builders import Shop, a_key, an_order, as_owner
from tests.core.records import count
from tests.core.refusals import refused

NEW = NewStorefront("Nordlys", "DKK", "Europe/Copenhagen")


def faults(**changes: object) -> list[str]:
    return [".".join(problem.field) for problem in policy.check(replace(NEW, **changes))]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", " ", "x" * 201])
def test_a_storefront_has_a_name(name: str) -> None:
    assert faults(name=name) == ["name"]


@pytest.mark.parametrize(
    "zone",
    ["", "Europe", "Europe/", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "x" * 5000, "\x00", "\ud800"],
)
def test_a_time_zone_is_one_of_the_known(zone: str) -> None:
    assert faults(time_zone=zone) == ["timeZone"]
    assert faults(time_zone="America/Argentina/Buenos_Aires") == []


@pytest.mark.parametrize("country", ["", "dk", "Denmark", "EU", "XX", "\x00", "\ud800"])
def test_a_country_is_one_of_the_known(country: str) -> None:
    assert faults(country_code=country) == ["countryCode"]
    assert faults(country_code="FO") == []


@pytest.mark.parametrize(
    ("country", "zone", "home"),
    [
        (None, "Europe/Copenhagen", "DK"),
        (None, "Europe/Stockholm", "SE"),
        (None, "America/New_York", "US"),
        ("DE", "Europe/Copenhagen", "DE"),
        (None, "UTC", None),
        (None, "Etc/GMT+5", None),
        (None, "Mars/Olympus", None),
    ],
)
def test_parcels_leave_from_the_country_that_was_told_or_else_from_the_one_of_the_time_zone(
    country: str | None, zone: str, home: str | None
) -> None:
    assert policy.home_country(country, zone) == home


@pytest.mark.parametrize(
    "origin",
    [
        "", "*", "null", "shop.example", "https://", "https://shop.example/", "https://shop.example/x", "https://a@b.c",
        "https://Shop.example", "HTTPS://shop.example", "ftp://shop.example", "https://shop.example:", "http://[",
        "https://shop example", "https://shop.example:443x", "https://shop.example\n", "https://-shop.example", "https://\x00",
    ],
)  # fmt: skip
def test_an_origin_is_written_as_browsers_send_it(origin: str) -> None:
    assert faults(allowed_origins=(origin,)) == ["allowedOrigins"]


@pytest.mark.parametrize(
    "origin",
    ["https://shop.example", "http://127.0.0.1:8100", "http://localhost:3000", "https://xn--brd-zna.example", "http://[::1]:80"],
)  # fmt: skip
def test_an_origin_that_browsers_send_is_allowed(origin: str) -> None:
    assert faults(allowed_origins=(origin,)) == []


def test_keys_are_long_random_and_told_apart_by_their_prefix() -> None:
    keys = [new_key(kind) for kind in ClientKind for _ in range(100)]
    assert len(set(keys)) == 200
    assert {key[:6] for key in keys} == {"mg_sk_", "mg_pk_"}
    assert min(map(len, keys)) == 6 + 43
    assert len({hash_key(key) for key in keys}) == 200


async def test_a_key_opens_the_storefronts_it_was_granted_until_it_is_revoked(
    app: Pool, shop: Shop, other_shop: Shop, door: Pool
) -> None:
    async with door.connection() as connection:
        grant = await repository.find_key(connection, hash_key(shop.key))
        assert grant is not None
        assert (grant.client_id, set(grant.scopes)) == (shop.client_id, {shop.id})
        for wrong in ("", shop.key[:-1], shop.key + "x", other_shop.key.upper()):
            assert await repository.find_key(connection, hash_key(wrong)) is None


async def a_staff_token(app: Pool, shop: Shop, **changes: object) -> Token:
    values: dict[str, object] = {
        "actor": "anna",
        "scopes": frozenset({Scope.READ}),
        "life": timedelta(hours=1),
        "key": a_key(),
        "now": system_clock(),
    } | changes
    return await operations.create_staff_token(shop.write(app), shop.caller, **values)  # type: ignore[arg-type]


async def test_a_staff_token_says_who_and_for_how_long(app: Pool, shop: Shop) -> None:
    now, key = system_clock(), a_key()
    token = await a_staff_token(app, shop, now=now, key=key)
    assert (token.kind, token.subject, token.scopes, token.order_id) == ("staff", "anna", ("read",), None)
    assert (token.issued_at, token.expires_at) == (now, now + timedelta(hours=1))
    assert await a_staff_token(app, shop, key=key) == token, "the same request, the same token"
    with refused("IDEMPOTENCY_MISMATCH idempotencyKey"):
        await a_staff_token(app, shop, key=key, actor="bo")


async def test_a_staff_token_that_makes_no_sense_is_refused(app: Pool, shop: Shop) -> None:
    for actor in ("", "  ", "x" * 101, "a\x00", "a\n", "a\ud800"):
        with refused("INVALID actor"):
            await a_staff_token(app, shop, actor=actor)
    for life in (timedelta(0), timedelta(seconds=59), timedelta(hours=12, seconds=1), timedelta(days=-1)):
        with refused("INVALID minutes"):
            await a_staff_token(app, shop, life=life)
    with refused("SCOPE_NOT_HELD scopes"):
        await a_staff_token(app, shop, scopes=frozenset())
    reader = replace(shop, caller=replace(shop.caller, scopes=frozenset({Scope.READ, Scope.TOKENS_WRITE})))
    with refused("SCOPE_NOT_HELD scopes"):
        await a_staff_token(app, reader, scopes=frozenset({Scope.OPERATE}))
    assert await count(app, shop, "idempotency_keys") == 0


async def test_what_was_issued_before_a_revocation_is_void_and_what_comes_after_is_not(
    app: Pool, shop: Shop, other_shop: Shop, door: Pool
) -> None:
    order = await an_order(app, shop)
    now = system_clock()
    await operations.revoke_tokens(shop.write(app), shop.caller, order, key=a_key(), now=now)

    async def void(storefront: str, subject: str, issued_at: datetime) -> bool:
        async with door.connection() as connection:
            return await repository.is_revoked(connection, storefront, [subject, "other"], issued_at)

    second = timedelta(seconds=1)
    assert await void(shop.id, order, now - second)
    assert await void(shop.id, order, now)
    assert not await void(shop.id, order, now + second)
    assert not await void(shop.id, "anna", now - second)
    assert not await void(other_shop.id, order, now - second)
    await operations.revoke_tokens(shop.write(app), shop.caller, order, key=a_key(), now=now - timedelta(days=1))
    assert await void(shop.id, order, now), "an older revocation takes nothing back"


async def test_what_no_token_can_have_is_not_revoked(app: Pool, shop: Shop) -> None:
    for subject in ("", " ", "x" * 101, "\x00", "\ud800"):
        with refused("INVALID subject"):
            await operations.revoke_tokens(shop.write(app), shop.caller, subject, key=a_key(), now=system_clock())
    assert await count(app, shop, "revocations") == 0


async def test_a_storefront_that_makes_no_sense_is_not_opened(database: str) -> None:
    async with as_owner(database) as owner:
        with pytest.raises(Refused):
            await operations.create_storefront(owner, replace(NEW, currency_code="kr"), system_clock())
        assert await owner.fetchval("select count(*) from storefronts") == 0
