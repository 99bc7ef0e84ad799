"""GraphQL over server-sent events: chosen only when wanted, and ended for the reader to see."""

import msgspec

from tests.api.probe import OPEN
from tests.api.serving import Api
from tests.builders import Shop
from tests.watching import until


async def test_a_subscription_streams_and_completes(probe: Api, shop: Shop) -> None:
    async with probe.stream("subscription { count(to: 2) }", shop.key) as events:
        told = [event async for event in events]
    assert [event["event"] for event in told] == ["next", "next", "complete"]
    assert msgspec.json.decode(told[1]["data"]) == {"data": {"count": 2}}


async def test_lines_end_with_a_bare_newline(probe: Api, shop: Shop) -> None:
    headers = {"Accept": "text/event-stream"}
    answer = await probe.post("{ hello }", shop.key, headers)
    assert answer.text == 'event: next\ndata: {"data":{"hello":"Hello, you"}}\n\nevent: complete\ndata: \n\n'
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
