"""What the demo's server and its desk ask of the API, read by the API's own schema."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate

from services.sandbox.demo import makegood

PROJECT = Path(__file__).resolve().parents[2]


def documents() -> Iterator[tuple[str, str]]:
    for name in ("ORDER_ID", "FOR_CUSTOMER", "FOR_STAFF"):
        yield name, getattr(makegood, name)
    # the desk's own are put together as its module does it
    text = (PROJECT / "services/sandbox/demo/static/desk/documents.js").read_text()
    parts: dict[str, str] = {}
    for name, body in re.findall(r"const (\w+) = [`'](.*?)[`'];", text, re.DOTALL):
        parts[name] = re.sub(r"\$\{(\w+)\}", lambda found: parts[found[1]], body)
        if body.startswith(("query", "subscription")):
            yield name, parts[name]
    for mutation in re.findall(r"^  '(\w+)',$", text, re.MULTILINE):
        kind = f"{mutation[0].upper()}{mutation[1:]}Input"
        yield (
            mutation,
            f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ userErrors {{ code message }} }} }}",
        )


DOCUMENTS = dict(documents())


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((PROJECT / "schema/schema.graphql").read_text())


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_what_the_demo_asks_fits_the_schema(document: str, schema: GraphQLSchema) -> None:
    assert validate(schema, parse(document)) == []


def test_the_desks_documents_are_among_them() -> None:
    assert {"DESK", "CHANGES", "claimApprove", "recoverySubmit"} <= set(DOCUMENTS)
