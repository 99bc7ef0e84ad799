"""AfterShip against the sandbox: parcels registered once, protection bought once, claims that others filed."""

from dataclasses import replace
from decimal import Decimal

import httpx
import pytest

from services.core.companies import filers, insurers
from services.core.companies.aftership import AfterShip
from services.core.outside import Outside
from services.core.ports import (
    Cover,
    CoverStatus,
    Credentials,
    Filing,
    FilingReason,
    FilingStatus,
    Parcel,
    Rejected,
    Tells,
    Unavailable,
)
from services.core.shipments.model import TrackingStatus
from tests.companies.playing import account

ACCOUNT = account(AfterShip)
ADDRESS = {
    "name": "A Name",
    "street1": "1 Main St",
    "city": "Austin",
    "state": "TX",
    "zip": "78744",
    "country": "US",
    "email": "a@shop.example",
}
COVER = Cover("eff_1", "cov_1", "MG-LOST-7", "UPS", Decimal("40.00"), "USD", ADDRESS, ADDRESS)
FILING = Filing(
    key="eff_2",
    reference="rec_1",
    tracking_number="MG-LOST-7",
    carrier="UPS",
    reason=FilingReason.LOSS,
    amount=Decimal("40.00"),
    currency_code="USD",
    description="Lost.",
    contact_email="claims@shop.example",
)


@pytest.fixture
async def aftership(sandbox_url: str, no_pause: Outside, steering: httpx.AsyncClient) -> AfterShip:
    del steering  # it is as new
    return AfterShip(no_pause, f"{sandbox_url}/aftership")


async def test_aftership_insures_and_tells_of_claims_but_takes_none(aftership: AfterShip) -> None:
    assert filers({"aftership": aftership}) == {}
    assert insurers({"aftership": aftership}) == {"aftership": aftership}
    assert isinstance(aftership, Tells)


async def test_a_parcel_that_is_tracked_already_is_read(aftership: AfterShip) -> None:
    parcel = Parcel("MG-TRANSIT-7", "UPS")
    first = await aftership.register(ACCOUNT, parcel)
    again = await aftership.register(ACCOUNT, parcel)
    assert (first.reference, first.trouble) == (again.reference, None)
    assert (await aftership.check(ACCOUNT, replace(parcel, reference=first.reference))).scans == first.scans


async def test_a_registration_whose_answer_is_lost_is_repeated_and_found(
    aftership: AfterShip, steering: httpx.AsyncClient
) -> None:
    (await steering.post("/faults", json={"fault": "reset_after_work", "company": "aftership"})).raise_for_status()
    told = await aftership.register(ACCOUNT, Parcel("MG-TRANSIT-8", "UPS"))
    assert told.trouble is None
    assert told.reference


async def test_a_tracking_that_was_deleted_is_looked_for_by_its_number(aftership: AfterShip) -> None:
    parcel = Parcel("MG-TRANSIT-7", "UPS")
    registered = await aftership.register(ACCOUNT, parcel)
    told = await aftership.check(ACCOUNT, replace(parcel, reference="gone"))
    assert told.reference == registered.reference


async def test_one_number_of_two_carriers_is_told_apart(aftership: AfterShip) -> None:
    ups, usps = Parcel("MG-TRANSIT-9", "UPS"), Parcel("MG-TRANSIT-9", "USPS")
    registered = {parcel: (await aftership.register(ACCOUNT, parcel)).reference for parcel in (ups, usps)}
    assert registered[ups] != registered[usps]
    assert {parcel: (await aftership.check(ACCOUNT, parcel)).reference for parcel in (ups, usps)} == registered
    assert (await aftership.check(ACCOUNT, Parcel("MG-TRANSIT-9", "FedEx"))).trouble == "NOT_FOUND"


