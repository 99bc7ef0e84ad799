"""A job has a platform do what was planned: once, in whatever way it goes wrong, or a person is asked."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import asyncpg
import pytest

from services.core import effects, tasks
from services.core.database import Pool
from services.core.effects import LOOK_PAUSE_SECONDS, Decision, Effect, EffectState, Recovery
from services.core.events import Actor, ActorKind
from services.core.outside import DEADLINE
from services.core.ports import (
    KINDS,
    Credentials,
    Credit,
    Done,
    NewsPage,
    Rejected,
    Request,
    Reship,
    ReshipLine,
    Unavailable,
    Unintelligible,
)
from services.core.storefronts import repository
from services.core.storefronts.model import AccountKind
from services.core.storefronts.operations import NewAccount, sealed_account
from services.core.tasks import Fenced
from services.core.vault import Vault
from services.worker.effects import LEEWAY_SECONDS, carry_out
from services.worker.job import Job, Process
from services.worker.retry import MOST_OUTAGES
from tests.builders import Shop
from tests.core.records import events_of
from tests.worker.rows import make_tasks

ANNA = Actor(ActorKind.STAFF, "anna")
PAID = Done("re_1", "R-1", Decimal("12.50"))
MAYBE = Unavailable("no answer", retry_after=3)
CERTAINLY_NOT = Unavailable("throttled", retry_after=7, ambiguous=False)
NO = Rejected("ABOVE_REFUNDABLE", "nothing is left")
NONSENSE = Unintelligible("no JSON")
QUIET_SECONDS = 10.0
WAIT_SECONDS = LEEWAY_SECONDS + DEADLINE + QUIET_SECONDS


@dataclass
class Platform:
    """A platform that answers what it is told to, in turn."""

    recovery: Recovery
    answers: list[Done | Exception]
    finds: list[Done | Exception | None] = field(default_factory=list)
    sandbox: bool = True
    sent: list[Request] = field(default_factory=list)
    name: str = "generic"
    quiet_seconds: float = QUIET_SECONDS
    key_seconds: float | None = None

    recoveries: Mapping[str, Recovery] = field(init=False)

    def __post_init__(self) -> None:
        self.recoveries = {KINDS[Credit]: self.recovery, KINDS[Reship]: self.recovery}

    def is_sandbox(self, credentials: Credentials) -> bool:
        return self.sandbox

    async def stock(self, credentials: Credentials, reship: Reship) -> Mapping[str, int | None]:
        raise AssertionError("nobody asks")

    async def carry_out(self, credentials: Credentials, request: Request) -> Done:
        self.sent.append(request)
        return _given(self.answers.pop(0))

    async def find(self, credentials: Credentials, request: Request) -> Done | None:
        found = self.finds.pop(0)
        return None if found is None else _given(found)

    async def listen(self, credentials: Credentials, url: str) -> Sequence[str]:
        raise AssertionError("nobody listens")

    async def updated_since(self, credentials: Credentials, since: datetime, after: str | None) -> NewsPage:
        raise AssertionError("nobody polls")


def _given(answer: Done | Exception) -> Done:
    if isinstance(answer, Exception):
        raise answer
    return answer


@dataclass
class Desk:
    """A job that pays a credit, and the time that it is."""

    process: Process
    shop: Shop
    account_id: str
    effect_id: str
    rows: asyncpg.Connection
    now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)
    failures: int = 0

    async def run(
        self, platform: Platform, request: Request | None = None, account_id: str | None = None
    ) -> Done | None:
        """One run of the task, with a lease of its own."""
        async with self.leased(platform) as job:
            return await carry_out(job, self.effect_id, account_id or self.account_id, request or self.credit())

    @asynccontextmanager
    async def leased(self, platform: Platform) -> AsyncIterator[Job]:
        """The right to one run."""
        (task,) = await make_tasks(self.rows, self.shop, account=self.account_id)
        await self.rows.execute("update tasks set state = 'RELEASED', failures = $2 where id = $1", task, self.failures)
        async with self.process.relay.connection() as connection:
            lease = await tasks.take(connection, self.shop.id, task, 1, 60)
        assert lease is not None
        yield Job(replace(self.process, platforms={"generic": platform}, clock=lambda: self.now), lease)

    def credit(self) -> Credit:
        return Credit(self.effect_id, "res_1", "order-1", "EUR", Decimal("12.50"))

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    async def effect(self) -> Effect:
        async with self.process.app.read(self.shop.id) as db:
            found = await effects.get(db, self.effect_id)
        assert found is not None
        return found

    async def decide(self, decision: Decision, reference: str | None = None) -> None:
        async with self.process.app.write(self.shop.id) as tx:
            await effects.decide(tx, self.effect_id, decision, ANNA, self.now, reference)

    async def told(self) -> list[str]:
        """The types of the effect's events."""
        return [event.type for event in await events_of(self.process.app, self.shop, self.effect_id)]


