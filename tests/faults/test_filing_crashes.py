"""A job that files a recovery, takes it back or buys coverage is killed wherever it waits: all is done once."""

import os
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import asyncpg
import pytest

from services.core.companies.easypost import EasyPost
from services.core.outside import DEADLINE
from services.core.settings import Settings
from services.worker.effects import LEEWAY_SECONDS
from services.worker.job import Process
from services.worker.recoveries import filing
from services.worker.run import Handler
from tests.builders import Shop
from tests.faults.crashing import Fate, Play, Seeded, crash_everywhere, report
from tests.faults.filing import (
    Asking,
    buy,
    file_naively,
    opened,
    say_yes,
    to_be_insured,
    to_be_protected,
    to_take_back,
    with_carrier,
    with_insurer,
)
from tests.processes import Sandbox

SPEED = 45.0
"""The quiet wait of 95 seconds takes two, which the slow company has long finished by."""
SLOW_SECONDS = 0.3
EVERY = int(os.environ.get("CRASH_EVERY", "12"))
"""Points are left out of an ordinary run of the tests, for their time; `make crashes` leaves out none."""

Person = Callable[[Play, Process, str], Awaitable[bool]]


@dataclass(frozen=True)
class Case:
    """One job at one company."""

    name: str
    company: str
    job: Handler
    seed: Callable[[Play, Process, str], Awaitable[Seeded]]
    person: Person | None = None


INSURER = Case("recovery submit at easypost", "easypost", filing.submit, with_insurer)
CARRIER = Case("recovery submit at amazon", "amazon_shipping", filing.submit, with_carrier)
TAKEN_BACK = Case("recovery withdraw at easypost", "easypost", filing.withdraw, to_take_back)
INSURED = Case("coverage buy at easypost", "easypost", buy, to_be_insured, say_yes)
PROTECTED = Case("coverage buy at aftership", "aftership", buy, to_be_protected)


@dataclass
class Stage:
    """Where plays are given."""

    settings: Settings
    shop: Shop
    sandbox: Sandbox

    async def play(self, case: Case, slow: float = SLOW_SECONDS, slow_calls: str | None = None, **given: Any) -> Play:
        """A play at a company that is slow, and does its work whether anybody waits for it or not."""
        match = {"method": "GET" if given.get("first_fails") else slow_calls}
        await self.sandbox.fault("late", company=case.company, delay=slow, times=None, match=match)
        asking = Asking(self.shop, self.sandbox.url, **given)
        return Play(
            case.name, self.settings, self.shop.id, case.job, opened, case.seed, case.person, SPEED, given=asking
        )

    async def listed(self, path: str) -> list[dict[str, Any]]:
        """What a company holds."""
        (found,) = (await self.sandbox.control.get(path)).raise_for_status().json().values()
        listed: list[dict[str, Any]] = found
        return listed


@pytest.fixture
def stage(outward: Settings, shop: Shop, sandbox: Sandbox) -> Stage:
    return Stage(outward.model_copy(update={"mail_from": "claims@shop.example"}), shop, sandbox)


async def crashed(play: Play, **how: Any) -> tuple[list[Fate], Counter[str]]:
    """The play with its process killed everywhere, and what its jobs were about."""
    began = time.monotonic()
    fates = await crash_everywhere(play, **({"every": EVERY} | how))
    report(play, fates, time.monotonic() - began)
    assert sum(fate.killed for fate in fates) > len(fates) / 2 > 20 / EVERY
    return fates, Counter(fate.subject for fate in fates)


async def confirmed(rows: asyncpg.Connection, kind: str, subjects: Counter[str]) -> None:
    """Each subject has one effect of the kind, and it is known to be done."""
    effects = await rows.fetch("select subject, state from effects where kind = $1", kind)
    assert {row["state"] for row in effects} == {"CONFIRMED"}
    assert Counter(row["subject"] for row in effects) == subjects


async def told(rows: asyncpg.Connection, kind: str, subjects: Counter[str]) -> None:
    """Each subject has one event of the type."""
    events = await rows.fetch("select subject from events where type = $1", kind)
    assert Counter(row["subject"] for row in events) == subjects, f"{kind} was doubled or lost"


async def filed_once(rows: asyncpg.Connection, subjects: Counter[str]) -> dict[str, str | None]:
    """Each recovery is filed, told and expected in the ledger once; the companies' references."""
    kept = await rows.fetch("select id, status, reference, filing_since, failure_code from recoveries")
    assert Counter(row["id"] for row in kept) == subjects
    assert {(row["status"], row["filing_since"], row["failure_code"]) for row in kept} == {("SUBMITTED", None, None)}
    await confirmed(rows, "recovery.submit", subjects)
    await told(rows, "recovery.submitted", subjects)
    assert await rows.fetchval("select count(*) from events where type = 'recovery.filing_failed'") == 0
    booked = await rows.fetch("select recovery_id, expected, amount, currency_code from ledger_entries")
    assert Counter(row["recovery_id"] for row in booked) == subjects, "doubled or lost in the ledger"
    assert {(row["expected"], str(row["amount"]), row["currency_code"]) for row in booked} == {(True, "65.00", "USD")}
    return {row["id"]: row["reference"] for row in kept}


