"""Coverage from being told or bought to its end: one event for each step, and no step out of turn."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from services.core.clock import system_clock
from services.core.coverages import operations, repository
from services.core.coverages.model import Coverage, CoverageKind, CoverageStatus, NewCoverage
from services.core.database import Pool, Tx
from services.core.money import Money
from services.core.storefronts.operations import disconnect_account
from tests.builders import Shop, a_key, a_shipment, an_order
from tests.core.records import count, events_of
from tests.core.refusals import refused
from tests.recoveries import WORKER

Status = CoverageStatus


@pytest.fixture
async def parcel(app: Pool, shop: Shop) -> str:
    """A parcel."""
    return await a_shipment(app, shop, await an_order(app, shop))


def a_policy(parcel: str, **changes: Any) -> NewCoverage:
    """A third party's policy."""
    values: dict[str, Any] = {
        "provider": "shipsurance",
        "kind": CoverageKind.THIRD_PARTY,
        "insured": Money(Decimal(100), "EUR"),
    }
    return NewCoverage(**({"shipment_id": parcel} | values | changes))


async def record(app: Pool, shop: Shop, new: NewCoverage, key: str | None = None) -> str:
    """Record a coverage; its id."""
    return await operations.record(shop.write(app), shop.caller, new, key=key or a_key(), now=system_clock())


async def coverage_of(app: Pool, shop: Shop, coverage_id: str) -> Coverage:
    """The coverage as it is."""
    async with app.read(shop.id) as db:
        found = await repository.get(db, coverage_id)
    assert found is not None
    return found


async def buying(app: Pool, shop: Shop, parcel: str) -> str:
    """A coverage that is being bought."""
    return await record(app, shop, a_policy(parcel, account_id=shop.account_id, buys=True))


async def within(app: Pool, shop: Shop, step: Callable[[Tx], Awaitable[None]]) -> None:
    """Take a step in a transaction of its own."""
    async with shop.write(app)() as tx:
        await step(tx)


async def bought(app: Pool, shop: Shop, coverage: str, *, active: bool, **told: Any) -> None:
    """What the company says when it sold it."""
    said = {"reference": "ins_1", "premium": None, "effective_at": None, "expires_at": None} | told
    await within(
        app, shop, lambda tx: operations.bought(tx, coverage, **said, actor=WORKER, now=system_clock(), active=active)
    )


@pytest.mark.parametrize(
    ("ahead", "status"), [(None, Status.ACTIVE), (-1, Status.ACTIVE), (1, Status.INACTIVE)]
)  # fmt: skip
async def test_a_coverage_counts_from_when_it_begins(
    app: Pool, shop: Shop, parcel: str, ahead: int | None, status: CoverageStatus
) -> None:
    begins = None if ahead is None else system_clock() + timedelta(days=ahead)
    coverage = await coverage_of(app, shop, await record(app, shop, a_policy(parcel, effective_at=begins)))
    assert (coverage.status, coverage.effective_at, coverage.insured.amount) == (status, begins, Decimal("100.00"))


async def test_a_key_records_once(app: Pool, shop: Shop, parcel: str) -> None:
    key, new = a_key(), a_policy(parcel)
    assert await record(app, shop, new, key) == await record(app, shop, new, key)
    with refused("IDEMPOTENCY_MISMATCH idempotencyKey"):
        await record(app, shop, a_policy(parcel, provider="other"), key)
    assert await count(app, shop, "coverages") == 1


async def test_buying_and_telling_do_not_share_their_keys(app: Pool, shop: Shop, parcel: str) -> None:
    key = a_key()
    first = await record(app, shop, a_policy(parcel), key)
    assert await record(app, shop, a_policy(parcel, account_id=shop.account_id, buys=True), key) != first


async def test_a_policy_number_is_known_once_for_a_provider(app: Pool, shop: Shop, other_shop: Shop) -> None:
    parcels = [await a_shipment(app, shop, await an_order(app, shop)) for _ in range(2)]
    await record(app, shop, a_policy(parcels[0], policy_number="P-1"))
    with refused("ALREADY_KNOWN policyNumber"):
        await record(app, shop, a_policy(parcels[1], policy_number="P-1"))
    await record(app, shop, a_policy(parcels[1], policy_number="P-1", provider="other"))
    theirs = await a_shipment(app, other_shop, await an_order(app, other_shop))
    await record(app, other_shop, a_policy(theirs, policy_number="P-1"))


async def test_impossible_content_is_refused_with_all_that_is_wrong(app: Pool, shop: Shop, parcel: str) -> None:
    now = system_clock()
    nothing = Money(Decimal(0), "EUR")
    with refused("INVALID provider", "INVALID_MONEY premium", "INVALID_MONEY insured", "REQUIRED accountId"):
        await record(app, shop, a_policy(parcel, provider=" ", insured=nothing, premium_amount=Decimal(-1), buys=True))
    with refused("IMPOSSIBLE_DATE expiresAt"):
        await record(app, shop, a_policy(parcel, effective_at=now, expires_at=now))
    over = {"account_id": shop.account_id, "buys": True, "expires_at": now - timedelta(days=1)}
    with refused("IMPOSSIBLE_DATE expiresAt"):
        await record(app, shop, a_policy(parcel, **over))
    assert await count(app, shop, "coverages") == 0