@pytest.fixture
async def desk(process: Process, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection) -> Desk:
    account = sealed_account(
        vault, shop.id, NewAccount("generic", "shop", {"base_url": "https://shop.example"}, {}, AccountKind.PLATFORM)
    )
    desk = Desk(process, shop, account.id, "", rows)
    async with app.write(shop.id) as tx:
        await repository.save_account(tx, account, desk.now)
        desk.effect_id = await effects.plan(tx, KINDS[Credit], "res_1", account.id, desk.now)
    return desk


async def test_what_was_done_is_kept_and_told_again_without_a_call(desk: Desk) -> None:
    platform = Platform(Recovery.REVIEW, [PAID])
    assert await desk.run(platform) == PAID
    effect = await desk.effect()
    assert (effect.state, effect.reference, effect.number, effect.amount) == (
        EffectState.CONFIRMED, "re_1", "R-1", Decimal("12.50"),
    )  # fmt: skip
    assert await desk.run(platform) == PAID
    assert platform.sent == [desk.credit()]
    assert await desk.told() == []


async def test_a_reship_has_no_amount(desk: Desk) -> None:
    reship = Reship(desk.effect_id, "res_1", "order-1", "EUR", (ReshipLine("line-1", 1, "Mug"),))
    platform = Platform(Recovery.REVIEW, [Done("ord_2", "#1002")])
    assert await desk.run(platform, reship) == await desk.run(platform, reship) == Done("ord_2", "#1002")


async def test_a_key_that_is_another_effects_is_refused_before_anything(desk: Desk) -> None:
    platform = Platform(Recovery.RESEND, [PAID])
    with pytest.raises(ValueError, match="key"):
        await desk.run(platform, replace(desk.credit(), key="eff_other"))
    assert (platform.sent, (await desk.effect()).state) == ([], EffectState.PLANNED)


async def test_what_may_have_been_done_is_sent_again_with_the_same_key(desk: Desk) -> None:
    platform = Platform(Recovery.RESEND, [MAYBE, MAYBE, PAID])
    for _ in range(2):
        with pytest.raises(Unavailable) as failure:
            await desk.run(platform)
        assert failure.value.retry_after == 3
        assert (await desk.effect()).state is EffectState.UNKNOWN
    assert await desk.run(platform) == PAID
    assert platform.sent == [desk.credit()] * 3


async def test_what_was_certainly_not_sent_is_as_if_not_tried(desk: Desk) -> None:
    platform = Platform(Recovery.REVIEW, [CERTAINLY_NOT, PAID])
    with pytest.raises(Unavailable) as failure:
        await desk.run(platform)
    effect = await desk.effect()
    assert (failure.value.retry_after, effect.state, effect.attempts) == (7, EffectState.PLANNED, 0)
    assert await desk.run(platform) == PAID


async def test_it_is_looked_up_only_after_the_call_must_have_settled(desk: Desk) -> None:
    platform = Platform(Recovery.LOOKUP, [MAYBE], [PAID])
    with pytest.raises(Unavailable):
        await desk.run(platform)
    desk.later(5)
    with pytest.raises(Unavailable) as failure:
        await desk.run(platform)
    assert failure.value.retry_after == WAIT_SECONDS - 5
    assert len(platform.finds) == 1, "nobody looked yet"
    desk.later(WAIT_SECONDS - 5)
    assert await desk.run(platform) == PAID
    assert len(platform.sent) == 1
    assert await desk.run(platform) == PAID


async def test_it_is_sent_again_after_two_look_ups_with_a_pause_found_nothing(desk: Desk) -> None:
    platform = Platform(Recovery.LOOKUP, [MAYBE, PAID], [None, None])
    with pytest.raises(Unavailable):
        await desk.run(platform)
    desk.later(WAIT_SECONDS)
    with pytest.raises(Unavailable) as failure:
        await desk.run(platform)
    assert (failure.value.retry_after, len(platform.finds), len(platform.sent)) == (LOOK_PAUSE_SECONDS, 1, 1)
    desk.later(LOOK_PAUSE_SECONDS)
    assert await desk.run(platform) == PAID
    assert platform.sent == [desk.credit()] * 2


