"""Parcels that are due together are asked for in one call; each failure is told to those whom it is about."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import pytest

from services.core.ports import Credentials, Parcel, Rejected, Unavailable, Unintelligible
from services.core.shipments.model import Tracking
from services.worker.checks import Checks

ACCOUNT = Credentials("acc_1", {})
OTHER = Credentials("acc_2", {})


@dataclass
class Single:
    """A company that is asked for one parcel at a time, and answers when it is let."""

    name: ClassVar[str] = "single"
    base_url: ClassVar[str] = "https://single.example"
    credential_names: ClassVar[tuple[str, ...]] = ()
    hook_secret_names: ClassVar[tuple[str, ...]] = ()
    asked: list[list[str]] = field(default_factory=list)
    bad: frozenset[str] = frozenset()
    open: asyncio.Event = field(default_factory=asyncio.Event)

    def is_sandbox(self, _: Credentials) -> bool:
        return True

    async def probe(self, _: Credentials) -> None:
        """Let everybody in."""

    async def check(self, _: Credentials, parcel: Parcel) -> Tracking:
        self.asked.append([parcel.tracking_number])
        await self.open.wait()
        if parcel.tracking_number in self.bad:
            raise Unavailable(parcel.tracking_number)
        return Tracking((), reference=f"alone {parcel.tracking_number}")


@dataclass
class Many(Single):
    """One that takes five at once."""

    most_parcels: ClassVar[int] = 5
    fails: Exception | None = None
    unknown: frozenset[str] = frozenset()

    async def check_many(self, _: Credentials, parcels: Sequence[Parcel]) -> Mapping[Parcel, Tracking]:
        self.asked.append([parcel.tracking_number for parcel in parcels])
        await self.open.wait()
        if self.fails is not None:
            raise self.fails
        known = [parcel for parcel in parcels if parcel.tracking_number not in self.unknown]
        return {parcel: Tracking((), reference=f"together {parcel.tracking_number}") for parcel in known}


async def ask(carrier: Single, numbers: str, account: Credentials = ACCOUNT) -> list[str | None]:
    """Ask for the first parcel, and for the others while that is under way; what came of each."""
    checks = Checks()
    asking = []
    for number in numbers:
        asking.append(asyncio.create_task(checks.ask(carrier, account, Parcel(number, "x"))))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    carrier.open.set()
    told = await asyncio.gather(*asking, return_exceptions=True)
    assert checks._accounts == {}, "nothing is kept of an account that nobody asks for"
    return [one.reference if isinstance(one, Tracking) else type(one).__name__ for one in told]


async def test_one_alone_goes_at_once_and_those_behind_it_together() -> None:
    carrier = Many()
    assert await ask(carrier, "abcd") == ["alone a", "together b", "together c", "together d"]
    assert carrier.asked == [["a"], ["b", "c", "d"]]


async def test_no_call_asks_for_more_than_the_company_takes() -> None:
    carrier = Many()
    await ask(carrier, "abcdefghijkl")
    assert [len(asked) for asked in carrier.asked] == [1, 5, 5, 1]


async def test_a_parcel_that_two_wait_for_is_asked_for_once_and_told_to_both() -> None:
    carrier = Many()
    assert await ask(carrier, "abbc") == ["alone a", "together b", "together b", "together c"]
    assert carrier.asked[1] == ["b", "c"]


async def test_one_that_is_left_out_is_asked_for_alone() -> None:
    carrier = Many(unknown=frozenset("c"))
    assert await ask(carrier, "abcd") == ["alone a", "together b", "alone c", "together d"]


@pytest.mark.parametrize(
    "failure", [Rejected("BAD_NUMBER", "one of them is none", status=400), Unintelligible("which one?")]
)
async def test_a_failure_that_may_be_about_one_is_tried_again_for_each(failure: Exception) -> None:
    carrier = Many(fails=failure, bad=frozenset("c"))
    assert await ask(carrier, "abcd") == ["alone a", "alone b", "Unavailable", "alone d"]
    assert carrier.asked == [["a"], ["b", "c", "d"], ["b"], ["c"], ["d"]]


@pytest.mark.parametrize(
    "failure", [Unavailable("away"), Rejected("UNAUTHORIZED", "who?", status=401), Rejected("UNSENDABLE", "key")]
)
async def test_a_failure_of_all_is_told_to_all_and_costs_no_further_call(failure: Exception) -> None:
    carrier = Many(fails=failure)
    name = type(failure).__name__
    assert await ask(carrier, "abcd") == ["alone a", name, name, name]
    assert carrier.asked == [["a"], ["b", "c", "d"]]


async def test_a_company_that_takes_one_is_asked_for_all_at_once() -> None:
    carrier = Single(bad=frozenset("b"))
    assert await ask(carrier, "abc") == ["alone a", "Unavailable", "alone c"]


async def test_accounts_are_not_mixed_and_none_waits_for_anothers() -> None:
    carrier, checks = Many(), Checks()
    asking = [
        asyncio.create_task(checks.ask(carrier, account, Parcel(number, "x")))
        for account, number in [(ACCOUNT, "a"), (ACCOUNT, "b"), (OTHER, "c"), (ACCOUNT, "d")]
    ]
    while len(carrier.asked) < 2:
        await asyncio.sleep(0)
    assert sorted(carrier.asked) == [["a", "b", "d"], ["c"]]
    carrier.open.set()
    await asyncio.gather(*asking)


async def test_one_who_stops_waiting_takes_nobody_along() -> None:
    carrier, checks = Many(), Checks()
    first, second, third = (asyncio.create_task(checks.ask(carrier, ACCOUNT, Parcel(number, "x"))) for number in "abc")
    while not carrier.asked:
        await asyncio.sleep(0)
    first.cancel()
    second.cancel()
    carrier.open.set()
    assert (await third).reference == "together c"