async def test_parcels_and_accounts_of_others_are_not_there(
    app: Pool, shop: Shop, other_shop: Shop, parcel: str
) -> None:
    theirs = await a_shipment(app, other_shop, await an_order(app, other_shop))
    for unknown in (theirs, "shp_x"):
        with refused("NOT_FOUND shipmentId"):
            await record(app, shop, a_policy(unknown))
    with refused("NOT_FOUND accountId"):
        await record(app, shop, a_policy(parcel, account_id=other_shop.account_id))


async def test_an_account_that_is_let_in_no_more_sells_nothing(app: Pool, shop: Shop, parcel: str) -> None:
    now = system_clock()
    await within(app, shop, lambda tx: disconnect_account(tx, shop.account_id, now, WORKER, now))
    with refused("NOT_FOUND accountId"):
        await buying(app, shop, parcel)


async def test_what_is_bought_is_planned_once_and_active_when_the_company_says_so(
    app: Pool, shop: Shop, parcel: str
) -> None:
    coverage = await buying(app, shop, parcel)
    async with app.read(shop.id) as db:
        assert await db.fetchval("select count(*) from effects where kind = 'coverage.buy'") == 1
    now = system_clock()
    until = now + timedelta(days=90)
    await bought(app, shop, coverage, active=False, premium=Decimal("1.25"))
    waiting = await coverage_of(app, shop, coverage)
    assert (waiting.status, waiting.reference, waiting.premium_amount) == (Status.INACTIVE, "ins_1", Decimal("1.25"))
    for _ in range(2):
        await bought(app, shop, coverage, active=True, effective_at=now, expires_at=until)
    active = await coverage_of(app, shop, coverage)
    assert (active.status, active.premium_amount, active.expires_at) == (Status.ACTIVE, Decimal("1.25"), until)
    events = [event.type for event in await events_of(app, shop, coverage)]
    assert events == ["coverage.recorded", "coverage.bought", "coverage.activated"]
    async with app.read(shop.id) as db:
        assert await repository.find(db, shop.account_id, "ins_1") == active
        assert await repository.find(db, shop.account_id, "ins_2") is None


async def test_what_the_company_refuses_is_void_and_says_why(app: Pool, shop: Shop, parcel: str) -> None:
    coverage = await buying(app, shop, parcel)

    async def refuse(tx: Tx) -> None:
        await operations.not_bought(tx, coverage, "C" * 200, "M" * 900, WORKER, system_clock())

    for _ in range(2):
        await within(app, shop, refuse)
    void = await coverage_of(app, shop, coverage)
    assert (void.status, void.failure_code) == (Status.VOID, "C" * 100)
    await bought(app, shop, coverage, active=True)
    assert (await coverage_of(app, shop, coverage)).status is Status.VOID
    events = await events_of(app, shop, coverage)
    assert [event.type for event in events] == ["coverage.recorded", "coverage.refused"]
    assert all(event.public is False for event in events)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.CLAIMED, "coverage.claimed"),
        (Status.EXPIRED, "coverage.expired"),
        (Status.VOID, "coverage.void"),
        (Status.INACTIVE, "coverage.inactive"),
    ],
)
async def test_each_status_is_told_once(app: Pool, shop: Shop, parcel: str, status: CoverageStatus, told: str) -> None:
    coverage = await record(app, shop, a_policy(parcel))

    async def become(tx: Tx, what: CoverageStatus) -> None:
        await operations.set_status(tx, coverage, what, WORKER, system_clock())

    for _ in range(2):
        await within(app, shop, lambda tx: become(tx, status))
    await within(app, shop, lambda tx: become(tx, Status.ACTIVE))
    events = await events_of(app, shop, coverage)
    assert [event.type for event in events] == ["coverage.recorded", told, "coverage.activated"]
    assert events[1].data["coverageStatus"] == status
    assert (await coverage_of(app, shop, coverage)).version == 3


async def test_what_is_not_there_changes_nothing(app: Pool, shop: Shop, other_shop: Shop) -> None:
    theirs = await record(app, other_shop, a_policy(await a_shipment(app, other_shop, await an_order(app, other_shop))))
    now = system_clock()
    for coverage in (theirs, "cov_x"):
        await bought(app, shop, coverage, active=True)
        async with shop.write(app)() as tx:
            await operations.not_bought(tx, coverage, "x", "x", WORKER, now)
            await operations.set_status(tx, coverage, Status.VOID, WORKER, now)
    assert (await coverage_of(app, other_shop, theirs)).version == 1
