"""The generated client's queries and mutations against a running Makegood, what they refuse, and their errors."""

from decimal import Decimal
from uuid import uuid4

import pytest
from makegood_client import ClaimCancelInput, CustomerTokenCreateInput, Makegood
from makegood_client.connection import MakegoodError
from selling import PLACED, claim, sell


async def test_what_was_told_is_read_with_its_types(makegood: Makegood) -> None:
    order, _, _ = await sell(makegood)
    found = await makegood.order(id=order)
    assert found is not None
    assert found.placed_at == PLACED
    assert found.total.amount == Decimal("24.00")
    assert [line.title for line in found.lines] == ["Mug"]


async def test_what_is_not_there_is_none(makegood: Makegood) -> None:
    assert await makegood.order(external_id="nobody sold it") is None


async def test_a_mutation_tells_why_it_was_refused(makegood: Makegood) -> None:
    order, shipment, _ = await sell(makegood)
    mine = await claim(makegood, order, shipment)
    taken_back = ClaimCancelInput(idempotency_key=uuid4().hex, claim_id=mine)
    assert (await makegood.claim_cancel(taken_back)).user_errors == []
    again = await makegood.claim_cancel(ClaimCancelInput(idempotency_key=uuid4().hex, claim_id=mine))
    assert [(error.code, bool(error.message)) for error in again.user_errors] == [("MOVE_NOT_ALLOWED", True)]


async def test_an_error_has_its_code(makegood: Makegood) -> None:
    with pytest.raises(MakegoodError) as raised:
        await makegood.order()
    assert raised.value.code == "BAD_USER_INPUT"
    assert raised.value.errors[0]["path"] == ["order"]


async def test_a_wrong_key_is_told_over_http_and_over_a_socket(url: str) -> None:
    async with Makegood(url, "mg_sk_wrong") as stranger:
        with pytest.raises(MakegoodError) as raised:
            await stranger.storefront()
        assert raised.value.code == "UNAUTHENTICATED"
        with pytest.raises(MakegoodError) as closed:
            await anext(stranger.claims_updated())
        assert closed.value.code == "UNAUTHENTICATED"


async def test_nobody_at_the_address_is_told_as_offline(key: str) -> None:
    async with Makegood("http://127.0.0.1:9", key) as lonely:
        with pytest.raises(MakegoodError) as raised:
            await lonely.storefront()
    assert raised.value.code == "OFFLINE"


async def test_a_customers_token_opens_one_order(makegood: Makegood, url: str) -> None:
    (mine, _, _), (other, _, _) = await sell(makegood), await sell(makegood)
    given = CustomerTokenCreateInput(idempotency_key=uuid4().hex, order_id=mine)
    token = (await makegood.customer_token_create(given)).token
    assert token
    async with Makegood(url, token) as customer:
        assert await customer.order(id=mine)
        assert await customer.order(id=other) is None
