"""What companies post: kept when it is signed, whatever it is; and never anything else."""

import asyncio
import hashlib
import hmac
from pathlib import Path

import httpx
import msgspec
import pytest

from services.core.clock import system_clock
from services.core.companies.generic.signature import sign
from services.core.database import Pool
from services.core.ids import new_id
from services.core.settings import Settings
from services.core.storefronts import repository
from services.core.storefronts.model import AccountKind
from services.core.storefronts.operations import NewAccount, sealed_account
from services.core.vault import Vault
from tests.api.serving import Api, served
from tests.builders import Shop

EVENT = Path(__file__).parents[1].joinpath("companies/easypost/event_tracker_updated.json").read_bytes()


def signed(shop: Shop, body: bytes) -> dict[str, str]:
    digest = hmac.new(f"secret of {shop.id}".encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hmac-Signature": f"hmac-sha256-hex={digest}", "Content-Type": "application/json"}


async def post(api: Api, shop: Shop, body: bytes, **changes: str) -> httpx.Response:
    path = f"/hooks/{changes.get('company', 'easypost')}/{changes.get('account', shop.account_id)}"
    return await api.client.post(path, content=body, headers=signed(shop, body))


async def kept(app: Pool, shop: Shop) -> list[tuple[str, bytes]]:
    async with app.read(shop.id) as db:
        rows = await db.fetch("select external_id, body from inbox order by received_at")
        return [(row["external_id"], row["body"]) for row in rows]


async def events(app: Pool, shop: Shop) -> int:
    async with app.read(shop.id) as db:
        return int(await db.fetchval("select count(*) from events where type = 'inbox.received'"))


async def test_a_signed_message_is_kept_as_it_came_and_the_worker_is_told(probe: Api, app: Pool, shop: Shop) -> None:
    answer = await post(probe, shop, EVENT)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert await kept(app, shop) == [(msgspec.json.decode(EVENT)["id"], EVENT)]
    assert await events(app, shop) == 1


async def test_a_hundred_repetitions_are_one_message(probe: Api, app: Pool, shop: Shop) -> None:
    answers = await asyncio.gather(*(post(probe, shop, EVENT) for _ in range(100)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(await kept(app, shop)) == await events(app, shop) == 1


async def test_a_bad_signature_is_401_and_nothing_is_kept(probe: Api, app: Pool, shop: Shop, other_shop: Shop) -> None:
    path = f"/hooks/easypost/{shop.account_id}"
    good = signed(shop, EVENT)
    for headers in ({}, {"X-Hmac-Signature": ""}, signed(shop, EVENT + b" "), signed(other_shop, EVENT)):
        answer = await probe.client.post(path, content=EVENT, headers=headers)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "BAD_SIGNATURE"
    assert (await probe.client.post(path, content=EVENT + b" ", headers=good)).status_code == 401
    assert await kept(app, shop) == []


async def test_an_address_that_is_nobodys_is_404_whatever_is_wrong_with_it(probe: Api, app: Pool, shop: Shop) -> None:
    addresses = [{"account": new_id("acc")}, {"account": "acc_x"}, {"account": "%00"}, {"company": "nobody"}]
    answers = [await post(probe, shop, EVENT, **address) for address in addresses]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert await kept(app, shop) == []


async def test_a_signed_message_that_cannot_be_read_is_kept_for_a_person(probe: Api, app: Pool, shop: Shop) -> None:
    for body in (b"{", b"[]", b'{"id": 7}', b"\xff\x00", b""):
        for _ in range(2):
            assert (await post(probe, shop, body)).status_code == 200
    found = await kept(app, shop)
    assert [body for _, body in found] == [b"{", b"[]", b'{"id": 7}', b"\xff\x00", b""]
    assert all(name.startswith("sha256:") for name, _ in found)


async def test_a_message_of_more_than_a_megabyte_is_413(probe: Api, app: Pool, shop: Shop) -> None:
    answer = await post(probe, shop, b" " * (1024 * 1024 + 1))
    assert answer.status_code == 413
    assert await kept(app, shop) == []


async def test_only_post_is_taken(probe: Api, shop: Shop) -> None:
    assert (await probe.client.get(f"/hooks/easypost/{shop.account_id}")).status_code == 405


async def test_while_the_database_is_away_or_the_key_is_missing_the_company_is_asked_to_repeat(
    settings: Settings, shop: Shop
) -> None:
    secret = type(settings.vault_keys)
    for changes in (
        {"database_url": secret("postgresql://makegood@127.0.0.1:1/makegood")},
        {"vault_keys": secret("2:" + "dnZ2dnZ2dnZ2dnZ2dnZ2dnZ2dnZ2dnZ2dnZ2dnZ2dnY=")},
    ):
        async with served(settings.model_copy(update=changes)) as api:
            answer = await post(api, shop, EVENT)
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "5"


async def test_bodies_and_secrets_stay_out_of_the_log(
    probe: Api, shop: Shop, vault: Vault, capfd: pytest.CaptureFixture[str]
) -> None:
    for body in (EVENT, b"ida@shop.example"):
        await post(probe, shop, body)
        await probe.client.post(f"/hooks/easypost/{shop.account_id}", content=body)
    told = "".join(capfd.readouterr())
    assert "hook.bad_signature" in told
    assert "ida@" not in told
    assert "secret of" not in told
    assert str(msgspec.json.decode(EVENT)["result"]["tracking_code"]) not in told


async def test_a_generic_shops_message_is_kept_when_its_account_signed_it(
    probe: Api, app: Pool, vault: Vault, shop: Shop
) -> None:
    secret = "whsec_c2VjcmV0IG9mIGEgdGVzdA=="
    new = NewAccount("generic", "shop", {}, {"webhook_secret": secret}, AccountKind.PLATFORM)
    account = sealed_account(vault, shop.id, new)
    async with app.write(shop.id) as tx:
        await repository.save_account(tx, account, system_clock())
    body = b'{"id":"msg_1","type":"refund.created","data":{}}'
    path = f"/hooks/generic/{account.id}"
    headers = sign(secret, "msg_1", system_clock(), body)
    assert (await probe.client.post(path, content=body + b" ", headers=headers)).status_code == 401
    assert (await probe.client.post(path, content=body)).status_code == 401
    for _ in range(2):
        assert (await probe.client.post(path, content=body, headers=headers)).status_code == 200
    assert await kept(app, shop) == [("msg_1", body)]
    assert (await probe.client.post("/hooks/generic", content=body, headers=headers)).status_code == 404
