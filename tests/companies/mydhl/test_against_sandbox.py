"""The adapter against the sandbox, which knows nothing of it: both must have read MyDHL API alike."""

import httpx
import pytest

from services.core.companies.mydhl import MyDHL
from services.core.outside import Outside
from services.core.ports import Credentials, Parcel, Proves, Rejected, Unavailable
from services.core.shipments.model import IncidentReason, ProofKind, TrackingStatus
from tests.companies.playing import account
from tests.companies.serving import moved

ACCOUNT = account(MyDHL)
EXAMPLE = Parcel("9356579890", "DHL Express")


@pytest.fixture
async def mydhl(sandbox_url: str, no_pause: Outside, steering: httpx.AsyncClient) -> MyDHL:
    del steering  # it is as new
    return MyDHL(no_pause, f"{sandbox_url}/mydhl/mydhlapi")


async def test_the_published_example_is_delivered(mydhl: MyDHL) -> None:
    told = await mydhl.check(ACCOUNT, EXAMPLE)
    assert [scan.code for scan in told.scans] == ["PU", "DF", "RR", "AR", "WC", "OK"]
    assert (told.scans[-1].status, told.signed_by) == (TrackingStatus.DELIVERED, "John Tester")
    assert mydhl.is_sandbox(ACCOUNT)


@pytest.mark.parametrize(
    ("journey", "status", "incident"),
    [
        ("DELIVERED", TrackingStatus.DELIVERED, None),
        ("NEIGHBOUR", TrackingStatus.DELIVERED, None),
        ("LOST", TrackingStatus.IN_TRANSIT, None),
        ("DAMAGED", TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED),
        ("RETURNED", TrackingStatus.RETURN_TO_SENDER, None),
        ("PARCELSHOP", TrackingStatus.AVAILABLE_FOR_PICKUP, None),
        ("CUSTOMS", TrackingStatus.DELAYED, IncidentReason.UNKNOWN),
    ],
)
async def test_a_scripted_journey_ends_as_it_is_called(
    mydhl: MyDHL, steering: httpx.AsyncClient, journey: str, status: TrackingStatus, incident: IncidentReason | None
) -> None:
    parcel = Parcel(f"MG-{journey}-1", "DHL Express")
    first = await mydhl.check(ACCOUNT, parcel)
    await moved(steering, parcel.tracking_number)
    told = await mydhl.check(ACCOUNT, parcel)
    assert told.scans[: len(first.scans)] == first.scans, "a scan keeps its identity"
    assert (told.scans[-1].status, told.scans[-1].incident) == (status, incident)


async def test_a_delivery_has_its_proof_as_pdf_and_no_other_parcel_has(mydhl: MyDHL) -> None:
    assert isinstance(mydhl, Proves)
    proof = (await mydhl.prove(ACCOUNT, EXAMPLE)).proof
    assert proof is not None
    (paper,) = proof.files
    assert (paper.kind, paper.media_type, paper.content[:5]) == (ProofKind.DOCUMENT, "application/pdf", b"%PDF-")
    assert (await mydhl.prove(ACCOUNT, Parcel("MG-TRANSIT-1", "DHL Express"))).trouble == "NOT_FOUND"


async def test_a_parcel_that_nobody_knows_and_a_number_that_is_none_are_troubles(mydhl: MyDHL) -> None:
    assert (await mydhl.check(ACCOUNT, Parcel("1111111111", "DHL Express"))).trouble == "NOT_FOUND"
    assert (await mydhl.check(ACCOUNT, Parcel("1" * 41, "DHL Express"))).trouble == "HTTP_400"
    assert (await mydhl.check(ACCOUNT, Parcel("..", "DHL Express"))).trouble == "INVALID_PATH"


@pytest.mark.parametrize(
    "values",
    [{"username": "u", "password": "wrong"}, {"username": "blocked", "password": "p"}, {"username": "u"}, {}],
)
async def test_an_account_that_is_not_let_in_is_rejected(mydhl: MyDHL, values: dict[str, str]) -> None:
    account = Credentials("acc_2", values)
    for ask in (mydhl.check(account, EXAMPLE), mydhl.prove(account, EXAMPLE), mydhl.probe(account)):
        with pytest.raises(Rejected):
            await ask


async def test_a_probe_with_good_credentials_passes(mydhl: MyDHL) -> None:
    await mydhl.probe(ACCOUNT)


@pytest.mark.parametrize("fault", [429, 503, "reset_before_work", "truncated"])
async def test_a_fault_is_unavailable(mydhl: MyDHL, steering: httpx.AsyncClient, fault: int | str) -> None:
    order = {"company": "mydhl", "fault": fault, "times": None, "retry_after": 60}
    (await steering.post("/faults", json=order)).raise_for_status()
    with pytest.raises(Unavailable):
        await mydhl.check(ACCOUNT, EXAMPLE)


async def test_an_answer_that_is_no_json_is_the_parcels_trouble(mydhl: MyDHL, steering: httpx.AsyncClient) -> None:
    (await steering.post("/faults", json={"company": "mydhl", "fault": "malformed"})).raise_for_status()
    assert (await mydhl.check(ACCOUNT, EXAMPLE)).trouble == "UNINTELLIGIBLE"


@pytest.mark.usefixtures("steering")
async def test_an_account_for_tests_reaches_dhls_test_system_alone(
    sandbox_url: str, no_pause: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MyDHL, "base_url", "http://127.0.0.1:9")
    monkeypatch.setattr(MyDHL, "test_url", f"{sandbox_url}/mydhl/mydhlapi")
    real = Credentials("acc_2", {**ACCOUNT.values, "mode": "production"})
    company = MyDHL(no_pause, MyDHL.base_url)
    assert (await company.check(ACCOUNT, EXAMPLE)).scans
    assert not company.is_sandbox(real)
    with pytest.raises(Unavailable):
        await company.check(real, EXAMPLE)
