"""graphql-transport-ws: every message in its place, and one bad message never takes more than it must."""

from datetime import timedelta

import pytest
from websockets.exceptions import InvalidStatus

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.ids import new_id
from services.core.settings import Settings
from services.core.storefronts import operations as storefronts
from services.core.tokens import Token, open_tokens
from tests.api.feeds import Feeds
from tests.api.probe import OPEN, make_probe
from tests.api.serving import Api, served
from tests.builders import ORIGIN, Shop, a_key, as_owner
from tests.watching import until

GREETING = {"type": "connection_init", "payload": {}}


def hello(key: str, **more: object) -> dict[str, object]:
    return {"type": "connection_init", "payload": {"authorization": f"Bearer {key}", **more}}


async def test_a_subscription_counts_and_completes(probe: Api, shop: Shop) -> None:
    async with probe.socket(shop.key) as socket:
        await socket.subscribe("subscription ($to: Int!) { count(to: $to) }", to=2)
        for number in (1, 2):
            assert await socket.receive() == {"id": "1", "type": "next", "payload": {"data": {"count": number}}}
        assert await socket.receive() == {"type": "complete", "id": "1"}


async def test_queries_run_beside_subscriptions_and_ids_can_be_used_again(probe: Api, shop: Shop) -> None:
    async with probe.socket(shop.key) as socket:
        await socket.subscribe("subscription { forever }", "a")
        assert (await socket.receive())["payload"] == {"data": {"forever": 1}}
        for _ in range(2):
            await socket.subscribe("{ hello role }", "b")
            assert (await socket.receive())["payload"] == {"data": {"hello": "Hello, you", "role": "CLIENT"}}
            assert await socket.receive() == {"type": "complete", "id": "b"}


async def test_a_ping_is_answered_with_its_payload_even_before_the_greeting(probe: Api) -> None:
    async with probe.connect() as socket:
        await socket.send({"type": "ping", "payload": {"x": 1}})
        assert await socket.receive() == {"type": "pong", "payload": {"x": 1}}
        await socket.send({"type": "pong"})
        await socket.send({"type": "ping"})
        assert await socket.receive() == {"type": "pong"}


async def test_every_bad_frame_closes_the_socket_with_4400(probe: Api, shop: Shop) -> None:
    subscribe = {"id": "1", "type": "subscribe", "payload": {"query": "{ hello }"}}
    frames: list[object] = [
        *("", "x", "{", "[]", "null", "1", '"x"', "NaN", "{}", "[" * 50_000, b"\x00\x01"),
        *({"type": kind} for kind in (1, None, "nothing", "start", "complete", "subscribe")),
        {"type": "ping", "payload": "x"},
        {"type": "connection_init", "payload": []},
        {"type": "complete", "id": 1},
        *(subscribe | {"id": name} for name in (1, "", (), None, "x" * 200)),
        *(subscribe | {"payload": payload} for payload in (None, "x", {}, {"query": 1})),
        subscribe | {"payload": {"query": "{ hello }", "variables": "x"}},
        subscribe | {"payload": {"query": "{ hello }", "operationName": 1}},
    ]
    for frame in frames:
        async with probe.connect() as socket:
            await socket.send(frame)
            code, _ = await socket.closed()
            assert code == 4400, frame


async def test_a_frame_that_is_too_long_closes_the_socket_with_1009(probe: Api, shop: Shop) -> None:
    async with probe.socket(shop.key) as socket:
        await socket.subscribe("{ hello }", note="x" * 100_000)
        assert (await socket.closed())[0] == 1009


async def test_a_mistake_in_one_operation_leaves_the_others(probe: Api, shop: Shop) -> None:
    async with probe.socket(shop.key) as socket:
        await socket.subscribe("subscription { forever }", "sound")
        await socket.receive()
        table = {
            "{": "GRAPHQL_PARSE_FAILED",
            "{ nothing }": "GRAPHQL_VALIDATION_FAILED",
            "query A { hello } query B { hello }": "OPERATION_RESOLUTION_FAILURE",
            "fragment F on Query { hello }": "OPERATION_RESOLUTION_FAILURE",
            "query ($n: Int!) { number(value: $n) }": "BAD_USER_INPUT",
            "subscription ($n: Int!) { count(to: $n) }": "BAD_USER_INPUT",
        }
        for query, code in table.items():
            await socket.subscribe(query, "bad")
            message = await socket.receive()
            assert (message["type"], message["id"]) == ("error", "bad")
            assert [error["extensions"]["code"] for error in message["payload"]] == [code], query
        assert OPEN == ["forever"]


