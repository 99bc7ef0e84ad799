"""Tokens that companies lend: fetched once for all who wait, renewed in time, and once more when they are refused."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn import Config, Server

from services.core.outside import Outside, Request, Token, Tokens, read_token, tokens
from services.core.outside.client import Company
from services.core.ports import Credentials, Rejected, Unavailable, Unintelligible

ACCOUNT = Credentials("acc_1", {"client_secret": "s"})
OTHER = Credentials("acc_2", {"client_secret": "t"})
READ = Request("GET", "/parcels", idempotent=True)


@dataclass
class Lender:
    """A company that lends tokens and takes only the newest, unless it was told to take none."""

    url: str = ""
    seconds: float = 3600
    lent: int = 0
    asked: int = 0
    refuses: bool = False
    away: bool = False
    fetches_at_once: int = 0
    most_at_once: int = 0
    ended: set[str] = field(default_factory=set)

    async def lend(self, _: Asked) -> Response:
        self.fetches_at_once += 1
        self.most_at_once = max(self.most_at_once, self.fetches_at_once)
        await asyncio.sleep(0.01)
        self.fetches_at_once -= 1
        if self.away:
            return Response(status_code=503)
        self.lent += 1
        return JSONResponse({"token": f"t{self.lent}"})

    async def parcels(self, asked: Asked) -> Response:
        self.asked += 1
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        no = self.refuses or not token or token in self.ended
        return JSONResponse({"token": token}, 401 if no else 200)


@dataclass
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def lender() -> AsyncIterator[Lender]:
    lender = Lender()
    app = Starlette(routes=[Route("/token", lender.lend, methods=["POST"]), Route("/parcels", lender.parcels)])
    server = Server(Config(app, port=0, log_config=None, lifespan="off", ws="none"))
    config = server.config
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    lender.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield lender
    await server.shutdown()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def company(lender: Lender, clock: Clock) -> AsyncIterator[Company]:
    async def sleep(seconds: float) -> None:
        clock.seconds += seconds

    async with Outside(monotonic=clock, sleep=sleep) as outside:
        yield outside.company("lender", lender.url, rejection=lambda status, _: Rejected(f"HTTP_{status}", "no"))


@pytest.fixture
def lent(company: Company, lender: Lender) -> Tokens:
    async def fetch(credentials: Credentials) -> Token:
        ask = Request("POST", "/token", form={"grant_type": "client_credentials"}, idempotent=True)
        await company.call(credentials.account_id, ask, lambda body: body)
        return Token(f"t{lender.lent}", lender.seconds)

    return Tokens(company, fetch)


async def ask(lent: Tokens, credentials: Credentials = ACCOUNT) -> bytes:
    return await lent.call(credentials, READ, lambda body: body)


async def test_fifty_who_ask_at_once_share_one_token(lent: Tokens, lender: Lender) -> None:
    answers = await asyncio.gather(*(ask(lent) for _ in range(50)))
    assert (lender.lent, lender.asked, set(answers)) == (1, 50, {b'{"token":"t1"}'})


async def test_each_account_has_its_own_and_none_waits_for_anothers(lent: Tokens, lender: Lender) -> None:
    await asyncio.gather(ask(lent), ask(lent, OTHER))
    assert (lender.lent, lender.most_at_once) == (2, 2)


async def test_a_token_is_renewed_before_its_end(lent: Tokens, lender: Lender, clock: Clock) -> None:
    await ask(lent)
    clock.seconds = 3600 - tokens.EARLY_SECONDS - 1
    await ask(lent)
    assert lender.lent == 1
    clock.seconds += 2
    await ask(lent)
    assert lender.lent == 2


async def test_a_short_token_is_used_for_half_its_life(lent: Tokens, lender: Lender, clock: Clock) -> None:
    lender.seconds = 10
    await ask(lent)
    clock.seconds = 4
    await ask(lent)
    assert lender.lent == 1
    clock.seconds = 6
    await ask(lent)
    assert lender.lent == 2


async def test_a_token_that_was_ended_in_mid_flight_is_renewed_once_for_all(lent: Tokens, lender: Lender) -> None:
    await ask(lent)
    lender.ended.add("t1")
    answers = await asyncio.gather(*(ask(lent) for _ in range(20)))
    assert set(answers) == {b'{"token":"t2"}'}
    assert lender.lent == 2


async def test_who_is_refused_with_a_fresh_token_too_is_rejected(lent: Tokens, lender: Lender) -> None:
    lender.refuses = True
    with pytest.raises(Rejected) as caught:
        await ask(lent)
    assert (caught.value.status, lender.lent, lender.asked) == (401, 2, 2)


async def test_a_lender_that_is_away_leaves_nothing_behind(lent: Tokens, lender: Lender) -> None:
    lender.away = True
    with pytest.raises(Unavailable):
        await ask(lent)
    lender.away = False
    assert await ask(lent) == b'{"token":"t1"}'


async def test_one_who_stops_waiting_holds_up_nobody(lent: Tokens, lender: Lender) -> None:
    first = asyncio.create_task(ask(lent))
    second = asyncio.create_task(ask(lent))
    await asyncio.sleep(0.005)
    first.cancel()
    assert (await second).startswith(b'{"token":"t')


async def test_no_more_tokens_are_kept_than_there_is_room_for(
    lent: Tokens, lender: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "MOST_TOKENS", 2)
    for number in (1, 2, 3, 3, 1):
        await ask(lent, Credentials(f"acc_{number}", {}))
    assert lender.lent == 4, "the third took the first one's place"


@pytest.mark.parametrize(
    ("answer", "token"),
    [
        (b'{"access_token": "abc", "expires_in": 3599}', Token("abc", 3599.0)),
        (b'{"access_token": "abc", "expires_in": "14399"}', Token("abc", 14399.0)),
        (b'{"access_token": "abc"}', Token("abc", 60.0)),
        (b'{"access_token": "abc", "expires_in": -5}', Token("abc", 60.0)),
        (b'{"access_token": "abc", "expires_in": "soon"}', Token("abc", 60.0)),
    ],
)
def test_a_token_is_read_with_its_end_as_number_or_text(answer: bytes, token: Token) -> None:
    assert read_token("company", answer) == token


@pytest.mark.parametrize(
    "answer",
    [b"{}", b"<html>", b'{"access_token": 7.5}', '{"access_token": "æ"}'.encode(), b'{"access_token": "a\\nb"}'],
)
def test_what_fits_no_header_is_no_token(answer: bytes) -> None:
    with pytest.raises(Unintelligible):
        read_token("company", answer)