async def test_many_parcels_are_read_in_one_call(aftership: AfterShip, steering: httpx.AsyncClient) -> None:
    parcels = [Parcel(f"MG-TRANSIT-{number}", "UPS") for number in range(5)]
    for parcel in parcels[:4]:
        await aftership.register(ACCOUNT, parcel)
    told = await aftership.check_many(ACCOUNT, [*parcels, Parcel("A,B", "UPS")])
    assert set(told) == set(parcels[:4])
    assert all(tracking.reported is TrackingStatus.IN_TRANSIT for tracking in told.values())
    calls = (await steering.get("/calls", params={"company": "aftership", "method": "GET"})).json()["count"]
    assert calls == 1
    assert (await aftership.check(ACCOUNT, Parcel("A,B", "UPS"))).trouble == "NOT_FOUND"


async def test_a_wrong_key_is_the_accounts_trouble(aftership: AfterShip) -> None:
    with pytest.raises(Rejected):
        await aftership.check(Credentials("acc_2", {"api_key": "nonsense"}), Parcel("MG-TRANSIT-7", "UPS"))


async def test_a_coverage_whose_answer_is_lost_was_bought_once_and_is_found(
    aftership: AfterShip, steering: httpx.AsyncClient
) -> None:
    assert await aftership.find_cover(ACCOUNT, COVER) is None
    order = {"fault": "reset_after_work", "company": "aftership", "match": {"method": "POST"}}
    (await steering.post("/faults", json=order)).raise_for_status()
    with pytest.raises(Unavailable) as lost:
        await aftership.insure(ACCOUNT, COVER)
    assert lost.value.ambiguous
    found = await aftership.find_cover(ACCOUNT, COVER)
    assert found is not None
    assert (found.status, found.insured_amount) == (CoverStatus.ACTIVE, Decimal("40.00"))
    listed = (await steering.get("/aftership/coverages")).json()["coverages"]
    assert [coverage["id"] for coverage in listed] == [found.reference]
    assert await aftership.cover(ACCOUNT, found.reference) == found


async def test_a_coverage_is_given_back_until_it_is_active(aftership: AfterShip, steering: httpx.AsyncClient) -> None:
    bought = await aftership.insure(ACCOUNT, COVER)
    with pytest.raises(Rejected, match="42200"):
        await aftership.cancel_cover(ACCOUNT, bought.reference)
    await steering.post(f"/aftership/coverages/{bought.reference}/move", json={"to": "inactive"})
    for _ in range(2):
        assert (await aftership.cancel_cover(ACCOUNT, bought.reference)).status is CoverStatus.VOID
    assert await aftership.find_cover(ACCOUNT, COVER) is None


async def test_an_address_that_is_refused_is_told_in_their_words(aftership: AfterShip) -> None:
    with pytest.raises(Rejected, match="postal_code is required"):
        await aftership.insure(ACCOUNT, replace(COVER, to_address=ADDRESS | {"zip": ""}))


async def test_a_claim_that_was_filed_on_their_pages_is_found_and_followed_to_its_payment(
    aftership: AfterShip, steering: httpx.AsyncClient
) -> None:
    bought = await aftership.insure(ACCOUNT, COVER)
    filing = replace(FILING, coverage_reference=bought.reference)
    assert await aftership.newest_claim(ACCOUNT, FILING) is None
    assert await aftership.newest_claim(ACCOUNT, filing) is None
    claim = (await steering.post("/aftership/claims", json={"coverage_id": bought.reference})).json()["id"]
    found = await aftership.newest_claim(ACCOUNT, filing)
    assert found is not None
    assert (found.reference, found.status) == (claim, FilingStatus.SUBMITTED)
    await steering.post(
        f"/aftership/claims/{claim}/move", json={"to": "waiting_on_documents", "documents": ["invoice"]}
    )
    assert (await aftership.state(ACCOUNT, claim)).detail == "wanted: invoice"
    await steering.post(f"/aftership/claims/{claim}/move", json={"to": "paid", "amount": "38.1"})
    paid = await aftership.state(ACCOUNT, claim)
    assert (paid.status, paid.paid_amount) == (FilingStatus.PAID, Decimal("38.10"))
    with pytest.raises(Rejected, match="NOT_FOUND"):
        await aftership.state(ACCOUNT, "none")
