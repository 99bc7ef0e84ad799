"""The adapter against the sandbox's shops, which know nothing of it: both must have read the page for shops alike."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from services.core.companies.generic import GenericPlatform
from services.core.outside import Outside
from services.core.ports import (
    Credentials,
    Credit,
    Done,
    GiftCard,
    Refund,
    RefundLine,
    RefundNews,
    Rejected,
    Request,
    Reship,
    ReshipLine,
    Unavailable,
    Unintelligible,
)

SECRET = "whsec_c2VjcmV0IG9mIGEgdGVzdA=="
LOOPBACK = frozenset({"127.0.0.1"})

REFUND = Refund(
    "eff_1", "res_1", "order-1", "EUR", Decimal(15), Decimal("2.5"),
    (RefundLine("line-1", 1, Decimal("12.5000")),),
)  # fmt: skip
CREDIT = Credit("eff_2", "res_2", "order-1", "JPY", Decimal(500))
GIFT_CARD = GiftCard("eff_3", "res_3", "order-1", "KWD", Decimal("1.250"))
RESHIP = Reship("eff_4", "res_4", "order-1", "EUR", (ReshipLine("line-1", 2, "Mug", "variant-2"),))
REQUESTS: list[Request] = [REFUND, CREDIT, GIFT_CARD, RESHIP]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    command = [sys.executable, "-m", "services.sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        try:
            yield next(told["url"] for line in process.stdout if (told := json.loads(line)).get("event") == "listening")
        finally:
            process.terminate()


@dataclass
class Shop:
    """A shop of the sandbox, its state, and the adapter that calls it."""

    url: str
    sandbox: httpx.AsyncClient
    platform: GenericPlatform

    @property
    def account(self) -> Credentials:
        return Credentials("acc_1", {"base_url": self.url, "secret": SECRET, "environment": "test"})

    async def behave(self, **ways: object) -> None:
        (await self.sandbox.put("/generic/shop/ways", json={"secret": SECRET, **ways})).raise_for_status()

    async def keep_order(self, **order: object) -> None:
        (await self.sandbox.put("/generic/shop/orders/order-1", json=order)).raise_for_status()

    async def fault(self, fault: int | str, **order: object) -> None:
        answer = await self.sandbox.post("/control/faults", json={"fault": fault, "company": "generic"} | order)
        answer.raise_for_status()

    async def done(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = (await self.sandbox.get("/generic/shop")).json()["done"]
        return found


@pytest.fixture
async def shop(sandbox: str) -> AsyncIterator[Shop]:
    async with httpx.AsyncClient(base_url=sandbox) as client, Outside() as outside:
        (await client.post("/control/reset")).raise_for_status()
        shop = Shop(f"{sandbox}/generic/shop", client, GenericPlatform(outside, LOOPBACK))
        await shop.behave()
        yield shop


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: type(request).__name__)
async def test_each_request_is_done_once_for_its_key_and_can_be_looked_up(shop: Shop, request_: Request) -> None:
    assert await shop.platform.find(shop.account, request_) is None
    done = await shop.platform.carry_out(shop.account, request_)
    assert done.amount == (None if isinstance(request_, Reship) else request_.amount)
    assert done.reference
    assert done.number
    assert await shop.platform.carry_out(shop.account, request_) == done
    assert await shop.platform.find(shop.account, request_) == done
    (deed,) = await shop.done()
    assert isinstance(deed["asked"], dict)
    assert deed["asked"]["reference"] == request_.reference


async def test_amounts_are_written_with_the_decimals_of_their_currency(shop: Shop) -> None:
    for request in REQUESTS:
        await shop.platform.carry_out(shop.account, request)
    asked = [deed["asked"] for deed in await shop.done()]
    amounts = [one["amount"] for one in asked if isinstance(one, dict)]
    assert amounts == ["15.00", "500", "1.250", None]
    assert isinstance(asked[0], dict)
    assert asked[0]["lines"][0]["amount"] == "12.50"


async def test_stock_is_asked_line_by_line(shop: Shop) -> None:
    assert await shop.platform.stock(shop.account, RESHIP) == {"line-1": None}
    lines = [{"lineId": "line-1", "available": 1}, {"lineId": "line-2", "available": 0}]
    await shop.keep_order(currencyCode="EUR", refundable="65.00", lines=lines)
    assert await shop.platform.stock(shop.account, RESHIP) == {"line-1": 1}
    with pytest.raises(Rejected, match="UNKNOWN_LINE"):
        await shop.platform.stock(shop.account, replace(RESHIP, lines=(ReshipLine("line-9", 1, "Pot"),)))
    assert await shop.done() == []


@pytest.mark.parametrize(
    ("order", "request_", "code"),
    [
        ({"refundable": "14.99"}, REFUND, "ABOVE_REFUNDABLE"),
        ({"currencyCode": "USD"}, REFUND, "CURRENCY_MISMATCH"),
        ({"closed": True}, CREDIT, "ORDER_CLOSED"),
        ({"lines": []}, REFUND, "UNKNOWN_LINE"),
        ({"lines": [{"lineId": "line-1", "available": 1}]}, RESHIP, "OUT_OF_STOCK"),
    ],
)
async def test_what_the_order_does_not_admit_is_rejected_in_our_words(
    shop: Shop, order: dict[str, object], request_: Request, code: str
) -> None:
    usual = {"currencyCode": request_.currency_code, "refundable": "65.00", "lines": [{"lineId": "line-1"}]}
    await shop.keep_order(**(usual | order))
    for _ in range(2):
        with pytest.raises(Rejected) as refusal:
            await shop.platform.carry_out(shop.account, request_)
        assert refusal.value.code == code
    assert await shop.done() == []
    await shop.keep_order(**usual)
    done = await shop.platform.carry_out(shop.account, request_)
    assert done.reference, "a no is not remembered"


async def test_a_key_that_was_used_for_something_else_is_rejected(shop: Shop) -> None:
    await shop.platform.carry_out(shop.account, CREDIT)
    with pytest.raises(Rejected, match="KEY_REUSED"):
        await shop.platform.carry_out(shop.account, replace(CREDIT, amount=Decimal(501)))
    assert len(await shop.done()) == 1


@pytest.mark.parametrize(
    ("fault", "ambiguous", "done"),
    [
        (429, False, 0), (503, True, 0), ("reset_before_work", True, 0), ("reset_after_work", True, 1),
        ("truncated", True, 1),
    ],
)  # fmt: skip
async def test_a_bad_day_of_theirs_is_unavailable_and_never_repeated_by_the_call_itself(
    shop: Shop, fault: int | str, ambiguous: bool, done: int
) -> None:
    await shop.fault(fault, match={"method": "POST"})
    with pytest.raises(Unavailable) as failure:
        await shop.platform.carry_out(shop.account, REFUND)
    assert failure.value.ambiguous is ambiguous
    assert len(await shop.done()) == done
    again = await shop.platform.carry_out(shop.account, REFUND)
    assert await shop.platform.find(shop.account, REFUND) == again
    assert len(await shop.done()) == 1


async def test_an_answer_that_is_no_json_is_unintelligible(shop: Shop) -> None:
    await shop.fault("malformed")
    with pytest.raises(Unintelligible):
        await shop.platform.carry_out(shop.account, REFUND)


async def test_the_same_key_at_the_same_time_is_told_to_come_back(shop: Shop) -> None:
    await shop.fault(409, errors=[{"code": "IN_PROGRESS", "message": "wait"}], times=2)
    for ask in (shop.platform.carry_out, shop.platform.find):
        with pytest.raises(Unavailable) as failure:
            await ask(shop.account, REFUND)
        assert failure.value.ambiguous


@pytest.mark.parametrize(
    "wrong",
    [
        {"error": {"code": "NO_SUCH_PAGE", "message": ""}}, {"error": {"code": "", "message": "not found"}},
    ],
)  # fmt: skip
async def test_a_stray_404_is_no_proof_that_nothing_was_done(shop: Shop, wrong: dict[str, dict[str, str]]) -> None:
    await shop.fault(404, errors=[wrong["error"]], times=2)
    with pytest.raises(Rejected):
        await shop.platform.find(shop.account, REFUND)
    with pytest.raises(Rejected):
        await shop.platform.carry_out(shop.account, REFUND)


async def test_a_wrong_secret_or_an_old_signature_is_refused(shop: Shop) -> None:
    values = dict(shop.account.values)
    stranger = Credentials("acc_2", values | {"secret": "whsec_d3Jvbmc="})
    with pytest.raises(Rejected, match="BAD_SIGNATURE"):
        await shop.platform.carry_out(stranger, REFUND)
    async with Outside() as outside:
        late = GenericPlatform(outside, LOOPBACK, clock=lambda: datetime.now(UTC) - timedelta(minutes=6))
        with pytest.raises(Rejected, match="BAD_SIGNATURE"):
            await late.carry_out(shop.account, REFUND)
    assert await shop.done() == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"secret": ""}, "CREDENTIALS_INCOMPLETE"),
        ({"secret": "whsec_"}, "CREDENTIALS_INCOMPLETE"),
        ({"secret": "whsec_é"}, "CREDENTIALS_INCOMPLETE"),
        ({"base_url": ""}, "CREDENTIALS_INCOMPLETE"),
        ({"base_url": "ftp://shop.example"}, "BAD_ADDRESS"),
        ({"environment": "live"}, "BAD_ADDRESS"),
    ],
)
async def test_an_account_that_cannot_be_used_is_rejected_before_any_call(
    shop: Shop, values: dict[str, str], code: str
) -> None:
    account = Credentials("acc_1", dict(shop.account.values) | values)
    with pytest.raises(Rejected) as refusal:
        await shop.platform.carry_out(account, REFUND)
    assert refusal.value.code == code
    assert SECRET not in str(refusal.value)


async def test_a_private_address_is_called_only_where_the_settings_allow_it(shop: Shop) -> None:
    async with Outside() as outside:
        strict = GenericPlatform(outside)
        for url in (shop.url, "http://127.0.0.1/generic/shop"):
            account = Credentials("acc_1", dict(shop.account.values) | {"base_url": url})
            with pytest.raises(Rejected) as refusal:
                await strict.carry_out(account, REFUND)
            assert refusal.value.code in {"BAD_ADDRESS", "FORBIDDEN_ADDRESS"}
    assert await shop.done() == []


async def test_only_an_account_that_says_so_is_for_tests(shop: Shop) -> None:
    assert shop.platform.is_sandbox(shop.account)
    for environment in ("live", "TEST", ""):
        values = dict(shop.account.values) | {"environment": environment}
        assert not shop.platform.is_sandbox(Credentials("acc_1", values))
    assert not shop.platform.is_sandbox(Credentials("acc_1", {}))


async def test_a_shop_that_is_asked_tells_its_refunds(shop: Shop) -> None:
    before = datetime.now(UTC)
    done: Done = await shop.platform.carry_out(shop.account, REFUND)
    page = await shop.platform.updated_since(shop.account, before, None)
    (told,) = page.news
    assert isinstance(told, RefundNews)
    assert (told.external_id, told.reference, told.amount) == (done.reference, "res_1", Decimal(15))
    assert (told.lines[0].amount, told.shipping_amount) == (Decimal("12.50"), Decimal("2.50"))
    assert page.after is None
    assert (await shop.platform.updated_since(shop.account, datetime.now(UTC), None)).news == ()
    await shop.fault(404, errors=[{"code": "", "message": ""}])
    assert (await shop.platform.updated_since(shop.account, before, None)).news == (), "not every shop can be asked"
