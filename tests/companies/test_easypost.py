"""EasyPost over HTTP: what the adapter asks, and what it makes of the answers."""

import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn import Config, Server

from services.core.companies import CARRIERS, carriers
from services.core.companies.easypost import BATCH, EasyPost
from services.core.outside import Outside
from services.core.ports import Credentials, Parcel, Rejected
from services.core.shipments.model import Tracking, TrackingStatus

ANSWERS = Path(__file__).parent / "easypost/answers"
ACCOUNT = Credentials("acc_1", {"api_key": "EZTK-1", "webhook_secret": "s1"})
PARCEL = Parcel("1Z9990000300000001", "UPS")
HOOK = "https://claims.example.com/hooks/easypost/acc_1"


class Answering:
    """A server that notes each request and answers with prepared files, or with plain values."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, object]] = []
        self.authorizations: list[str] = []
        self.answers: list[tuple[int, str | object]] = []
        self.url = ""

    async def __call__(self, request: Request) -> Response:
        body = await request.body()
        self.asked.append((request.method, request.url.path, json.loads(body) if body else None))
        self.authorizations.append(request.headers.get("authorization", ""))
        status, answer = self.answers.pop(0)
        content = (ANSWERS / f"{answer}.json").read_bytes() if isinstance(answer, str) else json.dumps(answer).encode()
        return Response(content, status, media_type="application/json")


@pytest.fixture
async def company() -> AsyncIterator[Answering]:
    company = Answering()
    methods = ["GET", "POST", "PATCH"]
    app = Starlette(routes=[Route("/{path:path}", company.__call__, methods=methods)])
    server = Server(Config(app, port=0, log_config=None, lifespan="off", ws="none"))
    config = server.config
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    company.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/v2"
    yield company
    await server.shutdown()


@pytest.fixture
async def easypost(company: Answering) -> AsyncIterator[EasyPost]:
    async with Outside() as outside:
        yield EasyPost(outside, company.url)


async def test_registering_asks_for_the_tracker_with_the_accounts_key(company: Answering, easypost: EasyPost) -> None:
    company.answers = [(201, "tracker_in_transit"), (200, "tracker_in_transit")]
    first = await easypost.register(ACCOUNT, PARCEL)
    assert await easypost.register(ACCOUNT, PARCEL) == first
    body = {"tracker": {"tracking_code": "1Z9990000300000001", "carrier": "UPS"}}
    assert company.asked == [("POST", "/v2/trackers", body)] * 2
    assert set(company.authorizations) == {f"Basic {base64.b64encode(b'EZTK-1:').decode()}"}
    assert first.reported is TrackingStatus.IN_TRANSIT


async def test_checking_asks_for_the_reference_where_there_is_one(company: Answering, easypost: EasyPost) -> None:
    company.answers = [(200, "tracker_delivered"), (200, "tracker_delivered")]
    told = await easypost.check(ACCOUNT, Parcel(PARCEL.tracking_number, "UPS", "trk_1"))
    assert told == await easypost.check(ACCOUNT, PARCEL)
    assert [asked[:2] for asked in company.asked] == [("GET", "/v2/trackers/trk_1"), ("POST", "/v2/trackers")]


async def test_an_answer_about_another_parcel_is_not_taken(company: Answering, easypost: EasyPost) -> None:
    company.answers = [(200, "tracker_delivered"), (200, "tracker_delivered")]
    other = await easypost.check(ACCOUNT, Parcel("1Z9990000300000002", "UPS"))
    assert other == Tracking((), trouble="UNINTELLIGIBLE")
    spelled = await easypost.check(ACCOUNT, Parcel("1z999 0000 3000 00001", "UPS"))
    assert spelled.reported is TrackingStatus.DELIVERED


async def test_their_no_to_a_parcel_comes_in_their_words(company: Answering, easypost: EasyPost) -> None:
    company.answers = [(422, "error_field_objects_422"), (404, "error_texts_404")]
    assert await easypost.register(ACCOUNT, PARCEL) == Tracking((), trouble="PARAMETER.REQUIRED")
    assert await easypost.register(ACCOUNT, PARCEL) == Tracking((), trouble="NOT_FOUND")


async def test_many_parcels_are_read_in_one_call(company: Answering, easypost: EasyPost) -> None:
    company.answers = [(200, "trackers_batch")]
    usps = Parcel("9400100000000000000001", "usps", "trk_00000000000000000000000000000a03")
    unknown = Parcel("1Z9990000300000009", "UPS")
    told = await easypost.check_many(ACCOUNT, [PARCEL, usps, unknown])
    assert {parcel: tracking.reported for parcel, tracking in told.items()} == {
        PARCEL: TrackingStatus.IN_TRANSIT,
        usps: TrackingStatus.DELIVERED,
    }
    codes = [PARCEL.tracking_number, usps.tracking_number, unknown.tracking_number]
    assert company.asked == [("POST", "/v2/trackers/batch", {"tracking_codes": codes})]


async def test_one_code_at_two_carriers_is_told_apart(company: Answering, easypost: EasyPost) -> None:
    one, other = ({"tracking_code": "77", "carrier": carrier, "id": f"trk_{carrier}"} for carrier in ("UPS", "DHL"))
    company.answers = [(200, {"trackers": [one, other]})]
    dhl, nobodys = Parcel("77", "DHL"), Parcel("77", "GLS")
    told = await easypost.check_many(ACCOUNT, [dhl, nobodys])
    assert {parcel: tracking.reference for parcel, tracking in told.items()} == {dhl: "trk_DHL"}


async def test_a_batch_is_bounded_and_an_empty_one_asks_nobody(company: Answering, easypost: EasyPost) -> None:
    with pytest.raises(ValueError, match="101"):
        await easypost.check_many(ACCOUNT, [Parcel(str(number), "UPS") for number in range(BATCH + 1)])
    assert await easypost.check_many(ACCOUNT, []) == {}
    assert company.asked == []


async def test_a_webhook_is_made_once(company: Answering, easypost: EasyPost) -> None:
    company.answers = [(200, {"webhooks": []}), (201, {"id": "hook_1", "url": HOOK}), (200, "webhooks")]
    assert await easypost.listen(ACCOUNT, HOOK) == "hook_1"
    assert await easypost.listen(ACCOUNT, f"{HOOK}/") == "hook_0000000000000000000000000000b001"
    assert [asked[:2] for asked in company.asked] == [
        ("GET", "/v2/webhooks"),
        ("POST", "/v2/webhooks"),
        ("GET", "/v2/webhooks"),
    ]
    assert company.asked[1][2] == {"webhook": {"url": HOOK, "webhook_secret": "s1"}}


async def test_a_webhook_that_was_disabled_is_enabled_again(company: Answering, easypost: EasyPost) -> None:
    off = {"id": "hook_1", "url": HOOK, "disabled_at": "2026-03-01T08:00:00Z"}
    company.answers = [(200, {"webhooks": [off]}), (201, {"id": "hook_1", "url": HOOK})]
    assert await easypost.listen(ACCOUNT, HOOK) == "hook_1"
    assert company.asked[1] == ("PATCH", "/v2/webhooks/hook_1", {"webhook_secret": "s1"})


async def test_an_account_without_its_key_is_told_what_is_missing(company: Answering, easypost: EasyPost) -> None:
    with pytest.raises(Rejected, match="acc_2 has no api_key"):
        await easypost.register(Credentials("acc_2", {}), PARCEL)
    with pytest.raises(Rejected, match="no webhook_secret"):
        await easypost.listen(Credentials("acc_2", {"api_key": "k"}), HOOK)
    assert company.asked == []


async def test_the_list_of_companies_names_each_as_it_names_itself() -> None:
    async with Outside() as outside:
        known = carriers(outside, {"easypost": "http://127.0.0.1:9/v2"})
    assert [(name, carrier.name) for name, carrier in known.items()] == [(made.name, made.name) for made in CARRIERS]
