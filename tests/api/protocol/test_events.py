"""GraphQL over server-sent events: chosen only when wanted, and ended for the reader to see."""

from dataclasses import replace
from datetime import timedelta

import msgspec

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.ids import new_id
from services.core.settings import Settings
from services.core.storefronts import operations as storefronts
from services.core.tokens import Token, open_tokens
from tests.api.feeds import Feeds
from tests.api.probe import OPEN
from tests.api.serving import Api
from tests.builders import Shop, a_key
from tests.watching import until


async def test_a_subscription_streams_and_completes(probe: Api, shop: Shop) -> None:
    async with probe.stream("subscription { count(to: 2) }", shop.key) as events:
        told = [event async for event in events]
    assert [event["event"] for event in told] == ["next", "next", "complete"]
    assert msgspec.json.decode(told[1]["data"]) == {"data": {"count": 2}}


async def test_lines_end_with_a_bare_newline(probe: Api, shop: Shop) -> None:
    headers = {"Accept": "text/event-stream"}
    answer = await probe.post("{ hello }", shop.key, headers)
    events = 'event: next\ndata: {"data":{"hello":"Hello, you"}}\n\nevent: complete\ndata: \n\n'
    assert answer.text == ": open\n\n" + events
    assert answer.headers["cache-control"] == "no-cache, no-transform"


async def test_json_is_sent_to_clients_that_name_it_before_the_stream(probe: Api, shop: Shop) -> None:
    table = {
        "application/graphql-response+json, application/json, text/event-stream, multipart/mixed": False,
        "text/event-stream;q=0.5, application/json;q=0.9": False,
        "text/event-stream;q=0": False,
        "*/*": False,
        "": False,
        "text/event-stream": True,
        "text/event-stream, application/json": True,
        "application/json;q=0.5, text/event-stream;q=0.8": True,
        "Text/Event-Stream; q=1": True,
    }
    for accept, streams in table.items():
        answer = await probe.post("{ hello }", shop.key, {"Accept": accept})
        assert answer.headers["content-type"].startswith("text/event-stream") == streams, accept


async def test_errors_of_the_request_come_as_an_event_before_the_end(probe: Api, shop: Shop) -> None:
    table = {
        "{": "GRAPHQL_PARSE_FAILED",
        "subscription { nothing }": "GRAPHQL_VALIDATION_FAILED",
        "subscription ($n: Int!) { count(to: $n) }": "BAD_USER_INPUT",
        "fragment F on Query { hello }": "OPERATION_RESOLUTION_FAILURE",
        "subscription { broken }": "INTERNAL_SERVER_ERROR",
    }
    for query, code in table.items():
        async with probe.stream(query, shop.key) as events:
            told = [event async for event in events]
        assert told[-1]["event"] == "complete", query
        assert msgspec.json.decode(told[-2]["data"])["errors"][0]["extensions"]["code"] == code, query


async def test_who_may_not_ask_gets_a_status_and_no_stream(probe: Api, shop: Shop) -> None:
    answer = await probe.post("subscription { count }", "mg_sk_unknown", {"Accept": "text/event-stream"})
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_reader_that_leaves_ends_its_stream(probe: Api, shop: Shop) -> None:
    async def none() -> bool:
        return not OPEN

    async with probe.stream("subscription { forever }", shop.key) as events:
        await anext(events)
        assert OPEN == ["forever"]
    await until(none)


HAPPENINGS = "subscription ($after: String) { happenings(after: $after) { cursor subject } }"


async def test_an_event_has_its_cursor_as_id_and_a_reader_comes_back_with_it(
    probe: Api, feeds: Feeds, shop: Shop
) -> None:
    subjects = await feeds.happen(shop, 5)
    start = probe.process.cursors.write(shop.id, 0)
    async with probe.stream(HAPPENINGS, shop.key, after=start) as events:
        first = [await anext(events) for _ in range(2)]
    for event, subject in zip(first, subjects, strict=False):
        told = msgspec.json.decode(event["data"])["data"]["happenings"]
        assert told == {"cursor": event["id"], "subject": subject}
    headers = {"Last-Event-ID": first[-1]["id"]}
    async with probe.stream(HAPPENINGS, shop.key, headers, after=start) as events:
        rest = [msgspec.json.decode((await anext(events))["data"])["data"]["happenings"] for _ in range(3)]
    assert [one["subject"] for one in rest] == subjects[2:]


async def test_a_stream_tells_why_it_ends(probe: Api, feeds: Feeds, app: Pool, settings: Settings, shop: Shop) -> None:
    tokens = open_tokens(settings.token_keys.get_secret_value())
    now = system_clock()
    short = Token("staff", shop.id, "ida", ("read",), now, now + timedelta(seconds=2), new_id("jti"))
    long = replace(short, subject="bo", expires_at=now + timedelta(minutes=5))
    async with (
        probe.stream(HAPPENINGS, tokens.sign(short)) as expiring,
        probe.stream(HAPPENINGS, tokens.sign(long)) as revoked,
    ):
        first = [event async for event in expiring]
        await storefronts.revoke_tokens(shop.write(app), shop.caller, "bo", key=a_key(), now=system_clock())
        await feeds.give_positions()
        second = [event async for event in revoked]
    for told, code in ((first, "TOKEN_EXPIRED"), (second, "TOKEN_REVOKED")):
        assert [event["event"] for event in told] == ["next", "complete"]
        assert msgspec.json.decode(told[0]["data"])["errors"][0]["extensions"]["code"] == code
