"""The connections of one process to the outside, and what it remembers of each account."""

import asyncio
import logging
import random
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self, TypeVar

import httpx

from services.core.clock import Clock, system_clock
from services.core.outside.addresses import Guarded, authorities
from services.core.outside.call import DEADLINE, Call, Party, Time
from services.core.outside.exchange import RejectionReader, Request
from services.core.outside.limits import Account, Limits
from services.core.outside.shared import Shared

T = TypeVar("T")

MOST_ACCOUNTS = 10_000  # whose state is remembered

TIMEOUT = httpx.Timeout(connect=3.0, read=10.0, write=10.0, pool=10.0)
POOL = httpx.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=30.0)


class Outside:
    """Everything outside, for one process; an async context manager that closes its connections.

    `shared` has the budgets that an account has in all processes together; without it this one has them alone.
    `clock` reads HTTP dates; `monotonic` and `sleep` drive breaker, rate and pauses; `jitter` gives 0 to 1.
    """

    def __init__(
        self,
        clock: Clock = system_clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        shared: Shared | None = None,
    ) -> None:
        self._shared = shared
        self.time = Time(clock, monotonic, sleep, jitter)
        self._clients: dict[tuple[str, frozenset[str] | None], httpx.AsyncClient] = {}
        self._accounts: OrderedDict[tuple[str, str], Account] = OrderedDict()
        # httpx tells whole addresses at INFO, and httpcore whole headers at DEBUG
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        async with AsyncExitStack() as stack:
            for client in self._clients.values():
                stack.push_async_callback(client.aclose)

    def company(
        self,
        name: str,
        base_url: str,
        *,
        rejection: RejectionReader,
        request_id_header: str = "x-request-id",
        limits: Limits | None = None,
        private_hosts: frozenset[str] | None = None,
    ) -> "Company":
        """A company to call. `rejection` reads error bodies, `request_id_header` is its id of a request.

        One that each account has at an address of its own has an empty `base_url` here and one in each request; all
        share the connections, whose number has a bound. With `private_hosts`, no other host may have an address that
        is not public.
        """
        client = self._client(base_url, private_hosts)
        return Company(self, Party(name, client, rejection, request_id_header, limits or Limits(), self._shared))

    def account(self, company: str, account_id: str, limits: Limits) -> Account:
        """The state of one account; beyond `MOST_ACCOUNTS` the longest unused idle one is forgotten."""
        key = (company, account_id)
        account = self._accounts.get(key)
        if account is None:
            if len(self._accounts) >= MOST_ACCOUNTS:
                idle = next((old for old, state in self._accounts.items() if not state.calls), None)
                if idle is not None:
                    del self._accounts[idle]
            # with shared budgets this process counts only while they cannot be had
            own = limits if self._shared is None else limits.part(self._shared.share)
            account = self._accounts[key] = Account(own)
        self._accounts.move_to_end(key)
        return account

    def _client(self, base_url: str, private_hosts: frozenset[str] | None) -> httpx.AsyncClient:
        key = (base_url, private_hosts)
        if key not in self._clients:
            self._clients[key] = httpx.AsyncClient(
                base_url=base_url,
                timeout=TIMEOUT,
                limits=POOL,
                transport=None if private_hosts is None else Guarded(private_hosts, POOL),
                verify=authorities(),
                follow_redirects=False,
                trust_env=False,  # settings alone read the environment
                # accounts share connections, so one's cookies would reach the other's calls
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                headers={"user-agent": "Makegood", "accept-encoding": "identity"},
            )
        return self._clients[key]


class Company:
    """One company, called for any of its accounts; made by `Outside.company`."""

    def __init__(self, outside: Outside, party: Party) -> None:
        self.name = party.name
        self._outside = outside
        self._party = party

    def now(self) -> float:
        """Seconds of the clock that breaker, rate and tokens go by."""
        return self._outside.time.monotonic()

    async def call(
        self,
        account_id: str,
        request: Request,
        read: Callable[[bytes], T],
        *,
        auth: tuple[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        deadline: float = DEADLINE,
    ) -> T:
        """Call them and return what `read` makes of the body; `read` raises `Unintelligible` where it cannot.

        `deadline` is in seconds and covers every wait and every retry. `auth` is a user and a password.

        Raises:
            Unavailable: no answer in time, 408, 425, 429, 5xx, or held back by breaker or rate.
            Rejected: any other 4xx.
            Unintelligible: an answer that cannot be read.
        """
        account = self._outside.account(self.name, account_id, self._party.limits)
        account.retries.earn()
        account.calls += 1
        try:
            call = Call(
                self._party, account_id, account, request, read, auth, headers or {}, self._outside.time
            )  # fmt: skip
            return await call.within(deadline)
        finally:
            account.calls -= 1
