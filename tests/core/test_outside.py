"""How we speak to companies, against a real socket that hangs, drips, resets, floods and lies."""

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
import structlog
from prometheus_client import REGISTRY

from services.core.outside import BODY_CAP, Company, Limits, Outside, Request, Spent, client
from services.core.outside.exchange import LONGEST_WISH, reset_after, retry_after
from services.core.outside.limits import Breaker, Rate, RetryBudget
from services.core.ports import Rejected, Unavailable, Unintelligible

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASK = Request("GET", "/parcels/{id}", values={"id": "p1"}, idempotent=True)
TELL = Request("POST", "/parcels", json={"number": "p1"})

Behavior = Callable[[asyncio.StreamWriter], Awaitable[None]]


class Time:
    """Passes only when someone sleeps or it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def clock(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)

    def outside(self) -> Outside:
        return Outside(self.clock, monotonic=self.monotonic, sleep=self.sleep, jitter=lambda: 1.0)


class Server:
    """A company on a real socket: takes one behavior for each request, the last one for all further ones."""

    def __init__(self) -> None:
        self.behaviors: list[Behavior] = []
        self.requests: list[str] = []
        self.url = ""
        self.most_at_once = 0
        self._at_once = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Server"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v2"
        try:
            yield self
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = next(
                    (line[15:] for line in head.lower().split("\r\n") if line.startswith("content-length:")), 0
                )
                body = await reader.readexactly(int(length))
                self.requests.append(head + body.decode())
                self._at_once += 1
                self.most_at_once = max(self.most_at_once, self._at_once)
                behavior = self.behaviors.pop(0) if len(self.behaviors) > 1 else self.behaviors[0]
                try:
                    await behavior(writer)
                    await writer.drain()
                finally:
                    self._at_once -= 1
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


def answer(status: int, body: bytes = b"{}", **headers: str) -> Behavior:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status} Any\r\n{lines}content-length: {len(body)}\r\n\r\n"

    async def send(writer: asyncio.StreamWriter) -> None:
        writer.write(head.encode() + body)

    return send


async def hang(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
    for _ in range(1000):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def flood(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    for _ in range(5 * 16):
        writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        await writer.drain()


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def cut_off_no(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 1000\r\n\r\n{")
    await writer.drain()
    writer.close()


def no(status: int, body: bytes) -> Rejected:
    return Rejected(f"NO_{status}", body.decode())


def read_json(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        raise Unintelligible("no JSON") from None


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server().running() as server:
        yield server


@pytest.fixture
async def company(server: Server, time: Time) -> AsyncIterator[Company]:
    async with time.outside() as outside:
        yield outside.company("acme", server.url, rejection=no, request_id_header="x-request")


async def ask(company: Company, request: Request = ASK, account: str = "acc_1", deadline: float = 5) -> object:
    return await company.call(account, request, read_json, auth=("key-of-acc_1", ""), deadline=deadline)


async def failure_of(call: Awaitable[object]) -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        await call
    return caught.value


def counted(outcome: str) -> float:
    labels = {"company": "acme", "outcome": outcome}
    return REGISTRY.get_sample_value("makegood_outside_call_seconds_count", labels) or 0.0


async def test_a_good_answer_is_read_and_counted(server: Server, company: Company) -> None:
    server.behaviors = [answer(200, b'{"here": true}')]
    before = counted("ok")
    assert await ask(company) == {"here": True}
    assert server.requests[0].startswith("GET /v2/parcels/p1 HTTP/1.1")
    assert counted("ok") == before + 1


async def test_a_value_stays_inside_its_segment_of_the_path(server: Server, company: Company) -> None:
    server.behaviors = [answer(200)]
    await ask(company, Request("GET", "/parcels/{id}", values={"id": "../a?b=c"}))
    assert server.requests[0].startswith("GET /v2/parcels/..%2Fa%3Fb%3Dc HTTP/1.1")
    with pytest.raises(Rejected, match="INVALID_PATH"):
        await ask(company, Request("GET", "/parcels/{id}", values={"id": ".."}))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_failure_of_theirs_is_unavailable_and_ambiguous(server: Server, company: Company, status: int) -> None:
    server.behaviors = [answer(status, b"<html>oops</html>", Retry_After="7")]
    failure = await failure_of(ask(company, TELL))
    assert failure.ambiguous
    assert failure.retry_after == 7
    assert len(server.requests) == 1


@pytest.mark.parametrize(("status", "ambiguous"), [(408, True), (425, False), (429, False)])
async def test_a_call_to_come_back_later_is_unavailable(
    server: Server, company: Company, status: int, ambiguous: bool
) -> None:
    server.behaviors = [answer(status)]
    failure = await failure_of(ask(company, TELL))
    assert failure.ambiguous is ambiguous
    assert failure.retry_after is None


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 422])
async def test_any_other_4xx_is_their_no_in_their_own_words(server: Server, company: Company, status: int) -> None:
    server.behaviors = [answer(status, b"because")]
    with pytest.raises(Rejected) as caught:
        await ask(company)
    assert (caught.value.code, caught.value.message) == (f"NO_{status}", "because")
    assert len(server.requests) == 1


async def test_a_no_that_is_cut_off_or_too_long_is_still_a_no(server: Server, company: Company) -> None:
    server.behaviors = [cut_off_no, answer(422, b"x" * (BODY_CAP + 1))]
    with pytest.raises(Rejected, match="NO_404"):
        await ask(company)
    with pytest.raises(Rejected, match="NO_422"):
        await ask(company)


async def test_a_redirect_is_not_followed(server: Server, company: Company) -> None:
    server.behaviors = [answer(302, b"", Location=f"{server.url}/elsewhere")]
    with pytest.raises(Unintelligible, match="302"):
        await ask(company)
    assert len(server.requests) == 1


async def test_what_is_no_json_is_unintelligible(server: Server, company: Company) -> None:
    server.behaviors = [answer(200, b"<html>maintenance</html>")]
    with pytest.raises(Unintelligible):
        await ask(company)


async def test_five_megabytes_are_not_read_to_their_end(server: Server, company: Company) -> None:
    server.behaviors = [flood]
    with pytest.raises(Unintelligible, match=str(BODY_CAP)):
        await ask(company)


async def test_a_compressed_body_that_nobody_asked_for_is_not_inflated(server: Server, company: Company) -> None:
    server.behaviors = [answer(200, gzip.compress(b" " * 50 * BODY_CAP), Content_Encoding="gzip")]
    with pytest.raises(Unintelligible):
        await ask(company)
    assert "accept-encoding: identity" in server.requests[0].lower()


@pytest.mark.parametrize("behavior", [hang, drip])
async def test_a_call_ends_at_its_deadline_however_they_stall(
    server: Server, company: Company, behavior: Behavior
) -> None:
    server.behaviors = [behavior]
    failure = await failure_of(ask(company, deadline=0.2))
    assert failure.ambiguous
    assert "0.2 seconds" in str(failure)


async def test_a_reset_after_the_request_left_is_ambiguous(server: Server, company: Company) -> None:
    server.behaviors = [reset]
    failure = await failure_of(ask(company, TELL))
    assert failure.ambiguous
    assert len(server.requests) == 1


async def test_nobody_listening_is_not_ambiguous(time: Time) -> None:
    async with Server().running() as gone:
        pass
    async with time.outside() as outside:
        failure = await failure_of(ask(outside.company("acme", gone.url, rejection=no)))
    assert not failure.ambiguous


async def test_a_doubt_stays_when_the_repetition_is_refused(server: Server, company: Company) -> None:
    server.behaviors = [reset, answer(429)]
    failure = await failure_of(ask(company))
    assert len(server.requests) == 2
    assert failure.ambiguous


async def test_an_idempotent_call_is_repeated_and_may_succeed(server: Server, company: Company, time: Time) -> None:
    server.behaviors = [answer(503), answer(200, b"[1]")]
    assert await ask(company) == [1]
    assert time.slept == [0.25]


async def test_what_is_not_idempotent_is_never_repeated(server: Server, company: Company) -> None:
    server.behaviors = [answer(429), answer(200)]
    await failure_of(ask(company, TELL))
    assert len(server.requests) == 1


async def test_a_short_wish_to_wait_is_honored_before_the_repetition(
    server: Server, company: Company, time: Time
) -> None:
    server.behaviors = [answer(429, Retry_After="2"), answer(200, b"[1]")]
    assert await ask(company) == [1]
    assert time.slept == [2.0]


async def test_a_long_wish_to_wait_is_handed_on_and_keeps_the_whole_account_quiet(
    server: Server, company: Company, time: Time
) -> None:
    date = format_datetime(NOW + timedelta(seconds=90), usegmt=True)
    server.behaviors = [answer(429, Retry_After=date), answer(200)]
    failure = await failure_of(ask(company))
    assert failure.retry_after == 90
    held = await failure_of(ask(company))
    assert (held.retry_after, held.ambiguous, len(server.requests)) == (90, False, 1)
    await ask(company, account="acc_2")
    time.seconds += 90
    await ask(company)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0), (" 12 ", 12), ("86400", LONGEST_WISH), ("9" * 5000, LONGEST_WISH),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60), ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Sun, 01 Mar 2026 12:01:00 -0000", 60), ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_WISH),
        ("soon", None), ("-1", None), ("1.5", None), ("٣", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date_and_bounded(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (str(int(NOW.timestamp()) + 7), 7), (f" {int(NOW.timestamp())} ", 0), ("0", 0), ("9" * 12, LONGEST_WISH),
        ("9" * 13, None), ("-1", None), ("soon", None), ("", None), ("\u0663", None), (None, None),
    ],
)  # fmt: skip
def test_a_count_begins_anew_at_a_second_of_the_epoch(header: str | None, seconds: float | None) -> None:
    assert reset_after(header, NOW) == seconds


async def test_a_company_that_counts_is_left_alone_until_it_counts_anew(server: Server, company: Company) -> None:
    server.behaviors = [answer(429, X_RateLimit_Reset=str(int(NOW.timestamp()) + 77))]
    assert (await failure_of(ask(company, TELL))).retry_after == 77


async def test_at_most_one_call_in_ten_is_repeated(server: Server, company: Company) -> None:
    server.behaviors = [answer(425)]  # neither a failure for the breaker nor a pause
    for _ in range(100):
        await failure_of(ask(company))
    assert len(server.requests) == 100 + 10 + 1


async def test_five_failures_in_a_row_open_the_breaker_and_one_probe_closes_it(
    server: Server, company: Company, time: Time
) -> None:
    server.behaviors = [answer(500)]
    for _ in range(5):
        await failure_of(ask(company, TELL))
    held_before = counted("held")
    failure = await failure_of(ask(company, TELL))
    assert (failure.ambiguous, failure.retry_after, len(server.requests)) == (False, 30, 5)
    assert counted("held") == held_before + 1

    time.seconds += 30
    await failure_of(ask(company, TELL))
    assert len(server.requests) == 6, "the probe failed"
    await failure_of(ask(company, TELL))
    assert len(server.requests) == 6, "and the breaker is open again"

    time.seconds += 30
    server.behaviors = [answer(200)]
    await ask(company, TELL)
    await ask(company, TELL)
    assert len(server.requests) == 8


async def test_while_one_probe_is_out_nobody_else_is_sent(server: Server, company: Company, time: Time) -> None:
    server.behaviors = [answer(500)]
    for _ in range(5):
        await failure_of(ask(company, TELL))
    time.seconds += 30
    arrived = asyncio.Event()

    async def hang_on_arrival(writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await hang(writer)

    server.behaviors = [hang_on_arrival]
    probe = asyncio.create_task(ask(company, TELL))
    await arrived.wait()
    await failure_of(ask(company, TELL))
    assert len(server.requests) == 6
    probe.cancel()
    with pytest.raises(asyncio.CancelledError):
        await probe
    server.behaviors = [answer(200)]
    await ask(company, TELL)


async def test_a_hanging_company_opens_the_breaker_too(server: Server, company: Company) -> None:
    server.behaviors = [hang]
    for _ in range(5):
        await failure_of(ask(company, TELL, deadline=0.05))
    failure = await failure_of(ask(company, TELL, deadline=0.05))
    assert (failure.ambiguous, len(server.requests)) == (False, 5)


async def test_one_accounts_breaker_holds_nobody_else_up(server: Server, company: Company) -> None:
    server.behaviors = [answer(500)]
    for _ in range(5):
        await failure_of(ask(company, TELL))
    server.behaviors = [answer(200)]
    await ask(company, TELL, account="acc_2")


async def test_a_no_proves_that_they_are_well(server: Server, company: Company) -> None:
    server.behaviors = [answer(500), answer(500), answer(500), answer(500), answer(404), answer(500)]
    for _ in range(4):
        await failure_of(ask(company, TELL))
    with pytest.raises(Rejected):
        await ask(company, TELL)
    await failure_of(ask(company, TELL))
    await failure_of(ask(company, TELL))
    assert len(server.requests) == 7


async def test_an_account_has_a_bounded_number_of_calls_at_once(server: Server, time: Time) -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        await answer(200)(writer)

    server.behaviors = [slowly]
    async with time.outside() as outside:
        company = outside.company("acme", server.url, rejection=no, limits=Limits(concurrent=3))
        await asyncio.gather(*(ask(company) for _ in range(12)))
    assert (len(server.requests), server.most_at_once) == (12, 3)


async def test_an_account_is_slowed_down_to_its_rate(server: Server, time: Time) -> None:
    server.behaviors = [answer(200)]
    async with time.outside() as outside:
        company = outside.company("acme", server.url, rejection=no, limits=Limits(per_second=10, burst=2))
        for _ in range(4):
            await ask(company)
        assert time.slept == [pytest.approx(0.1)] * 2
        slow = outside.company("slow", server.url, rejection=no, limits=Limits(per_second=0.01, burst=1))
        await ask(slow)
        failure = await failure_of(ask(slow))
    assert failure.retry_after == pytest.approx(100)
    assert not failure.ambiguous


async def test_a_cookie_set_for_one_account_never_reaches_another(server: Server, company: Company) -> None:
    server.behaviors = [answer(200, Set_Cookie="session=acc_1; Path=/")]
    await ask(company)
    await ask(company, account="acc_2")
    assert "cookie" not in server.requests[1].lower()


async def test_credentials_that_fit_no_header_are_rejected_without_being_told(server: Server, company: Company) -> None:
    with pytest.raises(Rejected, match="UNSENDABLE") as caught:
        await company.call("acc_1", ASK, read_json, headers={"authorization": "Bearer se\ncret"})
    assert "cret" not in str(caught.value)
    assert server.requests == []


async def test_the_log_names_the_call_and_holds_no_secret(
    server: Server, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    server.behaviors = [answer(422, b"private body", X_Request="req-7")]
    request = Request(
        "POST", "/parcels/{id}", values={"id": "p-private"}, query={"q": "private"}, json={"a": "private"}
    )
    with structlog.testing.capture_logs() as told, pytest.raises(Rejected):
        await ask(company, request)
    assert told == [
        {
            "event": "outside.call", "log_level": "warning", "company": "acme", "account": "acc_1", "method": "POST",
            "path": "/parcels/{id}", "operation": None, "attempt": 1, "outcome": "rejected", "status": 422, "ms": 0.0,
            "request_id": "req-7",
        }
    ]  # fmt: skip
    assert "private" not in caplog.text
    assert "private" not in repr(request)


async def test_accounts_that_are_not_used_are_forgotten_and_busy_ones_are_not(
    server: Server, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "MOST_ACCOUNTS", 2)
    async with time.outside() as outside:
        busy = outside.account("acme", "acc_1", Limits())
        busy.calls = 1
        idle = outside.account("acme", "acc_2", Limits())
        outside.account("acme", "acc_3", Limits())
        assert outside.account("acme", "acc_1", Limits()) is busy
        assert outside.account("acme", "acc_2", Limits()) is not idle


async def test_the_connections_are_closed_at_the_end(server: Server, time: Time) -> None:
    server.behaviors = [answer(200)]
    async with time.outside() as outside:
        company = outside.company("acme", server.url, rejection=no)
        await ask(company)
    with pytest.raises(RuntimeError, match="closed"):
        await ask(company)


def test_a_breaker_that_saw_four_failures_lets_everybody_pass() -> None:
    breaker = Breaker(5, 30)
    for _ in range(4):
        breaker.failed(0)
    assert breaker.refuses_for(0) == 0
    breaker.failed(0)
    assert breaker.refuses_for(10) == 20


def test_a_reservation_beyond_patience_takes_nothing() -> None:
    rate = Rate(per_second=1, burst=1)
    assert rate.reserve(0, patience=0) == 0
    assert rate.reserve(0, patience=0.5) == 1
    assert rate.reserve(0, patience=1) == 1


def test_a_quiet_account_saves_up_a_bounded_number_of_retries() -> None:
    budget = RetryBudget(0.1)
    for _ in range(1000):
        budget.earn()
    assert sum(budget.spend() for _ in range(100)) == 10


def test_every_wait_of_the_client_has_an_end() -> None:
    timeout = Outside()._client("http://127.0.0.1:9", None).timeout
    assert (timeout.connect, timeout.read, timeout.write, timeout.pool) == (3, 10, 10, 10)
    assert isinstance(timeout, httpx.Timeout)


async def test_an_account_whose_day_is_spent_waits_for_the_next_and_nobody_failed(server: Server, time: Time) -> None:
    server.behaviors = [answer(200)]
    async with time.outside() as outside:
        company = outside.company("acme", server.url, rejection=no, limits=Limits(per_day=2))
        await ask(company)
        await ask(company)
        with pytest.raises(Spent) as caught:
            await ask(company)
        assert (caught.value.retry_after, caught.value.ambiguous) == (12 * 3600, False)
        assert "acme" in str(caught.value)
        time.seconds += 12 * 3600
        await ask(company)
    assert len(server.requests) == 3
