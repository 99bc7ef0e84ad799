"""The adapter against the sandbox, which knows nothing of it: both must have read DHL Paket's XML alike."""

import logging

import httpx
import pytest
from structlog.testing import capture_logs

from services.core.companies.dhl_parcel_de import DHLParcelDE
from services.core.outside import Outside
from services.core.ports import Credentials, Parcel, Rejected, Unavailable
from services.core.shipments.model import Handover, IncidentReason, ProofKind, TrackingStatus
from tests.companies.serving import moved

SECRET = "p<w>&\"'=?%äß"
LOGIN = {"api_key": "key-1", "api_secret": "secret-1", "user": "zt<1>", "password": SECRET}
ACCOUNT = Credentials("acc_1", {**LOGIN, "mode": "test"})
DELIVERED = Parcel("00340434161094015902", "DHL")
NEIGHBOR = Parcel("00340434161094022115", "DHL")
BRANCH = Parcel("00340434161094027318", "DHL")


@pytest.fixture
async def paket(sandbox_url: str, no_pause: Outside, steering: httpx.AsyncClient) -> DHLParcelDE:
    del steering  # it is as new
    return DHLParcelDE(no_pause, f"{sandbox_url}/dhl_parcel_de/parcel/de/tracking/v0")


async def test_the_published_samples_have_their_status(paket: DHLParcelDE) -> None:
    told = await paket.check_many(ACCOUNT, [DELIVERED, NEIGHBOR, BRANCH, Parcel("111", "DHL")])
    assert [told[parcel].scans[-1].status for parcel in (DELIVERED, NEIGHBOR, BRANCH)] == [
        TrackingStatus.DELIVERED,
        TrackingStatus.DELIVERED,
        TrackingStatus.AVAILABLE_FOR_PICKUP,
    ]
    proof = told[NEIGHBOR].proof
    assert proof is not None
    assert (proof.handover, proof.signed_by, proof.place) == (Handover.NEIGHBOR, "Nachbar", "neighbour")
    assert told[BRANCH].proof is None
    assert told[Parcel("111", "DHL")].trouble == "NOT_FOUND"
    assert await paket.check(ACCOUNT, DELIVERED) == told[DELIVERED]
    assert paket.is_sandbox(ACCOUNT)


@pytest.mark.parametrize(
    ("journey", "status", "incident"),
    [
        ("DELIVERED", TrackingStatus.DELIVERED, None),
        ("LOST", TrackingStatus.IN_TRANSIT, None),
        ("DAMAGED", TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED),
        ("RETURNED", TrackingStatus.RETURNED, None),
        ("CUSTOMS", TrackingStatus.DELAYED, IncidentReason.FORCE_MAJEURE),
    ],
)
async def test_a_scripted_journey_ends_as_it_is_called(
    paket: DHLParcelDE,
    steering: httpx.AsyncClient,
    journey: str,
    status: TrackingStatus,
    incident: IncidentReason | None,
) -> None:
    parcel = Parcel(f"MG{journey}1", "DHL")
    first = await paket.check(ACCOUNT, parcel)
    await moved(steering, parcel.tracking_number)
    told = await paket.check(ACCOUNT, parcel)
    assert told.scans[: len(first.scans)] == first.scans, "a scan keeps its identity"
    assert (told.scans[-1].status, told.scans[-1].incident) == (status, incident)


async def test_a_parcel_given_up_as_lost_is_lost(paket: DHLParcelDE, steering: httpx.AsyncClient) -> None:
    await moved(steering, "MGTRANSIT2", "lost")
    last = (await paket.check(ACCOUNT, Parcel("MGTRANSIT2", "DHL"))).scans[-1]
    assert (last.status, last.incident) == (TrackingStatus.LOST, IncidentReason.CARRIER_LOST)


async def test_a_delivery_has_a_picture_of_the_signature(paket: DHLParcelDE) -> None:
    proof = (await paket.prove(ACCOUNT, DELIVERED)).proof
    assert proof is not None
    (picture,) = proof.files
    assert (picture.kind, picture.media_type, picture.content[:6]) == (ProofKind.SIGNATURE, "image/gif", b"GIF89a")
    assert (await paket.prove(ACCOUNT, BRANCH)).trouble == "NOT_FOUND"


