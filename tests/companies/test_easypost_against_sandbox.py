"""The adapter against the sandbox, which knows nothing of it: both must have read EasyPost alike."""

import httpx
import pytest

from services.core.companies.easypost import EasyPost
from services.core.outside import Outside
from services.core.ports import Credentials, Parcel, Rejected, Unavailable
from services.core.shipments.model import IncidentReason, TrackingStatus
from tests.companies.playing import account

ACCOUNT = account(EasyPost)


@pytest.fixture
async def easypost(sandbox_url: str, no_pause: Outside, steering: httpx.AsyncClient) -> EasyPost:
    del steering  # it is as new
    return EasyPost(no_pause, f"{sandbox_url}/easypost/v2")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("EZ1000000001", TrackingStatus.PRE_TRANSIT),
        ("EZ2000000002", TrackingStatus.IN_TRANSIT),
        ("EZ3000000003", TrackingStatus.OUT_FOR_DELIVERY),
        ("EZ4000000004", TrackingStatus.DELIVERED),
        ("EZ5000000005", TrackingStatus.RETURN_TO_SENDER),
        ("EZ7000000007", TrackingStatus.UNKNOWN),
    ],
)
async def test_the_published_samples_have_their_status(easypost: EasyPost, code: str, status: TrackingStatus) -> None:
    told = await easypost.register(ACCOUNT, Parcel(code, "USPS"))
    assert told.reported is status
    again = await easypost.check(ACCOUNT, Parcel(code, "USPS", told.reference))
    assert again.scans == told.scans


async def test_the_sample_of_a_failure_is_a_failure(easypost: EasyPost) -> None:
    told = await easypost.register(ACCOUNT, Parcel("EZ6000000006", "USPS"))
    assert told.reported in {TrackingStatus.EXCEPTION, TrackingStatus.DAMAGED, TrackingStatus.LOST}


@pytest.mark.parametrize(
    ("journey", "status", "incident"),
    [
        ("DELIVERED", TrackingStatus.DELIVERED, None),
        ("NOTRECEIVED", TrackingStatus.DELIVERED, None),
        ("NEIGHBOUR", TrackingStatus.DELIVERED, None),
        ("LOST", TrackingStatus.IN_TRANSIT, None),
        ("DAMAGED", TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED),
        ("RETURNED", TrackingStatus.RETURNED, None),
    ],
)
async def test_a_scripted_journey_ends_as_it_is_called(
    easypost: EasyPost,
    steering: httpx.AsyncClient,
    journey: str,
    status: TrackingStatus,
    incident: IncidentReason | None,
) -> None:
    parcel = Parcel(f"MG-{journey}-1", "UPS")
    first = await easypost.register(ACCOUNT, parcel)
    (await steering.post(f"/parcels/{parcel.tracking_number}/move", json={"to": "end"})).raise_for_status()
    told = await easypost.check(ACCOUNT, parcel)
    assert told.scans[: len(first.scans)] == first.scans, "a scan keeps its identity"
    assert len(told.scans) > len(first.scans)
    assert (told.scans[-1].status, told.scans[-1].incident) == (status, incident)


async def test_a_parcel_given_up_as_lost_is_lost(easypost: EasyPost, steering: httpx.AsyncClient) -> None:
    parcel = Parcel("MG-TRANSIT-2", "UPS")
    await easypost.register(ACCOUNT, parcel)
    (await steering.post(f"/parcels/{parcel.tracking_number}/move", json={"to": "lost"})).raise_for_status()
    last = (await easypost.check(ACCOUNT, parcel)).scans[-1]
    assert (last.status, last.incident) == (TrackingStatus.LOST, IncidentReason.CARRIER_LOST)


async def test_many_parcels_are_read_at_once(easypost: EasyPost) -> None:
    parcels = [Parcel("EZ1000000001", "USPS"), Parcel("EZ4000000004", "USPS")]
    for parcel in parcels:
        await easypost.register(ACCOUNT, parcel)
    told = await easypost.check_many(ACCOUNT, [*parcels, Parcel("MG-NOBODY-ASKED", "UPS")])
    assert {parcel.tracking_number: tracking.reported for parcel, tracking in told.items()} == {
        "EZ1000000001": TrackingStatus.PRE_TRANSIT,
        "EZ4000000004": TrackingStatus.DELIVERED,
    }


async def test_a_webhook_is_connected_once(easypost: EasyPost) -> None:
    url = "http://127.0.0.1:9/hooks/easypost/acc_1"
    first = await easypost.listen(ACCOUNT, url)
    assert await easypost.listen(ACCOUNT, url) == first


async def test_a_wrong_key_is_rejected(easypost: EasyPost) -> None:
    with pytest.raises(Rejected):
        await easypost.register(Credentials("acc_2", {"api_key": "nonsense"}), Parcel("EZ1000000001", "USPS"))


@pytest.mark.parametrize(
    ("fault", "ambiguous"),
    [(429, False), (500, True), ("reset_before_work", True), ("reset_after_work", True), ("truncated", True)],
)
async def test_a_fault_is_unavailable(
    easypost: EasyPost, steering: httpx.AsyncClient, fault: int | str, ambiguous: bool
) -> None:
    (await steering.post("/faults", json={"fault": fault, "times": None, "retry_after": 60})).raise_for_status()
    with pytest.raises(Unavailable) as caught:
        await easypost.register(ACCOUNT, Parcel("EZ1000000001", "USPS"))
    assert caught.value.ambiguous is ambiguous
    assert caught.value.retry_after == (60 if isinstance(fault, int) else None)


async def test_an_answer_that_is_no_json_is_the_parcels_trouble(
    easypost: EasyPost, steering: httpx.AsyncClient
) -> None:
    (await steering.post("/faults", json={"fault": "malformed"})).raise_for_status()
    told = await easypost.register(ACCOUNT, Parcel("EZ1000000001", "USPS"))
    assert told.trouble == "UNINTELLIGIBLE"


async def test_registering_again_after_a_reset_finds_what_was_made(
    easypost: EasyPost, steering: httpx.AsyncClient
) -> None:
    (await steering.post("/faults", json={"fault": "reset_after_work"})).raise_for_status()
    told = await easypost.register(ACCOUNT, Parcel("EZ1000000001", "USPS"))
    assert (await easypost.register(ACCOUNT, Parcel("EZ1000000001", "USPS"))).reference == told.reference


async def test_a_parcel_whose_tracker_was_deleted_is_registered_anew(easypost: EasyPost, sandbox_url: str) -> None:
    told = await easypost.register(ACCOUNT, Parcel("EZ2000000002", "USPS"))
    async with httpx.AsyncClient(auth=(ACCOUNT.values["api_key"], "")) as company:
        answer = await company.delete(f"{sandbox_url}/easypost/v2/trackers/{told.reference}")
        assert answer.json() == {"success": True}
    again = await easypost.check(ACCOUNT, Parcel("EZ2000000002", "USPS", told.reference))
    assert again.reported is TrackingStatus.IN_TRANSIT
    assert again.reference != told.reference
