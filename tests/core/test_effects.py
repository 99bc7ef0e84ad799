"""What leaves the house is done once, or visibly waits for a person, wherever it was cut off."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from services.core import effects
from services.core.database import Pool
from services.core.effects import MOST_ATTEMPTS, TERMS, Decision, Effect, EffectState, Recovery, Terms
from services.core.events import Actor, ActorKind
from tests.builders import Shop
from tests.core.records import events_of
from tests.core.refusals import refused

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
STAFF = Actor(ActorKind.STAFF, "anna")
RESEND, REVIEW = Terms(Recovery.RESEND), Terms(Recovery.REVIEW)


async def planned(app: Pool, shop: Shop, kind: str = "refund", subject: str = "clm_1") -> str:
    async with app.write(shop.id) as tx:
        return await effects.plan(tx, kind, subject, shop.account_id, NOW)


async def begin(app: Pool, shop: Shop, effect: str, terms: Terms | None = None) -> Effect:
    async with app.write(shop.id) as tx:
        return await effects.begin(tx, effect, NOW, terms)


async def now_is(app: Pool, shop: Shop, effect: str) -> EffectState:
    async with app.read(shop.id) as db:
        return EffectState(await db.fetchval("select state from effects where id = $1", effect))


async def put(app: Pool, shop: Shop, effect: str, state: EffectState) -> None:
    """The state as an earlier run left it."""
    async with app.write(shop.id) as tx:
        await tx.execute("update effects set state = $2 where id = $1", effect, state.value)


async def test_a_planned_effect_is_sending_before_the_first_byte_leaves(app: Pool, shop: Shop) -> None:
    effect = await planned(app, shop)
    begun = await begin(app, shop, effect)
    assert (begun.state, begun.attempts, begun.account_id) == (EffectState.SENDING, 1, shop.account_id)
    async with app.read(shop.id) as db:
        assert await db.fetchval("select first_sent_at from effects") == NOW
    assert await events_of(app, shop, effect) == []


@pytest.mark.parametrize("cut_off", [EffectState.SENDING, EffectState.UNKNOWN])
async def test_an_unknown_outcome_is_sent_again_only_where_that_is_harmless(
    app: Pool, shop: Shop, cut_off: EffectState
) -> None:
    for number, (terms, expected) in enumerate(
        [
            (RESEND, EffectState.SENDING),
            (REVIEW, EffectState.REVIEW),
            (None, EffectState.REVIEW),
        ]
    ):
        effect = await planned(app, shop, subject=f"clm_{number}")
        await begin(app, shop, effect)
        await put(app, shop, effect, cut_off)
        begun = await begin(app, shop, effect, terms)
        assert begun.state is expected
        kinds = [event.type for event in await events_of(app, shop, effect)]
        assert kinds == (["effect.review_needed"] if expected is EffectState.REVIEW else [])


@pytest.mark.parametrize(
    "ended", [EffectState.CONFIRMED, EffectState.REFUSED, EffectState.REVIEW, EffectState.ABANDONED]
)
async def test_an_effect_that_has_ended_is_never_sent_again(app: Pool, shop: Shop, ended: EffectState) -> None:
    effect = await planned(app, shop)
    await put(app, shop, effect, ended)
    begun = await begin(app, shop, effect, RESEND)
    assert (begun.state, begun.attempts) == (ended, 0)
    assert await events_of(app, shop, effect) == []


async def test_every_kind_has_a_recovery_or_goes_to_a_person(app: Pool, shop: Shop) -> None:
    effect = await planned(app, shop, "tracker.register")
    for _ in range(2):
        assert (await begin(app, shop, effect)).state is EffectState.SENDING
    unheard_of = await planned(app, shop, "never.heard.of")
    await begin(app, shop, unheard_of)
    assert (await begin(app, shop, unheard_of)).state is EffectState.REVIEW
    assert {"tracker.register": Terms(Recovery.RESEND)} == TERMS


async def test_after_so_many_tries_a_person_decides_although_resending_is_harmless(app: Pool, shop: Shop) -> None:
    effect = await planned(app, shop)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        begun = await begin(app, shop, effect, RESEND)
        assert (begun.state, begun.attempts) == (EffectState.SENDING, attempt)
    assert (await begin(app, shop, effect, RESEND)).state is EffectState.REVIEW


LOOKUP = Terms(Recovery.LOOKUP, quiet_seconds=45)


async def after(app: Pool, shop: Shop, effect: str, seconds: float, terms: Terms) -> Effect:
    """What the next run is told, so many seconds after the first."""
    async with app.write(shop.id) as tx:
        return await effects.begin(tx, effect, NOW + timedelta(seconds=seconds), terms)


async def found_nothing(app: Pool, shop: Shop, effect: str, seconds: float) -> None:
    async with app.write(shop.id) as tx:
        await effects.not_found(tx, effect, NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("cut_off", [EffectState.SENDING, EffectState.UNKNOWN])
async def test_what_can_be_looked_up_is_sent_again_only_after_two_look_ups_found_nothing(
    app: Pool, shop: Shop, cut_off: EffectState
) -> None:
    effect = await planned(app, shop)
    await begin(app, shop, effect, LOOKUP)
    await put(app, shop, effect, cut_off)
    waits = []
    for seconds in (1, 45, 50, 60):
        found = await after(app, shop, effect, seconds, LOOKUP)
        assert found.state is EffectState.UNKNOWN
        waits.append(effects.seconds_until_look(found, LOOKUP, NOW + timedelta(seconds=seconds)))
        if not waits[-1]:
            await found_nothing(app, shop, effect, seconds)
    assert waits == [44, 0, 5, 0]
    again = await after(app, shop, effect, 60, LOOKUP)
    assert (again.state, again.attempts, again.looks) == (EffectState.SENDING, 2, 0)
    assert again.last_sent_at == NOW + timedelta(seconds=60)
    assert again.first_sent_at == NOW
    await put(app, shop, effect, cut_off)
    doubted = await after(app, shop, effect, 61, LOOKUP)
    assert doubted.state is EffectState.UNKNOWN, "the new try is in doubt as the first one was"
    assert effects.seconds_until_look(doubted, LOOKUP, NOW + timedelta(seconds=61)) == 44


async def test_a_look_up_that_finds_it_confirms_it(app: Pool, shop: Shop) -> None:
    effect = await planned(app, shop)
    await begin(app, shop, effect, LOOKUP)
    assert (await begin(app, shop, effect, LOOKUP)).state is EffectState.UNKNOWN
    async with app.write(shop.id) as tx:
        await effects.confirm(tx, effect, NOW, "re_1", number="R-1", amount=Decimal("12.500"))
        kept = await effects.get(tx, effect)
    assert kept is not None
    assert (kept.state, kept.reference, kept.number) == (EffectState.CONFIRMED, "re_1", "R-1")
    assert kept.amount == Decimal("12.5")
    assert (await begin(app, shop, effect, LOOKUP)).state is EffectState.CONFIRMED


async def test_a_key_is_sent_again_only_while_it_is_remembered_and_looked_up_later(app: Pool, shop: Shop) -> None:
    terms = Terms(Recovery.RESEND, quiet_seconds=45, key_seconds=3600)
    effect = await planned(app, shop)
    await begin(app, shop, effect, terms)
    assert (await after(app, shop, effect, 3599, terms)).state is EffectState.SENDING
    assert (await after(app, shop, effect, 3600, terms)).state is EffectState.UNKNOWN
    for seconds in (3700, 3710):
        await found_nothing(app, shop, effect, seconds)
    assert (await after(app, shop, effect, 3710, terms)).state is EffectState.SENDING


async def test_an_earlier_try_stays_in_doubt_when_a_later_one_is_not_sent(app: Pool, shop: Shop) -> None:
    for number, terms in enumerate((RESEND, LOOKUP)):
        effect = await planned(app, shop, subject=f"clm_{number}")
        await begin(app, shop, effect, terms)
        for _ in range(effects.LOOKS):
            await put(app, shop, effect, EffectState.UNKNOWN)
            await found_nothing(app, shop, effect, 60)
        assert (await after(app, shop, effect, 60, terms)).attempts == 2
        async with app.write(shop.id) as tx:
            await effects.not_sent(tx, effect, NOW, "throttled")
        assert await now_is(app, shop, effect) is EffectState.UNKNOWN
        looked_up = terms is LOOKUP
        assert ((await begin(app, shop, effect, terms)).state is EffectState.UNKNOWN) is looked_up


@pytest.mark.parametrize("state", list(EffectState))
async def test_only_what_is_in_doubt_is_left_to_a_person(app: Pool, shop: Shop, state: EffectState) -> None:
    effect = await planned(app, shop)
    await put(app, shop, effect, state)
    async with app.write(shop.id) as tx:
        left = await effects.review(tx, effect, NOW, "nobody knows")
    doubted = state in (EffectState.SENDING, EffectState.UNKNOWN)
    assert left.state is (EffectState.REVIEW if doubted else state)
    assert left.last_error == ("nobody knows" if doubted else None)
    assert [event.type for event in await events_of(app, shop, effect)] == ["effect.review_needed"] * doubted


async def test_after_so_many_tries_a_person_decides_although_it_could_be_looked_up(app: Pool, shop: Shop) -> None:
    effect = await planned(app, shop)
    async with app.write(shop.id) as tx:
        await tx.execute("update effects set state = 'UNKNOWN', attempts = $1", MOST_ATTEMPTS)
    assert (await begin(app, shop, effect, LOOKUP)).state is EffectState.REVIEW


async def test_what_was_certainly_not_sent_counts_as_not_tried(app: Pool, shop: Shop) -> None:
    effect = await planned(app, shop)
    for _ in range(MOST_ATTEMPTS + 2):
        assert (await begin(app, shop, effect, REVIEW)).state is EffectState.SENDING
        async with app.write(shop.id) as tx:
            await effects.not_sent(tx, effect, NOW, "throttled")
        assert await now_is(app, shop, effect) is EffectState.PLANNED
    async with app.write(shop.id) as tx:
        await effects.not_sent(tx, effect, NOW, "again")
        latest = await effects.latest(tx, "refund", "clm_1")
    assert latest is not None
    assert (latest.attempts, latest.last_error) == (0, "throttled")


@pytest.mark.parametrize("state", list(EffectState))
async def test_an_answer_counts_only_while_it_is_awaited(app: Pool, shop: Shop, state: EffectState) -> None:
    awaited = state in (EffectState.SENDING, EffectState.UNKNOWN)
    for number, (end, to) in enumerate(
        (
            (effects.confirm, EffectState.CONFIRMED),
            (effects.refused, EffectState.REFUSED),
            (effects.doubt, EffectState.UNKNOWN),
        )
    ):
        effect = await planned(app, shop, subject=f"clm_{number}")
        await put(app, shop, effect, state)
        async with app.write(shop.id) as tx:
            await end(tx, effect, NOW, "trk_1")  # type: ignore[operator]
        assert await now_is(app, shop, effect) is (to if awaited else state)


async def test_a_confirmed_effect_keeps_the_companys_reference(app: Pool, shop: Shop) -> None:
    effect = await planned(app, shop)
    await begin(app, shop, effect)
    async with app.write(shop.id) as tx:
        await effects.doubt(tx, effect, NOW, "timeout")
        await effects.confirm(tx, effect, NOW, "trk_1")
        latest = await effects.latest(tx, "refund", "clm_1")
    assert latest is not None
    assert (latest.reference, latest.last_error, latest.state) == ("trk_1", None, EffectState.CONFIRMED)


async def test_a_newer_plan_is_the_next_generation_and_the_older_one_stays(app: Pool, shop: Shop) -> None:
    first = await planned(app, shop)
    await put(app, shop, first, EffectState.CONFIRMED)
    second = await planned(app, shop)
    async with app.read(shop.id) as db:
        latest = await effects.latest(db, "refund", "clm_1")
        assert await effects.latest(db, "refund", "clm_other") is None
    assert latest is not None
    assert (latest.id, latest.generation, latest.state) == (second, 2, EffectState.PLANNED)
    assert await now_is(app, shop, first) is EffectState.CONFIRMED


DECISIONS = [
    (Decision.CONFIRM, EffectState.CONFIRMED),
    (Decision.RETRY, EffectState.PLANNED),
    (Decision.ABANDON, EffectState.ABANDONED),
]


@pytest.mark.parametrize(("decision", "to"), DECISIONS)
@pytest.mark.parametrize("state", [EffectState.REVIEW, EffectState.REFUSED])
async def test_a_person_decides_and_the_event_says_who_and_what(
    app: Pool, shop: Shop, state: EffectState, decision: Decision, to: EffectState
) -> None:
    effect = await planned(app, shop)
    await begin(app, shop, effect)
    await put(app, shop, effect, state)
    async with app.write(shop.id) as tx:
        decided = await effects.decide(tx, effect, decision, STAFF, NOW, "ref-1")
    assert (decided.state, decided.attempts, decided.reference) == (to, 0, "ref-1")
    (event,) = await events_of(app, shop, effect)
    assert (event.type, event.actor, event.public) == ("effect.decided", STAFF, False)
    assert event.data == {"kind": "refund", "subject": "clm_1", "decision": decision}
    if decision is Decision.RETRY:
        assert (await begin(app, shop, effect, REVIEW)).state is EffectState.SENDING


@pytest.mark.parametrize("decision", list(Decision))
async def test_what_waits_for_nobody_is_not_decided(
    app: Pool, shop: Shop, other_shop: Shop, decision: Decision
) -> None:
    effect = await planned(app, shop)
    for state in EffectState:
        if state in (EffectState.REVIEW, EffectState.REFUSED):
            continue
        await put(app, shop, effect, state)
        with refused("NOT_IN_REVIEW id"):
            async with app.write(shop.id) as tx:
                await effects.decide(tx, effect, decision, STAFF, NOW)
        assert await now_is(app, shop, effect) is state
    foreign = await planned(app, other_shop)
    await put(app, other_shop, foreign, EffectState.REVIEW)
    for unknown in (foreign, "eff_00000000000000000000000000", ""):
        with refused("NOT_FOUND id"):
            async with app.write(shop.id) as tx:
                await effects.decide(tx, unknown, decision, STAFF, NOW)
    assert await now_is(app, other_shop, foreign) is EffectState.REVIEW


async def test_of_ten_people_who_decide_at_once_one_is_heard(app: Pool, shop: Shop) -> None:
    effect = await planned(app, shop)
    await put(app, shop, effect, EffectState.REVIEW)

    async def decide(turn: int) -> Effect:
        async with app.write(shop.id) as tx:
            return await effects.decide(tx, effect, list(Decision)[turn % 3], STAFF, NOW)

    ends = await asyncio.gather(*(decide(turn) for turn in range(10)), return_exceptions=True)
    assert sum(isinstance(end, Effect) for end in ends) == 1
    assert sum("NOT_IN_REVIEW" in str(end) for end in ends) == 9
    assert len(await events_of(app, shop, effect)) == 1


async def test_of_ten_runs_that_begin_at_once_one_sends_and_the_rest_goes_to_a_person(app: Pool, shop: Shop) -> None:
    effect = await planned(app, shop)
    begun = await asyncio.gather(*(begin(app, shop, effect, REVIEW) for _ in range(10)))
    assert [one.state for one in begun].count(EffectState.SENDING) == 1
    assert len(await events_of(app, shop, effect)) == 1


async def test_a_crash_before_the_commit_leaves_the_effect_planned(app: Pool, shop: Shop) -> None:
    effect = await planned(app, shop)

    async def crash() -> None:
        async with app.write(shop.id) as tx:
            await effects.begin(tx, effect, NOW)
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await crash()
    assert await now_is(app, shop, effect) is EffectState.PLANNED


async def test_effects_are_listed_newest_first_and_for_their_own_storefront(
    app: Pool, shop: Shop, other_shop: Shop
) -> None:
    await planned(app, other_shop)
    ids = []
    for number in range(3):
        async with app.write(shop.id) as tx:
            ids.append(await effects.plan(tx, "refund", f"clm_{number}", None, NOW + timedelta(seconds=number)))
    async with app.read(shop.id) as db:
        assert [row["id"] for row in await effects.newest(db, "PLANNED", 2)] == [ids[2], ids[1]]
        assert await effects.newest(db, "REVIEW", 2) == []
