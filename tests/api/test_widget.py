"""The widget's files over HTTP: kept for good under their version, found from any other name, held to their bytes."""

import base64
import gzip
import hashlib
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from services.api.widget import FOLDER, MOST_BYTES, Widget
from tests.api.serving import AWAY, Api, served

PUBLIC_URL = "https://api.example"
SETTINGS = AWAY.model_copy(update={"public_url": PUBLIC_URL})
MODULES = {
    "makegood-status.js": b"import'./client.js';" * 100,
    "makegood-lookup.js": b"import'./client.js';",
    "client.js": b"export const client=1;",
    "lang/da.js": "export default{late:'Pakken er forsinket på vejen'};".encode(),
}
"""What pages get; in the files a comment stands before it."""
ENTRY = "makegood-status.js"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A widget's folder, with files beside the modules that are nobody's business."""
    for name, content in MODULES.items():
        place = tmp_path / "src" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"// why it is so\n" + content)
    (tmp_path / "src" / "notes.txt").write_text("not for pages")
    (tmp_path / "package.json").write_text('{"name": "widget", "version": "1.2.3"}')
    return tmp_path


@pytest.fixture
async def api(folder: Path) -> AsyncIterator[Api]:
    async with served(SETTINGS, widget_folder=folder) as api:
        yield api


def version(folder: Path) -> str:
    return Widget(folder, PUBLIC_URL).version


async def get(api: Api, path: str, **headers: str) -> httpx.Response:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return await api.client.get(f"/widget/{path}", headers=told)


async def test_every_module_is_given_for_good_to_pages_of_any_origin(api: Api, folder: Path) -> None:
    for name, content in MODULES.items():
        answer = await get(api, f"{version(folder)}/{name}", origin="https://anywhere.example")
        assert (answer.status_code, answer.content) == (200, content)
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["vary"] == "Accept-Encoding"


async def test_who_can_read_gzip_gets_it(api: Api, folder: Path) -> None:
    path = f"{version(folder)}/{ENTRY}"
    for accepted, compressed in (
        ("gzip", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("gzip;q=0, identity", False),
        ("gzip; q=0.0", False),
        ("identity", False),
        ("br", False),
        ("", False),
    ):
        answer = await get(api, path, accept_encoding=accepted)
        assert answer.content == MODULES[ENTRY]
        assert answer.headers.get("content-encoding") == ("gzip" if compressed else None), accepted
        assert (int(answer.headers["content-length"]) < len(MODULES[ENTRY])) is compressed


async def test_who_has_a_module_is_told_that_it_is_the_same(api: Api, folder: Path) -> None:
    path = f"{version(folder)}/{ENTRY}"
    tags = {coding: (await get(api, path, accept_encoding=coding)).headers["etag"] for coding in ("gzip", "identity")}
    assert len(set(tags.values())) == 2, "what differs in its bytes differs in its tag"
    for coding, tag in tags.items():
        for known in (tag, f'"x", W/{tag}'):
            answer = await get(api, path, accept_encoding=coding, if_none_match=known)
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
            assert answer.headers["cache-control"].endswith("immutable")
        assert (await get(api, path, accept_encoding=coding, if_none_match='"x"')).status_code == 200


async def test_a_name_without_a_version_leads_to_the_present_one_for_minutes(api: Api, folder: Path) -> None:
    for name, content in MODULES.items():
        answer = await get(api, name)
        assert (answer.status_code, answer.headers["cache-control"]) == (307, "public, max-age=300")
        assert answer.headers["access-control-allow-origin"] == "*"
        there = await api.client.get(f"/widget/{name}", follow_redirects=True)
        assert (there.url.path, there.content) == (f"/widget/{version(folder)}/{name}", content)


async def test_an_older_pages_version_leads_to_the_present_one_and_is_not_kept(api: Api, folder: Path) -> None:
    for name, content in MODULES.items():
        answer = await get(api, f"1.0.0-0123456789ab/{name}")
        assert (answer.status_code, answer.headers["cache-control"]) == (307, "no-store")
        there = await api.client.get(f"/widget/1.0.0-0123456789ab/{name}", follow_redirects=True)
        assert (there.url.path, there.content) == (f"/widget/{version(folder)}/{name}", content)


def test_a_version_is_the_packages_and_that_of_every_byte_and_name(folder: Path) -> None:
    first = version(folder)
    assert first.startswith("1.2.3-")
    assert len(first.removeprefix("1.2.3-")) == 12
    assert version(folder) == first
    versions = {first}
    for change in (
        lambda: (folder / "src" / "lang" / "da.js").write_text("export default {}\n"),
        lambda: (folder / "src" / "client.js").rename(folder / "src" / "clients.js"),
        (folder / "src" / "lang" / "de.js").touch,
        lambda: (folder / "package.json").write_text('{"version": "1.2.4"}'),
    ):
        change()
        versions.add(version(folder))
    assert len(versions) == 5
    (folder / "src" / "notes.txt").write_text("others")
    assert version(folder) in versions, "what is not served does not count"


async def test_the_import_map_names_the_entries_and_holds_every_module_to_its_bytes(api: Api, folder: Path) -> None:
    answer = await get(api, "importmap.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["access-control-allow-origin"] == "*"
    told, base = answer.json(), f"{PUBLIC_URL}/widget/{version(folder)}"
    assert told["imports"] == {
        "makegood-lookup": f"{base}/makegood-lookup.js",
        "makegood-status": f"{base}/makegood-status.js",
    }
    assert told["integrity"].keys() == {f"{base}/{name}" for name in MODULES}
    for url, integrity in told["integrity"].items():
        content = (await api.client.get(url.removeprefix(PUBLIC_URL))).content
        assert integrity == "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


async def test_what_is_not_there_is_told_with_what_is(api: Api, folder: Path) -> None:
    for path in (
        "",
        "nothing.js",
        "notes.txt",
        "package.json",
        f"{version(folder)}/",
        f"{version(folder)}/nothing.js",
        f"{version(folder)}/notes.txt",
        f"{version(folder)}/%2e%2e/package.json",
        f"{version(folder)}/importmap.json",
        "%2e%2e/%2e%2e/etc/passwd",
        "%00",
    ):
        answer = await get(api, path)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND"), path
        assert "/widget/makegood-status.js" in answer.json()["error"]["message"]
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cache-control"] == "no-store"


async def test_files_are_given_and_nothing_is_taken(api: Api, folder: Path) -> None:
    path = f"/widget/{version(folder)}/{ENTRY}"
    head = await api.client.head(path, headers={"Accept-Encoding": "gzip"})
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(gzip.compress(MODULES[ENTRY], 9, mtime=0))
    for method in ("POST", "PUT", "DELETE"):
        assert (await api.client.request(method, path)).status_code == 405


async def test_a_server_without_the_files_says_what_to_put_where(tmp_path: Path) -> None:
    async with served(SETTINGS, widget_folder=tmp_path / "nowhere") as api:
        for path in (ENTRY, f"1.0.0-0123456789ab/{ENTRY}", "importmap.json", ""):
            answer = await get(api, path)
            assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
            assert "services/widget" in answer.json()["error"]["message"]


def test_more_than_a_page_should_load_is_not_taken_in(folder: Path) -> None:
    (folder / "src" / "large.js").write_bytes(b" " * MOST_BYTES)
    with pytest.raises(ValueError, match="more than 1024 KiB"):
        Widget(folder, PUBLIC_URL)


async def test_requests_for_files_are_counted_as_one_route(api: Api, folder: Path) -> None:
    await get(api, f"{version(folder)}/{ENTRY}")
    assert 'makegood_api_responses_total{route="/widget",status="200"}' in (await api.client.get("/metrics")).text


@pytest.mark.parametrize("language", ["da", "de", "en"])
async def test_whoever_shows_an_order_loads_no_more_than_12_kib(language: str) -> None:
    async with served(SETTINGS, widget_folder=FOLDER) as real:
        loaded = await loaded_by(real, ENTRY) | await loaded_by(real, f"lang/{language}.js")
    assert len(loaded) > 5
    assert sum(loaded.values()) <= 12 * 1024, loaded


async def loaded_by(real: Api, entry: str) -> dict[str, int]:
    """The module and all that it loads before it runs, with the bytes of each that go over the line."""
    loaded: dict[str, int] = {}
    names = [entry]
    while names:
        name = names.pop()
        answer = await real.client.get(f"/widget/{name}", headers={"Accept-Encoding": "gzip"}, follow_redirects=True)
        loaded[name] = int(answer.headers["content-length"])
        found = re.findall(r"""(?:\bfrom|\bimport) ?["']\./([\w/.-]+)["']""", answer.text)
        names += [other for other in found if other not in loaded]
    return loaded
