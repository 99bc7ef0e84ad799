"""Access tokens of companies that lend them for a while: fetched once for all who wait, renewed before they end."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from services.core.outside.client import Company
from services.core.outside.exchange import Request
from services.core.outside.reading import decode, text
from services.core.ports import Credentials, Rejected, Unavailable, Unintelligible

T = TypeVar("T")

EARLY_SECONDS = 60.0
"""A token is renewed so long before its end, or at half its life when that is shorter."""

MOST_TOKENS = 10_000


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it was lent, for so many seconds."""

    value: str
    seconds: float


def read_token(company: str, body: bytes) -> Token:
    """The token of an answer as RFC 6749 has it (5.1); one whose end is not told is kept for a minute.

    Raises:
        Unintelligible: there is none that fits a header.
    """
    answer = decode(company, body, dict[str, object])
    value, seconds = text(answer.get("access_token"), 10_000), text(answer.get("expires_in"), 9)
    if not value or not value.isascii() or not value.isprintable():
        raise Unintelligible(f"{company}: There is no token.")
    return Token(value, max(float(seconds), 60.0) if seconds.isascii() and seconds.isdecimal() else 60.0)


async def borrow(
    company: Company, credentials: Credentials, request: Request, *, auth: tuple[str, str] | None = None
) -> Token:
    """The token that a company lends for `request` (RFC 6749, 4.4).

    Raises:
        Rejected: with 401 whatever the status was, as it is the login that is not taken, and no parcel's fault.
        Unavailable: as `Company.call`, or there is no token in the answer.
    """
    try:
        return await company.call(credentials.account_id, request, partial(read_token, company.name), auth=auth)
    except Rejected as no:
        raise Rejected(no.code, no.message, status=401) from None
    except Unintelligible as error:
        raise Unavailable(f"{company.name}: No token in the answer.", ambiguous=False) from error


class Tokens:
    """The tokens of all accounts at one company in this process; they are kept nowhere else.

    `fetch` asks for a new one. `refusal` tells whether a no means that the token itself is not taken any more, as
    companies end tokens before their time; then a new one is fetched and the call is made once more.
    """

    def __init__(
        self,
        company: Company,
        fetch: Callable[[Credentials], Awaitable[Token]],
        refusal: Callable[[Rejected], bool] = lambda no: no.status == 401,
    ) -> None:
        self._company = company
        self._fetch = fetch
        self._refusal = refusal
        self._kept: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._fetching: dict[str, asyncio.Lock] = {}

    async def call(
        self,
        credentials: Credentials,
        request: Request,
        read: Callable[[bytes], T],
        *,
        headers: Mapping[str, str] | None = None,
        header: str = "authorization",
        prefix: str = "Bearer ",
    ) -> T:
        """`Company.call` with the account's token in a header. Raises as that, and as `fetch`."""
        token = await self._get(credentials)
        try:
            return await self._send(credentials, request, read, headers, header, prefix + token)
        except Rejected as no:
            if not self._refusal(no):
                raise
        self._drop(credentials, token)
        token = await self._get(credentials)
        return await self._send(credentials, request, read, headers, header, prefix + token)

    async def _send(
        self,
        credentials: Credentials,
        request: Request,
        read: Callable[[bytes], T],
        headers: Mapping[str, str] | None,
        header: str,
        value: str,
    ) -> T:
        return await self._company.call(
            credentials.account_id, request, read, headers={**(headers or {}), header: value}
        )  # fmt: skip

    async def _get(self, credentials: Credentials) -> str:
        account = credentials.account_id
        lock = self._fetching.setdefault(account, asyncio.Lock())
        try:
            async with lock:
                kept = self._kept.get(account)
                if kept is not None and kept[1] > self._company.now():
                    return kept[0]
                token = await self._fetch(credentials)
                until = self._company.now() + token.seconds - min(EARLY_SECONDS, token.seconds / 2)
                self._kept[account] = (token.value, until)
                self._kept.move_to_end(account)
                if len(self._kept) > MOST_TOKENS:
                    self._kept.popitem(last=False)
                return token.value
        finally:
            if not lock.locked():
                self._fetching.pop(account, None)

    def _drop(self, credentials: Credentials, value: str) -> None:
        """Forget a token, unless somebody fetched a newer one meanwhile."""
        kept = self._kept.get(credentials.account_id)
        if kept is not None and kept[0] == value:
            del self._kept[credentials.account_id]
