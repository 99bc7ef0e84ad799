"""UPS in the sandbox as its clients meet it: logins, subscriptions that end after two weeks, and its own errors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from services.sandbox.carriers.ups.company import UPS
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import ClaimStep
from services.sandbox.parcels import Parcels
from tests.sandbox.conftest import Mailbox

CLIENT, SECRET = "client-of-a-shop", "secret-of-a-shop"
NUMBER = "1ZCIETST0111111114"
CALLED = {"transId": "1", "transactionSrc": "tests"}
GRANT = {"grant_type": "client_credentials"}
WANTED: dict[str, Any] = {
    "locale": "en_US",
    "countryCode": "US",
    "trackingNumberList": [NUMBER],
    "eventPreferences": ["D", "I", "M", "X"],
}


class Playing:
    """The company with a clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.deliveries = Deliveries(speed=10)
        self.parcels = Parcels(3600, lambda: self.now)
        self.company = UPS(self.parcels, self.deliveries, lambda: self.now)
        self.parcels.scripts.update(self.company.scripts)

    @asynccontextmanager
    async def client(self) -> AsyncIterator[httpx.AsyncClient]:
        app: Starlette = self.company.app
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ups") as client:
            yield client

    async def login(self, client: httpx.AsyncClient) -> None:
        answer = await client.post("/security/v1/oauth/token", data=GRANT, auth=(CLIENT, SECRET))
        client.headers.update({"authorization": f"Bearer {answer.json()['access_token']}", **CALLED})


@pytest.fixture
async def playing() -> AsyncIterator[Playing]:
    playing = Playing()
    yield playing
    playing.parcels.forget()
    await playing.deliveries.close()


@pytest.fixture
async def ups(playing: Playing) -> AsyncIterator[httpx.AsyncClient]:
    async with playing.client() as client:
        await playing.login(client)
        yield client


def code(answer: httpx.Response) -> str:
    return str(answer.json()["response"]["errors"][0]["code"])


async def subscribe(client: httpx.AsyncClient, kind: str = "standard", **parts: Any) -> httpx.Response:
    return await client.post(f"/api/track/v2/subscription/{kind}/package", json=WANTED | parts)


async def test_a_token_lasts_four_hours_and_says_so_in_text(playing: Playing) -> None:
    async with playing.client() as client:
        lent = (await client.post("/security/v1/oauth/token", data=GRANT, auth=(CLIENT, SECRET))).json()
        assert lent["expires_in"] == "14399"
        await playing.login(client)
        assert (await client.get(f"/api/track/v1/details/{NUMBER}")).status_code == 200
        playing.now += timedelta(hours=4)
        late = await client.get(f"/api/track/v1/details/{NUMBER}")
        assert (late.status_code, code(late)) == (401, "251004")


@pytest.mark.parametrize("auth", [("short", SECRET), (CLIENT, "short"), (f"{CLIENT}_inactive", SECRET), ("", "")])
async def test_who_cannot_log_in_gets_no_token(playing: Playing, auth: tuple[str, str]) -> None:
    async with playing.client() as client:
        answer = await client.post("/security/v1/oauth/token", data=GRANT, auth=auth)
        assert (answer.status_code, code(answer)) == (401, "250003")
        stranger = await client.get(f"/api/track/v1/details/{NUMBER}", headers={"authorization": "Bearer x"})
        assert (stranger.status_code, code(stranger)) == (401, "250002")


async def test_an_unknown_number_is_a_warning_in_a_good_answer(ups: httpx.AsyncClient) -> None:
    answer = await ups.get("/api/track/v1/details/1Z9990000300000001")
    assert answer.status_code == 200
    assert answer.json()["trackResponse"]["shipment"][0]["warnings"][0]["code"] == "TW0001"


async def test_a_call_without_its_name_is_refused(ups: httpx.AsyncClient) -> None:
    del ups.headers["transId"]
    assert code(await subscribe(ups)) == "VSS002"
    assert (await ups.get(f"/api/track/v1/details/{NUMBER}")).status_code == 400


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"trackingNumberList": []}, "VSS200"),
        ({"trackingNumberList": ["MG-LOST-1"]}, "VSS210"),
        ({"trackingNumberList": [NUMBER] * 101}, "VSS220"),
        ({"locale": None}, "VSS300"),
        ({"locale": "english"}, "VSS310"),
        ({"countryCode": "USA"}, "VSS400"),
        ({"trackingNumberList": 7}, "VSS000"),
    ],
)
async def test_a_subscription_that_makes_no_sense_is_refused_in_ups_own_codes(
    ups: httpx.AsyncClient, parts: dict[str, Any], expected: str
) -> None:
    answer = await subscribe(ups, **parts)
    assert (answer.status_code, code(answer)) == (400, expected)


async def test_good_numbers_are_taken_among_bad_ones(ups: httpx.AsyncClient) -> None:
    answer = await subscribe(ups, trackingNumberList=[NUMBER, "1Z12$"])
    assert answer.json() == {"validTrackingNumbers": [NUMBER], "invalidTrackingNumbers": ["1Z12$"]}
    assert code(await subscribe(ups, kind="premium")) == "VSS930"


async def test_a_subscription_tells_no_history_and_is_silent_after_two_weeks(
    playing: Playing, ups: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await ups.put(f"/portal/{CLIENT}", json={"url": mailbox.url, "headers": {"authorization": "Bearer s3cret"}})
    (await subscribe(ups)).raise_for_status()
    parcel = playing.parcels.follow(NUMBER)
    playing.now += timedelta(days=13)
    playing.parcels.advance(parcel)
    await mailbox.wait_for(1)
    playing.now += timedelta(days=2)
    playing.parcels.advance(parcel)
    await playing.login(ups)
    (await subscribe(ups)).raise_for_status()
    playing.parcels.decide(parcel, ClaimStep.PAID)
    await mailbox.wait_for(2)
    assert [b'"UL"' in body for body in mailbox.bodies] == [False, True]
    assert {headers["authorization"] for headers in mailbox.headers} == {"Bearer s3cret"}
