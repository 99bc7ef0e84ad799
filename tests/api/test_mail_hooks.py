"""Mails at the door: kept as they came when their token is signed, fresh and new."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.storefronts.model import AccountKind
from services.core.storefronts.operations import NewAccount, connect_account
from services.core.vault import Vault
from tests.api.serving import Api
from tests.builders import Shop
from tests.posted import BOUNDARY, KEY, fields_of, form, signature, signed

FIELDS = fields_of("ida@shop.example", "claim+x@mail.shop.example", "It came today.")


@pytest.fixture
async def account(app: Pool, shop: Shop, vault: Vault) -> str:
    """The shop's account at the company that receives its mails."""
    new = NewAccount("mailgun", "main", {"webhook_secret": KEY}, {"webhook_secret": KEY}, AccountKind.MAIL)
    return await connect_account(shop.write(app), vault, new, shop.caller.actor, system_clock())


async def post(api: Api, account: str, body: bytes) -> httpx.Response:
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY.decode()}"}
    return await api.client.post(f"/hooks/mailgun/{account}", content=body, headers=headers)


async def kept(app: Pool, shop: Shop) -> list[bytes]:
    async with app.read(shop.id) as db:
        return [row["body"] for row in await db.fetch("select body from inbox where company = 'mailgun'")]


async def test_a_signed_mail_is_kept_as_it_came(probe: Api, app: Pool, shop: Shop, account: str) -> None:
    body = signed(FIELDS)
    assert (await post(probe, account, body)).status_code == 200
    assert await kept(app, shop) == [body]


async def test_a_token_counts_once_whatever_comes_with_it(probe: Api, app: Pool, shop: Shop, account: str) -> None:
    told = signature()
    bodies = [form(FIELDS | told | {"stripped-text": str(number)}) for number in range(20)]
    answers = await asyncio.gather(*(post(probe, account, body) for body in bodies))
    assert {answer.status_code for answer in answers} == {200}
    assert len(await kept(app, shop)) == 1


async def test_a_bad_or_an_old_signature_is_401(probe: Api, app: Pool, shop: Shop, account: str) -> None:
    old = system_clock() - timedelta(days=1)
    for body in (form(FIELDS), signed(FIELDS, key="another"), signed(FIELDS, old), b"", b"{}"):
        answer = await post(probe, account, body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "BAD_SIGNATURE")
    assert await kept(app, shop) == []


async def test_a_mail_may_be_larger_than_other_messages_up_to_its_own_limit(
    probe: Api, app: Pool, shop: Shop, account: str
) -> None:
    large = form(FIELDS | signature(), ("a.jpg", "image/jpeg", b"x" * 2 * 1024 * 1024))
    assert (await post(probe, account, large)).status_code == 200
    too_large = form(FIELDS | signature(), ("a.jpg", "image/jpeg", b"x" * 26 * 1024 * 1024))
    assert (await post(probe, account, too_large)).status_code == 413
    assert await kept(app, shop) == [large]
