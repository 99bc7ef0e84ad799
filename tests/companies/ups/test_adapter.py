"""UPS over HTTP: what the adapter sends, and what it makes of answers that the sandbox never gives."""

import base64
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn import Config, Server

from services.core.companies.ups import UPS
from services.core.outside import Outside
from services.core.ports import Credentials, Parcel, Rejected
from services.core.shipments.model import ProofKind, Tracking

ANSWERS = Path(__file__).parent / "answers"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
VALUES = {"client_id": "client-of-a-shop", "client_secret": "secret-of-a-shop", "hook_secret": "pushed-by-UPS"}
ACCOUNT = Credentials("acc_1", VALUES)
NUMBER = "1Z9990000300000001"
PARCEL = Parcel(NUMBER, "UPS")
TOKEN: dict[str, Any] = {"token_type": "Bearer", "access_token": "lent", "expires_in": "14399", "status": "approved"}


@dataclass
class Answering:
    """A UPS that answers as a test says, and notes what it was asked."""

    url: str = ""
    token: object = field(default_factory=lambda: TOKEN)
    answer: Callable[[Request], tuple[int, bytes]] = lambda _: (200, b"{}")
    asked: list[httpx.Headers] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    logins: list[tuple[httpx.Headers, bytes]] = field(default_factory=list)

    async def __call__(self, request: Request) -> Response:
        body = await request.body()
        if request.url.path.startswith("/security"):
            self.logins.append((httpx.Headers(dict(request.headers)), body))
            return Response(json.dumps(self.token), 200, media_type="application/json")
        self.asked.append(httpx.Headers(dict(request.headers)))
        self.queries.append(dict(request.query_params))
        self.bodies.append(body)
        status, answer = self.answer(request)
        return Response(answer, status, media_type="application/json")


@pytest.fixture
async def company() -> AsyncIterator[Answering]:
    company = Answering()
    app = Starlette(routes=[Route("/{path:path}", company.__call__, methods=["GET", "POST"])])
    server = Server(Config(app, port=0, log_config=None, lifespan="off", ws="none"))
    config = server.config
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    company.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield company
    await server.shutdown()


@pytest.fixture
async def ups(company: Answering) -> AsyncIterator[UPS]:
    async with Outside(lambda: NOW) as outside:
        yield UPS(outside, company.url)


def kept(name: str) -> bytes:
    return (ANSWERS / f"{name}.json").read_bytes().replace(b"MG-TRANSIT-0000", NUMBER.encode())


async def test_each_call_says_who_asks_and_has_a_name_of_its_own(company: Answering, ups: UPS) -> None:
    company.answer = lambda _: (200, kept("in_transit"))
    for _ in range(2):
        assert (await ups.check(ACCOUNT, PARCEL)).scans
    assert {headers["authorization"] for headers in company.asked} == {"Bearer lent"}
    assert {headers["transactionsrc"] for headers in company.asked} == {"Makegood"}
    assert len({headers["transid"] for headers in company.asked}) == 2
    assert company.queries[0] == {
        "locale": "en_US",
        "returnSignature": "false",
        "returnPOD": "false",
        "returnMilestones": "false",
    }


async def test_a_login_is_the_clients_and_may_name_the_shippers_account(company: Answering, ups: UPS) -> None:
    await ups.check(ACCOUNT, PARCEL)
    await ups.check(Credentials("acc_2", VALUES | {"merchant_id": "A1B2C3"}), PARCEL)
    (first, body), (second, _) = company.logins
    assert base64.b64decode(first["authorization"].removeprefix("Basic ")) == b"client-of-a-shop:secret-of-a-shop"
    assert body == b"grant_type=client_credentials"
    assert "x-merchant-id" not in first
    assert second["x-merchant-id"] == "A1B2C3"


@pytest.mark.parametrize("token", [{}, [], {"access_token": ""}, {"access_token": 7.5}, {"expires_in": "14399"}])
async def test_a_login_without_a_token_is_an_answer_that_cannot_be_read(
    company: Answering, ups: UPS, token: object
) -> None:
    company.token = token
    assert await ups.check(ACCOUNT, PARCEL) == Tracking((), trouble="UNINTELLIGIBLE")


