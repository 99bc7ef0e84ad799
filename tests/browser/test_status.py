"""What a shopper sees of an order, and that it changes by itself."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from services.core.clock import system_clock
from services.core.correspondence import desk as correspondence
from services.core.correspondence.model import NewMessage
from services.core.orders.model import NewLine
from services.core.shipments.model import Handover
from tests.browser import states
from tests.browser.backend import DAY, Backend
from tests.browser.visits import TIME_ZONE, Visits
from tests.builders import a_key


async def test_a_parcel_that_moves_shows_without_a_reload(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    shown = await visit(order)
    await expect(shown.heading("Getting ready")).to_be_visible()
    await expect(shown.says("Live")).to_be_visible()
    await backend.scan(parcel, "IN_TRANSIT", place="Aarhus")
    await expect(shown.heading("On its way")).to_be_visible()
    await expect(shown.widget.get_by_text("Last scan:")).to_contain_text("Aarhus")
    await expect(shown.widget.get_by_role("status")).to_contain_text("On its way")
    assert await shown.told("live") == [{"live": True, "via": "sse"}]


async def test_all_of_an_order_s_parcels_are_on_the_page_with_what_is_in_them_and_when_they_come(
    backend: Backend, visit: Visits
) -> None:
    shown = await visit(await states.on_its_way(backend), locale="en-US")
    parcels = shown.widget.get_by_role("article")
    await expect(parcels).to_have_count(2)
    day = (system_clock() + 2 * DAY).astimezone(ZoneInfo(TIME_ZONE))
    await expect(parcels.nth(0)).to_contain_text(f"Expected {day:%A, %B} {day.day}")
    await expect(parcels.nth(0)).to_contain_text("2 \N{MULTIPLICATION SIGN} Mug")
    await expect(parcels.nth(1)).to_contain_text("1 \N{MULTIPLICATION SIGN} Teapot")
    await parcels.nth(0).get_by_text("All scans").click()
    await expect(parcels.nth(0).locator("[data-id]")).to_have_count(3)
    await expect(parcels.nth(0).locator("[data-id]").first).to_contain_text("On its way")


async def test_a_new_parcel_appears_beside_the_others(backend: Backend, visit: Visits) -> None:
    shown = await visit(order := await backend.order())
    await expect(shown.heading("Not shipped yet")).to_be_visible()
    await expect(shown.says("Live")).to_be_visible()
    await backend.parcel(order)
    await expect(shown.heading("Getting ready")).to_be_visible()
    await expect(shown.heading("Not shipped yet")).to_be_hidden()


async def test_what_is_late_is_called_so_with_the_reason(backend: Backend, visit: Visits) -> None:
    shown = await visit(await states.late(backend))
    await expect(shown.heading("Delayed")).to_be_visible()
    await expect(shown.says("Duties have to be paid first.")).to_be_visible()
    await expect(shown.widget.get_by_text("It should have arrived by")).to_be_visible()
    await expect(shown.widget.get_by_text("The carrier has said nothing since")).to_be_visible()


async def test_it_says_where_a_parcel_was_left(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    shown = await visit(order)
    await expect(shown.says("Live")).to_be_visible()
    await backend.scan(parcel, "OUT_FOR_DELIVERY", "DELIVERED", handover=Handover.NEIGHBOR)
    await expect(shown.heading("Delivered")).to_be_visible()
    await expect(shown.says("Left with a neighbor.")).to_be_visible()
    await expect(shown.widget.locator("[aria-current=step]")).to_have_text("Delivered")


async def test_a_claim_shows_its_steps_what_comes_next_and_until_when_and_moves_live(
    backend: Backend, visit: Visits
) -> None:
    order, claim = await states.lost(backend)
    shown = await visit(order)
    card = shown.widget.get_by_role("article", name="Being looked into")
    await expect(card.get_by_text("The shop decides next")).to_be_visible()
    await expect(card.locator("[aria-current=step]")).to_have_text("Being looked into")
    await expect(shown.says("Live")).to_be_visible()
    await states.ask(backend, claim)
    card = shown.widget.get_by_role("article", name="We need something from you")
    await expect(card.get_by_text("Please send us a photo")).to_be_visible()
    await expect(card.get_by_text("else it is closed")).to_be_visible()


async def test_what_the_shop_writes_appears_in_the_claim_s_story_once(backend: Backend, visit: Visits) -> None:
    order, claim = await states.lost(backend)
    shown = await visit(order)
    await expect(shown.says("Live")).to_be_visible()
    message = NewMessage(claim, "The depot found it.\nIt comes on Monday.")
    write = backend.shop.write(backend.app)
    sent = await correspondence.add_message(write, backend.shop.caller, message, key=a_key(), now=system_clock())
    await backend.ring()
    await shown.widget.get_by_text("What happened").click()
    await expect(shown.widget.locator(f"[data-id='{sent}']")).to_contain_text("The depot found it.")
    timeline = await shown.timeline()
    assert len(timeline) == len(set(timeline))


@pytest.mark.parametrize(
    ("make", "headline", "text"),
    [
        (states.approved, "Approved", "Choose how it is made good."),
        (states.resolved, "Made good", "Money back, €65.00"),
        (states.denied, "Declined", "The carrier shows a signature from your address."),
        (states.empty, "Not shipped yet", "Expected"),
    ],
)
async def test_each_state_has_its_headline_and_its_next_step(
    make: states.Making, headline: str, text: str, backend: Backend, visit: Visits
) -> None:
    shown = await visit(await make(backend))
    await expect(shown.heading(headline)).to_be_visible()
    await expect(shown.widget.get_by_text(text).first).to_be_visible()


async def test_forty_parcels_are_forty_cards(backend: Backend, visit: Visits) -> None:
    shown = await visit(await states.many(backend))
    await expect(shown.widget.get_by_role("article")).to_have_count(40)
    await expect(shown.widget.get_by_text("Parcel 40", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
async def test_long_names_break_inside_their_card(width: int, backend: Backend, visit: Visits) -> None:
    title = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
    lines = (NewLine("line-1", title[:250], 1, "25.00", "25.00"),)
    order = await backend.order(lines=lines, total="25.00", number="#" + "9" * 60)
    parcel = await backend.parcel(order, tracking_number=str(width) * 15)
    await backend.scan(parcel, "IN_TRANSIT", place="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch")
    shown = await visit(order, viewport={"width": width, "height": 800})
    await expect(shown.widget.get_by_text(title[:250])).to_be_visible()
    assert await shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_right_to_left_text_keeps_to_itself(backend: Backend, visit: Visits) -> None:
    title = "מגן לכד (אדום)"
    order = await backend.order(lines=(NewLine("line-1", title, 3, "5.00", "15.00"),), total="15.00")
    parcel = await backend.parcel(order)
    await backend.scan(parcel, "IN_TRANSIT", place="תל אביב", said="החבילה בדרך")
    shown = await visit(order, direction="rtl")
    name = shown.widget.get_by_text(title)
    await expect(name).to_be_visible()
    assert await name.evaluate("one => [one.localName, getComputedStyle(one).direction]") == ["bdi", "rtl"]
    await shown.widget.get_by_text("All scans").click()
    said = shown.widget.get_by_text("החבילה בדרך")
    assert await said.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert await shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_html_in_what_shops_and_carriers_write_is_shown_as_text(backend: Backend, visit: Visits) -> None:
    attack = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    order = await backend.order(lines=(NewLine("line-1", attack, 1, "5.00", "5.00"),), total="5.00", number=attack)
    parcel = await backend.parcel(order, carrier="<b>Post</b>", tracking_url="https://post.example/?a=<b>")
    await backend.scan(parcel, "IN_TRANSIT", place="<i>here</i>", said=attack)
    shown = await visit(order)
    await expect(shown.widget.get_by_role("listitem").get_by_text(attack)).to_be_visible()
    await expect(shown.widget.get_by_text("<b>Post</b>")).to_be_visible()
    assert await shown.widget.locator("img, script, b, i").count() == 0


@pytest.mark.parametrize(
    ("lang", "headline", "live", "expected"),
    [
        ("da", "På vej", "Live", "Ventes"),
        ("en", "On its way", "Live", "Expected"),
        ("de", "Unterwegs", "Live", "Erwartet:"),
        ("fr", "On its way", "Live", "Expected"),
        ("da_DK", "På vej", "Live", "Ventes"),
    ],
)
async def test_it_speaks_the_page_s_language(
    lang: str, headline: str, live: str, expected: str, backend: Backend, visit: Visits
) -> None:
    order, parcel = await backend.sent()
    due = system_clock() + timedelta(days=3)
    await backend.scan(parcel, "IN_TRANSIT", expected=due)
    shown = await visit(order, lang=lang)
    await expect(shown.heading(headline)).to_be_visible()
    await expect(shown.says(live)).to_be_visible()
    day = await shown.page.evaluate(
        "([tag, at]) => new Intl.DateTimeFormat(tag, {weekday: 'long', day: 'numeric', month: 'long',"
        f" timeZone: '{TIME_ZONE}'}}).format(new Date(at))",
        [lang[:2] if lang[:2] in {"da", "de"} else "en", due.isoformat()],
    )
    await expect(shown.widget.get_by_text(expected)).to_have_text(f"{expected} {day}")


async def test_its_own_language_goes_before_the_page_s_and_can_be_changed(backend: Backend, visit: Visits) -> None:
    order, _ = await backend.sent()
    shown = await visit(order, lang="en", attributes={"lang": "da"})
    await expect(shown.heading("Gøres klar")).to_be_visible()
    await shown.widget.evaluate("one => one.setAttribute('lang', 'de')")
    await expect(shown.heading("Wird vorbereitet")).to_be_visible()
    await expect(shown.widget.locator("section")).to_have_attribute("lang", "de")
