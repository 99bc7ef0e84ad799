"""The invariants of the domain, each by its number: over random moves of claims and money, and for itself."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.core.claims import desk
from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.claims.model import FREE, MOVES, ClaimReason, ClaimStatus, Command, DenialCode, NewClaim, NewItem
from services.core.claims.model import ResolutionType as Way
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.ledger import operations as ledger
from services.core.ledger import repository as ledger_rows
from services.core.ledger.model import EntryType, NewEntry, Side
from services.core.money import Money, exponent
from services.core.orders import operations as order_operations
from services.core.orders import repository as orders
from services.core.orders.model import NewLine
from services.core.ports import Refund, Rejected, Unavailable
from services.core.refusal import Refused
from services.core.resolutions import operations, repository
from services.core.resolutions.model import UNDER_WAY, Wish
from services.core.shipments import operations as shipment_operations
from services.core.shipments import policy as tracking
from services.core.shipments import repository as shipments
from services.core.shipments.model import NewShipment, Reading, TrackingStatus
from services.core.vault import Vault
from services.worker import resolutions
from services.worker.job import Process
from tests.builders import Shop, a_key, a_new_order
from tests.core.records import events_of
from tests.selling import a_platform, sold, target
from tests.worker.evidence import a_job
from tests.worker.shelf import Shelf

T = TypeVar("T")
EXAMPLES, STEPS = 14, 16
DAYS = ("does it", "says no", "is away", "does it unheard", "kills us before", "kills us after", "has no stock")
"""What the platform, or fate, does when it is asked."""
BOUND = 120.0


class Killed(BaseException):
    """The worker died, before the platform did anything or (`ambiguous`) after it."""

    def __init__(self, *, ambiguous: bool) -> None:
        self.ambiguous = ambiguous


@dataclass
class World:
    """What the machine acts in: one shop, one platform, and what it has seen of them."""

    loop: asyncio.AbstractEventLoop
    app: Pool
    shop: Shop
    process: Process
    rows: asyncpg.Connection
    account: str
    shelf: Shelf
    counted: Counter[str] = field(default_factory=Counter)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Carry out something of ours, from the machine's thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(BOUND)


class Cases(RuleBasedStateMachine):
    """Claims on one order, with customers, staff, workers that die, and a platform where others pay as well."""

    world: World

    @initialize(currency=st.sampled_from(["JPY", "EUR", "KWD"]))
    def sell(self, currency: str) -> None:
        """Three mugs and a teapot, for prices that no quantity divides evenly."""
        self.unit = Decimal(1).scaleb(-exponent(currency))
        self.currency = currency
        self.paid = {"mug": 1000 * self.unit, "pot": 4001 * self.unit}
        self.freight = 500 * self.unit
        self.disputes: set[str] = set()
        self.outside: dict[str, Decimal] = {}
        self.world.do(self._sell())

    async def _sell(self) -> None:
        world, price = self.world, str(self.unit)
        lines = (
            NewLine("mug", "Mug", 3, price, str(self.paid["mug"])),
            NewLine("pot", "Teapot", 1, price, str(self.paid["pot"])),
        )
        new = a_new_order(
            currency_code=self.currency, lines=lines, total=str(sum(self.paid.values(), self.freight)),
            shipping_amount=str(self.freight), platform_account_id=world.account,
        )  # fmt: skip
        write = world.shop.write(world.app)
        self.order = await order_operations.upsert(write, world.shop.caller, new, key=a_key(), now=system_clock())
        parcel = NewShipment(self.order, "USPS", f"MG{uuid4().hex[:16]}")
        shipment = await shipment_operations.upsert(
            write, world.shop.caller, parcel, key=a_key(), now=system_clock()
        )  # fmt: skip
        async with world.app.read(world.shop.id) as db:
            self.lines = {line.external_id: line.id for line in await orders.lines(db, self.order)}
            parcels = (await shipments.lines_of(db, [shipment]))[shipment]
        self.parcel = {line.order_line_id: line.id for line in parcels}
        self.claims: list[str] = []
        for line, quantity in (("mug", 1), ("pot", 1)):
            item = NewItem(quantity, shipment_line_id=self.parcel[self.lines[line]])
            told = NewClaim(self.order, ClaimReason.LOST_IN_TRANSIT, items=(item,))
            self.claims.append(await claims.create(write, world.shop.caller, told, key=a_key(), now=system_clock()))

    def attempt(self, what: str, work: Coroutine[Any, Any, object]) -> bool:
        """Whether it was done; a refusal is an answer like any other."""
        try:
            self.world.do(work)
        except Refused:
            self.world.counted["refused"] += 1
            return False
        self.world.counted[what] += 1
        return True

    # what customers, staff and others do

    @rule(line=st.sampled_from(["mug", "pot"]), quantity=st.integers(1, 2))
    def claim(self, line: str, quantity: int) -> None:
        item = NewItem(quantity, shipment_line_id=self.parcel[self.lines[line]])
        new, world = NewClaim(self.order, ClaimReason.LOST_IN_TRANSIT, items=(item,)), self.world

        async def create() -> None:
            key = a_key()
            for _ in range(2):  # invariant 2: the same key is the same answer
                made = await claims.create(
                    world.shop.write(world.app), world.shop.caller, new, key=key, now=system_clock()
                )
                if made not in self.claims:
                    self.claims.append(made)

        before = len(self.claims)
        self.attempt("claimed", create())
        assert len(self.claims) <= before + 1

    @rule(which=st.integers(0, 9), what=st.sampled_from(["approve", "deny", "withdraw", "reopen", "review", "appeal"]))
    def decide(self, which: int, what: str) -> None:
        if not self.claims:
            return
        world, claim = self.world, self.claims[which % len(self.claims)]
        write, caller, now = world.shop.write(world.app), world.shop.caller, system_clock()
        works: dict[str, Callable[[], Coroutine[Any, Any, object]]] = {
            "approve": lambda: operations.approve(write, caller, target(claim), now),
            "deny": lambda: desk.deny(write, caller, target(claim), DenialCode.OTHER, "No.", None, now),
            "withdraw": lambda: claims.command(write, caller, claim, Command.WITHDRAW, key=a_key(), now=now),
            "reopen": lambda: desk.reopen(write, caller, target(claim), now),
            "review": lambda: claims.review(write, claim, caller.actor, now, verified=False),
            "appeal": lambda: desk.appeal(write, caller, target(claim), now),
        }
        self.attempt(what, works[what]())

    @precondition(lambda self: self.claims)
    @rule(
        which=st.integers(0, 9),
        kind=st.sampled_from([Way.REFUND, Way.RESHIPMENT, Way.STORE_CREDIT]),
        today=st.sampled_from(DAYS),
    )
    def choose(self, which: int, kind: Way, today: str) -> None:
        self._spend(which, kind, "chosen", None, today)

    @precondition(lambda self: self.claims)
    @rule(
        which=st.integers(0, 9),
        amount=st.integers(1, 6000),
        how=st.sampled_from(["outside", "resolved"]),
        today=st.sampled_from(DAYS),
    )
    def resolve(self, which: int, amount: int, how: str, today: str) -> None:
        self._spend(which, Way.REFUND, how, amount * self.unit, today)

    def _spend(self, which: int, kind: Way, how: str, amount: Decimal | None, today: str) -> None:
        """Approve it if need be, then spend; invariant 4: nothing moves while a dispute is open."""
        world, claim = self.world, self.claims[which % len(self.claims)]
        write, caller, now = world.shop.write(world.app), world.shop.caller, system_clock()
        wish = Wish(kind, self.currency, amount)
        self.attempt("approve", operations.approve(write, caller, target(claim), now))
        if how == "outside":
            self.attempt(how, operations.resolve_outside(write, caller, target(claim), wish, None, now))
            return
        work = (
            operations.choose(write, caller, target(claim), kind, now)
            if how == "chosen"
            else operations.resolve(write, caller, target(claim), wish, now)
        )
        moved = self.attempt(how, work)
        assert not (moved and self.disputes)
        if moved:  # or chance would seldom come by while it is under way
            self.world.do(self._work(today))

    @rule(which=st.integers(0, 9), amount=st.integers(1, 300))
    def goodwill(self, which: int, amount: int) -> None:
        if self.claims:
            world, claim = self.world, self.claims[which % len(self.claims)]
            money, write = Money(amount * self.unit, self.currency), world.shop.write(world.app)
            given = self.attempt(
                "goodwill",
                operations.give_goodwill(write, world.shop.caller, target(claim), Way.GIFT_CARD, money, system_clock()),
            )
            assert not (given and self.disputes)

    @rule(name=st.sampled_from(["rf-1", "rf-2", "rf-3"]), line=st.sampled_from(["mug", "pot"]), part=st.integers(1, 9))
    def platform_pays(self, name: str, line: str, part: int) -> None:
        """Somebody pays on the platform; its news comes as often as it likes."""
        amount = self.outside.setdefault(name, self.paid[line] * part // 10)
        self.world.do(self._told(name, line, amount, None))

    @rule(line=st.sampled_from(["mug", "pot"]))
    def platform_tells_of_ours(self, line: str) -> None:
        """The platform's news of what it did for us, before or after its answer reached us."""
        for request in list(self.world.shelf.done.values()):
            if isinstance(request, Refund):
                self.world.do(self._told(f"of {request.key}", line, request.amount, request.reference))

    async def _told(self, name: str, line: str, amount: Decimal, reference: str | None) -> None:
        async with self.world.app.write(self.world.shop.id) as tx:
            if reference is not None:
                found = await repository.get(tx, reference)
                if found is None or found.order_id != self.order:
                    return
            lines = [(self.lines[line], 1, amount)]
            await ledger.record_platform_refund(
                tx, self.order, name, reference, lines, Decimal(0), self.currency, system_clock()
            )

    @rule(source=st.sampled_from(["dsp_1", "dsp_2"]))
    def dispute(self, source: str) -> None:
        async def hold() -> None:
            async with self.world.app.write(self.world.shop.id) as tx:
                await ledger.hold(tx, self.order, source, system_clock())

        self.world.do(hold())
        self.disputes.add(source)

    @precondition(lambda self: self.disputes)
    @rule()
    def disputes_end(self) -> None:
        async def release() -> None:
            async with self.world.app.write(self.world.shop.id) as tx:
                for source in self.disputes:
                    await ledger.release(tx, self.order, source, system_clock())

        self.world.do(release())
        self.disputes.clear()

    @rule(how=st.sampled_from(DAYS))
    def work(self, how: str) -> None:
        """The worker carries out what was chosen, on a good day or a bad one; what is left comes back later."""
        self.world.do(self._work(how))

    async def _work(self, how: str) -> None:
        world, shelf = self.world, self.world.shelf
        async with world.app.read(world.shop.id) as db:
            waiting = [one for claim in self.claims for one in await repository.of_claim(db, claim)]
        for resolution in waiting:
            if resolution.status not in UNDER_WAY:
                continue
            trouble: dict[str, BaseException] = {
                "says no": Rejected("ORDER_CLOSED", "closed"),
                "is away": Unavailable("throttled", ambiguous=False),
                "does it unheard": Unavailable("cut off"),
                "kills us before": Killed(ambiguous=False),
                "kills us after": Killed(ambiguous=True),
            }
            for step in resolution.steps:
                shelf.answers[step] = [trouble[how]] if how in trouble else []
            shelf.left = {"mug": 0, "pot": 0} if how == "has no stock" else {}
            job = await a_job(world.rows, world.process, world.shop, "resolution.execute", resolution.id)
            try:
                await resolutions.execute(job)
            except (Unavailable, Killed):
                world.counted["interrupted"] += 1
            else:
                world.counted["worked"] += 1

    @rule(place=st.integers(0, 30))
    def undo(self, place: int) -> None:
        """Invariant 6: booking something and undoing it leaves the sums as they were."""
        if self.claims:
            self.world.do(self._undo(self.claims[place % len(self.claims)], list(EntryType)[place % len(EntryType)]))

    async def _undo(self, claim: str, kind: EntryType) -> None:
        world, now = self.world, system_clock()
        before = await self._sums(claim)
        write, caller = world.shop.write(world.app), world.shop.caller
        new = NewEntry(claim, kind, 7 * self.unit, self.currency, now)
        entry = await operations.record_entry(write, caller, new, key=a_key(), now=now)
        assert await self._sums(claim) != before
        await operations.reverse_entry(write, caller, entry, key=a_key(), now=now)
        assert await self._sums(claim) == before

    async def _sums(self, claim: str) -> dict[tuple[str, Side], Decimal]:
        async with self.world.app.read(self.world.shop.id) as db:
            entries = await ledger_rows.entries(db, claim)
        found: dict[tuple[str, Side], Decimal] = {}
        for entry in entries:
            sign = 1 if entry.reverses is None else -1
            key = (entry.currency_code, entry.side)
            found[key] = found.get(key, Decimal(0)) + sign * entry.amount
        return {key: amount for key, amount in found.items() if amount}

    # what always holds

    @invariant()
    def invariant_1_no_line_is_compensated_beyond_what_was_paid(self) -> None:
        if not hasattr(self, "order"):
            return

        async def look() -> None:
            async with self.world.app.read(self.world.shop.id) as db:
                ours = await db.fetch(
                    """select order_line_id, kind, sum(amount) as amount from compensations
                       where order_id = $1 and state <> 'RELEASED' group by 1, 2""",
                    self.order,
                )
            by_others = Decimal(0)
            for line, line_id in self.lines.items():
                mine = [row for row in ours if row["order_line_id"] == line_id]
                others = sum((row["amount"] for row in mine if row["kind"] == "PLATFORM_REFUND"), Decimal(0))
                own = sum((row["amount"] for row in mine), Decimal(0)) - others
                assert own <= self.paid[line], "ours alone stays within what was paid"
                by_others += others
            everything = sum((row["amount"] for row in ours if row["kind"] != "GOODWILL"), Decimal(0))
            assert everything - by_others <= sum(self.paid.values(), self.freight)

        self.world.do(look())

    @invariant()
    def invariant_2_a_quantity_is_claimed_once_while_open_or_resolved(self) -> None:
        if not hasattr(self, "order"):
            return

        async def look() -> None:
            async with self.world.app.read(self.world.shop.id) as db:
                held: Counter[str] = Counter()
                for order_line, _, quantity in await claim_rows.claimed_of_order(db, self.order):
                    held[order_line] += quantity
            assert held[self.lines["mug"]] <= 3
            assert held[self.lines["pot"]] <= 1

        self.world.do(look())

    @invariant()
    def invariant_5_every_move_wrote_one_event_and_sequences_have_no_gap(self) -> None:
        async def look() -> None:
            for claim_id in getattr(self, "claims", []):
                events = await events_of(self.world.app, self.world.shop, claim_id)  # asserts that there is no gap
                moved = {move.event for move in MOVES.values()}
                told = [event for event in events if event.type in moved or event.type == "claim.submitted"]
                async with self.world.app.read(self.world.shop.id) as db:
                    claim = await claim_rows.get(db, claim_id)
                assert claim is not None
                assert (claim.version, claim.sequence) == (len(told), len(events))
                assert told[-1].data["status"] == claim.status

        self.world.do(look())

    @invariant()
    def invariant_8_each_effect_outside_was_done_once_or_is_clearly_pending(self) -> None:
        async def look() -> None:
            async with self.world.app.read(self.world.shop.id) as db:
                for claim_id in getattr(self, "claims", []):
                    for one in await repository.of_claim(db, claim_id):
                        done_there = self.world.shelf.done.values()
                        kinds = Counter(type(request) for request in done_there if request.reference == one.id)
                        assert not kinds or max(kinds.values()) == 1
                        held = [found for found in await ledger_rows.of_source(db, one.id) if found.state != "RELEASED"]
                        waiting = [found for found in held if found.state == "HELD"]
                        assert one.status in UNDER_WAY or not waiting, "what is settled holds nothing back"
                        done = sum(1 for at in (one.goods_done_at, one.money_done_at) if at)
                        if not one.external:
                            assert done <= len(kinds), "nothing is booked as done that was not"
                            assert held or not kinds or one.status == "REVERSED", "what left is counted"
                    claim = await claim_rows.get(db, claim_id)
                    assert claim is not None
                    if claim.status is ClaimStatus.RESOLVING:
                        found = await repository.of_claim(db, claim_id)
                        assert [one.status in UNDER_WAY for one in found if not one.goodwill].count(True) == 1
                    assert not (claim.status in FREE and claim.resolved_at is None and claim.failure_reason == "")

        self.world.do(look())


