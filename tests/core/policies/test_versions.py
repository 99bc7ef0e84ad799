"""Versions of a policy: written once, one after the other, by one at a time."""

import asyncio
from decimal import Decimal

import asyncpg
import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.policies import operations, repository
from services.core.policies.defaults import BUILT_IN
from services.core.policies.model import Anchor, Bound, EvidenceKind, Policy, PolicyRule, Unit, Window
from services.core.refusal import Refused
from tests.builders import Shop, a_key
from tests.core.records import count, events_of
from tests.core.refusals import refused

RULE = PolicyRule(
    market="DK",
    carrier="GLS",
    window=Window(Bound(Anchor.DELIVERED, 4, Unit.HOURS), Bound(Anchor.DELIVERED, 5, Unit.WORKING_DAYS)),
    required_evidence=(EvidenceKind.PHOTO,),
    auto_approve_limits={"DKK": Decimal("200.00"), "EUR": Decimal("25.00")},
    files_recoveries=True,
    recovery_minimum={"DKK": Decimal("50.00")},
)


async def write(
    app: Pool, shop: Shop, *rules: PolicyRule, after: int = 0, key: str = "", note: str | None = None
) -> str:
    return await operations.update(
        shop.write(app), shop.caller, rules, note, expected_version=after, key=key or a_key(), now=system_clock()
    )


async def current(app: Pool, shop: Shop) -> Policy:
    async with app.read(shop.id) as db:
        return await repository.current(db)


async def test_a_storefront_without_a_policy_has_what_is_built_in_as_version_0(app: Pool, shop: Shop) -> None:
    policy = await current(app, shop)
    assert (policy.id, policy.version, policy.document) == (None, 0, BUILT_IN)
    async with app.read(shop.id) as db:
        assert await repository.version(db, None) == policy


async def test_each_version_is_kept_as_it_was_written(app: Pool, shop: Shop) -> None:
    first = await write(app, shop, RULE, note="What the carrier asks for.")
    second = await write(app, shop, after=1)
    policy = await current(app, shop)
    assert (policy.id, policy.version, policy.document.rules) == (second, 2, ())
    async with app.read(shop.id) as db:
        kept = await repository.version(db, first)
    assert (kept.version, kept.note, kept.created_by) == (1, "What the carrier asks for.", shop.caller.actor.kind)
    assert kept.document.rules == (RULE,)
    assert kept.document.built_in == BUILT_IN.built_in
    (event,) = await events_of(app, shop, first)
    assert (event.type, event.public, event.data) == ("policy.updated", False, {"version": 1})


async def test_of_two_who_write_at_once_one_is_told_that_the_other_was_first(app: Pool, shop: Shop) -> None:
    for after in range(3):
        ends = await asyncio.gather(
            *(write(app, shop, PolicyRule(appeal_days=n + 1), after=after) for n in range(6)), return_exceptions=True
        )
        refusals = [end for end in ends if isinstance(end, Refused)]
        assert len(refusals) == 5, ends
        assert {problem.code for end in refusals for problem in end.problems} == {"VERSION_CONFLICT"}
    assert (await current(app, shop)).version == await count(app, shop, "claim_policies") == 3


async def test_a_version_that_does_not_follow_is_refused(app: Pool, shop: Shop) -> None:
    for after in (1, -1, 7):
        with refused("VERSION_CONFLICT expectedVersion"):
            await write(app, shop, RULE, after=after)
    assert await count(app, shop, "claim_policies") == 0


async def test_the_same_request_is_one_version_and_another_with_its_key_is_refused(app: Pool, shop: Shop) -> None:
    key = a_key()
    assert await write(app, shop, RULE, key=key) == await write(app, shop, RULE, key=key)
    with refused("IDEMPOTENCY_MISMATCH idempotencyKey"):
        await write(app, shop, key=key)
    assert await count(app, shop, "claim_policies") == 1


async def test_a_refused_policy_leaves_nothing_and_its_key_free(app: Pool, shop: Shop) -> None:
    key = a_key()
    with refused("UNKNOWN_MARKET rules.0.market"):
        await write(app, shop, PolicyRule("Atlantis", appeal_days=1), key=key)
    await write(app, shop, RULE, key=key)


async def test_nobody_can_change_or_delete_a_version(app: Pool, shop: Shop) -> None:
    await write(app, shop, RULE)
    for sql in ("update claim_policies set note = ''", "delete from claim_policies"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with app.write(shop.id) as tx:
                await tx.execute(sql)


async def test_another_storefront_keeps_its_own(app: Pool, shop: Shop, other_shop: Shop) -> None:
    await write(app, shop, RULE)
    assert (await current(app, other_shop)).version == 0
