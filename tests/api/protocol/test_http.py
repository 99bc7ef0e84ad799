"""GraphQL over HTTP: statuses, media types and coded errors, whatever is sent."""

from collections.abc import AsyncIterator

import pytest

from tests.api.serving import Api
from tests.builders import Shop

JSON = {"Content-Type": "application/json"}
UTF_16 = "application/json; charset=utf-16"
NEWER = {"Accept": "application/graphql-response+json"}


async def test_an_operation_is_answered(probe: Api, shop: Shop) -> None:
    answer = await probe.post("query ($name: String!) { hello(name: $name) }", shop.key, name="Ida")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.json() == {"data": {"hello": "Hello, Ida"}}


async def test_the_newer_media_type_is_used_for_who_names_it(probe: Api, shop: Shop) -> None:
    answer = await probe.post("{ hello }", shop.key, NEWER)
    assert answer.headers["content-type"] == "application/graphql-response+json; charset=utf-8"


DEEP = b"[" * 5000 + b"]" * 5000
MALFORMED = [
    b"",
    b"{",
    b"null",
    b'"x"',
    b"1",
    b"[]",
    b'[{"query": "{ hello }"}]',
    b"{}",
    b'{"query": null}',
    b'{"query": 7}',
    b'{"query": ""}',
    b'{"query": "{ hello }", "variables": []}',
    b'{"query": "{ hello }", "variables": "x"}',
    b'{"query": "{ hello }", "operationName": 7}',
    b'{"query": "{ hello }", "extensions": []}',
    b'{"query": "{ hello }", "variables": {"x": NaN}}',
    b'{"query": "\xc3\x28"}',
    b'{"query": "\\ud800"}',
    b"\xff\xfe{",
    b"[" * 100_000,
    b'{"query": "{ hello }", "variables": {"x": ' + DEEP + b"}}",
]


async def test_every_malformed_body_is_a_coded_400(probe: Api, shop: Shop) -> None:
    headers = JSON | {"Authorization": f"Bearer {shop.key}"}
    for body in MALFORMED:
        answer = await probe.client.post("/graphql", content=body, headers=headers)
        assert answer.status_code == 400, body[:60]
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST", body[:60]
        assert "data" not in answer.json()


async def test_every_request_that_cannot_run_is_coded(probe: Api, shop: Shop) -> None:
    table = {
        "{": "GRAPHQL_PARSE_FAILED",
        "{ nothing }": "GRAPHQL_VALIDATION_FAILED",
        "query ($n: Int!) { number(value: $n) }": "BAD_USER_INPUT",
        "query A { hello } query B { hello }": "OPERATION_RESOLUTION_FAILURE",
        "fragment F on Query { hello }": "OPERATION_RESOLUTION_FAILURE",
        "subscription { count }": "OPERATION_RESOLUTION_FAILURE",
        "{" + "ring{" * 400 + "name" + "}" * 400 + "}": "GRAPHQL_PARSE_FAILED",
        "{ " + "hello " * 3000 + "}": "GRAPHQL_PARSE_FAILED",
        "{" + "ring{" * 12 + "name" + "}" * 12 + "}": "OPERATION_TOO_LARGE",
    }
    for query, code in table.items():
        for headers, status in (({}, 200), (NEWER, 400)):
            answer = await probe.post(query, shop.key, headers)
            assert answer.status_code == status, query[:60]
            assert [error["extensions"]["code"] for error in answer.json()["errors"]] == [code], query[:60]
            assert "data" not in answer.json()


async def test_a_well_formed_request_error_is_200_for_clients_of_the_older_type(probe: Api, shop: Shop) -> None:
    answer = await probe.post("{ nothing }", shop.key)
    assert answer.status_code == 200


