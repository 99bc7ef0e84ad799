"""A job that has money paid is killed wherever it waits: nothing is paid twice, and nothing is lost."""

import os
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

import asyncpg
import httpx
import pytest

from services.core.effects import EffectState, Recovery
from services.core.outside import DEADLINE
from services.core.settings import Settings
from services.worker import resolutions
from services.worker.effects import LEEWAY_SECONDS
from services.worker.job import Process
from tests.builders import Shop
from tests.faults.crashing import Play, Seeded, crash_everywhere, report
from tests.faults.paying import PAID, Paying, decide, opened, pay, pay_naively, seed
from tests.faults.resolving import credit, refund, reship
from tests.processes import Sandbox

SPEED = 45.0
"""The quiet wait of 45 seconds takes one, which the slow shop has long finished by."""
SLOW_SECONDS = 0.3
EVERY = int(os.environ.get("CRASH_EVERY", "12"))
"""Points are left out of an ordinary run of the tests, for their time; `make crashes` leaves out none."""


@dataclass(frozen=True)
class Case:
    """A shop's ways and what it offers for an unknown outcome."""

    name: str
    recovery: Recovery
    ways: Mapping[str, object]


@dataclass(frozen=True)
class Resolved:
    """A way to resolve a claim, and what is booked for it."""

    seed: Callable[[Play, Process, str], Awaitable[Seeded]]
    case: Case
    entry: str
    amount: str


SLOW = {"idempotent": False, "seconds": SLOW_SECONDS}
RESOLVED = [
    Resolved(refund, Case("refund", Recovery.RESEND, SLOW | {"idempotent": True}), "REFUND", "65.00"),
    Resolved(credit, Case("goodwill credit", Recovery.REVIEW, SLOW), "GOODWILL", "5.00"),
    Resolved(reship, Case("reship", Recovery.LOOKUP, SLOW), "REPLACEMENT_GOODS", "12.50"),
]


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
        given = Paying(self.shop, url, case.recovery, 2 * SLOW_SECONDS)
        return Play(case.name, self.settings, self.shop.id, pay, opened, seed, person, SPEED, given=given)

    async def paid(self, play: Play) -> Counter[str]:
        """How often the shop paid for each subject."""
        async with httpx.AsyncClient() as shop:
            done = (await shop.get(play.given.shop_url)).json()["done"]
        return Counter(deed["asked"]["reference"] for deed in done)


@pytest.fixture
def stage(settings: Settings, shop: Shop, sandbox: Sandbox) -> Stage:
    return Stage(settings, shop, sandbox)


@pytest.mark.timeout(400)  # hundreds of processes, on a machine that may be busy
@pytest.mark.parametrize("resolved", RESOLVED, ids=lambda resolved: resolved.case.name)
async def test_a_resolution_whose_worker_is_killed_at_any_await_is_carried_out_and_booked_once(
    stage: Stage, rows: asyncpg.Connection, resolved: Resolved
) -> None:
    began = time.monotonic()
    play = replace(await stage.play(resolved.case), job=resolutions.execute, seed=resolved.seed)
    fates = await crash_everywhere(play, every=EVERY)
    report(play, fates, time.monotonic() - began)
    assert sum(fate.killed for fate in fates) > len(fates) / 2 > 30 / EVERY
    subjects = Counter(fate.subject for fate in fates)
    assert await stage.paid(play) == subjects, "doubled or lost at the shop"
    kept = await rows.fetch("select id, status from resolutions")
    assert Counter(row["id"] for row in kept) == subjects
    assert {row["status"] for row in kept} == {"COMPLETED"}
    assert {row["state"] for row in await rows.fetch("select state from effects where kind like 'platform.%'")} == {
        EffectState.CONFIRMED
    }
    booked = await rows.fetch("select claim_id, type, amount from ledger_entries")
    assert Counter(row["claim_id"] for row in booked) == Counter(row["id"] for row in await rows.fetch(
        "select id from claims"
    )), "doubled or lost in the ledger"  # fmt: skip
    assert {(row["type"], str(row["amount"])) for row in booked} == {(resolved.entry, resolved.amount)}


@pytest.mark.timeout(400)
async def test_a_job_that_is_killed_at_any_await_of_its_look_ups_pays_once_and_says_so_once(
    stage: Stage, rows: asyncpg.Connection
) -> None:
    began = time.monotonic()
    play = await stage.play(Case("looked up and sent again", Recovery.LOOKUP, SLOW | {"first": "fails"}))
    fates = await crash_everywhere(play, only_last_run=True, every=EVERY)
    report(play, fates, time.monotonic() - began)
    assert sum(fate.killed for fate in fates) > len(fates) / 2 > 30 / EVERY
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
    # so slow that both look-ups are over before its work, however busy the machine is
    play = await stage.play(Case("hasty", Recovery.LOOKUP, {"idempotent": False, "seconds": 4.0}))
    hasty = replace(play.given, quiet_seconds=-LEEWAY_SECONDS - DEADLINE)
    await crash_everywhere(replace(play, given=hasty), every=3)
    assert max((await stage.paid(play)).values()) > 1
