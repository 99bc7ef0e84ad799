"""Whatever is sent, a reader gives an operation, a message or a coded refusal, and nothing else."""

import json
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from services.api.protocol.limits import MOST_VALUES, check_variables
from services.api.protocol.messages import Complete, Hello, Ping, Pong, Subscribe, read_message
from services.api.protocol.requests import Operation, parse_operation, parse_query_string
from services.core.persisted_documents import hash_text

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
ANY = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
NAMES = st.sampled_from(["query", "variables", "operationName", "extensions", "documentId", "doc_id", "x"])
HASHES = st.sampled_from([hash_text("{ a }"), f"sha256:{hash_text('{ a }')}", hash_text("{ b }"), "x", ""])
EXTENSIONS = st.fixed_dictionaries(
    {"persistedQuery": st.fixed_dictionaries({"version": ANY, "sha256Hash": HASHES | ANY})}
)
MEMBERS = st.dictionaries(NAMES, ANY | HASHES | st.just("{ a }") | EXTENSIONS)
TYPES = st.sampled_from(["connection_init", "ping", "pong", "subscribe", "complete", "next", "x"])
MESSAGES = st.fixed_dictionaries({"type": TYPES | ANY}, optional={"id": st.text() | ANY, "payload": MEMBERS | ANY})


def code(error: GraphQLError) -> object:
    return (error.extensions or {})["code"]


def read(body: bytes) -> Operation | None:
    try:
        operation = parse_operation(body)
    except GraphQLError as refused:
        if code(refused) != "BAD_REQUEST":
            raise
        return None
    assert operation.text or operation.hash
    return operation


@given(st.binary())
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    read(body)


@given(ANY | MEMBERS)
def test_any_document_is_read_or_refused(document: Any) -> None:
    operation = read(json.dumps(document).encode())
    if operation is not None:
        assert document.get("query") in {operation.text, None, ""}
        assert operation.variables == document.get("variables") or document["variables"] != document["variables"]


@given(
    st.text()
    | st.dictionaries(NAMES, st.text() | ANY.map(json.dumps)).map(
        lambda one: "&".join(f"{k}={quote(v, errors='replace')}" for k, v in one.items())
    )
)
def test_any_query_string_is_read_or_refused(text: str) -> None:
    try:
        operation = parse_query_string(dict(parse_qsl(text, keep_blank_values=True)))
    except GraphQLError as refused:
        assert code(refused) == "BAD_REQUEST"  # noqa: PT017 - either outcome is right
    else:
        assert operation.text or operation.hash


@given(st.text() | MESSAGES.map(json.dumps) | ANY.map(json.dumps))
def test_any_text_is_a_message_or_a_reason_to_close(text: str) -> None:
    try:
        message = read_message(text)
    except ValueError as reason:
        assert str(reason).startswith("Invalid message")  # noqa: PT017 - either outcome is right
    else:
        assert isinstance(message, Hello | Ping | Pong | Subscribe | Complete)


@given(st.dictionaries(st.text(), ANY))
def test_values_are_counted_wherever_they_stand(variables: dict[str, Any]) -> None:
    check_variables(variables)


@pytest.mark.parametrize("deep", [1, 3])
def test_one_value_too_many_is_too_many_at_any_depth(deep: int) -> None:
    values: Any = [0] * (MOST_VALUES - deep)
    for _ in range(deep - 1):
        values = [values]
    check_variables({"x": values})
    with pytest.raises(GraphQLError, match="values in its variables"):
        check_variables({"x": values, "y": 0})


def test_the_reason_of_a_refusal_quotes_nothing_that_was_sent() -> None:
    for body in (b'{"query": 1, "secret": "x"}', b'{"query": "secret', b'{"variables": "secret"}'):
        with pytest.raises(GraphQLError) as refused:
            parse_operation(body)
        assert "secret" not in str(refused.value)
