"""Signed links: what one allows, and what is no link at all."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from services.core.storage import BadLink, Links
from services.core.storage.links import PUT_SECONDS, READ_SECONDS

NOW = datetime(2026, 3, 1, 12, 3, 20, tzinfo=UTC)
KEY = "evidence/sto_1/evd_1/0a1b2c.jpg"
LINKS = Links("https://claims.example/", b"new" * 11, b"old" * 11)


def parts(url: str) -> tuple[str, dict[str, str]]:
    """The key and the query of a link."""
    found = urlsplit(url)
    return found.path.removeprefix("/files/"), dict(parse_qsl(found.query))


def test_a_link_reads_its_file_for_a_quarter_of_an_hour_at_least() -> None:
    url = LINKS.read(KEY, NOW)
    assert url.startswith(f"https://claims.example/files/{KEY}?")
    key, query = parts(url)
    assert LINKS.check("GET", key, query, NOW + timedelta(seconds=READ_SECONDS)).key == KEY
    with pytest.raises(BadLink, match="expired"):
        LINKS.check("GET", key, query, NOW + timedelta(seconds=READ_SECONDS + 300))


def test_a_page_that_reads_again_gets_the_same_link_for_some_minutes() -> None:
    assert LINKS.read(KEY, NOW) == LINKS.read(KEY, NOW + timedelta(seconds=60))
    assert LINKS.read(KEY, NOW) != LINKS.read(KEY, NOW + timedelta(seconds=300))


def test_a_place_to_put_says_what_and_how_much() -> None:
    url, expires_at = LINKS.put(KEY, "image/jpeg", 1000, NOW)
    grant = LINKS.check("PUT", *parts(url), NOW)
    assert (grant.content_type, grant.longest, grant.expires_at) == ("image/jpeg", 1000, expires_at)
    with pytest.raises(BadLink, match="expired"):
        LINKS.check("PUT", *parts(url), NOW + timedelta(seconds=PUT_SECONDS))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("expires", "99999999999"),
        ("expires", "999999999999"),
        ("expires", "-1"),
        ("expires", "٣"),
        ("expires", ""),
        ("type", "text/html"),
        ("longest", "1001"),
        ("longest", "1e9"),
        ("signature", "0" * 64),
        ("signature", ""),
        ("signature", "ø"),
    ],
)
def test_a_changed_link_is_none(name: str, value: str) -> None:
    url, _ = LINKS.put(KEY, "image/jpeg", 1000, NOW)
    key, query = parts(url)
    for changed in (query | {name: value}, {one: it for one, it in query.items() if one != name}):
        with pytest.raises(BadLink):
            LINKS.check("PUT", key, changed, NOW)


def test_a_link_is_for_one_method_and_one_file() -> None:
    key, query = parts(LINKS.read(KEY, NOW))
    with pytest.raises(BadLink):
        LINKS.check("PUT", key, query, NOW)
    for other in ("evidence/sto_1/evd_2/0a1b2c.jpg", f"{KEY}/", f"{KEY}%00", "../" + KEY, "evidence/../../etc/passwd"):
        with pytest.raises(BadLink):
            LINKS.check("GET", other, query, NOW)
    with pytest.raises(BadLink):
        LINKS.check("GET", key, parts(LINKS.put(KEY, "", 0, NOW)[0])[1], NOW)


def test_links_of_the_key_before_are_good_and_those_of_nobody_are_not() -> None:
    before = Links("https://claims.example", b"old" * 11).read(KEY, NOW)
    assert LINKS.check("GET", *parts(before), NOW).key == KEY
    stranger = Links("https://claims.example", b"who" * 11).read(KEY, NOW)
    with pytest.raises(BadLink):
        LINKS.check("GET", *parts(stranger), NOW)


@pytest.mark.parametrize(
    "key", ["../etc/passwd", "evidence/../x/y", "evidence//x", "/etc/passwd", "evidence/a b/c", ""]
)
def test_nothing_signs_a_key_that_is_not_ours(key: str) -> None:
    with pytest.raises(ValueError, match="keys are made by us"):
        LINKS.read(key, NOW)
