"""What a generic shop posts becomes what we know of its orders and their refunds."""

import json
from datetime import timedelta
from decimal import Decimal

import asyncpg
import pytest

from services.core import inbox as letters
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.inbox import Letter
from services.core.vault import Vault
from services.worker import inbox
from services.worker.job import Again, Process
from tests.builders import Shop
from tests.selling import a_platform, balance
from tests.worker.evidence import a_job

NOW = system_clock().replace(microsecond=0)
ORDER = {
    "orderId": "1001", "number": "#1001", "currencyCode": "EUR", "total": "30.00", "shippingAmount": "5.00",
    "placedAt": (NOW - timedelta(days=9)).isoformat(), "updatedAt": NOW.isoformat(),
    "lines": [{"lineId": "line-1", "title": "Mug", "quantity": 2, "unitPrice": "12.50", "paidAmount": "25.00"}],
}  # fmt: skip
REFUND = {
    "refundId": "rf_1", "orderId": "1001", "currencyCode": "EUR", "amount": "12.50", "createdAt": NOW.isoformat(),
    "lines": [{"lineId": "line-1", "quantity": 1, "amount": "12.50"}],
}  # fmt: skip


class Mail:
    """Posts messages of one account and has them read."""

    def __init__(self, process: Process, shop: Shop, account_id: str, rows: asyncpg.Connection) -> None:
        self.process, self.shop, self.account_id, self.rows = process, shop, account_id, rows

    async def __call__(self, name: str, kind: str, data: object) -> Again | None:
        body = json.dumps({"id": name, "type": kind, "data": data}).encode()
        async with self.process.app.write(self.shop.id) as tx:
            assert await letters.keep(tx, Letter(self.account_id, "generic", name, body), system_clock())
        kept = await self.rows.fetchval("select id from inbox where external_id = $1", name)
        return await inbox.read(await a_job(self.rows, self.process, self.shop, "inbox.read", kept))

    async def problem(self, name: str) -> str | None:
        problem: str | None = await self.rows.fetchval("select problem from inbox where external_id = $1", name)
        return problem


@pytest.fixture
async def mail(process: Process, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection) -> Mail:
    return Mail(process, shop, await a_platform(app, vault, shop, "generic"), rows)


async def test_an_order_and_a_refund_that_staff_made_are_known_and_counted(mail: Mail, app: Pool, shop: Shop) -> None:
    assert await mail("msg_1", "order.updated", ORDER) is None
    order = await mail.rows.fetchval("select id from orders where platform_account_id = $1", mail.account_id)
    for number in (2, 3):
        assert await mail(f"msg_{number}", "refund.created", REFUND) is None
    assert (await balance(app, shop, order)).all_compensated == Decimal("12.50")
    assert [await mail.problem(f"msg_{number}") for number in (1, 2, 3)] == [None] * 3


async def test_a_refund_of_an_order_that_was_not_told_yet_waits_for_it(mail: Mail) -> None:
    assert isinstance(await mail("msg_1", "refund.created", REFUND), Again)


async def test_what_cannot_be_read_is_left_to_a_person_and_what_is_not_known_is_left_alone(mail: Mail) -> None:
    assert await mail("msg_1", "refund.created", REFUND | {"amount": "much"}) is None
    assert await mail("msg_2", "order.fancied", {}) is None
    assert (await mail.problem("msg_1") or "").startswith("Unintelligible")
    assert await mail.problem("msg_2") is None