async def test_a_stream_that_breaks_ends_in_an_error_that_tells_nothing(probe: Api, shop: Shop) -> None:
    async with probe.socket(shop.key) as socket:
        await socket.subscribe("subscription { broken }")
        await socket.receive()
        message = await socket.receive()
        assert message["type"] == "error"
        assert message["payload"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
        assert "ida@" not in str(message)


async def test_nothing_is_served_before_the_greeting(probe: Api) -> None:
    async with probe.connect() as socket:
        await socket.subscribe("{ hello }")
        assert await socket.closed() == (4401, "Unauthorized")


async def test_a_second_greeting_closes_the_socket(probe: Api, shop: Shop) -> None:
    async with probe.socket(shop.key) as socket:
        await socket.send(GREETING)
        assert await socket.closed() == (4429, "Too many initialisation requests")


async def test_an_id_in_use_closes_the_socket(probe: Api, shop: Shop) -> None:
    async with probe.socket(shop.key) as socket:
        await socket.subscribe("subscription { forever }")
        await socket.subscribe("subscription { forever }")
        assert await socket.closed() == (4409, "Subscriber for 1 already exists")


async def test_who_says_nothing_is_closed_after_five_seconds(probe: Api) -> None:
    async with probe.connect() as socket:
        assert await socket.closed() == (4408, "Connection initialisation timeout")


async def test_a_credential_that_is_not_good_is_told_in_the_close(probe: Api, shop: Shop) -> None:
    table: list[tuple[object, str]] = [
        (GREETING, "UNAUTHENTICATED"),
        ({"type": "connection_init", "payload": None}, "UNAUTHENTICATED"),
        ({"type": "connection_init", "payload": {"authorization": {"x": 1}}}, "UNAUTHENTICATED"),
        (hello("mg_sk_unknown"), "UNAUTHENTICATED"),
        (hello(shop.publishable_key), "ORIGIN_NOT_ALLOWED"),
        (hello(shop.key, **{"Makegood-Storefront": new_id("sto")}), "FORBIDDEN"),
    ]
    for greeting, reason in table:
        async with probe.connect() as socket:
            await socket.send(greeting)
            code, told = await socket.closed()
            assert code == 4403
            assert str(told).startswith(reason)


async def test_another_subprotocol_is_not_spoken(probe: Api) -> None:
    for spoken in (["graphql-ws"], None):
        async with probe.connect(subprotocols=spoken) as socket:
            assert (await socket.closed())[0] == 4406


async def test_a_page_of_an_unknown_origin_is_refused_at_the_handshake(probe: Api, shop: Shop) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        async with probe.connect(origin="https://evil.example"):
            pass
    async with probe.socket(shop.publishable_key, origin=ORIGIN) as socket:
        await socket.subscribe("{ role }")
        assert (await socket.receive())["payload"] == {"data": {"role": "VISITOR"}}


async def test_a_page_is_held_to_its_own_storefront_over_every_transport(
    probe: Api, settings: Settings, database: str, shop: Shop, other_shop: Shop
) -> None:
    elsewhere = "https://other.example"
    async with as_owner(database) as owner:
        sql = "update storefronts set allowed_origins = $2 where id = $1"
        await owner.execute(sql, other_shop.id, [elsewhere])
    now = system_clock()
    token = Token("staff", shop.id, "ida", ("read",), now, now + timedelta(minutes=5), new_id("jti"))
    text = open_tokens(settings.token_keys.get_secret_value()).sign(token)
    for key in (shop.key, shop.publishable_key, text):
        async with probe.connect(origin=elsewhere) as socket:
            await socket.send(hello(key))
            code, reason = await socket.closed()
            assert (code, str(reason).partition(":")[0]) == (4403, "ORIGIN_NOT_ALLOWED")
        for accept in ("application/json", "text/event-stream", "multipart/mixed;subscriptionSpec=1.0"):
            answer = await probe.post("{ hello }", key, {"Origin": elsewhere, "Accept": accept})
            assert answer.status_code == 403, accept
            assert answer.json()["errors"][0]["extensions"]["code"] == "ORIGIN_NOT_ALLOWED"
    async with probe.socket(other_shop.publishable_key, origin=elsewhere) as socket:
        await socket.subscribe("{ role }")
        assert (await socket.receive())["payload"] == {"data": {"role": "VISITOR"}}


async def test_a_storefront_has_so_many_sockets_and_operations(
    settings: Settings, shop: Shop, other_shop: Shop
) -> None:
    few = settings.model_copy(update={"sockets_per_storefront": 2, "watchers_per_storefront": 3})

    async def free() -> bool:
        return not probe.process.operations._taken and not probe.process.sockets._taken

    async with served(few, schema=make_probe()) as probe:
        async with probe.socket(shop.key) as one, probe.socket(shop.key) as two, probe.connect() as three:
            await three.send(hello(shop.key))
            code, reason = await three.closed()
            assert (code, str(reason).partition(":")[0]) == (1013, "TOO_MANY_CONNECTIONS")
            for number, socket in enumerate((one, one, two)):
                await socket.subscribe("subscription { forever }", str(number))
                await socket.receive()
            await two.subscribe("{ hello }", "more")
            assert (await two.receive())["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
            async with probe.socket(other_shop.key) as other:
                await other.subscribe("{ hello }")
                assert (await other.receive())["type"] == "next"
            await one.send({"type": "complete", "id": "0"})

            async def answered() -> bool:
                await two.subscribe("{ hello }", "again")
                told = await two.receive()
                if told["type"] == "next":
                    await two.receive()
                return bool(told["type"] == "next")

            await until(answered)
        await until(free)


async def test_a_connection_runs_twenty_operations_and_not_more(probe: Api, shop: Shop) -> None:
    async with probe.socket(shop.key) as socket:
        for number in range(20):
            await socket.subscribe("subscription { forever }", str(number))
            await socket.receive()
        await socket.subscribe("{ hello }", "more")
        message = await socket.receive()
        assert message["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"


async def test_completing_and_leaving_both_end_the_streams(probe: Api, shop: Shop) -> None:
    async def none() -> bool:
        return not OPEN

    async with probe.socket(shop.key) as socket:
        await socket.subscribe("subscription { forever }")
        await socket.receive()
        await socket.send({"type": "complete", "id": "1"})
        await until(none)
        await socket.subscribe("subscription { forever }")
        await socket.receive()
        assert OPEN
    await until(none)


async def test_a_token_that_runs_out_ends_its_operations_and_then_the_socket(settings: Settings, shop: Shop) -> None:
    now = system_clock()
    token = Token("staff", shop.id, "ida", ("read",), now, now + timedelta(seconds=2), new_id("jti"))
    text = open_tokens(settings.token_keys.get_secret_value()).sign(token)
    async with served(settings, schema=make_probe()) as api, api.socket(text) as socket:
        await socket.subscribe("subscription { forever }")
        await socket.receive()
        message = await socket.receive()
        assert message["type"] == "error"
        assert message["payload"][0]["extensions"]["code"] == "TOKEN_EXPIRED"
        assert await socket.closed() == (4403, "TOKEN_EXPIRED")


async def test_a_revoked_token_or_key_ends_its_operations_and_then_the_socket(
    probe: Api, settings: Settings, feeds: Feeds, app: Pool, database: str, shop: Shop
) -> None:
    now = system_clock()
    token = Token("staff", shop.id, "ida", ("read",), now, now + timedelta(minutes=5), new_id("jti"))
    text = open_tokens(settings.token_keys.get_secret_value()).sign(token)
    watch = "subscription { happenings { subject } }"
    async with probe.socket(text) as staff, probe.socket(shop.key) as server, probe.socket(text) as idle:
        for socket in (staff, server):
            await socket.subscribe(watch, "a")
            await socket.subscribe("subscription { forever }", "b")
            assert (await socket.receive())["id"] == "b"
        await two_watchers(probe)
        await storefronts.revoke_tokens(shop.write(app), shop.caller, "ida", key=a_key(), now=system_clock())
        await feeds.give_positions()
        async with as_owner(database) as owner:
            await owner.execute("update api_keys set revoked_at = now() where client_id = $1", shop.client_id)
        for socket, code in ((staff, "TOKEN_REVOKED"), (server, "UNAUTHENTICATED")):
            told = [await socket.receive(20) for _ in range(2)]
            assert {message["id"] for message in told} == {"a", "b"}
            assert {message["payload"][0]["extensions"]["code"] for message in told} == {code}
            assert await socket.closed() == (4403, code)
        await idle.subscribe("{ hello }")
        assert (await idle.receive())["payload"][0]["extensions"]["code"] == "TOKEN_REVOKED"
        assert await idle.closed() == (4403, "TOKEN_REVOKED")


async def two_watchers(probe: Api) -> None:
    async def attached() -> bool:
        channels = probe.process.hub._channels.values()
        return any(len(channel.watchers) == 2 and channel.position is not None for channel in channels)

    await until(attached)
