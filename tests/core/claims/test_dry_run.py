"""What a proposed policy would have said of past claims; nothing is changed by asking."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from services.core.claims import dry_run
from services.core.claims.dry_run import DryRun
from services.core.claims.model import ClaimReason, ResolutionType
from services.core.database import Pool
from services.core.policies import operations as policies
from services.core.policies.model import Anchor, Bound, PolicyRule, Resolutions, Window
from services.core.shipments.model import TrackingStatus
from tests.builders import Shop, a_key
from tests.core.claims.stories import AMERICAN, NOW, Story, a_story
from tests.core.records import count
from tests.core.refusals import refused

_R = ClaimReason


async def tried(app: Pool, shop: Shop, *rules: PolicyRule, since: int = 400, until: int = -1) -> DryRun:
    """Try rules on the claims that were opened so many days ago."""
    async with app.read(shop.id) as db:
        return await dry_run.dry_run(db, rules, NOW - timedelta(days=since), NOW - timedelta(days=until))


async def a_past_claim(story: Story, days: int, reason: ClaimReason = _R.LOST_IN_TRANSIT) -> str:
    return (await story.claim(reason, by=story.shop.caller, now=NOW - timedelta(days=days))).id


async def test_the_present_policy_differs_from_itself_in_nothing(app: Pool, shop: Shop) -> None:
    await a_past_claim(await a_story(app, shop), 3)
    found = await tried(app, shop)
    assert (found.present_version, found.examined, found.complete, found.differences) == (0, 1, True, ())


async def test_a_shorter_window_shows_who_would_have_been_too_late(app: Pool, shop: Shop) -> None:
    in_time = await a_past_claim(await a_story(app, shop, days=22), 10)
    too_late = await a_past_claim(await a_story(app, shop, days=22), 1)
    assert in_time != too_late
    rule = PolicyRule("DK", reason=_R.LOST_IN_TRANSIT, window=Window(latest=Bound(Anchor.SHIPPED, 15)))
    found = await tried(app, shop, rule)
    late = {one.claim_id: one for one in found.differences}[too_late]
    assert (late.present.too_late, late.proposed.too_late) == (False, True)
    assert (late.present.eligible, late.proposed.eligible) == (True, False)
    assert late.proposed.options == ()
    assert not any(one.proposed.too_late for one in found.differences if one.claim_id == in_time)


async def test_waiting_small_amounts_and_resolutions_are_compared_too(app: Pool, shop: Shop) -> None:
    claim = await a_past_claim(await a_story(app, shop), 1)
    wait = PolicyRule("DK", window=Window(Bound(Anchor.ORDERED, 300)))
    small = PolicyRule("DK", auto_approve_limits={"EUR": Decimal(65)})
    given = (ResolutionType.RESHIPMENT, ResolutionType.REFUND)
    goods = PolicyRule("DK", resolutions=Resolutions(given, given[0], refund_always=True))
    for rule, differs in ((wait, "waiting_until"), (small, "auto_approve"), (goods, "options")):
        (one,) = (await tried(app, shop, rule)).differences
        assert one.claim_id == claim
        assert getattr(one.present, differs) != getattr(one.proposed, differs)


async def test_it_decides_as_the_claim_was_decided_when_it_was_opened(app: Pool, shop: Shop) -> None:
    story = await a_story(app, shop, days=20, customer=AMERICAN)
    await story.scanned(TrackingStatus.IN_TRANSIT, NOW - timedelta(days=15))
    claim = await story.claim(_R.LOST_IN_TRANSIT, by=shop.caller, now=NOW - timedelta(days=12))
    assert claim.waiting_until is not None, "it came three days after the last scan"
    await story.scanned(TrackingStatus.DELIVERED, NOW - timedelta(days=1))
    (one,) = (await tried(app, shop, PolicyRule("US", window=Window()))).differences
    assert one.present.waiting_until == claim.waiting_until, "what the carrier said later does not count"
    assert one.proposed.waiting_until is None


async def test_only_the_period_is_looked_at_and_its_newest_claims(app: Pool, shop: Shop, monkeypatch: Any) -> None:
    claims = [await a_past_claim(await a_story(app, shop), days) for days in (9, 6, 3)]
    anything = PolicyRule("DK", escalation_days=99)
    assert [one.claim_id for one in (await tried(app, shop, anything)).differences] == claims[::-1]
    found = await tried(app, shop, anything, since=7, until=4)
    assert ([one.claim_id for one in found.differences], found.examined) == ([claims[1]], 1)
    monkeypatch.setattr(dry_run, "MOST_CLAIMS", 2)
    found = await tried(app, shop, anything)
    assert ([one.claim_id for one in found.differences], found.complete) == (claims[:0:-1], False)


async def test_it_is_compared_with_the_policy_that_holds_now_and_changes_nothing(app: Pool, shop: Shop) -> None:
    await a_past_claim(await a_story(app, shop), 3)
    rule = PolicyRule("DK", escalation_days=99)
    await policies.update(shop.write(app), shop.caller, (rule,), None, expected_version=0, key=a_key(), now=NOW)
    found = await tried(app, shop, rule)
    assert (found.present_version, found.differences) == (1, ())
    assert len((await tried(app, shop)).differences) == 1
    assert await count(app, shop, "claim_policies") == 1


async def test_another_storefronts_claims_are_not_looked_at(app: Pool, shop: Shop, other_shop: Shop) -> None:
    await a_past_claim(await a_story(app, other_shop), 3)
    assert (await tried(app, shop, PolicyRule(escalation_days=1))).examined == 0


async def test_bad_rules_and_periods_are_refused(app: Pool, shop: Shop) -> None:
    with refused("UNKNOWN_MARKET rules.0.market"):
        await tried(app, shop, PolicyRule("XX", escalation_days=1))
    for since, until in ((1, 1), (1, 2), (2000, 1)):
        with refused("INVALID to"):
            await tried(app, shop, since=since, until=until)
