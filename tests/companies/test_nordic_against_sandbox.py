"""PostNord, GLS, Bring and dao against the sandbox, which knows nothing of our readers: both must agree on each."""

import httpx
import pytest

from services.core.companies import CARRIERS, carriers
from services.core.companies.bring import Bring
from services.core.companies.dao import Dao
from services.core.companies.gls import Gls
from services.core.companies.postnord import PostNord
from services.core.outside import Outside
from services.core.ports import Carrier, ChecksMany, Credentials, Parcel, Rejected, Unavailable
from services.core.shipments.model import Tracking, TrackingStatus
from tests.companies.playing import account, status

ACCOUNTS = {company.name: account(company) for company in (PostNord, Gls, Bring, Dao)}
WRONG = {
    "postnord": {"api_key": "short"},
    "gls": {"client_id": "app", "client_secret": "wrong"},
    "bring": {"api_uid": "nobody", "api_key": "key", "client_url": "https://shop.example.no"},
    "dao": {"customer_id": "1234", "code": "wrong"},
}
DELIVERED, EXCEPTION, TRANSIT = TrackingStatus.DELIVERED, TrackingStatus.EXCEPTION, TrackingStatus.IN_TRANSIT
PICKUP, RETURNED, ATTEMPTED = (
    TrackingStatus.AVAILABLE_FOR_PICKUP, TrackingStatus.RETURNED, TrackingStatus.DELIVERY_ATTEMPTED
)  # fmt: skip
# where a journey ends, as far as the company has a word for it
ENDS: dict[str, dict[str, TrackingStatus]] = {
    "postnord": {"DAMAGED": EXCEPTION, "RETURNED": RETURNED, "CUSTOMS": TrackingStatus.DELAYED},
    "gls": {"DAMAGED": TrackingStatus.DAMAGED, "RETURNED": RETURNED, "CUSTOMS": TRANSIT},
    "bring": {"DAMAGED": EXCEPTION, "RETURNED": RETURNED, "CUSTOMS": EXCEPTION},
    "dao": {"DAMAGED": TrackingStatus.DAMAGED, "RETURNED": RETURNED, "CUSTOMS": TRANSIT},
}
FOR_ALL = {
    "TRANSIT": TRANSIT,
    "LOST": TRANSIT,
    "DELIVERED": DELIVERED,
    "NOTRECEIVED": DELIVERED,
    "NEIGHBOUR": DELIVERED,
    "PARCELSHOP": PICKUP,
}


@pytest.fixture
async def known(sandbox_url: str, no_pause: Outside, steering: httpx.AsyncClient) -> dict[str, Carrier]:
    del steering  # it is as new
    return dict(carriers(no_pause, {"*": sandbox_url}))


def test_all_are_in_the_list() -> None:
    assert ACCOUNTS.keys() <= {company.name for company in CARRIERS}


@pytest.mark.parametrize("name", ACCOUNTS)
async def test_an_account_is_let_in_or_not(name: str, known: dict[str, Carrier]) -> None:
    await known[name].probe(ACCOUNTS[name])
    with pytest.raises(Rejected):
        await known[name].probe(Credentials("acc_2", WRONG[name]))
    with pytest.raises(Rejected):
        await known[name].check(Credentials("acc_2", WRONG[name]), Parcel("MG-TRANSIT-1", name))


@pytest.mark.parametrize("name", ACCOUNTS)
async def test_a_number_of_no_parcel_is_not_found(name: str, known: dict[str, Carrier]) -> None:
    assert await known[name].check(ACCOUNTS[name], Parcel("123456789012", name)) == Tracking((), trouble="NOT_FOUND")


@pytest.mark.parametrize(
    ("name", "journey", "expected"),
    [(name, *end) for name, ends in ENDS.items() for end in (FOR_ALL | ends).items()],
)
async def test_a_scripted_journey_ends_as_it_is_called(
    name: str, journey: str, expected: TrackingStatus, known: dict[str, Carrier], steering: httpx.AsyncClient
) -> None:
    parcel = Parcel(f"MG-{journey}-1", name)
    first = await known[name].check(ACCOUNTS[name], parcel)
    (await steering.post(f"/parcels/{parcel.tracking_number}/move", json={"to": "end"})).raise_for_status()
    told = await known[name].check(ACCOUNTS[name], parcel)
    assert told.scans[: len(first.scans)] == first.scans, "a scan keeps its identity"
    assert len(told.scans) > len(first.scans)
    assert status(told) is expected
    assert told.scans[-1].raw or name == "gls", "what it was read from is kept"


