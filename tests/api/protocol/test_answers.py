"""What becomes of a result on its way out, whoever made it."""

from typing import Any

import msgspec
import pytest
from graphql import GraphQLError
from starlette.requests import Request
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from services.api.protocol.answers import STATUS, WELL_FORMED, Pushed, answer, payload, refusal
from services.api.protocol.errors import coded
from services.api.protocol.events import FRAMINGS
from services.api.protocol.negotiation import EVENT_STREAM, GRAPHQL_JSON, JSON, MULTIPART

RAW: Any = msgspec.Raw(b'{"claim": {"id":"clm_1"}}')


def asking(accept: str) -> Request:
    return Request({"type": "http", "method": "POST", "headers": [(b"accept", accept.encode())]})


@pytest.mark.parametrize("code", sorted({*STATUS, *WELL_FORMED, "BAD_REQUEST"}))
def test_a_request_that_was_not_executed_has_one_status_for_each_code(code: str) -> None:
    for media in (GRAPHQL_JSON, JSON):
        response = refusal(asking(media), coded(code, "No."))
        legacy = media == JSON and code in WELL_FORMED
        assert response.status_code == (200 if legacy else STATUS.get(code, 400))
        assert response.media_type == f"{media}; charset=utf-8"
        assert ("retry-after" in response.headers) == (response.status_code in {429, 503})
        assert msgspec.json.decode(response.body)["errors"][0]["extensions"]["code"] == code


def test_data_that_is_json_already_goes_out_as_it_is() -> None:
    result = ExecutionResult(data=RAW, errors=None, extensions={"cost": {"requestedQueryCost": 3}})
    response = answer(asking(JSON), result)
    assert response.body == b'{"data":{"claim": {"id":"clm_1"}},"extensions":{"cost":{"requestedQueryCost":3}}}'
    by_field = answer(asking(JSON), ExecutionResult(data={"claim": RAW}, errors=None))
    assert by_field.body == b'{"data":{"claim":{"claim": {"id":"clm_1"}}}}'


def test_what_an_answer_cost_does_not_change_its_tag() -> None:
    tags = {
        answer(
            asking(JSON),
            ExecutionResult(data=RAW, errors=None, extensions={"cost": cost}),
            cacheable=True,
        ).headers["etag"]
        for cost in (1, 2)
    }
    assert len(tags) == 1


def test_a_result_that_knows_its_place_gives_the_event_its_id() -> None:
    pushed = Pushed(data=RAW, errors=None, cursor="c1")
    assert FRAMINGS[EVENT_STREAM].result(pushed).startswith(b'event: next\nid: c1\ndata: {"data":{"claim"')
    assert FRAMINGS[EVENT_STREAM].result(Pushed(data={}, errors=None)).startswith(b"event: next\ndata: ")
    assert b'\r\n\r\n{"payload":{"data":{"claim"' in FRAMINGS[MULTIPART].result(pushed)


def test_a_database_that_is_away_is_503_only_when_nothing_was_answered() -> None:
    def away(data: Any) -> int:
        error = GraphQLError("", path=["claim"], original_error=ConnectionRefusedError())
        return answer(asking(JSON), ExecutionResult(data=data, errors=[error])).status_code

    assert [away(data) for data in (None, {"claim": None}, {"claim": None, "count": 0}, RAW)] == [503, 503, 200, 200]


def test_an_error_before_execution_leaves_no_data() -> None:
    assert payload(PreExecutionError(data=None, errors=[coded("X", "No.")])).keys() == {"errors"}
    assert payload(ExecutionResult(data=None, errors=[coded("X", "No.")])).keys() == {"errors"}
