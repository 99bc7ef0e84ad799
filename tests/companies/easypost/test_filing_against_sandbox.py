"""EasyPost's claims and insurances against the sandbox: filed, lost on the way, found again, decided, taken back."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import httpx
import pytest

from services.core.companies import filers, insurers
from services.core.companies.easypost import EasyPost
from services.core.effects import Recovery
from services.core.outside import Outside
from services.core.ports import (
    Cover,
    CoverStatus,
    Credentials,
    Filer,
    Filing,
    FilingDocument,
    FilingReason,
    FilingStatus,
    Insurer,
    Rejected,
    Unavailable,
)

ACCOUNT = Credentials("acc_1", {"api_key": "EZTK-filing", "webhook_secret": "sécret"})
CODE = "MG-LOST-42"
ADDRESS = {"name": "A Name", "street1": "1 Main St", "city": "Austin", "state": "TX", "zip": "78744", "country": "US"}
COVER = Cover("eff_1", "cov_1", CODE, "UPS", Decimal("120.00"), "USD", ADDRESS, ADDRESS)
FILING = Filing(
    key="eff_2",
    reference="rec_1",
    tracking_number=CODE,
    carrier="UPS",
    reason=FilingReason.LOSS,
    amount=Decimal("120.00"),
    currency_code="USD",
    description="Never arrived.",
    contact_email="claims@shop.example",
    documents=(FilingDocument("INVOICE", "invoice.pdf", "application/pdf", b"%PDF" + b"0" * 3_000_000),),
)


@pytest.fixture
async def easypost(sandbox_url: str, no_pause: Outside) -> EasyPost:
    return EasyPost(no_pause, f"{sandbox_url}/easypost/v2")


async def claims_of(steering: httpx.AsyncClient) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await steering.get("/easypost/claims")).json()["claims"]
    return listed


async def move(steering: httpx.AsyncClient, reference: str, to: str, **more: object) -> None:
    (await steering.post(f"/easypost/claims/{reference}/move", json={"to": to, **more})).raise_for_status()


async def test_easypost_is_among_those_who_take_claims_and_who_insure(easypost: EasyPost) -> None:
    filer: Filer = easypost
    insurer: Insurer = easypost
    assert filers({"easypost": easypost}) == {"easypost": filer}
    assert insurers({"easypost": easypost}) == {"easypost": insurer}
    assert set(easypost.recoveries) == {"recovery.submit", "recovery.withdraw", "coverage.buy"}


async def test_a_claim_is_filed_with_large_papers_and_decided(easypost: EasyPost, steering: httpx.AsyncClient) -> None:
    await easypost.insure(ACCOUNT, COVER)
    filed = await easypost.file(ACCOUNT, FILING)
    assert filed.status is FilingStatus.SUBMITTED
    assert [claim["reference"] for claim in await claims_of(steering)] == ["rec_1"]
    await move(steering, filed.reference, "in_review")
    await move(steering, filed.reference, "needs_action")
    assert (await easypost.state(ACCOUNT, filed.reference)).status is FilingStatus.INFORMATION_REQUESTED
    await move(steering, filed.reference, "approved_partial", approved_amount="62.5", detail="In part.")
    state = await easypost.state(ACCOUNT, filed.reference)
    assert (state.status, state.approved_amount) == (FilingStatus.APPROVED_PARTIAL, Decimal("62.50"))
    assert [step.status for step in state.history] == [
        FilingStatus.SUBMITTED,
        FilingStatus.UNDER_REVIEW,
        FilingStatus.INFORMATION_REQUESTED,
        FilingStatus.APPROVED_PARTIAL,
    ]


async def test_a_parcel_without_insurance_is_not_covered(easypost: EasyPost, steering: httpx.AsyncClient) -> None:
    with pytest.raises(Rejected) as caught:
        await easypost.file(ACCOUNT, FILING)
    assert caught.value.code == "NOT_COVERED"
    assert await claims_of(steering) == []


@pytest.mark.parametrize("fault", ["reset_after_work", "truncated", "malformed"])
async def test_a_claim_whose_answer_is_lost_was_filed_once_and_is_found(
    easypost: EasyPost, steering: httpx.AsyncClient, fault: str
) -> None:
    assert easypost.recoveries["recovery.submit"] is Recovery.LOOKUP
    await easypost.insure(ACCOUNT, COVER)
    order = {"fault": fault, "match": {"method": "POST", "path_prefix": "/claims"}, "times": None}
    (await steering.post("/faults", json=order)).raise_for_status()
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is asserted
        await easypost.file(ACCOUNT, FILING)
    assert type(caught.value).__name__ in {"Unavailable", "Unintelligible"}
    assert not isinstance(caught.value, Unavailable) or caught.value.ambiguous
    found = await easypost.find(ACCOUNT, FILING)
    assert found is not None
    assert [claim["id"] for claim in await claims_of(steering)] == [found.reference]


async def test_a_claim_that_never_left_is_not_found(easypost: EasyPost, steering: httpx.AsyncClient) -> None:
    await easypost.insure(ACCOUNT, COVER)
    (await steering.post("/faults", json={"fault": "reset_before_work"})).raise_for_status()
    with pytest.raises(Unavailable):
        await easypost.file(ACCOUNT, FILING)
    assert await easypost.find(ACCOUNT, FILING) is None


async def test_filing_twice_is_seen_as_two_claims(easypost: EasyPost, steering: httpx.AsyncClient) -> None:
    await easypost.insure(ACCOUNT, COVER)
    first = await easypost.file(ACCOUNT, FILING)
    second = await easypost.file(ACCOUNT, FILING)
    assert {claim["id"] for claim in await claims_of(steering)} == {first.reference, second.reference}


async def test_only_an_open_claim_for_the_same_parcel_is_found_among_many(
    easypost: EasyPost, steering: httpx.AsyncClient
) -> None:
    await easypost.insure(ACCOUNT, COVER)
    ours = await easypost.file(ACCOUNT, FILING)
    await easypost.insure(ACCOUNT, replace(COVER, tracking_number="MG-LOST-43", reference="cov_2"))
    other = replace(FILING, tracking_number="MG-LOST-43", documents=())
    for _ in range(101):
        await easypost.file(ACCOUNT, other)
    found = await easypost.find(ACCOUNT, FILING)
    assert found is not None
    assert found.reference == ours.reference
    await move(steering, ours.reference, "rejected")
    assert await easypost.find(ACCOUNT, FILING) is None


async def test_a_claim_is_taken_back_once_however_often_that_is_asked(easypost: EasyPost) -> None:
    await easypost.insure(ACCOUNT, COVER)
    filed = await easypost.file(ACCOUNT, FILING)
    states = [await easypost.withdraw(ACCOUNT, filed.reference) for _ in range(2)]
    assert [(state.status, len(state.history)) for state in states] == [(FilingStatus.WITHDRAWN, 2)] * 2


async def test_a_decided_claim_cannot_be_taken_back(easypost: EasyPost, steering: httpx.AsyncClient) -> None:
    await easypost.insure(ACCOUNT, COVER)
    filed = await easypost.file(ACCOUNT, FILING)
    await move(steering, filed.reference, "rejected", detail="Delivered.")
    with pytest.raises(Rejected, match="PARAMETER"):
        await easypost.withdraw(ACCOUNT, filed.reference)
    assert (await easypost.state(ACCOUNT, filed.reference)).detail == "Delivered."


async def test_a_claim_that_is_not_there_is_not_found(easypost: EasyPost, steering: httpx.AsyncClient) -> None:
    del steering
    for ask in (easypost.state(ACCOUNT, "clm_none"), easypost.withdraw(ACCOUNT, "clm_none")):
        with pytest.raises(Rejected, match="NOT_FOUND"):
            await ask


async def test_a_foreign_label_is_insured_by_its_number_and_found_by_our_reference(
    easypost: EasyPost, steering: httpx.AsyncClient
) -> None:
    assert await easypost.find_cover(ACCOUNT, COVER) is None
    (await steering.post("/faults", json={"fault": "reset_after_work"})).raise_for_status()
    with pytest.raises(Unavailable):
        await easypost.insure(ACCOUNT, COVER)
    found = await easypost.find_cover(ACCOUNT, COVER)
    assert found is not None
    assert (found.status, found.insured_amount, found.fee) == (CoverStatus.PENDING, Decimal("120.00"), Decimal("1.20"))
    (await steering.post(f"/easypost/insurances/{found.reference}/move", json={"to": "purchased"})).raise_for_status()
    assert (await easypost.cover(ACCOUNT, found.reference)).status is CoverStatus.ACTIVE
    for _ in range(2):
        assert (await easypost.cancel_cover(ACCOUNT, found.reference)).status is CoverStatus.VOID
    with pytest.raises(Rejected, match="NOT_COVERED"):
        await easypost.file(ACCOUNT, FILING)


async def test_a_label_of_easyposts_own_is_insured_by_its_shipment(
    easypost: EasyPost, steering: httpx.AsyncClient
) -> None:
    label = {"api_key": "EZTK-filing", "tracking_code": CODE, "carrier": "UPS"}
    shipment = (await steering.post("/easypost/shipments", json=label)).raise_for_status().json()["id"]
    cover = replace(COVER, shipment_reference=shipment)
    assert await easypost.find_cover(ACCOUNT, cover) is None
    bought = await easypost.insure(ACCOUNT, cover)
    assert (bought.reference, bought.status, bought.fee) == (shipment, CoverStatus.ACTIVE, Decimal("1.20"))
    assert await easypost.find_cover(ACCOUNT, cover) == bought == await easypost.cover(ACCOUNT, shipment)
    assert (await easypost.file(ACCOUNT, FILING)).status is FilingStatus.SUBMITTED
    assert (await easypost.cancel_cover(ACCOUNT, shipment)).status is CoverStatus.VOID
    with pytest.raises(Rejected, match="NOT_FOUND"):
        await easypost.cover(ACCOUNT, shipment)
