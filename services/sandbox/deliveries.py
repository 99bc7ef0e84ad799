"""Webhooks on their way: delivered in order and tried again a few times, or in the disorder asked for."""

import asyncio
import random
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

import httpx
import msgspec
import structlog

MOST_WAITING = 2_000
MOST_HELD = 100
PATIENCE = 7.0
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
FAILURES_TO_DISABLE = 3

log = structlog.get_logger()


class Disorder(msgspec.Struct, forbid_unknown_fields=True):
    """What goes wrong with webhooks: each comes `duplicate` times more, out of order, or not at all.

    `drop` is how many of the next ones are left out.
    `hold` is how many seconds of webhooks are gathered before they are shuffled.
    """

    duplicate: Annotated[int, msgspec.Meta(ge=0, le=20)] = 0
    shuffle: bool = False
    drop: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0
    hold: Annotated[float, msgspec.Meta(gt=0, le=60)] = 3.0


@dataclass(frozen=True, slots=True)
class Message:
    """One webhook's body, under its event's id; `arrived` is called after the receiver took it.

    `headers` are its own, beside those that its receiver gives to every body.
    """

    id: str
    kind: str
    body: bytes
    arrived: Callable[[], None]
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Receiver:
    """Where webhooks go; `headers` gives those for a body.

    `give_up` is called when too many failed in a row.
    """

    url: str
    headers: Callable[[bytes], Mapping[str, str]]
    give_up: Callable[[], None]
    failures: int = 0
    waiting: deque[Message] = field(default_factory=deque)
    held: list[Message] = field(default_factory=list)
    release: asyncio.TimerHandle | None = None
    task: asyncio.Task[None] | None = None


class Tally(msgspec.Struct):
    """How many webhooks (repetitions included) were delivered, failed all their tries, or were left out."""

    delivered: int = 0
    failed: int = 0
    dropped: int = 0


class Deliveries:
    """Sends webhooks, each receiver's one after the other. `speed` divides the pauses between tries."""

    def __init__(self, speed: float) -> None:
        self._pauses = tuple(pause / speed for pause in PAUSES)
        self._receivers: set[Receiver] = set()
        self._http = httpx.AsyncClient(timeout=PATIENCE, trust_env=False)
        self.disorder = Disorder()
        self.tally = Tally()

    @property
    def waiting(self) -> int:
        """How many webhooks are not yet delivered."""
        return sum(len(receiver.waiting) + len(receiver.held) for receiver in self._receivers)

    def send(self, receiver: Receiver, message: Message) -> None:
        """Put a webhook on its way; dropped when too many are."""
        if self.disorder.drop > 0:
            self.disorder.drop -= 1
            self.tally.dropped += 1
            return
        copies = [message] * (1 + self.disorder.duplicate)
        if len(receiver.waiting) + len(receiver.held) + len(copies) > MOST_WAITING:
            self.tally.dropped += len(copies)
            log.warning("webhook dropped, too many are waiting", id=message.id)
            return
        self._receivers.add(receiver)
        if self.disorder.shuffle:
            self._hold(receiver, copies)
        else:
            receiver.waiting += copies
            self._run(receiver)

    def stop(self, receiver: Receiver) -> None:
        """Drop what waits for a receiver."""
        if receiver.release is not None:
            receiver.release.cancel()
            receiver.release = None
        if receiver.task is not None:
            receiver.task.cancel()
            receiver.task = None
        receiver.waiting.clear()
        receiver.held.clear()
        self._receivers.discard(receiver)

    def forget(self) -> None:
        """Drop everything that waits, the disorder and the tally."""
        for receiver in tuple(self._receivers):
            self.stop(receiver)
        self.disorder = Disorder()
        self.tally = Tally()

    async def close(self) -> None:
        """End all sending."""
        self.forget()
        await self._http.aclose()

    def _hold(self, receiver: Receiver, copies: list[Message]) -> None:
        receiver.held += copies
        if len(receiver.held) >= MOST_HELD:
            self._let_go(receiver)
        elif receiver.release is None:
            loop = asyncio.get_running_loop()
            receiver.release = loop.call_later(self.disorder.hold, self._let_go, receiver)

    def _let_go(self, receiver: Receiver) -> None:
        if receiver.release is not None:
            receiver.release.cancel()
            receiver.release = None
        in_order = receiver.held
        receiver.held = random.sample(in_order, len(in_order))
        if receiver.held == in_order:
            receiver.held.reverse()
        receiver.waiting += receiver.held
        receiver.held = []
        self._run(receiver)

    def _run(self, receiver: Receiver) -> None:
        if receiver.task is None:
            receiver.task = asyncio.create_task(self._deliver_all(receiver))

    async def _deliver_all(self, receiver: Receiver) -> None:
        try:
            await self._deliver(receiver)
        finally:
            # after a stop another task may have taken over
            if receiver.task is asyncio.current_task():
                receiver.task = None

    async def _deliver(self, receiver: Receiver) -> None:
        while receiver.waiting:
            message = receiver.waiting[0]
            if await self._try(receiver, message):
                receiver.failures = 0
                self.tally.delivered += 1
                message.arrived()
            else:
                receiver.failures += 1
                self.tally.failed += 1
                log.warning("webhook failed all tries", id=message.id)
            receiver.waiting.popleft()
            if receiver.failures >= FAILURES_TO_DISABLE:
                receiver.waiting.clear()
                receiver.give_up()

    async def _try(self, receiver: Receiver, message: Message) -> bool:
        for pause in (0.0, *self._pauses):
            await asyncio.sleep(pause)
            try:
                headers = {**message.headers, **receiver.headers(message.body)}
                answer = await self._http.post(receiver.url, content=message.body, headers=headers)
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as failure:
                log.info("webhook not taken", id=message.id, kind=message.kind, why=type(failure).__name__)
                continue
            if answer.is_success:
                return True
            log.info("webhook not taken", id=message.id, kind=message.kind, status=answer.status_code)
        return False
