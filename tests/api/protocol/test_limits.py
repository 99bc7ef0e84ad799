"""How large an operation may be."""

import pytest
from graphql import parse

from services.api.protocol.limits import find_excess


def nested(depth: int) -> str:
    return "{" + "ring{" * (depth - 1) + "name" + "}" * (depth - 1) + "}"


def doubling(count: int) -> str:
    """Fragments of which each spreads the next one twice."""
    chain = " ".join(f"fragment f{n} on Ring {{ ring {{ ...f{n + 1} ...f{n + 1} }} }}" for n in range(count))
    return f"{{ ring {{ ...f0 }} }} {chain} fragment f{count} on Ring {{ name }}"


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        (nested(12), None),
        (nested(13), "depth"),
        ("{ ring { ...F } } fragment F on Ring " + nested(12), "depth"),
        ("{ ring { ... on Ring { ...F } } } fragment F on Ring { name }", None),
        ("{ " + " ".join(f"a{n}: hello" for n in range(10)) + " }", None),
        ("{ " + " ".join(f"a{n}: hello" for n in range(11)) + " }", "root fields"),
        ("{ ...F ...F } fragment F on Query { a hello b c d e }", "root fields"),
        ("{ ring { " + " ".join(f"a{n}: name" for n in range(31)) + " } }", "aliases"),
        ("{ ring { " + "name " * 1000 + "} }", "fields"),
        ("{ hello " + "@include(if: true) " * 31 + "}", "directives"),
        ("query " + "@x " * 31 + "{ hello }", "directives"),
        (" ".join(f"query q{n} {{ hello }}" for n in range(21)), "operations"),
        ("{ hello } " + " ".join(f"fragment f{n} on Ring {{ name }}" for n in range(101)), "fragments"),
        ("{ ...F } fragment F on Query { hello ...F }", None),
        ("{ ...G }", None),
        (doubling(8), None),
        (doubling(9), "fields"),
    ],
)
def test_what_is_too_large_is_named(query: str, limit: str | None) -> None:
    error = find_excess(parse(query))
    assert (error is None) == (limit is None), error
    assert limit is None or f"have {limit} up to" in str(error)


def test_introspection_may_be_as_deep_as_it_is() -> None:
    query = "{ __schema { types { " + "ofType { " * 14 + "name" + " }" * 14 + " } } }"
    assert find_excess(parse(query)) is None


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { types { name } } hello }",
        '{ ...S } fragment S on Query { hello ... { __type(name: "Ring") { name } } }',
    ],
)
def test_introspection_stands_alone(query: str) -> None:
    assert "of its own" in str(find_excess(parse(query)))
    assert find_excess(parse("{ __typename __schema { types { name } } }")) is None


def test_fragments_that_double_are_counted_once() -> None:
    error = find_excess(parse(doubling(90)))  # written out this would not end
    assert error is not None
