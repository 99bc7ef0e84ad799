"""The adapter against the sandbox, which knows nothing of it: both must have read DHL's interface alike."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.core.companies.dhl import DHL
from services.core.companies.dhl.hooks import VALIDATE
from services.core.outside import Limits, Outside
from services.core.ports import (
    Confirms,
    Credentials,
    Hooks,
    Listens,
    Parcel,
    Registers,
    Rejected,
    Unavailable,
    Unintelligible,
)
from services.core.shipments.model import Handover, IncidentReason, TrackingStatus
from tests.companies.playing import account
from tests.companies.serving import Mailbox, moved, taking

ACCOUNT = account(DHL)


class Hasty(DHL):
    """As for an account to which DHL gave more calls."""

    limits = Limits()


@pytest.fixture
async def dhl(sandbox_url: str, no_pause: Outside, steering: httpx.AsyncClient) -> DHL:
    del steering  # it is as new
    return Hasty(no_pause, f"{sandbox_url}/dhl")


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with taking() as mailbox:
        yield mailbox


def pushed(url: str | None, **more: str) -> Credentials:
    return Credentials("acc_1", {**ACCOUNT.values, "hook_token": "t0ken", "service": "parcel-nl", **more}, url)


@pytest.mark.parametrize(
    ("journey", "status", "incident"),
    [
        ("DELIVERED", TrackingStatus.DELIVERED, None),
        ("NOTRECEIVED", TrackingStatus.DELIVERED, None),
        ("LOST", TrackingStatus.IN_TRANSIT, None),
        ("DAMAGED", TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED),
        ("RETURNED", TrackingStatus.RETURNED, None),
        ("PARCELSHOP", TrackingStatus.AVAILABLE_FOR_PICKUP, None),
        ("CUSTOMS", TrackingStatus.DELAYED, None),
    ],
)
async def test_a_scripted_journey_ends_as_it_is_called(
    dhl: DHL, steering: httpx.AsyncClient, journey: str, status: TrackingStatus, incident: IncidentReason | None
) -> None:
    parcel = Parcel(f"MG-{journey}-1", "DHL")
    first = await dhl.check(ACCOUNT, parcel)
    await moved(steering, parcel.tracking_number)
    told = await dhl.check(ACCOUNT, parcel)
    assert told.scans[: len(first.scans)] == first.scans, "a scan keeps its identity"
    assert (told.scans[-1].status, told.scans[-1].incident) == (status, incident)


async def test_a_neighbor_who_took_the_parcel_is_named(dhl: DHL, steering: httpx.AsyncClient) -> None:
    await moved(steering, "MG-NEIGHBOUR-1")
    proof = (await dhl.check(ACCOUNT, Parcel("MG-NEIGHBOUR-1", "DHL"))).proof
    assert proof is not None
    assert (proof.handover, proof.signed_by) == (Handover.NEIGHBOR, "Robin Nextdoor")


@pytest.mark.parametrize(
    ("service", "to", "status"),
    [
        ("parcel-nl", "lost", "LOST"), ("express", "lost", "LOST"), ("express", "damaged", "DAMAGED"),
        ("parcel-nl", "canceled", "CANCELED"), ("express", "delivered", "DELIVERED"),
    ],
)  # fmt: skip
async def test_a_turn_is_read_in_each_division(
    dhl: DHL, steering: httpx.AsyncClient, service: str, to: str, status: str
) -> None:
    await moved(steering, "MG-TRANSIT-2", to)
    account = Credentials("acc_1", {**ACCOUNT.values, "service": service})
    assert (await dhl.check(account, Parcel("MG-TRANSIT-2", "DHL"))).scans[-1].status == status


async def test_a_number_that_two_divisions_have_is_told_apart_or_is_no_guess(dhl: DHL) -> None:
    assert (await dhl.check(ACCOUNT, Parcel("7777777770", "DHL"))).trouble == "AMBIGUOUS"
    assert (await dhl.check(ACCOUNT, Parcel("7777777770", "DHL Express"))).service == "express standard"


async def test_a_parcel_that_nobody_knows_and_a_number_that_is_none_are_troubles(dhl: DHL) -> None:
    assert (await dhl.check(ACCOUNT, Parcel("1111", "DHL"))).trouble == "NOT_FOUND"
    assert (await dhl.check(ACCOUNT, Parcel("1" * 51, "DHL"))).trouble == "HTTP_400"


@pytest.mark.parametrize("key", ["wrong", "key-for-tests_inactive", ""])
async def test_an_account_that_is_not_let_in_is_rejected(dhl: DHL, key: str) -> None:
    account = Credentials("acc_2", {"api_key": key})
    for ask in (dhl.check(account, Parcel("MG-TRANSIT-1", "DHL")), dhl.probe(account)):
        with pytest.raises(Rejected):
            await ask


async def test_a_probe_with_a_good_key_passes_also_where_the_sample_is_not_found(
    dhl: DHL, steering: httpx.AsyncClient
) -> None:
    await dhl.probe(ACCOUNT)
    (await steering.post("/faults", json={"company": "dhl", "fault": 404})).raise_for_status()
    await dhl.probe(ACCOUNT)


@pytest.mark.parametrize("fault", [429, 503, "reset_before_work", "truncated"])
async def test_a_fault_is_unavailable(dhl: DHL, steering: httpx.AsyncClient, fault: int | str) -> None:
    order = {"company": "dhl", "fault": fault, "times": None, "retry_after": 60}
    (await steering.post("/faults", json=order)).raise_for_status()
    with pytest.raises(Unavailable):
        await dhl.check(ACCOUNT, Parcel("MG-TRANSIT-1", "DHL"))


async def test_an_answer_that_is_no_json_is_the_parcels_trouble(dhl: DHL, steering: httpx.AsyncClient) -> None:
    (await steering.post("/faults", json={"company": "dhl", "fault": "malformed"})).raise_for_status()
    assert (await dhl.check(ACCOUNT, Parcel("MG-TRANSIT-1", "DHL"))).trouble == "UNINTELLIGIBLE"


@pytest.mark.usefixtures("steering")
async def test_the_calls_of_a_new_key_keep_to_dhls_pace(sandbox_url: str) -> None:
    assert DHL.limits.per_second == 0.2
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with Outside(sleep=sleep, monotonic=lambda: 0.0) as outside:
        dhl = DHL(outside, f"{sandbox_url}/dhl")
        for _ in range(DHL.limits.burst + 1):
            await dhl.check(ACCOUNT, Parcel("MG-TRANSIT-1", "DHL"))
    assert waits == [pytest.approx(5.0)]


async def test_an_account_is_pushed_once_it_proved_itself(
    dhl: DHL, steering: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    assert isinstance(dhl, Listens)
    assert isinstance(dhl, Hooks)
    assert isinstance(dhl, Confirms)
    account = pushed(mailbox.url, account_number="1234")
    subscription = await dhl.listen(account, mailbox.url)
    headers, body = await mailbox.next()
    assert dhl.verify(headers, body, ("t0ken",))
    assert dhl.read(body).type == VALIDATE
    await moved(steering, "MG-DELIVERED-3", "next")
    with pytest.raises(Rejected):
        await dhl.confirm(account, body.replace(b'"secret":"', b'"secret":"0'))
    await dhl.confirm(account, body)
    assert dhl.read((await mailbox.next())[1]).type == "subscription.ready", "nothing was pushed before"
    await moved(steering, "MG-DELIVERED-3")
    headers, body = await mailbox.next()
    assert dhl.verify(headers, body, ("old", "t0ken"))
    assert not dhl.verify(headers, body, ("old",))
    notice = dhl.read(body)
    assert notice.tracking_number == "MG-DELIVERED-3"
    assert notice.tracking == await dhl.check(ACCOUNT, Parcel("MG-DELIVERED-3", "DHL"))
    assert await dhl.listen(account, mailbox.url) == subscription, "a repetition finds it"


async def test_a_parcel_is_subscribed_once_where_the_account_is_not(
    dhl: DHL, steering: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    assert isinstance(dhl, Registers)
    account, parcel = pushed(mailbox.url), Parcel("MG-DAMAGED-4", "DHL")
    told = await dhl.register(account, parcel)
    assert await dhl.register(account, parcel) == told
    _, body = await mailbox.next()
    await dhl.confirm(account, body)
    await mailbox.next()
    await moved(steering, "MG-TRANSIT-5")
    await moved(steering, "MG-DAMAGED-4")
    notice = dhl.read((await mailbox.next())[1])
    assert (notice.tracking_number, mailbox.posts.qsize()) == ("MG-DAMAGED-4", 0)


async def test_without_an_account_number_or_an_address_nothing_is_subscribed(
    dhl: DHL, steering: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    assert await dhl.listen(ACCOUNT, mailbox.url) == ""
    assert (await dhl.register(pushed(None), Parcel("MG-TRANSIT-6", "DHL"))).scans
    calls = (await steering.get("/calls", params={"company": "dhl", "path_prefix": "/tracking"})).json()
    assert calls["count"] == 0


async def test_a_key_that_may_not_push_still_pulls(dhl: DHL, steering: httpx.AsyncClient, mailbox: Mailbox) -> None:
    order = {"company": "dhl", "fault": 403, "times": None, "match": {"path_prefix": "/tracking"}}
    (await steering.post("/faults", json=order)).raise_for_status()
    account = pushed(mailbox.url)
    assert (await dhl.register(account, Parcel("MG-TRANSIT-7", "DHL"))).scans
    with pytest.raises(Rejected):
        await dhl.listen(pushed(mailbox.url, account_number="1234"), mailbox.url)


async def test_a_message_that_is_no_validation_starts_nothing(dhl: DHL) -> None:
    with pytest.raises(Unintelligible):
        await dhl.confirm(ACCOUNT, b'{"scope": "subscription.ready", "self": "x/1", "secret": "s"}')


@pytest.mark.usefixtures("steering")
async def test_an_account_for_tests_reaches_dhls_test_system_alone(
    sandbox_url: str, no_pause: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DHL, "base_url", "http://127.0.0.1:9")
    monkeypatch.setattr(DHL, "test_url", f"{sandbox_url}/dhl")
    real = Credentials("acc_2", {**ACCOUNT.values, "mode": "production"})
    company = DHL(no_pause, DHL.base_url)
    assert (await company.check(ACCOUNT, Parcel("MG-TRANSIT-8", "DHL"))).scans
    assert not company.is_sandbox(real)
    with pytest.raises(Unavailable):
        await company.check(real, Parcel("MG-TRANSIT-8", "DHL"))
