"""Nothing that axe finds: WCAG 2.2 AA in the main states, light and dark."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.backend import Backend
from tests.browser.states import STATES
from tests.browser.test_lookup import form, look_up
from tests.browser.visits import Visit, Visits

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


async def violations(visit: Visit) -> list[tuple[str, Any]]:
    """What axe finds on the page as it is: each rule with the elements that break it."""
    found = await Axe().run(visit.page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
    return [
        (rule["id"], [(node["target"], node["failureSummary"]) for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]


@pytest.mark.parametrize("state", STATES)
async def test_axe_finds_nothing_in_a_main_state(state: str, backend: Backend, visit: Visits) -> None:
    shown = await visit(await STATES[state](backend), viewport={"width": 320, "height": 800})
    await expect(shown.says("Live")).to_be_visible()
    await shown.widget.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert await violations(shown) == []
    await shown.page.emulate_media(color_scheme="dark")
    assert await violations(shown) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_where_it_is_not_live_and_where_nobody_is_signed_in(
    scheme: str, backend: Backend, visit: Visits
) -> None:
    order, _ = await backend.sent()
    shown = await visit(order, token=None, color_scheme=scheme)
    await expect(shown.widget.get_by_role("alert")).to_be_visible()
    assert await violations(shown) == []
    shown = await visit(order, color_scheme=scheme)
    await expect(shown.says("Live")).to_be_visible()
    await shown.context.set_offline(True)
    await expect(shown.says("Not live: reconnecting")).to_be_visible()
    assert await violations(shown) == []


@pytest.mark.parametrize(
    ("state", "opener", "shows"),
    [
        ("lost_with_a_claim", "Write to the shop", "Message"),
        ("lost_with_a_claim", "Take the report back", "Take the report back?"),
        ("denied", "Object", "Object to this decision?"),
        ("resolved", "The parcel turned up", "Did the parcel turn up after all?"),
    ],
)
async def test_axe_finds_nothing_in_what_a_customer_opens_on_a_claim(
    state: str, opener: str, shows: str, backend: Backend, visit: Visits
) -> None:
    shown = await visit(await STATES[state](backend), viewport={"width": 320, "height": 800})
    await shown.widget.get_by_role("button", name=opener, exact=True).click()
    await expect(shown.says(shows)).to_be_visible()
    assert await violations(shown) == []
    await shown.page.emulate_media(color_scheme="dark")
    assert await violations(shown) == []


async def test_axe_finds_nothing_in_a_report_and_in_what_is_wrong_with_it(backend: Backend, visit: Visits) -> None:
    shown = await visit(await STATES["late"](backend), viewport={"width": 320, "height": 800})
    await shown.widget.get_by_role("button", name="Report a problem").click()
    await shown.widget.get_by_role("radio", name="Something else").check()
    await expect(shown.widget.get_by_role("button", name="Send the report")).to_be_visible()
    assert await violations(shown) == []
    for count in await shown.widget.get_by_role("spinbutton").all():
        await count.fill("99")
    await shown.widget.get_by_role("button", name="Send the report").click()
    await expect(shown.widget.locator(".error").first).to_be_visible()
    assert await violations(shown) == []
    await shown.page.emulate_media(color_scheme="dark")
    assert await violations(shown) == []


async def test_axe_finds_nothing_where_guests_look_their_order_up(visit: Visits) -> None:
    shown = await look_up(visit)
    await expect(form(shown).get_by_role("button")).to_be_visible()
    assert await violations(shown) == []
    await form(shown).get_by_role("button").click()
    assert await violations(shown) == []
