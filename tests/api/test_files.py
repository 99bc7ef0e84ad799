"""Signed links over HTTP: who holds one puts or reads this file and nothing else."""

from datetime import timedelta

import httpx
import pytest

from services.core.clock import system_clock
from services.core.storage import open_storage
from tests.api.serving import Api
from tests.files import A_PAGE, a_picture

KEY = "uploads/sto_1/evd_1"
PICTURE = "evidence/sto_1/evd_1/0a1b2c.jpg"


def place(api: Api, longest: int = 5000, content_type: str = "image/jpeg") -> str:
    """A signed place to put a file, as a path of this server."""
    url, _ = api.process.links.put(KEY, content_type, longest, system_clock())
    return url.removeprefix(api.process.settings.public_url)


def link(api: Api, key: str = PICTURE) -> str:
    """A link to read a file, as a path of this server."""
    return api.process.links.read(key, system_clock()).removeprefix(api.process.settings.public_url)


async def put(api: Api, url: str, content: bytes, content_type: str = "image/jpeg") -> httpx.Response:
    """Put without a key."""
    return await api.client.put(url, content=content, headers={"Content-Type": content_type})


def code(response: httpx.Response) -> tuple[int, str]:
    """The status and the code of a refusal."""
    return response.status_code, response.json()["error"]["code"]


async def test_a_file_that_was_put_is_there_and_may_be_put_again(api: Api) -> None:
    url = place(api)
    assert (await put(api, url, b"first")).status_code == 204
    assert (await put(api, url, a_picture())).status_code == 204
    assert await api.process.storage.get(KEY, 5000) == a_picture()


async def test_a_place_takes_its_own_type_up_to_its_own_length(api: Api) -> None:
    url = place(api, longest=100)
    assert code(await put(api, url, b"x", "text/html")) == (415, "TYPE_MISMATCH")
    assert code(await put(api, url, b"x" * 101)) == (413, "TOO_LARGE")

    async def without_length() -> object:
        for _ in range(20):
            yield b"x" * 10

    answer = await api.client.put(url, content=without_length(), headers={"Content-Type": "image/jpeg"})  # type: ignore[arg-type]
    assert code(answer) == (413, "TOO_LARGE")
    assert await api.process.storage.size(KEY) is None
    assert (await put(api, url, b"x" * 100)).status_code == 204


async def test_a_link_is_good_for_its_own_method_alone(api: Api) -> None:
    await api.process.storage.put(KEY, b"secret", "image/jpeg")
    assert code(await api.client.get(place(api))) == (403, "BAD_LINK")
    assert code(await put(api, link(api), b"x")) == (403, "BAD_LINK")
    assert (await api.client.post(link(api))).status_code == 405
    assert (await api.client.delete(link(api))).status_code == 405


async def test_what_is_no_link_or_no_more_says_so(api: Api) -> None:
    await api.process.storage.put(PICTURE, a_picture(), "image/jpeg")
    good = link(api)
    for bad in (
        f"/files/{PICTURE}",
        good.replace("0a1b2c", "0a1b2d"),
        good[:-1] + ("0" if good[-1] != "0" else "1"),
        good.replace("expires=", "expires=9"),
        "/files/%2e%2e/%2e%2e/etc/passwd?expires=1&signature=x",
        good.replace("evidence/", "evidence/..%2f..%2f"),
    ):
        assert code(await api.client.get(bad)) == (403, "BAD_LINK"), bad
    old = api.process.links.read(PICTURE, system_clock() - timedelta(hours=1))
    expired = await api.client.get(old.removeprefix(api.process.settings.public_url))
    assert code(expired) == (403, "BAD_LINK")
    assert "expired" in expired.json()["error"]["message"]
    assert code(await api.client.get(link(api, "evidence/sto_1/evd_1/gone.jpg"))) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("suffix", "content_type", "shown"),
    [
        ("jpg", "image/jpeg", "inline"),
        ("pdf", "application/pdf", "inline"),
        ("txt", "text/plain; charset=utf-8", "inline"),
        ("zip", "application/zip", "attachment"),
        ("html", "application/octet-stream", "attachment"),
    ],
)
async def test_a_file_is_given_so_that_it_can_do_no_harm(api: Api, suffix: str, content_type: str, shown: str) -> None:
    key = f"evidence/sto_1/evd_1/0a1b2c.{suffix}"
    await api.process.storage.put(key, A_PAGE, "")
    answer = await api.client.get(link(api, key))
    assert (answer.status_code, answer.content) == (200, A_PAGE)
    assert answer.headers["content-type"] == content_type
    assert answer.headers["content-length"] == str(len(A_PAGE))
    assert answer.headers["content-disposition"] == f'{shown}; filename="0a1b2c.{suffix}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"].startswith("private")
    head = await api.client.head(link(api, key))
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(A_PAGE)))


async def test_pages_of_any_origin_may_use_a_link(api: Api) -> None:
    headers = {"Origin": "https://anywhere.example", "Access-Control-Request-Method": "PUT"}
    asked = await api.client.request("OPTIONS", place(api), headers=headers)
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "PUT" in asked.headers["access-control-allow-methods"]
    refused = await api.client.get("/files/evidence/a/b/c.jpg", headers=headers)
    assert refused.headers["access-control-allow-origin"] == "*"


async def test_while_storage_is_away_it_says_so(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = api.process.storage
    away = open_storage("file:///proc/nowhere")
    monkeypatch.setattr(storage, "_open", away._open)
    for answer in (await api.client.get(link(api)), await put(api, place(api), b"x")):
        assert code(answer) == (503, "SERVICE_UNAVAILABLE")
        assert answer.headers["retry-after"] == "5"


async def test_a_file_in_a_cloud_is_read_there(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = open_storage("s3://bucket", "region=eu-west-1, access_key_id=AK, secret_access_key=secret")
    for name in ("scheme", "_open", "_opened"):
        monkeypatch.setattr(api.process.storage, name, getattr(cloud, name))
    answer = await api.client.get(link(api), follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(f"https://s3.eu-west-1.amazonaws.com/bucket/{PICTURE}?")
    assert answer.headers["cache-control"] == "no-store"
    assert code(await put(api, place(api), b"x")) == (403, "BAD_LINK")
