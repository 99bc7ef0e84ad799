"""Which addresses a URL that a storefront gave may lead to, checked where the connection is made."""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpcore
import httpx

from services.core.ports import Rejected

PORTS = frozenset({80, 443, 8443})
"""What a URL may name, unless its host may be private."""

MOST_ADDRESSES = 4
"""How many addresses of one host are tried."""

# IANA's special registries (RFC 6890 and its heirs); `is_global` of the library lets NAT64, 6to4 and multicast pass
_NOT_PUBLIC = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# of IPv6 one block is for the public, and these parts of it are not: they carry or stand for other addresses
_PUBLIC_V6 = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to a host on the public internet."""
    match ip_address(address):
        case IPv4Address() as four:
            return not any(four in network for network in _NOT_PUBLIC)
        case IPv6Address() as six:
            return six in _PUBLIC_V6 and not any(six in network for network in _NOT_PUBLIC_V6)


def check_url(text: str, *, https_only: bool, private_hosts: frozenset[str]) -> str:
    """The base URL without a slash at its end. Where it leads is checked when it is called.

    Raises:
        Rejected: `BAD_ADDRESS`, which says what a base URL may be.
    """
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        raise Rejected("BAD_ADDRESS", "The base URL cannot be read.") from None
    if url.scheme not in ({"https"} if https_only else {"http", "https"}) or not url.host:
        raise Rejected("BAD_ADDRESS", "The base URL must begin with https://, or with http:// for tests.")
    if url.userinfo or url.query or url.fragment or "?" in text or "#" in text:
        raise Rejected("BAD_ADDRESS", "The base URL must have no user, query or fragment.")
    if url.port not in {None, *PORTS} and url.host not in private_hosts:
        raise Rejected("BAD_ADDRESS", f"The base URL's port must be one of {', '.join(map(str, sorted(PORTS)))}.")
    return text.rstrip("/")


@cache
def authorities() -> ssl.SSLContext:
    """Whom we believe about who a host is; read once, as that takes longer than most calls."""
    return httpx.create_ssl_context(trust_env=False)


class Guarded(httpx.AsyncHTTPTransport):
    """Connections to public addresses only, and to `private_hosts`. The address that was checked is connected to."""

    def __init__(self, private_hosts: frozenset[str], limits: httpx.Limits) -> None:
        super().__init__(verify=authorities(), trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=authorities(),
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=_Checked(private_hosts),
        )


class _Checked(httpcore.AnyIOBackend):
    def __init__(self, private_hosts: frozenset[str]) -> None:
        super().__init__()
        self._private_hosts = private_hosts

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve once, check every address, connect to one of them."""
        addresses = await _resolve(host, port, timeout)
        if host.lower() not in self._private_hosts and not all(map(is_public, addresses)):
            raise Rejected("FORBIDDEN_ADDRESS", "The host has an address that is not public; it is not called.")
        failure: Exception | None = None
        for address in addresses[:MOST_ADDRESSES]:
            try:
                return await super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address")


async def _resolve(host: str, port: int, timeout: float | None) -> list[str]:
    try:
        async with asyncio.timeout(timeout):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout("The host's name was not resolved in time.") from error
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError("The host's name cannot be resolved.") from error
    return list(dict.fromkeys(str(place[0]) for *_, place in found))
