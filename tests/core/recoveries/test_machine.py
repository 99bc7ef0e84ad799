"""What always holds of recoveries: whatever is told, paid, given back and found, in any order and again and again."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.recoveries import operations, policy, repository
from services.core.recoveries.model import Payment, PaymentDirection, Recovery, RecoveryStatus, Word
from services.core.refusal import Refused
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.core.records import events_of
from tests.recoveries import WORKER, a_new_recovery, a_recovery, ledger_of, recovery_of, target, watched

EXAMPLES, STEPS, BOUND = 20, 25, 120.0
FREE = frozenset({"DRAFT", "WITHDRAWN", "EXPIRED", "NOT_FILEABLE", "REJECTED"})
"""Where another cover of the parcel may be used."""
WHICH = st.integers(0, 1)
CENTS = st.integers(1, 9000).map(lambda cents: Decimal(cents) / 100)
NAMES = st.sampled_from(["a", "b", "c"])


@dataclass
class World:
    """One shop, and what was done in it."""

    loop: asyncio.AbstractEventLoop
    app: Pool
    shop: Shop
    counted: Counter[str] = field(default_factory=Counter)

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Carry out something of ours, from the machine's thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(BOUND)


class Asking(RuleBasedStateMachine):
    """Two counterparties, which may exclude each other, are asked for 65 EUR for one parcel."""

    world: World

    @initialize(apart=st.booleans())
    def lose(self, *, apart: bool) -> None:
        """A parcel, and a recovery from each, of which the first was filed, and both where nothing excludes that."""
        self.told, self.claimed = system_clock(), False
        self.world.do(self._lose("COVER" if apart else None))
        for which in (0, 1):
            self.file(which)

    async def _lose(self, group: str | None) -> None:
        app, shop = self.world.app, self.world.shop
        self.order = await an_order(app, shop)
        self.parcel = await a_shipment(app, shop, self.order)
        self.ids = [
            await a_recovery(
                app,
                shop,
                a_new_recovery(self.order, self.parcel, counterparty=name, exclusive_group=group),
                "INVOICE",
            )
            for name in ("UPS", "shopify-shipping")
        ]

    def attempt(self, what: str, work: Coroutine[Any, Any, object]) -> None:
        """Do it; a refusal is an answer like any other."""
        try:
            self.world.do(work)
        except Refused:
            self.world.counted["refused"] += 1
        else:
            self.world.counted[what] += 1

    async def _held(self, which: int, deed: Any) -> None:
        async with self.world.shop.write(self.world.app)() as tx:
            held = await repository.hold(tx, self.ids[which])
            assert held is not None
            await deed(tx, held)

    @rule(which=WHICH)
    def file(self, which: int) -> None:
        """A person files it."""
        shop, now = self.world.shop, system_clock()
        write, one = shop.write(self.world.app), target(self.ids[which])
        self.attempt("filed", operations.record_filed(write, shop.caller, one, "CASE", None, now))

    @rule(
        which=WHICH,
        status=st.sampled_from(sorted(set(policy.COMMANDS) - {RecoveryStatus.SUBMITTED, RecoveryStatus.PAID})),
        amount=st.none() | CENTS,
        seconds=st.none() | st.integers(-100, 100),
    )
    def hear(self, which: int, status: RecoveryStatus, amount: Decimal | None, seconds: int | None) -> None:
        """The counterparty says something, or said it before."""
        at = None if seconds is None else self.told + timedelta(seconds=seconds)
        if status is RecoveryStatus.APPROVED_PARTIAL and amount is None:
            amount = Decimal("12.34")
        word = Word(status, at, "so", amount if status.startswith("APPROVED") else None)
        self.attempt(
            f"heard {status}",
            self._held(which, lambda tx, held: operations.hear(tx, held, word, WORKER, system_clock())),
        )

    @rule(which=WHICH, amount=CENTS, fee=st.integers(0, 100), name=NAMES, is_last=st.booleans(), foreign=st.booleans())
    def pay(self, which: int, amount: Decimal, fee: int, name: str, *, is_last: bool, foreign: bool) -> None:
        """They pay, maybe for the second time, maybe in another currency, and maybe keep some of it."""
        kept = (amount * fee / 100).quantize(Decimal("0.01"))
        paid = Payment(
            PaymentDirection.PAYOUT, amount, "DKK" if foreign else "EUR", name, system_clock(), kept,
            (amount / 7 + Decimal("0.01")).quantize(Decimal("0.01")) if foreign else None,
        )  # fmt: skip
        self._move_money("paid", which, paid, is_last=is_last)

    @rule(which=WHICH, amount=CENTS, name=NAMES)
    def give_back(self, which: int, amount: Decimal, name: str) -> None:
        """Some of it goes back."""
        back = Payment(PaymentDirection.REPAYMENT, amount, "EUR", name, system_clock())
        self._move_money("repaid", which, back)

    @rule(which=WHICH)
    def give_all_back(self, which: int) -> None:
        """All that is left of it goes back."""
        if left := self.left(which):
            back = Payment(PaymentDirection.REPAYMENT, left, "EUR", a_key(), system_clock())
            self._move_money("repaid all", which, back)

    def left(self, which: int) -> Decimal:
        """What came and did not go back."""
        recovery: Recovery = self.world.do(recovery_of(self.world.app, self.world.shop, self.ids[which]))
        return recovery.paid_amount - recovery.repaid_amount

    def _move_money(self, what: str, which: int, payment: Payment, *, is_last: bool = False) -> None:
        shop, one = self.world.shop, target(self.ids[which])
        write, now = shop.write(self.world.app), system_clock()
        self.attempt(what, operations.record_payment(write, shop.caller, one, payment, now, is_last=is_last))

    @rule(which=WHICH, how=st.sampled_from(["appeal", "write", "withdraw", "hear them"]))
    def act(self, which: int, how: str) -> None:
        """The shop's people do something about it."""
        shop, one, now = self.world.shop, target(self.ids[which]), system_clock()
        write, caller = shop.write(self.world.app), shop.caller
        deeds = {
            "withdraw": lambda: operations.withdraw(write, caller, one, "no more", now),
            "appeal": lambda: operations.appeal(write, caller, one, "why", now),
            "write": lambda: operations.write_message(write, caller, one, "Hello.", now),
            "hear them": lambda: operations.write_message(write, caller, one, "Hello.", now, theirs=True),
        }
        self.attempt(how, deeds[how]())

    @rule(which=WHICH, have=st.booleans())
    def papers(self, which: int, *, have: bool) -> None:
        """A paper comes, or is gone."""

        async def deed() -> None:
            async with self.world.shop.write(self.world.app)() as tx:
                papers = {"INVOICE"} if have else set[str]()
                await operations.have_documents(tx, self.ids[which], papers, WORKER, system_clock())

        self.attempt("papers", deed())

    @rule(which=WHICH, days=st.sampled_from([0, 24, 24, 28, 28, 40]))
    def wait(self, which: int, days: int) -> None:
        """Time goes by."""
        moment = system_clock() + timedelta(days=days)
        self.attempt("waited", watched(self.world.app, self.world.shop, self.ids[which], moment))

    @rule(seldom=st.integers(0, 4))
    def find(self, seldom: int) -> None:
        """The parcel turns up."""
        if seldom:
            return

        async def deed() -> None:
            async with self.world.shop.write(self.world.app)() as tx:
                await operations.found(tx, self.parcel, WORKER, system_clock())

        self.attempt("found", deed())

    @precondition(lambda self: not self.claimed)
    @rule()
    def claim(self) -> None:
        """The customer claims it, and the case takes what was asked for it."""
        self.claimed = True

        async def deed() -> None:
            app, shop = self.world.app, self.world.shop
            claim = await a_claim(app, shop, self.order, self.parcel)
            async with shop.write(app)() as tx:
                await operations.link_claim(tx, self.parcel, claim, WORKER, system_clock())

        self.attempt("claimed", deed())

    # what always holds

    @invariant()
    def the_recovery_and_the_ledger_say_the_same(self) -> None:
        """Sums of payments, of entries, and what is awaited; nothing is below nothing."""

        async def look() -> None:
            for recovery_id in self.ids:
                one = await recovery_of(self.world.app, self.world.shop, recovery_id)
                told = {
                    ("CARRIER_PAYOUT", False): one.paid_amount,
                    ("CARRIER_PAYOUT", True): policy.awaited(one),
                    ("CLAIM_FEE", False): one.fee_amount,
                    ("PAYOUT_RETURNED", False): one.repaid_amount,
                }
                booked = await ledger_of(self.world.app, self.world.shop, recovery_id)
                assert booked == {kind: amount for kind, amount in told.items() if amount}
                assert 0 <= one.repaid_amount <= one.paid_amount
                assert 0 <= one.fee_amount <= one.paid_amount
                assert one.approved_amount is None or one.approved_amount >= 0
                if one.paid_amount == one.repaid_amount:
                    net = booked.get(("PAYOUT_RETURNED", False), 0) - booked.get(("CARRIER_PAYOUT", False), 0)
                    assert net == 0, "what went back whole leaves the loss as it was"

        self.world.do(look())

    @invariant()
    def every_step_wrote_one_event(self) -> None:
        """Sequences have no gap, and the row has the last one."""

        async def look() -> None:
            for recovery_id in self.ids:
                one = await recovery_of(self.world.app, self.world.shop, recovery_id)
                events = await events_of(self.world.app, self.world.shop, recovery_id)
                assert (len(events), events[-1].data["recoveryStatus"]) == (one.sequence, one.status)
                assert not any(event.public for event in events)

        self.world.do(look())

    @invariant()
    def two_covers_of_one_group_are_not_both_used(self) -> None:
        """Unless the counterparty took the other one up again by itself, which then is in no group."""

        async def look() -> None:
            both = [await recovery_of(self.world.app, self.world.shop, one) for one in self.ids]
            used = [
                one for one in both if one.exclusive_group and one.status not in FREE
                and (one.status is not RecoveryStatus.CLOSED or one.paid_amount)
            ]  # fmt: skip
            assert len(used) < 2

        self.world.do(look())

    @invariant()
    def a_case_holds_all_entries_of_its_recoveries(self) -> None:
        """None is left outside once the claim is there."""

        async def look() -> None:
            async with self.world.app.read(self.world.shop.id) as db:
                apart = await db.fetchval(
                    """select count(*) from ledger_entries e join recoveries r
                       on r.storefront_id = e.storefront_id and r.id = e.recovery_id
                       where e.storefront_id = $1 and e.claim_id is distinct from r.claim_id""",
                    db.storefront_id,
                )  # fmt: skip
            assert apart == 0

        self.world.do(look())


async def test_it_holds_over_random_words_payments_and_finds(app: Pool, shop: Shop) -> None:
    class Machine(Asking):
        pass

    Machine.world = World(asyncio.get_running_loop(), app, shop)
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
    done = Machine.world.counted
    for what in ("filed", "paid", "repaid", "repaid all", "found", "claimed", "withdraw", "heard APPROVED"):
        assert done[what] > 0, f"nothing was {what}, so nothing was proved"
