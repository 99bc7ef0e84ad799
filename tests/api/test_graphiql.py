"""GraphiQL at /graphql: for browsers of developers, where a folder is named, and in nobody else's way."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.core.settings import Settings
from tests.api.serving import AWAY, Api, served

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAGE = "<title>GraphiQL</title>"


def settings(folder: str) -> Settings:
    """Those of a process that has GraphiQL in a folder."""
    return AWAY.model_copy(update={"graphiql_folder": folder})


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    folder = tmp_path / "graphiql"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE)
    (folder / "page.js").write_text("export {};")
    (tmp_path / "secret.txt").write_text("nobody's business")
    async with served(settings(str(folder))) as api:
        yield api


async def test_a_browser_gets_the_page_and_what_it_loads(api: Api) -> None:
    answer = await api.client.get("/graphql", headers=BROWSER)
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    script = await api.client.get("/graphiql/page.js")
    assert (script.status_code, script.text) == (200, "export {};")
    assert "javascript" in script.headers["content-type"]


async def test_the_page_may_load_and_ask_nothing_but_this_origin(api: Api) -> None:
    policy = (await api.client.get("/graphql", headers=BROWSER)).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["frame-ancestors"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == rules["worker-src"] == "'self'"


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("", "application/json"),
        ("", "application/graphql-response+json"),
        ("", "*/*"),
        ("?query={__typename}", BROWSER["Accept"]),
        ("?documentId=sha256:0", BROWSER["Accept"]),
    ],
)
async def test_whoever_asks_for_data_is_answered_as_ever(api: Api, query: str, accept: str) -> None:
    answer = await api.client.get(f"/graphql{query}", headers={"Accept": accept})
    assert "json" in answer.headers["content-type"]
    assert answer.json()["errors"]


@pytest.mark.parametrize(
    "path", ["/graphiql/../secret.txt", "/graphiql/%2e%2e/secret.txt", "/graphiql/..%2fsecret.txt"]
)
async def test_nothing_outside_of_the_folder_is_served(api: Api, path: str) -> None:
    answer = await api.client.get(path)
    assert answer.status_code == 404
    assert "business" not in answer.text


async def test_a_page_that_is_not_made_yet_says_so_and_looks_again(tmp_path: Path) -> None:
    async with served(settings(str(tmp_path / "not there"))) as api:
        answer = await api.client.get("/graphql", headers=BROWSER)
        assert answer.status_code == 503
        assert "make graphiql" in answer.text
        assert 'http-equiv="refresh"' in answer.text
        assert (await api.client.get("/graphiql/page.js")).status_code == 404


async def test_without_a_folder_there_is_no_page() -> None:
    async with served(settings("")) as api:
        answer = await api.client.get("/graphql", headers=BROWSER)
        assert "json" in answer.headers["content-type"]
        assert (await api.client.get("/graphiql/page.js")).status_code == 404