async def test_a_look_up_that_is_not_answered_proves_nothing(desk: Desk) -> None:
    platform = Platform(Recovery.LOOKUP, [MAYBE], [MAYBE, MAYBE, MAYBE, PAID])
    for _ in range(4):
        with pytest.raises(Unavailable):
            await desk.run(platform)
        desk.later(WAIT_SECONDS)
    assert (await desk.effect()).looks == 0
    assert await desk.run(platform) == PAID
    assert len(platform.sent) == 1


@pytest.mark.parametrize("answer", [NO, NONSENSE])
async def test_a_look_up_that_is_refused_or_cannot_be_read_is_left_to_a_person(desk: Desk, answer: Exception) -> None:
    platform = Platform(Recovery.LOOKUP, [MAYBE], [answer])
    with pytest.raises(Unavailable):
        await desk.run(platform)
    desk.later(WAIT_SECONDS)
    assert await desk.run(platform) is None
    assert (await desk.effect()).state is EffectState.REVIEW
    assert await desk.told() == ["effect.review_needed"]


async def test_a_no_is_kept_and_told_again_to_a_job_that_crashed_over_it(desk: Desk) -> None:
    platform = Platform(Recovery.RESEND, [NO])
    for _ in range(2):
        with pytest.raises(Rejected) as refusal:
            await desk.run(platform)
        assert (refusal.value.code, refusal.value.message) == (NO.code, NO.message)
    assert (await desk.effect()).state is EffectState.REFUSED
    assert len(platform.sent) == 1


async def test_a_no_to_the_same_key_says_nothing_of_an_earlier_try_in_doubt(desk: Desk) -> None:
    platform = Platform(Recovery.RESEND, [MAYBE, Rejected("ACCESS_REVOKED", "the key was taken away")])
    with pytest.raises(Unavailable):
        await desk.run(platform)
    assert await desk.run(platform) is None
    effect = await desk.effect()
    assert (effect.state, effect.last_error) == (EffectState.REVIEW, "ACCESS_REVOKED: the key was taken away")


async def test_a_no_after_look_ups_found_nothing_is_a_no(desk: Desk) -> None:
    platform = Platform(Recovery.LOOKUP, [MAYBE, NO], [None, None])
    for seconds in (WAIT_SECONDS, LOOK_PAUSE_SECONDS):
        with pytest.raises(Unavailable):
            await desk.run(platform)
        desk.later(seconds)
    with pytest.raises(Rejected):
        await desk.run(platform)
    assert (await desk.effect()).state is EffectState.REFUSED


async def test_where_nothing_is_offered_a_person_is_asked_at_once_and_their_word_holds(desk: Desk) -> None:
    platform = Platform(Recovery.REVIEW, [MAYBE, PAID])
    assert await desk.run(platform) is None
    assert await desk.run(platform) is None
    assert (await desk.effect()).state is EffectState.REVIEW
    assert await desk.told() == ["effect.review_needed"]
    await desk.decide(Decision.RETRY)
    assert await desk.run(platform) == PAID
    assert len(platform.sent) == 2


@pytest.mark.parametrize(
    ("decision", "reference", "done"),
    [
        (Decision.CONFIRM, "re_9", Done("re_9", None, Decimal("12.50"))),
        (Decision.CONFIRM, None, Done("", None, Decimal("12.50"))),
        (Decision.ABANDON, None, None),
    ],
)
async def test_what_a_person_confirmed_is_done_as_it_was_asked_for_and_what_they_gave_up_is_not(
    desk: Desk, decision: Decision, reference: str | None, done: Done | None
) -> None:
    platform = Platform(Recovery.REVIEW, [MAYBE])
    assert await desk.run(platform) is None
    await desk.decide(decision, reference)
    assert await desk.run(platform) == done
    assert len(platform.sent) == 1


async def test_a_kind_of_which_the_platform_says_nothing_is_left_to_a_person(desk: Desk) -> None:
    platform = Platform(Recovery.RESEND, [MAYBE])
    platform.recoveries = {}
    assert await desk.run(platform) is None
    assert (await desk.effect()).state is EffectState.REVIEW