async def test_a_mistake_of_ours_is_masked_and_findable(
    probe: Api, shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await probe.post("{ boom hello }", shop.key)
    assert answer.status_code == 200
    assert answer.json()["data"] == {"boom": None, "hello": "Hello, you"}
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "ida@" not in answer.text
    assert error["extensions"]["id"] in capsys.readouterr().out


async def test_a_refusal_outside_a_mutation_keeps_its_code(probe: Api, shop: Shop) -> None:
    answer = await probe.post("{ refused }", shop.key)
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_a_database_that_is_away_is_503_when_nothing_was_answered(probe: Api, shop: Shop) -> None:
    answer = await probe.post("{ away }", shop.key)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
    assert "password" not in answer.text


async def test_a_database_that_is_away_for_one_field_leaves_the_others(probe: Api, shop: Shop) -> None:
    answer = await probe.post("{ away hello }", shop.key)
    assert answer.status_code == 200
    assert answer.json()["data"] == {"away": None, "hello": "Hello, you"}


async def test_a_large_body_is_refused_unread(probe: Api, shop: Shop) -> None:
    answer = await probe.post("{ hello }", shop.key, text="x" * 300_000)
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


async def test_a_large_body_without_a_length_is_refused(probe: Api, shop: Shop) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(400):
            yield b" " * 1024

    headers = JSON | {"Authorization": f"Bearer {shop.key}"}
    answer = await probe.client.post("/graphql", content=chunks(), headers=headers)
    assert answer.status_code == 413


async def test_who_can_read_nothing_that_we_write_is_told_what_there_is(probe: Api, shop: Shop) -> None:
    for accept in ("text/html", "application/json;q=0", "multipart/mixed", "nonsense"):
        answer = await probe.post("{ hello }", shop.key, {"Accept": accept})
        assert answer.status_code == 406, accept
        assert answer.headers["content-type"] == "application/json; charset=utf-8"
        assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"


async def test_a_token_in_the_url_lets_nobody_in(probe: Api, shop: Shop) -> None:
    for name in ("access_token", "token", "authorization", "Authorization"):
        answer = await probe.client.get("/graphql", params={"query": "{ hello }", name: f"Bearer {shop.key}"})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_other_methods_are_405_and_told_which_to_use(probe: Api, shop: Shop) -> None:
    for method in ("PUT", "DELETE", "PATCH", "HEAD"):
        answer = await probe.client.request(method, "/graphql", headers={"Authorization": f"Bearer {shop.key}"})
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, POST, OPTIONS"


async def test_other_media_types_are_415(probe: Api, shop: Shop) -> None:
    for media in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", UTF_16):
        headers = {"Content-Type": media, "Authorization": f"Bearer {shop.key}"}
        answer = await probe.client.post("/graphql", content=b'{"query": "{ hello }"}', headers=headers)
        assert answer.status_code == 415, media
        assert answer.json()["errors"][0]["extensions"]["code"] == "UNSUPPORTED_MEDIA_TYPE"


async def test_queries_may_be_sent_by_get_and_mutations_may_not(probe: Api, shop: Shop) -> None:
    headers = {"Authorization": f"Bearer {shop.key}"}
    query = {"query": "query ($n: String!) { hello(name: $n) }", "variables": '{"n": "Ida"}', "operationName": ""}
    answer = await probe.client.get("/graphql", params=query, headers=headers)
    assert answer.json() == {"data": {"hello": "Hello, Ida"}}
    answer = await probe.client.get("/graphql", params={"query": "mutation { touch }"}, headers=headers)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    answer = await probe.client.get("/graphql", params=query | {"variables": "{"}, headers=headers)
    assert answer.status_code == 400


async def test_no_more_than_a_few_errors_are_told(probe: Api, shop: Shop) -> None:
    answer = await probe.post("{ " + " ".join(f"a{number}: nothing" for number in range(9)) + " }", shop.key)
    assert len(answer.json()["errors"]) == 5


async def test_a_request_keeps_its_id(probe: Api, shop: Shop) -> None:
    answer = await probe.post("{ hello }", shop.key, {"X-Request-Id": "abc-123"})
    assert answer.headers["x-request-id"] == "abc-123"
    answer = await probe.post("{ hello }", shop.key, {"X-Request-Id": "x" * 500})
    assert answer.headers["x-request-id"].startswith("req_")
