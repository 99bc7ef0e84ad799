"""A job that has money paid is killed wherever it waits: nothing is paid twice, and nothing is lost."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import asyncpg
import httpx
import pytest

from services.core.effects import EffectState, Recovery
from services.core.outside import DEADLINE
from services.core.settings import Settings
from services.worker.effects import LEEWAY_SECONDS
from tests.builders import Shop
from tests.faults.crashing import Play, crash_everywhere, report
from tests.faults.paying import PAID, Paying, decide, opened, pay, pay_naively, seed
from tests.processes import Sandbox

SPEED = 45.0
"""The quiet wait of 45 seconds takes one, which the slow shop has long finished by."""
SLOW_SECONDS = 0.3


@dataclass(frozen=True)
class Case:
    """A shop's ways and what it offers for an unknown outcome."""

    name: str
    recovery: Recovery
    ways: Mapping[str, object]
    only_last_run: bool = False


CASES = [
    Case("sent again", Recovery.RESEND, {"idempotent": True, "seconds": SLOW_SECONDS}),
    Case("looked up and found", Recovery.LOOKUP,
         {"idempotent": False, "seconds": SLOW_SECONDS, "first": "works_then_fails"}, only_last_run=True),
    Case("looked up and sent again", Recovery.LOOKUP,
         {"idempotent": False, "seconds": SLOW_SECONDS, "first": "fails"}),
    Case("left to a person", Recovery.REVIEW, {"idempotent": False, "seconds": SLOW_SECONDS}),
]  # fmt: skip


@dataclass
class Stage:
    """Where plays are given."""

    settings: Settings
    shop: Shop
    sandbox: Sandbox

    async def play(self, case: Case) -> Play:
        """A play at a shop that behaves so."""
        url = f"{self.sandbox.url}/generic/crashes"
        async with httpx.AsyncClient() as shop:
            (await shop.put(f"{url}/ways", json=case.ways)).raise_for_status()
        person = decide if case.recovery is Recovery.REVIEW else None
        given = Paying(url, case.recovery, 2 * SLOW_SECONDS)
        return Play(case.name, self.settings, self.shop.id, pay, opened, seed, person, SPEED, given=given)

    async def paid(self, play: Play) -> Counter[str]:
        """How often the shop paid for each subject."""
        async with httpx.AsyncClient() as shop:
            done = (await shop.get(play.given.shop_url)).json()["done"]
        return Counter(deed["asked"]["reference"] for deed in done)


@pytest.fixture
def stage(settings: Settings, shop: Shop, sandbox: Sandbox) -> Stage:
    return Stage(settings, shop, sandbox)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_job_that_is_killed_at_any_await_pays_once_and_says_so_once(
    stage: Stage, rows: asyncpg.Connection, case: Case
) -> None:
    began = time.monotonic()
    play = await stage.play(case)
    fates = await crash_everywhere(play, only_last_run=case.only_last_run)
    report(play, fates, time.monotonic() - began)
    assert sum(fate.killed for fate in fates) > len(fates) / 2 > 20
    subjects = Counter(fate.subject for fate in fates)
    assert await stage.paid(play) == subjects, "doubled or lost at the shop"
    kept = await rows.fetch("select subject, state from effects")
    assert {row["state"] for row in kept} == {EffectState.CONFIRMED}
    assert Counter(row["subject"] for row in kept) == subjects
    told = await rows.fetch("select subject, data ->> 'amount' as amount from events where type = $1", PAID)
    assert Counter(row["subject"] for row in told) == subjects, "doubled or lost with us"
    assert {row["amount"] for row in told} == {"12.50"}


async def test_the_proof_sees_a_job_that_writes_nothing_down_before_it_pays(stage: Stage) -> None:
    play = await stage.play(Case("naive", Recovery.RESEND, {"idempotent": False}))
    await crash_everywhere(replace(play, job=pay_naively), every=3)
    assert max((await stage.paid(play)).values()) > 1


async def test_the_proof_sees_a_look_up_that_does_not_wait_for_the_call_before_it(stage: Stage) -> None:
    slow = {"idempotent": False, "seconds": 5 * SLOW_SECONDS}
    play = await stage.play(Case("hasty", Recovery.LOOKUP, slow))
    hasty = replace(play.given, quiet_seconds=-LEEWAY_SECONDS - DEADLINE)
    await crash_everywhere(replace(play, given=hasty), every=5)
    assert max((await stage.paid(play)).values()) > 1