@pytest.mark.parametrize("seconds", ["soon", None, "", -1, 14399])
async def test_a_token_whose_end_cannot_be_read_is_used_for_a_while(
    company: Answering, ups: UPS, seconds: object
) -> None:
    company.token = TOKEN | {"expires_in": seconds}
    for _ in range(2):
        await ups.check(ACCOUNT, PARCEL)
    assert len(company.logins) == 1


async def test_tests_go_to_the_test_system_and_everything_else_to_the_real_one() -> None:
    class Noting(UPS):
        async def _call(self, credentials: Any, request: Any, read: Any) -> Any:
            urls.append(request.base_url)
            return Tracking(())

    urls: list[str] = []
    async with Outside() as outside:
        for url in (UPS.base_url, "http://127.0.0.1:9/ups"):
            for values in (VALUES, VALUES | {"mode": "test"}):
                await Noting(outside, url).check(Credentials("acc_1", values), PARCEL)
        assert not UPS(outside, UPS.base_url).is_sandbox(ACCOUNT)
    assert urls == ["", "https://wwwcie.ups.com", "", ""]


async def test_papers_that_make_an_answer_too_long_leave_the_signature(company: Answering, ups: UPS) -> None:
    def answer(request: Request) -> tuple[int, bytes]:
        told = json.loads(kept("delivered"))
        shown = told["trackResponse"]["shipment"][0]["package"][0]["deliveryInformation"]
        if request.query_params["returnPOD"] == "true":
            shown["pod"]["content"] = "A" * 1_200_000
        else:
            del shown["pod"], shown["deliveryPhoto"]
        return 200, json.dumps(told).encode()

    company.answer = answer
    shown = await ups.prove(ACCOUNT, PARCEL)
    assert shown.proof is not None
    assert [file.kind for file in shown.proof.files] == [ProofKind.SIGNATURE]
    assert [query["returnSignature"] for query in company.queries] == ["true", "true"]


async def test_a_subscription_asks_for_all_kinds_of_news_of_one_parcel(company: Answering, ups: UPS) -> None:
    def answer(request: Request) -> tuple[int, bytes]:
        if request.method == "POST":
            return 200, json.dumps({"validTrackingNumbers": [NUMBER], "invalidTrackingNumbers": []}).encode()
        return 200, kept("in_transit")

    company.answer = answer
    told = await ups.register(ACCOUNT, Parcel("1z 999 0000 3000 00001", "UPS"))
    assert json.loads(company.bodies[0]) == {
        "locale": "en_US",
        "countryCode": "US",
        "trackingNumberList": [NUMBER],
        "eventPreferences": ["D", "I", "M", "X"],
    }
    assert company.asked[0]["transid"]
    assert company.asked[0]["transactionsrc"] == "Makegood"
    assert told.renew_at is not None
    assert NOW < told.renew_at < NOW + timedelta(days=14)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {"validTrackingNumbers": ["1Z9990000300000002"], "invalidTrackingNumbers": [NUMBER]}),
        (200, {"validTrackingNumbers": [], "invalidTrackingNumbers": [NUMBER]}),
        (400, {"invalidTrackingNumbers": [NUMBER], "response": {"errors": [{"code": "VSS210", "message": "no"}]}}),
        (400, {"response": {"errors": [{"code": "VSS215", "message": "not a valid CIE tracking number"}]}}),
        (400, {}),
    ],
)
async def test_a_number_that_is_not_subscribed_is_read_all_the_same(
    company: Answering, ups: UPS, status: int, body: object
) -> None:
    company.answer = lambda request: (
        (status, json.dumps(body).encode()) if request.method == "POST" else (200, kept("in_transit"))
    )
    told = await ups.register(ACCOUNT, PARCEL)
    assert told.renew_at is None
    assert len(told.scans) == 4


async def test_an_account_that_is_turned_away_by_both_is_rejected(company: Answering, ups: UPS) -> None:
    company.answer = lambda _: (403, b'{"response": {"errors": [{"code": "250005", "message": "Blocked Merchant"}]}}')
    with pytest.raises(Rejected, match="Blocked Merchant"):
        await ups.register(ACCOUNT, PARCEL)