async def test_a_number_never_asks_for_more_than_one_parcel(paket: DHLParcelDE, steering: httpx.AsyncClient) -> None:
    told = await paket.check(ACCOUNT, Parcel("00340434161094015902;1", "DHL"))
    assert told.trouble == "NOT_FOUND"
    for number in ("", ";;", "é1", "1" * 40):
        assert (await paket.check(ACCOUNT, Parcel(number, "DHL"))).trouble == "INVALID_NUMBER"
    assert await paket.check_many(ACCOUNT, [Parcel(";", "DHL")]) == {}
    with pytest.raises(ValueError, match="more than"):
        await paket.check_many(ACCOUNT, [Parcel(str(number), "DHL") for number in range(21)])


@pytest.mark.parametrize(
    "values",
    [{"password": "wrong"}, {"api_secret": "wrong"}, {"user": ""}, {"api_key": ""}],
)
async def test_an_account_that_is_not_let_in_is_rejected(paket: DHLParcelDE, values: dict[str, str]) -> None:
    account = Credentials("acc_2", {**LOGIN, **values})
    for ask in (
        paket.check(account, DELIVERED),
        paket.check_many(account, [DELIVERED]),
        paket.prove(account, DELIVERED),
        paket.probe(account),
    ):
        with pytest.raises(Rejected) as caught:
            await ask
        assert SECRET not in str(caught.value)


async def test_a_probe_with_good_credentials_passes(paket: DHLParcelDE) -> None:
    await paket.probe(ACCOUNT)


@pytest.mark.parametrize("fault", [429, 503, "reset_before_work", "truncated"])
async def test_a_fault_is_unavailable(paket: DHLParcelDE, steering: httpx.AsyncClient, fault: int | str) -> None:
    order = {"company": "dhl_parcel_de", "fault": fault, "times": None, "retry_after": 60}
    (await steering.post("/faults", json=order)).raise_for_status()
    with pytest.raises(Unavailable):
        await paket.check(ACCOUNT, DELIVERED)


async def test_an_answer_that_is_no_xml_is_the_parcels_trouble(paket: DHLParcelDE, steering: httpx.AsyncClient) -> None:
    for _ in range(2):
        (await steering.post("/faults", json={"company": "dhl_parcel_de", "fault": "malformed"})).raise_for_status()
    assert (await paket.check(ACCOUNT, DELIVERED)).trouble == "UNINTELLIGIBLE"
    assert await paket.check_many(ACCOUNT, [DELIVERED]) == {}, "each is asked for alone"


async def test_the_password_inside_the_question_is_never_told(
    paket: DHLParcelDE, steering: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    order = {"company": "dhl_parcel_de", "fault": 503, "times": None, "retry_after": 60}
    with capture_logs() as logs:
        await paket.check(ACCOUNT, DELIVERED)
        (await steering.post("/faults", json=order)).raise_for_status()
        with pytest.raises(Unavailable) as caught:
            await paket.check(ACCOUNT, DELIVERED)
    told = f"{logs}{[(record.getMessage(), record.args) for record in caplog.records]}{caught.value!r}"
    assert "/shipments" in str(logs)
    assert not [part for part in ("p<w", "p%3Cw", "p&lt;", "%26lt%3B", "secret-1") if part in told]


@pytest.mark.usefixtures("steering")
async def test_an_account_for_tests_reaches_dhls_test_system_alone(
    sandbox_url: str, no_pause: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DHLParcelDE, "base_url", "http://127.0.0.1:9")
    monkeypatch.setattr(DHLParcelDE, "test_url", f"{sandbox_url}/dhl_parcel_de/parcel/de/tracking/v0")
    real = Credentials("acc_2", {**ACCOUNT.values, "mode": "production"})
    company = DHLParcelDE(no_pause, DHLParcelDE.base_url)
    assert (await company.check(ACCOUNT, DELIVERED)).scans
    assert not company.is_sandbox(real)
    with pytest.raises(Unavailable):
        await company.check(real, DELIVERED)
