"""A URL that a storefront gave leads to the public internet, or nowhere."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from services.core.outside import Outside, Request, check_url
from services.core.outside.addresses import is_public
from services.core.ports import Rejected, Unavailable

NOBODY: frozenset[str] = frozenset()

PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "172.15.0.1",
    "172.32.0.1",
    "100.63.0.1",
    "192.0.1.1",
    "2606:4700::1111",
    "2a00:1450::1",
]
NOT_PUBLIC = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.1", "192.0.0.255", "192.0.2.1", "192.88.99.3", "192.168.1.1", "198.18.0.1",
    "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.1.2.3", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::", "3fff::1", "5f00::1",
    "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_every_other_address_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "base_url"),
    [
        ("https://shop.example/makegood/", "https://shop.example/makegood"),
        ("https://shop.example:8443", "https://shop.example:8443"),
        ("HTTPS://shop.example:443/", "HTTPS://shop.example:443"),
    ],
)
def test_a_base_url_is_kept_without_its_last_slash(url: str, base_url: str) -> None:
    assert check_url(url, https_only=True, private_hosts=NOBODY) == base_url


@pytest.mark.parametrize(
    "url",
    [
        "", "shop.example", "/makegood", "https://", "https:///path", "http://shop.example", "ftp://shop.example",
        "file:///etc/passwd", "gopher://shop.example", "https://user@shop.example", "https://user:word@shop.example",
        "https://shop.example?x=1", "https://shop.example/#part", "https://shop.example:22", "https://shop.example:6379",
        "https://shop.example:x", "https://[::1", "https://shop.example:99999", "https://\x00",
    ],
)  # fmt: skip
def test_what_is_no_https_url_of_a_shop_is_refused(url: str) -> None:
    with pytest.raises(Rejected) as refusal:
        check_url(url, https_only=True, private_hosts=NOBODY)
    assert refusal.value.code == "BAD_ADDRESS"


def test_http_is_for_tests_and_other_ports_are_for_hosts_that_may_be_private() -> None:
    assert check_url("http://shop.example", https_only=False, private_hosts=NOBODY) == "http://shop.example"
    private = frozenset({"127.0.0.1"})
    assert check_url("http://127.0.0.1:8100/x", https_only=False, private_hosts=private) == "http://127.0.0.1:8100/x"
    with pytest.raises(Rejected):
        check_url("http://127.0.0.1:8100/x", https_only=False, private_hosts=NOBODY)


@pytest.fixture
async def listening() -> AsyncIterator[tuple[int, list[str]]]:
    """A server on loopback that counts who came."""
    came: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(writer.get_extra_info("peername")[0])
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], came
    server.close()


async def call(base_url: str, *private: str) -> None:
    async with Outside() as outside:
        anywhere = outside.company(
            "anywhere", "", rejection=lambda status, body: Rejected(str(status), ""), private_hosts=frozenset(private)
        )
        await anywhere.call("acc_1", Request("GET", "/", base_url=base_url), lambda body: body)


HOSTS = ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "0177.0.0.1", "127.1", "①②⑦.⓪.⓪.①", "[::ffff:127.0.0.1]",
         "0.0.0.0", "[::1]", "[::]"]  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
async def test_no_spelling_of_loopback_is_connected_to(listening: tuple[int, list[str]], host: str) -> None:
    port, came = listening
    with pytest.raises((Rejected, Unavailable)) as failure:
        await call(f"http://{host}:{port}")
    if isinstance(failure.value, Rejected):
        assert failure.value.code in {"FORBIDDEN_ADDRESS", "UNSENDABLE"}
    assert came == []


async def test_a_host_that_may_be_private_is_called_and_its_redirect_is_not_followed(
    listening: tuple[int, list[str]],
) -> None:
    port, came = listening
    with pytest.raises(Exception, match="302"):
        await call(f"http://127.0.0.1:{port}", "127.0.0.1")
    assert came == ["127.0.0.1"]


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Have names resolve to these addresses, the next time to the next; the names that were asked for."""
    asked: list[str] = []
    turns = list(answers)
    real: Callable[..., Any] = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if not str(host).endswith(".example"):
            return real(host, port, *rest, **more)
        asked.append(host)
        addresses = turns.pop(0) if len(turns) > 1 else turns[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


async def test_one_private_address_among_a_names_many_is_enough_to_refuse_it(
    listening: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, came = listening
    resolving(monkeypatch, ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(Rejected, match="FORBIDDEN_ADDRESS"):
        await call(f"http://shop.example:{port}")
    assert came == []


async def test_a_name_is_resolved_once_so_that_it_cannot_turn_private_after_the_check(
    listening: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, came = listening
    asked = resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    with pytest.raises(Exception, match="302"):
        await call(f"http://shop.example:{port}", "shop.example")
    assert (asked, came) == (["shop.example"], ["127.0.0.1"])


async def test_a_name_that_nobody_knows_was_certainly_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(host: str, *rest: Any, **more: Any) -> Any:
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unavailable) as failure:
        await call("https://nowhere.example")
    assert failure.value.ambiguous is False
