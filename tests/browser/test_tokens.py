"""Who may see an order: tokens that end, are missing, belong to another order or were revoked."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from services.core.clock import system_clock
from services.core.ids import new_id
from services.core.storefronts.operations import revoke_tokens
from tests.browser.backend import MINUTE, Backend
from tests.browser.pages import NewToken
from tests.browser.visits import Visits
from tests.builders import a_key
from tests.watching import until

SIGNED_OUT = "Please sign in at the shop again."


class Server:
    """The shop's server, which gives tokens of an order and counts them."""

    def __init__(self, backend: Backend, order: str, life: timedelta = 10 * MINUTE) -> None:
        self.given = 0
        self._backend, self._order, self._life = backend, order, life

    async def __call__(self) -> str:
        """Another token."""
        self.given += 1
        return self._backend.token(self._order, self._life)

    async def was_asked(self) -> bool:
        """Whether a token was given."""
        return self.given > 0


async def nobody() -> None:
    """The shop's server, to which the customer is signed out."""


async def revoke(backend: Backend, order: str) -> None:
    """Void all tokens of an order."""
    write = backend.shop.write(backend.app)
    await revoke_tokens(write, backend.shop.caller, order, key=a_key(), now=system_clock())
    await backend.ring()


async def test_a_token_that_ends_is_replaced_and_the_page_stays_live(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    shop = Server(backend, order)
    shown = await visit(order, token=backend.token(order, timedelta(seconds=4)), new_token=shop)
    await expect(shown.says("Live")).to_be_visible()
    first = await shown.widget.get_attribute("token")
    await until(shop.was_asked)
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("On its way")).to_be_visible()
    assert shop.given == 1
    assert await shown.widget.evaluate("one => one.token") not in (None, first)
    assert await shown.told("live") == [{"live": True, "via": "sse"}]


async def test_one_that_has_ended_before_the_page_was_opened_is_replaced_once(backend: Backend, visit: Visits) -> None:
    order, _ = await backend.sent()
    shop = Server(backend, order)
    shown = await visit(order, token=backend.token(order, MINUTE, issued_ago=2 * MINUTE), new_token=shop)
    await expect(shown.says("Live")).to_be_visible()
    assert shop.given == 1


async def test_without_a_token_the_page_is_asked_for_one_once(backend: Backend, visit: Visits) -> None:
    order, _ = await backend.sent()
    shop = Server(backend, order)
    shown = await visit(order, token=None, new_token=shop)
    await expect(shown.says("Live")).to_be_visible()
    assert shop.given == 1


@pytest.mark.parametrize("new_token", [None, nobody])
async def test_without_a_token_and_without_another_it_asks_to_sign_in(
    new_token: NewToken | None, backend: Backend, visit: Visits
) -> None:
    order, _ = await backend.sent()
    shown = await visit(order, token=None, new_token=new_token)
    await expect(shown.widget.get_by_role("alert")).to_contain_text(SIGNED_OUT)


async def test_a_token_that_is_set_later_opens_the_page(backend: Backend, visit: Visits) -> None:
    order, _ = await backend.sent()
    shown = await visit(order, token=None)
    await expect(shown.says(SIGNED_OUT)).to_be_visible()
    await shown.widget.evaluate("(one, token) => { one.token = token; }", backend.token(order))
    await expect(shown.heading("Getting ready")).to_be_visible()
    await expect(shown.says(SIGNED_OUT)).to_be_hidden()


async def test_new_tokens_that_are_no_better_are_not_asked_for_again_and_again(backend: Backend, visit: Visits) -> None:
    order, _ = await backend.sent()
    shop = Server(backend, order, life=-MINUTE)
    shown = await visit(order, token=None, new_token=shop)
    await expect(shown.says(SIGNED_OUT)).to_be_visible()
    assert shop.given == 1


async def test_revoked_tokens_end_a_page_that_gets_no_other(backend: Backend, visit: Visits) -> None:
    order, _ = await backend.sent()
    shown = await visit(order, new_token=nobody)
    await expect(shown.says("Live")).to_be_visible()
    await revoke(backend, order)
    await expect(shown.says(SIGNED_OUT)).to_be_visible()
    await expect(shown.heading("Getting ready")).to_be_visible()
    await expect(shown.says("Live")).to_be_hidden()


async def test_a_page_whose_token_was_revoked_goes_on_with_a_new_one(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    shop = Server(backend, order)
    shown = await visit(order, new_token=shop)
    await expect(shown.says("Live")).to_be_visible()
    await revoke(backend, order)
    await until(shop.was_asked)
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("On its way")).to_be_visible()
    assert shop.given == 1


@pytest.mark.parametrize("which", ["another", "unknown", "malformed", "none"])
async def test_an_order_that_is_not_the_customer_s_is_said_not_to_be_there(
    which: str, backend: Backend, visit: Visits
) -> None:
    own, other = await backend.order(), await backend.order()
    asked = {"another": other, "unknown": new_id("ord"), "malformed": "<b>1</b>", "none": ""}[which]
    shown = await visit(asked, token=backend.token(own))
    await expect(shown.says("There is no such order here.")).to_be_visible()


async def test_a_token_of_nobody_s_asks_to_sign_in(backend: Backend, visit: Visits) -> None:
    shown = await visit(await backend.order(), token="eyJhbGciOiJFZERTQSJ9.e30.bm9ib2R5")
    await expect(shown.says(SIGNED_OUT)).to_be_visible()