@pytest.mark.timeout(400)  # hundreds of processes, on a machine that may be busy
async def test_an_insurer_that_has_no_keys_gets_one_claim_wherever_its_filing_is_killed(
    stage: Stage, rows: asyncpg.Connection
) -> None:
    _, subjects = await crashed(await stage.play(INSURER))
    claims = await stage.listed("/easypost/claims")
    assert Counter(claim["reference"] for claim in claims) == subjects, "doubled or lost at EasyPost"
    assert await filed_once(rows, subjects) == {claim["reference"]: claim["id"] for claim in claims}


@pytest.mark.timeout(400)
async def test_a_filing_that_is_killed_while_it_looks_for_a_lost_one_is_filed_once(
    stage: Stage, rows: asyncpg.Connection
) -> None:
    play = await stage.play(replace(INSURER, name="recovery submit looked up"), first_fails=True)
    _, subjects = await crashed(play, only_last_run=True)
    claims = await stage.listed("/easypost/claims")
    assert Counter(claim["reference"] for claim in claims) == subjects, "doubled or lost at EasyPost"
    assert await filed_once(rows, subjects) == {claim["reference"]: claim["id"] for claim in claims}


@pytest.mark.timeout(400)
async def test_a_carrier_that_takes_one_claim_for_a_parcel_gets_it_wherever_its_filing_is_killed(
    stage: Stage, rows: asyncpg.Connection
) -> None:
    _, subjects = await crashed(await stage.play(CARRIER))
    claims = {
        claim["claim_id"]: claim["wanted"]["trackingId"] for claim in await stage.listed("/amazon_shipping/claims")
    }
    parcels = await rows.fetch(
        "select r.id, s.tracking_number from recoveries r join shipments s on s.id = r.shipment_id"
    )
    assert Counter(claims.values()) == Counter(row["tracking_number"] for row in parcels), "doubled or lost at Amazon"
    references = await filed_once(rows, subjects)
    # Amazon tells the number of a claim to nobody but the call that filed it
    number = {row["id"]: row["tracking_number"] for row in parcels}
    named = {claims[reference]: number[recovery] for recovery, reference in references.items() if reference}
    assert all(theirs == ours for theirs, ours in named.items())
    assert len(named) > len(subjects) / 2


@pytest.mark.timeout(400)
async def test_a_claim_is_taken_back_once_wherever_the_job_is_killed(stage: Stage, rows: asyncpg.Connection) -> None:
    _, subjects = await crashed(await stage.play(TAKEN_BACK))
    claims = await stage.listed("/easypost/claims")
    assert Counter(claim["reference"] for claim in claims) == subjects
    assert {tuple(step["status"] for step in claim["history"]) for claim in claims} == {("cancelled", "submitted")}
    await confirmed(rows, "recovery.withdraw", subjects)
    await told(rows, "recovery.withdrawn", subjects)
    assert {row["status"] for row in await rows.fetch("select status from recoveries")} == {"WITHDRAWN"}
    assert await rows.fetchval("select count(*) from events where type = 'effect.review_needed'") == 0


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("case", "path", "name"),
    [(INSURED, "/easypost/insurances", "reference"), (PROTECTED, "/aftership/coverages", "source_id")],
    ids=["easypost", "aftership"],
)
async def test_coverage_is_bought_and_paid_for_once_wherever_the_job_is_killed(
    stage: Stage, rows: asyncpg.Connection, case: Case, path: str, name: str
) -> None:
    _, subjects = await crashed(await stage.play(case))
    bought = await stage.listed(path)
    assert Counter(one[name] for one in bought) == subjects, "doubled or lost outside"
    kept = await rows.fetch("select id, status, reference, premium_amount from coverages")
    assert {row["id"]: row["reference"] for row in kept} == {one[name]: one["id"] for one in bought}
    assert {row["status"] for row in kept} == {"ACTIVE"}
    assert None not in {row["premium_amount"] for row in kept}
    await confirmed(rows, "coverage.buy", subjects)
    await told(rows, "coverage.bought", subjects)
    await told(rows, "coverage.activated", subjects)


async def test_the_proof_sees_a_filing_that_writes_nothing_down_first(stage: Stage, rows: asyncpg.Connection) -> None:
    await crash_everywhere(replace(await stage.play(INSURER), job=file_naively), every=9)
    claims = Counter(claim["reference"] for claim in await stage.listed("/easypost/claims"))
    assert max(claims.values()) > 1
    await crash_everywhere(replace(await stage.play(CARRIER), job=file_naively), every=9)
    assert await rows.fetchval("select count(*) from recoveries where failure_code = 'ALREADY_FILED'") > 0


async def test_the_proof_sees_a_look_up_that_does_not_wait_for_the_call_before_it(stage: Stage) -> None:
    hasty = EasyPost.quiet_seconds + DEADLINE + LEEWAY_SECONDS
    # so slow that both look-ups are over before its work; the call is three points wide, and not among the first
    await crash_everywhere(await stage.play(INSURER, 3.5, "POST", hasty_by=hasty), every=3, after=80)
    assert max(Counter(claim["reference"] for claim in await stage.listed("/easypost/claims")).values()) > 1
