"""Accounts at carriers as storefronts connect them: what is refused, what is kept sealed, and who is told."""

from typing import Any

import asyncpg
import pytest

from services.core.companies import CARRIERS
from services.core.database import Pool
from services.core.storefronts import repository
from services.core.storefronts.model import Scope
from services.core.storefronts.operations import open_credentials, open_hook_secrets
from services.core.vault import Vault
from tests.api.nouns.asking import Asker, place_events
from tests.api.nouns.inputs import an_order
from tests.builders import Shop, a_key

SECRET = "EZTK-very-secret"


def given(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "idempotencyKey": a_key(),
        "company": "easypost",
        "label": "second",
        "credentials": [{"name": "api_key", "value": SECRET}],
        "hookSecrets": [{"name": "webhook_secret", "value": "hush"}],
        "mode": "TEST",
    }
    return values | changes


async def opened(app: Pool, vault: Vault, shop: Shop, account_id: str) -> tuple[dict[str, str], tuple[str, ...]]:
    async with app.read(shop.id) as db:
        account = await repository.get_account(db, account_id)
    assert account is not None
    return open_credentials(vault, shop.id, account), open_hook_secrets(vault, shop.id, account)


async def test_an_account_is_kept_sealed_until_it_was_tried(asker: Asker, app: Pool, vault: Vault, shop: Shop) -> None:
    account = (await asker.change("carrierAccountConnect", **given()))["account"]
    assert (account["company"], account["label"], account["status"]) == ("easypost", "second", "CONNECTING")
    values, hooks = await opened(app, vault, shop, account["id"])
    assert values == {"api_key": SECRET, "webhook_secret": "hush", "mode": "test"}
    assert hooks == ("hush",)


async def test_told_again_it_gets_the_new_secrets_and_is_tried_again(
    asker: Asker, app: Pool, vault: Vault, shop: Shop
) -> None:
    first = (await asker.change("carrierAccountConnect", **given()))["account"]
    changes = {"credentials": [{"name": "api_key", "value": "EZAK-new"}], "hookSecrets": [], "mode": "LIVE"}
    again = (await asker.change("carrierAccountConnect", **given(**changes)))["account"]
    assert again["id"] == first["id"]
    assert await opened(app, vault, shop, first["id"]) == ({"api_key": "EZAK-new"}, ())
    other = (await asker.change("carrierAccountConnect", **given(label="third")))["account"]
    assert other["id"] != first["id"]


async def test_the_same_request_twice_is_one_account_and_one_try(asker: Asker, database: str, shop: Shop) -> None:
    told = given()
    first = await asker.change("carrierAccountConnect", **told)
    assert await asker.change("carrierAccountConnect", **told) == first
    other = told | {"credentials": [{"name": "api_key", "value": "another"}]}
    assert await asker.refusal("carrierAccountConnect", **other) == [("IDEMPOTENCY_MISMATCH", "idempotencyKey")]
    connection = await asyncpg.connect(database)
    try:
        rows = await connection.fetch(
            "select type, data::text, subject from makegood.events where storefront_id = $1", shop.id
        )
        told_of = [row for row in rows if row["type"] == "account.connecting"]
        assert len(told_of) == 1
        everything = str([dict(row) for row in rows])
        everything += str([dict(row) for row in await connection.fetch("select * from makegood.idempotency_keys")])
        everything += str([dict(row) for row in await connection.fetch("select * from makegood.accounts")])
        assert SECRET not in everything
        assert "hush" not in everything
    finally:
        await connection.close()


@pytest.mark.parametrize("company", CARRIERS, ids=lambda company: company.name)
async def test_each_missing_name_is_named(asker: Asker, company: Any) -> None:
    answer = await asker.send(
        "carrierAccountConnect", input=given(company=company.name, credentials=[], hookSecrets=[])
    )
    assert answer["account"] is None
    assert [error["code"] for error in answer["userErrors"]] == ["CREDENTIALS_INCOMPLETE"] * len(
        company.credential_names
    )
    for name, error in zip(company.credential_names, answer["userErrors"], strict=True):
        assert f"`{name}`" in error["message"]
        assert error["field"] == ["credentials"]


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"company": "nobody"}, [("INVALID", "company")]),
        ({"label": " "}, [("INVALID", "label")]),
        ({"label": "x" * 101}, [("INVALID", "label")]),
        (
            {"credentials": [{"name": "api_key", "value": "a"}, {"name": "api_key", "value": "b"}]},
            [("DUPLICATE", "credentials.1.name")],
        ),
        (
            {"credentials": [{"name": "API KEY", "value": "a"}, {"name": "api_key", "value": "a"}]},
            [("INVALID", "credentials.0.name")],
        ),
        ({"credentials": [{"name": "api_key", "value": " "}]}, [("INVALID", "credentials.0.value")]),
        ({"credentials": [{"name": "api_key", "value": "a\nb"}]}, [("INVALID", "credentials.0.value")]),
        ({"credentials": [{"name": "api_key", "value": "x" * 4097}]}, [("INVALID", "credentials.0.value")]),
        ({"hookSecrets": [{"name": "mode", "value": "live"}, {"name": "webhook_secret", "value": "s"}]},
         [("INVALID", "hookSecrets.0.name")]),
        ({"hookSecrets": [{"name": "webhook_secret_previous", "value": "s"}]},
         [("CREDENTIALS_INCOMPLETE", "hookSecrets")]),
        ({"credentials": [{"name": f"n{number}", "value": "x"} for number in range(21)]},
         [("INVALID", "credentials"), ("CREDENTIALS_INCOMPLETE", "credentials")]),
    ],
)  # fmt: skip
async def test_what_cannot_be_an_account_is_refused(
    asker: Asker, changes: dict[str, Any], refused: list[tuple[str, str]]
) -> None:
    assert await asker.refusal("carrierAccountConnect", **given(**changes)) == refused


async def test_only_those_who_operate_connect_and_watch(asker: Asker, shop: Shop) -> None:
    reader = asker.with_scopes(Scope.READ)
    text = "mutation ($input: CarrierAccountConnectInput!) { carrierAccountConnect(input: $input) { account { id } } }"
    assert await reader.codes(text, input=given()) == ["FORBIDDEN"]
    order = await an_order(asker)
    assert await asker.customer_of(order["id"]).codes(text, input=given()) == ["FORBIDDEN"]


async def test_what_became_of_it_is_pushed(asker: Asker, relay: Pool, shop: Shop) -> None:
    order = await an_order(asker)
    account = (await asker.change("carrierAccountConnect", **given()))["account"]
    await place_events(relay)
    async with asker.watch("accountsUpdated", after=order["cursor"]) as pushes:
        push = await anext(pushes)
    assert (push["type"], push["account"]["id"], push["account"]["status"]) == (
        "account.connecting", account["id"], "CONNECTING",
    )  # fmt: skip


async def test_another_storefront_neither_sees_nor_touches_it(asker: Asker, stranger: Asker) -> None:
    first = (await asker.change("carrierAccountConnect", **given()))["account"]
    theirs = (await stranger.change("carrierAccountConnect", **given()))["account"]
    assert theirs["id"] != first["id"]
    found = (await stranger.send("accounts"))["nodes"]
    assert first["id"] not in {account["id"] for account in found}