@pytest.fixture
async def world(app: Pool, vault: Vault, shop: Shop, process: Process, rows: asyncpg.Connection) -> World:
    account = await a_platform(app, vault, shop)
    shelf = Shelf()
    selling = Process(**{name: getattr(process, name) for name in process.__slots__} | {"platforms": {"shelf": shelf}})
    return World(asyncio.get_running_loop(), app, shop, selling, rows, account, shelf)


async def test_invariants_1_2_4_5_6_and_8_hold_over_random_moves_of_claims_money_and_platforms(world: World) -> None:
    class Machine(Cases):
        pass

    Machine.world = world
    bounds = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],  # making a failure smaller would take minutes here
        derandomize=True,  # each run proves the same, and what it has to have proved can be counted
    )
    await asyncio.to_thread(run_state_machine_as_test, Machine, settings=bounds)
    assert world.counted["worked"] > 0, "nothing was carried out, so nothing was proved"
    assert world.counted["chosen"] + world.counted["resolved"] > 0


SCANS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(list(TrackingStatus))), min_size=1, max_size=7, unique=True
)


@given(SCANS, st.randoms(use_true_random=False))
def test_invariant_3_any_order_and_repetition_of_scans_gives_the_same_status(
    scans: list[tuple[int, TrackingStatus]], chance: Any
) -> None:
    began = system_clock()
    readings = [Reading(began + timedelta(hours=hour), status, "AA", None, None) for hour, status in scans]
    derived = tracking.derive(readings, TrackingStatus.UNKNOWN)
    shuffled = [*readings, *chance.sample(readings, chance.randint(0, len(readings)))]
    chance.shuffle(shuffled)
    assert tracking.derive(shuffled, TrackingStatus.UNKNOWN) == derived


async def test_invariant_7_nothing_internal_of_money_is_public(app: Pool, shop: Shop, vault: Vault) -> None:
    sale = await sold(app, shop, await a_platform(app, vault, shop))
    write, caller, now = shop.write(app), shop.caller, system_clock()
    new = NewClaim(sale.order, ClaimReason.LOST_IN_TRANSIT, sale.parcel)
    claim = await claims.create(write, caller, new, key=a_key(), now=now)
    await operations.approve(write, caller, target(claim), now)
    await operations.give_goodwill(write, caller, target(claim), Way.GIFT_CARD, Money(Decimal(5), "EUR"), now)
    entry = NewEntry(claim, EntryType.CLAIM_FEE, Decimal(5), "EUR", now)
    booked = await operations.record_entry(write, caller, entry, key=a_key(), now=now)
    await operations.reverse_entry(write, caller, booked, key=a_key(), now=now)
    public = {event.type: event.public for event in await events_of(app, shop, claim)}
    assert public == {
        "claim.submitted": True,
        "claim.approved": True,
        "claim.goodwill_given": False,
        "claim.entry_booked": False,
        "claim.entry_reversed": False,
    }
