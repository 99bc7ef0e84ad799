"""What an Accept header asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.api.protocol.negotiation import EVENT_STREAM, GRAPHQL_JSON, JSON, MULTIPART, OFFERED, json_type, negotiate

APOLLO = "multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json"
URQL = (
    "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed"
)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json", JSON),
        (GRAPHQL_JSON, GRAPHQL_JSON),
        ("application/graphql-response+json; charset=utf-8", GRAPHQL_JSON),
        ("application/json;q=0.9, application/graphql-response+json", GRAPHQL_JSON),
        ("application/graphql-response+json;q=0.1, application/json;q=0.2", JSON),
        ("application/graphql-response+json, application/json", GRAPHQL_JSON),
        ("application/json;q=0, */*", GRAPHQL_JSON),
        ("*/*;q=0.1, text/event-stream", EVENT_STREAM),
        ("text/*", EVENT_STREAM),
        ("text/html, */*;q=0.8", JSON),
        ("Text/Event-Stream; q=1", EVENT_STREAM),
        (URQL, GRAPHQL_JSON),
        (APOLLO, MULTIPART),
        ('multipart/mixed;subscriptionSpec="1.0", application/json', MULTIPART),
        ("multipart/mixed;deferSpec=20220824, application/json", JSON),
        ("application/json, text/event-stream", JSON),
        ("text/html", None),
        ("multipart/mixed", None),
        ("multipart/*", None),
        ("application/json;q=0", None),
        ("application/json;q=x", None),
        ("application/json;q=nan", None),
        ("application/json;q=7", None),
        ("nonsense", None),
        (";;;,,=", None),
    ],
)
def test_the_best_liked_of_what_we_offer_is_chosen(accept: str, media: str | None) -> None:
    assert negotiate(accept) == media


def test_an_error_is_json_whatever_was_asked_for() -> None:
    assert json_type(EVENT_STREAM) == json_type("text/html") == json_type(APOLLO) == JSON
    assert json_type(f"{GRAPHQL_JSON}, {EVENT_STREAM};q=0.1") == GRAPHQL_JSON


words = st.sampled_from(
    [*OFFERED, "*/*", "application/*", "q", "=", ";", ",", "0", "1", ".5", " ", "x", '"', "subscriptionSpec"]
)


@given(st.one_of(st.text(), st.lists(words).map("".join)))
def test_any_header_is_answered(accept: str) -> None:
    assert negotiate(accept) in {*OFFERED, None}
