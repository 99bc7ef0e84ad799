"""The adapter against the sandbox, which knows nothing of it: both must have read USPS alike."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from services.core.companies.usps import Usps
from services.core.outside import Outside
from services.core.ports import ChecksMany, Credentials, Parcel, Proves, Rejected, Unavailable
from services.core.shipments.model import Handover, IncidentReason, Tracking
from tests.companies.playing import account, status
from tests.companies.serving import Replaying, replaying

ACCOUNT = account(Usps)
TOKEN = b'{"access_token": "lent", "expires_in": "28799"}'
NOT_FOUND = b'{"error": {"code": "404", "message": "no"}}'


@pytest.fixture
async def usps(sandbox_url: str, no_pause: Outside, steering: httpx.AsyncClient) -> Usps:
    del steering  # it is as new
    return Usps(no_pause, f"{sandbox_url}/usps")


@pytest.fixture
async def company() -> AsyncIterator[Replaying]:
    async with replaying() as company:
        yield company


async def moved(steering: httpx.AsyncClient, number: str, to: str = "end") -> Parcel:
    (await steering.post(f"/parcels/{number}/move", json={"to": to})).raise_for_status()
    return Parcel(number, "USPS")


def test_it_tells_of_one_piece_and_has_no_papers(usps: Usps) -> None:
    assert not isinstance(usps, ChecksMany)
    assert not isinstance(usps, Proves)


@pytest.mark.parametrize(
    ("to", "expected", "incident"),
    [
        ("delivered", "DELIVERED", None),
        ("parcelshop", "AVAILABLE_FOR_PICKUP", None),
        ("customs", "DELAYED", IncidentReason.CUSTOMS_DELAY),
        ("delayed", "DELAYED", None),
        ("damaged", "DAMAGED", IncidentReason.CARRIER_DAMAGED),
        ("lost", "LOST", IncidentReason.UNDER_INVESTIGATION),
        ("found", "IN_TRANSIT", None),
        ("returning", "RETURN_TO_SENDER", None),
        ("returned", "RETURNED", None),
        ("canceled", "RETURN_TO_SENDER", IncidentReason.RETAILER_CANCELED),
    ],
)
async def test_a_turn_of_fate_has_its_status(
    usps: Usps, steering: httpx.AsyncClient, to: str, expected: str, incident: IncidentReason | None
) -> None:
    told = await usps.check(ACCOUNT, await moved(steering, "MGTRANSIT1", to))
    assert (status(told), told.scans[-1].incident) == (expected, incident)


async def test_a_neighbour_and_a_mailbox_are_told(usps: Usps, steering: httpx.AsyncClient) -> None:
    told = [await usps.check(ACCOUNT, await moved(steering, f"MG{name}1")) for name in ("NEIGHBOUR", "NOTRECEIVED")]
    assert [one.proof and one.proof.handover for one in told] == [Handover.NEIGHBOR, Handover.MAILBOX]
    assert [one.signed_by for one in told] == ["ROBIN NEXTDOOR", None]


async def test_a_number_of_nobody_is_not_found(usps: Usps) -> None:
    assert await usps.check(ACCOUNT, Parcel("9400100000000000000099", "USPS")) == Tracking((), trouble="NOT_FOUND")


async def test_who_is_not_let_in_is_rejected(usps: Usps) -> None:
    stranger = Credentials("acc_2", {"client_id": "app", "client_secret": "wrong"})
    for asking in (usps.probe, lambda account: usps.check(account, Parcel("1", "USPS"))):
        with pytest.raises(Rejected) as caught:
            await asking(stranger)
        assert (caught.value.code, caught.value.status) == ("invalid_client", 401)


@pytest.mark.parametrize("fault", [429, 503, "truncated", "reset_after_work"])
async def test_a_bad_day_is_unavailable(usps: Usps, steering: httpx.AsyncClient, fault: int | str) -> None:
    order = {"company": "usps", "fault": fault, "times": None, "retry_after": 60}
    (await steering.post("/faults", json=order)).raise_for_status()
    with pytest.raises(Unavailable):
        await usps.check(ACCOUNT, Parcel("MGTRANSIT1", "USPS"))


async def test_an_answer_that_is_no_json_is_the_parcels_trouble(usps: Usps, steering: httpx.AsyncClient) -> None:
    order = {"company": "usps", "fault": "malformed", "match": {"path_prefix": "/tracking"}}
    (await steering.post("/faults", json=order)).raise_for_status()
    assert (await usps.check(ACCOUNT, Parcel("MGTRANSIT1", "USPS"))).trouble == "UNINTELLIGIBLE"


@pytest.mark.parametrize(
    ("postal_code", "country", "asked"),
    [("78744-1234", "US", "78744"), ("78744", None, "78744"), ("78744", "DE", None), ("SW1A 1AA", "GB", None)],
)
async def test_where_and_when_it_was_sent_tell_a_piece_from_another(
    company: Replaying, postal_code: str, country: str | None, asked: str | None
) -> None:
    company.answers = [(200, TOKEN), (404, NOT_FOUND)]
    # the evening of the 24th where USPS is
    sent = datetime(2026, 2, 25, 2, tzinfo=UTC)
    async with Outside() as outside:
        parcel = Parcel("9400 1000 0000 0000 0000 11", "USPS", None, sent, postal_code, country)
        assert await Usps(outside, company.url).check(ACCOUNT, parcel) == Tracking((), trouble="NOT_FOUND")
    token, first, second = company.asked
    assert token.form == {
        "grant_type": "client_credentials",
        "scope": "tracking",
        "client_id": "app",
        "client_secret": "secret-of-app",
    }
    assert (first.path, first.headers["authorization"]) == (
        "/tracking/v3/tracking/9400100000000000000011",
        "Bearer lent",
    )
    assert (first.query["expand"], first.query["mailingDate"]) == ("DETAIL", "2026-02-24")
    assert first.query.get("destinationZIPCode") == asked
    assert "mailingDate" not in second.query, "the shop may be wrong about the day"


async def test_a_piece_without_a_date_is_asked_for_once(company: Replaying) -> None:
    company.answers = [(200, TOKEN), (404, NOT_FOUND)]
    async with Outside() as outside:
        await Usps(outside, company.url).check(ACCOUNT, Parcel("9400100000000000000011", "USPS"))
    assert len(company.asked) == 2


async def test_tests_go_to_uspss_test_environment_and_live_accounts_do_not() -> None:
    async with Outside() as outside:
        usps = Usps(outside, Usps.base_url)
        live = Credentials("acc_1", {"client_id": "app", "client_secret": "s"})
        assert (usps.is_sandbox(ACCOUNT), usps.is_sandbox(live)) == (True, False)
        assert (usps._base(ACCOUNT), usps._base(live)) == (Usps.test_url, "")


async def test_a_journey_of_weeks_is_no_other_piece(usps: Usps, steering: httpx.AsyncClient) -> None:
    parcel = await moved(steering, "MGLOST1")
    now = datetime.now(UTC)
    near, far = (
        Parcel(parcel.tracking_number, "USPS", shipped_at=now - timedelta(days=days)) for days in (25, 120)
    )  # fmt: skip
    assert (await usps.check(ACCOUNT, near)).trouble is None
    assert (await usps.check(ACCOUNT, far)).trouble == "RECYCLED"