async def test_an_answer_that_cannot_be_read_is_found_out_once_more_and_then_left_to_a_person(desk: Desk) -> None:
    platform = Platform(Recovery.RESEND, [NONSENSE, NONSENSE])
    with pytest.raises(Unavailable):
        await desk.run(platform)
    assert (await desk.effect()).state is EffectState.UNKNOWN
    assert await desk.run(platform) is None
    effect = await desk.effect()
    assert (effect.state, effect.last_error) == (EffectState.REVIEW, "no JSON")
    assert len(platform.sent) == 2


@pytest.mark.parametrize("recovery", [Recovery.LOOKUP, Recovery.RESEND])
async def test_the_last_run_of_a_task_leaves_what_is_in_doubt_to_a_person(desk: Desk, recovery: Recovery) -> None:
    desk.failures = MOST_OUTAGES - 2
    platform = Platform(recovery, [MAYBE, MAYBE])
    with pytest.raises(Unavailable):
        await desk.run(platform)
    desk.failures += 1
    assert await desk.run(platform) is None
    assert (await desk.effect()).state is EffectState.REVIEW


async def test_the_last_run_of_a_task_asks_nobody_about_what_was_never_sent(desk: Desk) -> None:
    desk.failures = MOST_OUTAGES - 1
    with pytest.raises(Unavailable):
        await desk.run(Platform(Recovery.RESEND, [CERTAINLY_NOT]))
    assert (await desk.effect()).state is EffectState.PLANNED


async def test_a_process_that_stood_still_before_the_call_sends_nothing(desk: Desk) -> None:
    platform = Platform(Recovery.LOOKUP, [PAID])
    times = iter([desk.now, desk.now + timedelta(seconds=LEEWAY_SECONDS + 1)])
    async with desk.leased(platform) as job:
        paused = Job(replace(job.process, clock=lambda: next(times, desk.now)), job.lease)
        with pytest.raises(Unavailable):
            await carry_out(paused, desk.effect_id, desk.account_id, desk.credit())
    assert (platform.sent, (await desk.effect()).state) == ([], EffectState.PLANNED)
    assert await desk.run(platform) == PAID


async def test_without_its_account_what_never_left_is_refused_and_what_did_is_left_to_a_person(desk: Desk) -> None:
    gone = "acc_00000000000000000000000000"
    platform = Platform(Recovery.RESEND, [MAYBE, PAID])
    for _ in range(2):
        with pytest.raises(Rejected, match="NO_ACCOUNT"):
            await desk.run(platform, account_id=gone)
    assert (await desk.effect()).state is EffectState.REFUSED
    await desk.decide(Decision.RETRY)
    with pytest.raises(Unavailable):
        await desk.run(platform)
    assert await desk.run(platform, account_id=gone) is None
    assert (await desk.effect()).state is EffectState.REVIEW
    await desk.decide(Decision.RETRY)
    assert await desk.run(platform) == PAID
    assert await desk.run(platform, account_id=gone) == PAID


async def test_a_test_storefront_reaches_only_sandboxes(desk: Desk) -> None:
    platform = Platform(Recovery.RESEND, [PAID], sandbox=False)
    with pytest.raises(Rejected, match="TEST_STOREFRONT"):
        await desk.run(platform)
    assert (platform.sent, (await desk.effect()).state) == ([], EffectState.REFUSED)


async def test_a_run_that_lost_its_lease_sends_nothing(desk: Desk) -> None:
    platform = Platform(Recovery.RESEND, [PAID])
    async with desk.leased(platform) as job:
        await desk.rows.execute("update tasks set lease_token = lease_token + 1 where id = $1", job.lease.task_id)
        with pytest.raises(Fenced):
            await carry_out(job, desk.effect_id, desk.account_id, desk.credit())
    assert (platform.sent, (await desk.effect()).state) == ([], EffectState.PLANNED)


async def test_an_answer_that_comes_after_the_lease_was_lost_is_found_out_by_the_next_run(desk: Desk) -> None:
    class Slow(Platform):
        async def carry_out(self, credentials: Credentials, request: Request) -> Done:
            done = await super().carry_out(credentials, request)
            await desk.rows.execute("update tasks set lease_token = lease_token + 1")
            return done

    with pytest.raises(Fenced):
        await desk.run(Slow(Recovery.LOOKUP, [PAID]))
    assert (await desk.effect()).state is EffectState.SENDING
    desk.later(WAIT_SECONDS)
    assert await desk.run(Platform(Recovery.LOOKUP, [], [PAID])) == PAID
