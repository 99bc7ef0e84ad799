"""Apollo's multipart subscriptions: parts that end where the reader can see it."""

import msgspec
import pytest

from services.api.protocol import heartbeats
from tests.api.probe import OPEN
from tests.api.serving import Api
from tests.builders import Shop
from tests.watching import until

ACCEPT = {"Accept": "multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json"}


def parts(text: str) -> list[object]:
    """The parts of a whole stream, as RFC 2046 splits them."""
    preamble, *found, epilogue = ("\r\n" + text).split("\r\n--graphql")
    assert (preamble, epilogue) == ("", "--\r\n")
    told = [part.partition("\r\n\r\n") for part in found]
    assert {head for head, _, _ in told} <= {"\r\nContent-Type: application/json"}
    return [msgspec.json.decode(body) for _, _, body in told]


async def test_a_subscription_comes_in_parts(probe: Api, shop: Shop) -> None:
    answer = await probe.post("subscription { count(to: 2) }", shop.key, ACCEPT)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0'
    assert parts(answer.text) == [{"payload": {"data": {"count": number}}} for number in (1, 2)]


async def test_errors_come_as_the_payload_of_the_last_part(probe: Api, shop: Shop) -> None:
    table = {
        "{": "GRAPHQL_PARSE_FAILED",
        "subscription { nothing }": "GRAPHQL_VALIDATION_FAILED",
        "subscription { broken }": "INTERNAL_SERVER_ERROR",
    }
    for query, code in table.items():
        *_, last = parts((await probe.post(query, shop.key, ACCEPT)).text)
        assert msgspec.to_builtins(last)["payload"]["errors"][0]["extensions"]["code"] == code, query


async def test_who_may_not_ask_gets_json(probe: Api, shop: Shop) -> None:
    answer = await probe.post("subscription { count }", "mg_sk_unknown", ACCEPT)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/json; charset=utf-8")


async def test_a_quiet_stream_beats_and_ends_when_its_reader_leaves(
    probe: Api, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeats, "BEAT_SECONDS", 0.01)

    async def none() -> bool:
        return not OPEN

    headers = ACCEPT | {"Authorization": f"Bearer {shop.key}"}
    body = {"query": "subscription { forever }"}
    async with probe.client.stream("POST", "/graphql", json=body, headers=headers) as response:
        text = ""
        async for piece in response.aiter_text():
            text += piece
            if text.count("\r\n\r\n{}\r\n--graphql") == 3:
                break
        assert OPEN == ["forever"]
    assert text.startswith("--graphql\r\nContent-Type: application/json\r\n\r\n{")
    await until(none)
