"""One call: its tries and pauses inside one deadline, and what is told of it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import httpx
import structlog
from prometheus_client import Counter, Histogram

from services.core.clock import Clock
from services.core.outside.exchange import Answer, Attempt, RejectionReader, Request, exchange, judge
from services.core.outside.limits import Account, Limits
from services.core.outside.shared import Shared
from services.core.ports import Rejected, Unavailable, Unintelligible

T = TypeVar("T")

DEADLINE = 30.0
"""Seconds that a call may take with all its waits and retries."""

TRIES = 3
LONGEST_PAUSE = 5.0  # seconds; a longer wish is for the task's own schedule, which holds no place meanwhile
FIRST_PAUSE = 0.25  # seconds; doubles with each try

CALLS = Histogram(
    "makegood_outside_call_seconds",
    "Tries of calls to companies by outcome; held ones were never sent.",
    ["company", "outcome"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
RETRIES = Counter("makegood_outside_retries", "Calls repeated at once, inside their deadline.", ["company"])

log = structlog.get_logger()


class Held(Unavailable):
    """Our own limits kept the request back; they never saw it."""

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message, retry_after=retry_after, ambiguous=False)


class Spent(Held):
    """The account's rate or its calls of the day are used up; nobody failed."""


@dataclass(frozen=True, slots=True)
class Time:
    """What passes and what chance adds: wall clock, monotonic seconds, sleep, and a jitter from 0 to 1."""

    clock: Clock
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    jitter: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Party:
    """Who is called: a company at an address, how its refusals are read, its header for a request id, its limits.

    `shared` counts an account's calls for all processes; without it each counts its own.
    """

    name: str
    client: httpx.AsyncClient
    rejection: RejectionReader
    request_id_header: str
    limits: Limits
    shared: Shared | None = None


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One call for one account."""

    party: Party
    account_id: str
    account: Account
    request: Request
    read: Callable[[bytes], T]
    auth: tuple[str, str] | None
    headers: Mapping[str, str]
    time: Time

    async def within(self, deadline: float) -> T:
        """Call, and call again where that is safe and may help, for at most `deadline` seconds."""
        attempt = Attempt(number=1)
        ambiguous = False
        try:
            async with asyncio.timeout(deadline) as timer:
                while True:
                    try:
                        return await self._try(attempt, timer)
                    except Unavailable as failure:
                        # what an earlier try may have done stays in doubt
                        ambiguous = ambiguous or failure.ambiguous
                        pause = self._pause(attempt, failure, timer)
                        if pause is None:
                            message = f"{self.party.name}: {failure}"
                            if isinstance(failure, Spent) and not ambiguous:
                                raise Spent(message, retry_after=failure.retry_after or 0.0) from failure
                            raise Unavailable(
                                message, retry_after=failure.retry_after, ambiguous=ambiguous
                            ) from failure
                    RETRIES.labels(self.party.name).inc()
                    await self.time.sleep(pause)
                    attempt = Attempt(number=attempt.number + 1)
        except TimeoutError:
            message = f"{self.party.name}: No answer within {deadline:g} seconds."
            raise Unavailable(message, ambiguous=ambiguous or attempt.sent) from None

    def _pause(self, attempt: Attempt, failure: Unavailable, timer: asyncio.Timeout) -> float | None:
        """Seconds before the next try; None when there shall be none."""
        spread = FIRST_PAUSE * 2 ** (attempt.number - 1) * self.time.jitter()
        pause = max(failure.retry_after or 0.0, spread)
        hopeless = (
            not self.request.idempotent
            or attempt.number >= TRIES
            or pause > min(LONGEST_PAUSE, _left(timer))
            or self.account.breaker.refuses_for(self.time.monotonic()) > 0
        )
        return None if hopeless or not self.account.retries.spend() else pause

    async def _try(self, attempt: Attempt, timer: asyncio.Timeout) -> T:
        started = self.time.monotonic()
        outcome = "canceled"
        try:
            result = self.read(judge(await self._send(attempt, timer), self.party.rejection))
            outcome = "ok"
        except (Unavailable, Rejected, Unintelligible) as failure:
            outcome = type(failure).__name__.lower()
            raise
        else:
            return result
        finally:
            if outcome == "canceled" and timer.expired():
                outcome = "unavailable"
            self._tell(attempt, outcome, self.time.monotonic() - started)

    async def _send(self, attempt: Attempt, timer: asyncio.Timeout) -> Answer:
        breaker = self.account.breaker
        self._refuse_while_open()
        async with self.account.slots:
            await self._keep_rate(timer)
            self._refuse_while_open()
            breaker.enter()
            try:
                answer = await exchange(
                    self.party.client,
                    self.request,
                    attempt,
                    auth=self.auth,
                    headers=self.headers,
                    request_id_header=self.party.request_id_header,
                    now=self.time.clock(),
                )
            except Unavailable:
                breaker.failed(self.time.monotonic())
                raise
            except BaseException:
                if timer.expired():
                    breaker.failed(self.time.monotonic())
                else:
                    breaker.abandoned()
                raise
        if answer.status >= 500:
            breaker.failed(self.time.monotonic())
        else:
            breaker.succeeded()
        if answer.status == 429 and answer.retry_after:
            self.account.rate.pause(self.time.monotonic() + answer.retry_after)
            if self.party.shared is not None:
                await self.party.shared.pause(self.party.name, self.account_id, self.party.limits, answer.retry_after)
        return answer

    def _refuse_while_open(self) -> None:
        rest = self.account.breaker.refuses_for(self.time.monotonic())
        if rest > 0:
            raise Held("Not asked, as it failed several times in a row.", retry_after=rest)

    async def _keep_rate(self, timer: asyncio.Timeout) -> None:
        patience = _left(timer)
        wait = await self._reserve(patience)
        if wait > patience:
            raise Spent("Not asked, as the account's rate or its calls of the day are used up.", retry_after=wait)
        if wait > 0:
            await self.time.sleep(wait)

    async def _reserve(self, patience: float) -> float:
        party, wait = self.party, None
        if party.shared is not None:
            wait = await party.shared.reserve(party.name, self.account_id, party.limits, patience)
        if wait is None:
            return self.account.reserve(self.time.monotonic(), self.time.clock(), patience)
        return wait

    def _tell(self, attempt: Attempt, outcome: str, seconds: float) -> None:
        CALLS.labels(self.party.name, outcome).observe(seconds)
        answer = attempt.answer
        tell = log.info if outcome == "ok" else log.warning
        tell(
            "outside.call",
            company=self.party.name,
            account=self.account_id,
            method=self.request.method,
            path=self.request.path,
            operation=self.request.operation,
            attempt=attempt.number,
            outcome=outcome,
            status=answer.status if answer else None,
            ms=round(seconds * 1000, 1),
            request_id=answer.request_id if answer else None,
        )


def _left(timer: asyncio.Timeout) -> float:
    when = timer.when()
    assert when is not None
    return max(when - asyncio.get_running_loop().time(), 0.0)
