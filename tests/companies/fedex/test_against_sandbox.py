"""The adapter against the sandbox, which knows nothing of it: both must have read FedEx alike."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from services.core.companies.fedex import FedEx
from services.core.outside import Outside
from services.core.ports import ChecksMany, Credentials, Parcel, Proves, Rejected, Unavailable
from services.core.shipments.model import Handover, IncidentReason, Tracking
from tests.companies.playing import account, status

ACCOUNT = account(FedEx)


@pytest.fixture
async def fedex(sandbox_url: str, no_pause: Outside, steering: httpx.AsyncClient) -> FedEx:
    del steering  # it is as new
    return FedEx(no_pause, f"{sandbox_url}/fedex")


async def ended(steering: httpx.AsyncClient, number: str) -> Parcel:
    (await steering.post(f"/parcels/{number}/move", json={"to": "end"})).raise_for_status()
    return Parcel(number, "FedEx")


async def calls(steering: httpx.AsyncClient, path: str) -> int:
    return int((await steering.get("/calls", params={"company": "fedex", "path_prefix": path})).json()["count"])


def test_it_tells_of_many_and_has_papers(fedex: FedEx) -> None:
    assert isinstance(fedex, ChecksMany)
    assert isinstance(fedex, Proves)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("449044304137821", "PRE_TRANSIT"),
        ("149331877648230", "IN_TRANSIT"),
        ("020207021381215", "IN_TRANSIT"),
        ("403934084723025", "IN_TRANSIT"),
        ("920241085725456", "IN_TRANSIT"),
        ("568838414941", "IN_TRANSIT"),
        ("039813852990618", "IN_TRANSIT"),
        ("231300687629630", "OUT_FOR_DELIVERY"),
        ("797806677146", "IN_TRANSIT"),
        ("377101283611590", "DELIVERY_ATTEMPTED"),
        ("852426136339213", "DELAYED"),
        ("797615467620", "EXCEPTION"),
        ("957794015041323", "EXCEPTION"),
        ("076288115212522", "RETURN_TO_SENDER"),
        ("581190049992", "DELAYED"),
        ("122816215025810", "DELIVERED"),
        ("843119172384577", "AVAILABLE_FOR_PICKUP"),
        ("070358180009382", "CANCELED"),
    ],
)
async def test_fedexs_own_mock_numbers_have_their_status(fedex: FedEx, number: str, expected: str) -> None:
    assert status(await fedex.check(ACCOUNT, Parcel(number, "FedEx"))) == expected


async def test_many_parcels_are_read_in_one_call(fedex: FedEx, steering: httpx.AsyncClient) -> None:
    numbers = [f"MGTRANSIT{number}" for number in range(28)]
    parcels = [Parcel(number, "FedEx") for number in (*numbers, "122816215025810", "999999999999")]
    told = await fedex.check_many(ACCOUNT, parcels)
    assert list(told) == parcels
    assert [told[parcel].trouble for parcel in parcels] == [None] * 29 + ["NOT_FOUND"]
    assert status(told[parcels[28]]) == "DELIVERED"
    assert await calls(steering, "/track") == 1
    with pytest.raises(ValueError, match="31"):
        await fedex.check_many(ACCOUNT, [*parcels, Parcel("1", "FedEx")])
    assert await fedex.check_many(ACCOUNT, []) == {}


async def test_one_number_of_two_parcels_is_told_apart_in_one_call(fedex: FedEx) -> None:
    now = datetime.now(UTC)
    ours, theirs = (Parcel("713062653486", "FedEx", shipped_at=now - timedelta(days=days)) for days in (2, 16))
    unsure = Parcel("7130 6265 3486", "FedEx")
    told = await fedex.check_many(ACCOUNT, [ours, theirs, unsure])
    assert [status(told[parcel]) for parcel in (ours, theirs)] == ["OUT_FOR_DELIVERY", "DELIVERED"]
    assert told[ours].reference != told[theirs].reference
    assert told[unsure] == Tracking((), trouble="AMBIGUOUS")
    known = Parcel("713062653486", "FedEx", reference=told[theirs].reference)
    assert status(await fedex.check(ACCOUNT, known)) == "DELIVERED"


async def test_a_parcel_at_a_neighbours_is_told_so(fedex: FedEx, steering: httpx.AsyncClient) -> None:
    told = await fedex.check(ACCOUNT, await ended(steering, "MGNEIGHBOUR1"))
    assert told.proof is not None
    assert (told.proof.handover, told.signed_by) == (Handover.NEIGHBOR, "R.NEXTDOOR")


async def test_a_delivery_has_its_paper(fedex: FedEx, steering: httpx.AsyncClient) -> None:
    proof = (await fedex.prove(ACCOUNT, await ended(steering, "MGDELIVERED1"))).proof
    assert proof is not None
    assert (proof.signed_by, proof.handover) == ("J.TESTER", Handover.HOUSEHOLD)
    assert [(file.media_type, file.content[:4]) for file in proof.files] == [("application/pdf", b"%PDF")]


async def test_what_is_under_way_has_none_and_an_unknown_number_is_the_parcels_trouble(fedex: FedEx) -> None:
    assert await fedex.prove(ACCOUNT, Parcel("MGTRANSIT1", "FedEx")) == Tracking((), trouble="NOT_FOUND")
    assert await fedex.prove(ACCOUNT, Parcel("999999999999", "FedEx")) == Tracking((), trouble="NOT_FOUND")


@pytest.mark.parametrize(
    ("to", "expected", "incident"),
    [
        ("delivered", "DELIVERED", None),
        ("parcelshop", "AVAILABLE_FOR_PICKUP", None),
        ("customs", "DELAYED", IncidentReason.CUSTOMS_DELAY),
        ("delayed", "DELAYED", None),
        ("damaged", "DAMAGED", IncidentReason.CARRIER_DAMAGED),
        ("lost", "LOST", IncidentReason.CARRIER_LOST),
        ("found", "IN_TRANSIT", None),
        ("returning", "RETURN_TO_SENDER", None),
        ("returned", "RETURNED", None),
        ("canceled", "CANCELED", None),
    ],
)
async def test_a_turn_of_fate_has_its_status(
    fedex: FedEx, steering: httpx.AsyncClient, to: str, expected: str, incident: IncidentReason | None
) -> None:
    (await steering.post("/parcels/MGTRANSIT2/move", json={"to": to})).raise_for_status()
    told = await fedex.check(ACCOUNT, Parcel("MGTRANSIT2", "FedEx"))
    assert (status(told), told.scans[-1].incident) == (expected, incident)


async def test_a_token_is_borrowed_once_and_renewed_when_it_ended_early(
    fedex: FedEx, steering: httpx.AsyncClient
) -> None:
    await fedex.check(ACCOUNT, Parcel("MGTRANSIT1", "FedEx"))
    await fedex.check(ACCOUNT, Parcel("MGTRANSIT2", "FedEx"))
    assert await calls(steering, "/oauth") == 1
    fault = {"company": "fedex", "fault": 401, "match": {"path_prefix": "/track"}}
    (await steering.post("/faults", json=fault)).raise_for_status()
    assert (await fedex.check(ACCOUNT, Parcel("MGTRANSIT1", "FedEx"))).trouble is None
    assert await calls(steering, "/oauth") == 2


async def test_who_is_not_let_in_is_rejected(fedex: FedEx) -> None:
    for asking in (fedex.probe, lambda account: fedex.check(account, Parcel("1", "FedEx"))):
        with pytest.raises(Rejected) as caught:
            await asking(Credentials("acc_2", {"client_id": "app", "client_secret": "wrong"}))
        assert (caught.value.code, caught.value.status) == ("NOT.AUTHORIZED.ERROR", 401)


@pytest.mark.parametrize(("fault", "code"), [(403, "FORBIDDEN.ERROR"), (401, "NOT.AUTHORIZED.ERROR")])
async def test_an_account_without_the_right_to_track_is_rejected(
    fedex: FedEx, steering: httpx.AsyncClient, fault: int, code: str
) -> None:
    order = {"company": "fedex", "fault": fault, "times": None, "match": {"path_prefix": "/track"}}
    (await steering.post("/faults", json=order)).raise_for_status()
    with pytest.raises(Rejected, match=code):
        await fedex.check(ACCOUNT, Parcel("MGTRANSIT1", "FedEx"))
    with pytest.raises(Rejected, match=code):
        await fedex.check_many(ACCOUNT, [Parcel("MGTRANSIT1", "FedEx")])


@pytest.mark.parametrize("fault", [429, 503, "truncated", "reset_after_work"])
async def test_a_bad_day_is_unavailable(fedex: FedEx, steering: httpx.AsyncClient, fault: int | str) -> None:
    order = {"company": "fedex", "fault": fault, "times": None, "retry_after": 60}
    (await steering.post("/faults", json=order)).raise_for_status()
    with pytest.raises(Unavailable):
        await fedex.check(ACCOUNT, Parcel("MGTRANSIT1", "FedEx"))


async def test_an_answer_that_is_no_json_is_the_parcels_trouble(fedex: FedEx, steering: httpx.AsyncClient) -> None:
    order = {"company": "fedex", "fault": "malformed", "match": {"path_prefix": "/track"}}
    (await steering.post("/faults", json=order)).raise_for_status()
    assert (await fedex.check(ACCOUNT, Parcel("MGTRANSIT1", "FedEx"))).trouble == "UNINTELLIGIBLE"


async def test_tests_go_to_fedexs_sandbox_and_live_accounts_do_not() -> None:
    async with Outside() as outside:
        fedex = FedEx(outside, FedEx.base_url)
        live = Credentials("acc_1", {"client_id": "app", "client_secret": "s"})
        assert (fedex.is_sandbox(ACCOUNT), fedex.is_sandbox(live)) == (True, False)
        assert (fedex._base(ACCOUNT), fedex._base(live)) == (FedEx.test_url, "")
