"""A guest finds an order by its number and what only its customer should know."""

from uuid import uuid4

import pytest
from playwright.async_api import Locator, expect

from services.core.clock import system_clock
from services.core.storefronts.operations import revoke_tokens
from tests.browser.backend import Backend
from tests.browser.visits import Visit, Visits
from tests.builders import a_key


async def look_up(visits: Visits, lang: str = "en") -> Visit:
    """A page with the form."""
    backend = visits.backend
    url = backend.pages.add(
        {"publishable-key": backend.shop.publishable_key}, api=backend.url, element="makegood-lookup", lang=lang
    )
    context = await visits.browser.new_context(locale="en-GB", timezone_id="Europe/Copenhagen")
    visit = Visit(context, await context.new_page(), url)
    visits.visits.append(visit)
    await visit.page.goto(url)
    return visit


def form(visit: Visit) -> Locator:
    """The form."""
    return visit.page.locator("makegood-lookup form")


async def fill_in(visit: Visit, number: str, proof: str) -> None:
    """Type, and send by the keyboard."""
    await form(visit).get_by_label("Order number").fill(number)
    await form(visit).get_by_label("E-mail address or postal code").fill(proof)
    await visit.page.keyboard.press("Enter")


async def an_order(backend: Backend) -> tuple[str, str, str]:
    """An order that was sent: its id, its number and its parcel."""
    number = f"#{uuid4().hex[:10]}"
    order = await backend.order(number=number)
    return order, number, await backend.parcel(order)


@pytest.mark.parametrize("proof", ["Ida@Shop.example", "2100"])
async def test_an_order_is_found_and_then_watched(backend: Backend, visit: Visits, proof: str) -> None:
    _, number, parcel = await an_order(backend)
    shown = await look_up(visit)
    await fill_in(shown, number, proof)
    await expect(shown.heading(f"Order {number}")).to_be_visible()
    await expect(shown.widget.get_by_text("Live", exact=True)).to_be_visible()
    await expect(form(shown)).to_be_hidden()
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("On its way")).to_be_visible()


async def test_a_wrong_proof_is_told_and_what_was_typed_stays(backend: Backend, visit: Visits) -> None:
    _, number, _ = await an_order(backend)
    shown = await look_up(visit)
    await fill_in(shown, number, "somebody@shop.example")
    field = form(shown).get_by_label("Order number")
    await expect(field).to_have_accessible_description(
        "There is no order with this number and this e-mail address or postal code."
    )
    await expect(field).to_be_focused()
    await expect(field).to_have_value(number)
    await fill_in(shown, number, "2100")
    await expect(shown.heading(f"Order {number}")).to_be_visible()


async def test_empty_fields_are_told_before_anything_is_sent(backend: Backend, visit: Visits) -> None:
    shown = await look_up(visit)
    asked: list[str] = []
    shown.page.on("request", lambda request: asked.append(request.url))
    await form(shown).get_by_role("button", name="Find the order").click()
    await expect(form(shown).get_by_text("Please fill this in.")).to_have_count(2)
    await expect(form(shown).get_by_label("Order number")).to_be_focused()
    assert not [url for url in asked if url.endswith("/graphql")]


async def test_who_guesses_too_often_is_told_to_wait(backend: Backend, visit: Visits) -> None:
    _, number, _ = await an_order(backend)
    shown = await look_up(visit)
    for guess in range(11):
        async with shown.page.expect_response("**/graphql"):
            await fill_in(shown, number, f"{guess:04}")
        await expect(form(shown).get_by_role("button")).to_have_text("Find the order")
    await expect(form(shown).get_by_text("There were too many attempts.")).to_be_visible()


async def test_a_token_that_ended_is_renewed_by_what_was_typed(backend: Backend, visit: Visits) -> None:
    order, number, parcel = await an_order(backend)
    shown = await look_up(visit)
    await fill_in(shown, number, "2100")
    await expect(shown.widget.get_by_text("Live", exact=True)).to_be_visible()
    shop = backend.shop
    await revoke_tokens(shop.write(backend.app), shop.caller, order, key=a_key(), now=system_clock())
    await backend.ring()
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("On its way")).to_be_visible()
    await expect(shown.widget.get_by_text("Live", exact=True)).to_be_visible()


async def test_another_order_is_looked_up_from_an_empty_form(backend: Backend, visit: Visits) -> None:
    _, number, _ = await an_order(backend)
    _, other, _ = await an_order(backend)
    shown = await look_up(visit)
    await fill_in(shown, number, "2100")
    await shown.page.get_by_role("button", name="Look up another order").click()
    await expect(form(shown).get_by_label("Order number")).to_be_focused()
    await expect(form(shown).get_by_label("Order number")).to_have_value("")
    await fill_in(shown, other, "2100")
    await expect(shown.heading(f"Order {other}")).to_be_visible()


async def test_nothing_of_a_look_up_is_kept_in_the_browser_or_shown_in_the_page(
    backend: Backend, visit: Visits
) -> None:
    _, number, _ = await an_order(backend)
    shown = await look_up(visit)
    await fill_in(shown, number, "2100")
    await expect(shown.heading(f"Order {number}")).to_be_visible()
    assert await shown.page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert await shown.widget.get_attribute("token") is None
    await shown.page.reload()
    await expect(form(shown)).to_be_visible()


@pytest.mark.parametrize(("lang", "title"), [("da", "Hvor er min ordre?"), ("de", "Wo ist meine Bestellung?")])
async def test_it_is_asked_in_the_readers_language(backend: Backend, visit: Visits, lang: str, title: str) -> None:
    shown = await look_up(visit, lang)
    await expect(shown.page.get_by_role("heading", name=title)).to_be_visible()