@pytest.mark.parametrize("name", ["postnord", "bring"])
async def test_who_signed_is_told(name: str, known: dict[str, Carrier], steering: httpx.AsyncClient) -> None:
    (await steering.post("/parcels/MG-DELIVERED-2/move", json={"to": "end"})).raise_for_status()
    told = await known[name].check(ACCOUNTS[name], Parcel("MG-DELIVERED-2", name))
    assert told.signed_by == "John Tester"


@pytest.mark.parametrize("name", ["postnord", "bring"])
async def test_several_parcels_of_one_number_are_delivered_with_the_last(
    name: str, known: dict[str, Carrier], steering: httpx.AsyncClient
) -> None:
    both = Parcel("MG-DELIVERED-3+MG-TRANSIT-3", name)
    await known[name].check(ACCOUNTS[name], both)
    (await steering.post("/parcels/MG-DELIVERED-3/move", json={"to": "end"})).raise_for_status()
    assert status(await known[name].check(ACCOUNTS[name], both)) is TRANSIT
    (await steering.post("/parcels/MG-TRANSIT-3/move", json={"to": "delivered"})).raise_for_status()
    assert status(await known[name].check(ACCOUNTS[name], both)) is DELIVERED


async def test_gls_test_parcels_have_their_status(known: dict[str, Carrier]) -> None:
    gls = known["gls"]
    assert isinstance(gls, ChecksMany)
    parcels = [Parcel(f"QAS_{number:07}", "GLS") for number in range(1, 13)]
    told = {**await gls.check_many(ACCOUNTS["gls"], parcels[:6]), **await gls.check_many(ACCOUNTS["gls"], parcels[6:])}
    pre = TrackingStatus.PRE_TRANSIT
    out, canceled = TrackingStatus.OUT_FOR_DELIVERY, TrackingStatus.CANCELED
    assert [status(told[parcel]) for parcel in parcels] == [
        pre, pre, pre, pre, TRANSIT, out, PICKUP, DELIVERED, TRANSIT, ATTEMPTED, canceled, DELIVERED
    ]  # fmt: skip
    assert [told[parcel].ended for parcel in parcels] == [False] * 11 + [True]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("TESTPACKAGEEDI", TrackingStatus.PRE_TRANSIT),
        ("TESTPACKAGEATPICKUPPOINT", PICKUP),
        ("TESTPACKAGELOADEDFORDELIVERY", TrackingStatus.OUT_FOR_DELIVERY),
        ("TESTPACKAGEDELIVERED", DELIVERED),
    ],
)
async def test_brings_test_numbers_have_their_status(
    number: str, expected: TrackingStatus, known: dict[str, Carrier]
) -> None:
    assert status(await known["bring"].check(ACCOUNTS["bring"], Parcel(number, "Bring"))) is expected


async def test_gls_tokens_that_ended_are_renewed(known: dict[str, Carrier], steering: httpx.AsyncClient) -> None:
    await known["gls"].check(ACCOUNTS["gls"], Parcel("QAS_0000008", "GLS"))
    await steering.post("/reset")
    told = await known["gls"].check(ACCOUNTS["gls"], Parcel("QAS_0000008", "GLS"))
    assert status(told) is DELIVERED


@pytest.mark.parametrize("name", ACCOUNTS)
@pytest.mark.parametrize("fault", [429, 503, "reset_after_work", "truncated"])
async def test_a_fault_is_unavailable(
    name: str, fault: int | str, known: dict[str, Carrier], steering: httpx.AsyncClient
) -> None:
    order = {"fault": fault, "company": name, "times": None, "retry_after": 60}
    (await steering.post("/faults", json=order)).raise_for_status()
    with pytest.raises(Unavailable):
        await known[name].check(ACCOUNTS[name], Parcel("MG-TRANSIT-4", name))


@pytest.mark.parametrize("name", ACCOUNTS)
async def test_an_answer_that_is_no_json_is_the_parcels_trouble(
    name: str, known: dict[str, Carrier], steering: httpx.AsyncClient
) -> None:
    await known[name].check(ACCOUNTS[name], Parcel("MG-TRANSIT-5", name))
    (await steering.post("/faults", json={"fault": "malformed", "company": name})).raise_for_status()
    told = await known[name].check(ACCOUNTS[name], Parcel("MG-TRANSIT-5", name))
    assert told == Tracking((), trouble="UNINTELLIGIBLE")
