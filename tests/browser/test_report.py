"""A customer reports a problem inside the widget."""

import re

import pytest
from playwright.async_api import FilePayload, Locator, Route, expect

from services.core.claims.model import ClaimReason, ClaimStatus, NewItem, ResolutionType
from services.core.clock import system_clock
from services.core.evidence.model import EvidenceState
from services.core.orders.model import NewLine
from tests.browser.backend import DAY, Backend
from tests.browser.kept import checked_files_of, claims_of, files_of, items_of, lines_in, the_claim
from tests.browser.states import left_with_a_neighbor, lost, on_its_way
from tests.browser.visits import Visit, Visits
from tests.builders import a_claim
from tests.files import a_picture

PHOTO = FilePayload(name="mug.jpg", mimeType="image/jpeg", buffer=a_picture())
LARGE = FilePayload(name="teapot.jpg", mimeType="image/jpeg", buffer=a_picture(size=(4000, 3000)))
REASON = "It never came"
CHOOSE = """(input, files) => {
  const chosen = new DataTransfer();
  for (const [name, type, size] of files) chosen.items.add(new File([new Uint8Array(size)], name, { type }));
  input.files = chosen.files;
  input.dispatchEvent(new Event('change'));
}"""
"""Puts files of a name, type and size into a field, as carrying large ones to the browser takes long."""


async def begin(visit: Visit) -> Locator:
    """Open the form."""
    await visit.widget.get_by_role("button", name="Report a problem").click()
    await expect(visit.heading("Report a problem")).to_be_focused()
    return visit.widget.get_by_role("region", name="Report a problem")


async def because(form: Locator, reason: str) -> None:
    """Say what happened, and wait for what that means."""
    await form.get_by_role("radio", name=reason, exact=True).check()
    await expect(form.get_by_label("What should the shop know?")).to_be_visible()


def sending(form: Locator) -> Locator:
    """The button that sends."""
    return form.get_by_role("button", name="Send the report")


async def lose_answers(visit: Visit, most: int) -> list[str]:
    """Let so many reports arrive, and their answers be lost; what was lost. The widget tries again without a pause."""
    gone: list[str] = []

    async def lose(route: Route) -> None:
        asked = route.request.post_data or ""
        if "preferredResolution" in asked and len(gone) < most:
            gone.append(asked)
            await route.fetch()
            await route.abort()
        else:
            await route.fallback()

    await visit.page.route("**/graphql", lose)
    await visit.page.evaluate("Math.random = () => -1")
    return gone


async def slow_down(visit: Visit, upload: int) -> None:
    """Let the page send so many bytes a second; -1 is as fast as can be."""
    network = await visit.context.new_cdp_session(visit.page)
    limits = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload}
    await network.send("Network.emulateNetworkConditions", limits)


async def a_silent_parcel(backend: Backend) -> tuple[str, str]:
    """A parcel that the carrier last scanned long ago."""
    order, parcel = await backend.sent(carrier="GLS", shipped_at=system_clock() - 16 * DAY)
    await backend.scan(parcel, "PRE_TRANSIT", "IN_TRANSIT", ago=15 * DAY)
    return order, parcel


async def test_a_parcel_that_never_came_is_reported_and_then_followed(backend: Backend, visit: Visits) -> None:
    order, parcel = await a_silent_parcel(backend)
    shown = await visit(order)
    form = await begin(shown)
    await because(form, REASON)
    await form.get_by_label("What should the shop know?").fill("It was a present.")
    await form.get_by_role("radio", name="Store credit").check()
    await sending(form).click()
    claim_card = shown.widget.locator("[part=claim]")
    await expect(claim_card.get_by_role("heading").first).to_be_focused()
    await expect(form).to_be_hidden()
    # what becomes of it may be said in the same moment
    await expect(shown.widget.get_by_role("status")).to_contain_text(re.compile(r"Your report was sent\.|Report CLM-"))
    claim = await the_claim(backend, order)
    assert (claim.shipment_id, claim.reason, claim.locale) == (parcel, ClaimReason.LOST_IN_TRANSIT, "en")
    assert (claim.customer_note, claim.preferred_resolution) == ("It was a present.", ResolutionType.STORE_CREDIT)
    assert sorted(item.quantity for item in await items_of(backend, claim)) == [1, 2]
    await expect(shown.heading("Being looked into")).to_be_visible()


async def test_whoever_is_early_is_told_until_when_the_shop_waits(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    await backend.scan(parcel, "IN_TRANSIT")
    form = await begin(await visit(order))
    await because(form, REASON)
    await expect(form.get_by_text("You can report it today. Parcels often still come")).to_be_visible()
    await expect(sending(form)).to_be_visible()


async def test_what_was_reported_before_is_said_with_the_other_ways(backend: Backend, visit: Visits) -> None:
    order, _ = await lost(backend)
    form = await begin(await visit(order))
    await form.get_by_role("radio", name=REASON, exact=True).check()
    await expect(form.get_by_text("There is a report on all of this already.")).to_be_visible()
    await expect(form.get_by_text("Turn to your bank")).to_be_visible()
    await expect(sending(form)).to_be_hidden()


async def test_one_of_several_parcels_is_chosen_first(backend: Backend, visit: Visits) -> None:
    form = await begin(await visit(await on_its_way(backend)))
    await expect(form.get_by_role("radio", name=REASON, exact=True)).to_be_hidden()
    await form.get_by_role("radio", name="Parcel 2").check()
    await because(form, REASON)
    await expect(form.get_by_role("spinbutton", name="Mug")).to_be_hidden()


async def test_what_was_never_sent_is_reported_by_its_lines(backend: Backend, visit: Visits) -> None:
    order = await backend.order(promised_delivery_by=system_clock() - DAY)
    form = await begin(await visit(order))
    await because(form, "It was never sent")
    await form.get_by_label("Mug").fill("1")
    await sending(form).click()
    await expect(form).to_be_hidden()
    claim = await the_claim(backend, order)
    assert claim.reason is ClaimReason.NEVER_SHIPPED
    assert sorted((item.quantity, item.shipment_line_id) for item in await items_of(backend, claim)) == [
        (1, None), (1, None)
    ]  # fmt: skip


async def test_photos_follow_the_report_and_show_how_far_they_are(backend: Backend, visit: Visits) -> None:
    order = await left_with_a_neighbor(backend)
    shown = await visit(order)
    form = await begin(shown)
    await because(form, "It came damaged")
    await form.get_by_label("Teapot").check()
    await form.locator("input[type=file]").set_input_files([PHOTO, LARGE])
    await slow_down(shown, upload=60_000)
    await sending(form).click()
    progress = shown.widget.get_by_role("progressbar", name="teapot.jpg")
    await expect(progress).to_be_visible()
    await expect(progress).not_to_have_js_property("position", 0)
    await slow_down(shown, upload=-1)
    await expect(shown.widget.get_by_role("listitem").filter(has_text="teapot.jpg")).to_contain_text("Checked")
    files = await checked_files_of(backend, await the_claim(backend, order))
    assert [(file.file_name, file.kind, file.state) for file in files] == [
        ("mug.jpg", "PHOTO", EvidenceState.READY), ("teapot.jpg", "PHOTO", EvidenceState.READY)
    ]  # fmt: skip


async def test_a_photo_that_did_not_arrive_is_sent_again_from_the_claim(backend: Backend, visit: Visits) -> None:
    order = await left_with_a_neighbor(backend)
    shown = await visit(order)
    form = await begin(shown)
    await because(form, "It came damaged")
    await form.get_by_label("Teapot").check()
    await form.locator("input[type=file]").set_input_files([PHOTO])
    await shown.page.route("**/files/**", lambda route: route.abort())
    await sending(form).click()
    card = shown.widget.locator("[part=claim]")
    await expect(card.get_by_text("Not sent")).to_be_visible()
    await expect(card.get_by_text("There is no connection.")).to_be_visible()
    await shown.page.unroute("**/files/**")
    await card.get_by_role("button", name="Send mug.jpg again").click()
    await expect(card.get_by_role("listitem").filter(has_text="mug.jpg")).to_contain_text("Checked")
    assert len(await files_of(backend, await the_claim(backend, order))) == 1


async def test_files_that_are_not_taken_are_refused_before_anything_is_sent(backend: Backend, visit: Visits) -> None:
    shown = await visit(await left_with_a_neighbor(backend))
    form = await begin(shown)
    await because(form, "It came damaged")
    await form.locator("input[type=file]").evaluate(
        CHOOSE, [["film.mov", "video/quicktime", 4], ["huge.jpg", "image/jpeg", 10_485_761]]
    )
    row = form.get_by_role("listitem")
    await expect(row.filter(has_text="film.mov")).to_contain_text("This kind of file is not taken.")
    await expect(row.filter(has_text="huge.jpg")).to_contain_text("The file is too large.")
    await form.get_by_role("button", name="Remove film.mov").click()
    await expect(row).to_have_count(1)


async def test_an_answer_that_was_lost_makes_no_second_claim(backend: Backend, visit: Visits) -> None:
    order, _ = await a_silent_parcel(backend)
    shown = await visit(order)
    form = await begin(shown)
    await because(form, REASON)
    gone = await lose_answers(shown, most=1)
    await sending(form).click()
    await expect(form).to_be_hidden()
    assert len(gone) == 1
    assert len(await claims_of(backend, order)) == 1


async def test_what_was_changed_after_a_lost_answer_leads_to_the_claim_that_is_there(
    backend: Backend, visit: Visits
) -> None:
    order, _ = await a_silent_parcel(backend)
    shown = await visit(order)
    form = await begin(shown)
    await because(form, REASON)

    await lose_answers(shown, most=5)
    await sending(form).click()
    await expect(form.get_by_text("There is no connection. What you entered is still here")).to_be_visible()
    await form.get_by_label("What should the shop know?").fill("It was a present.")
    await sending(form).click()
    await expect(shown.widget.locator("[part=claim]").get_by_role("heading").first).to_be_focused()
    await expect(form).to_be_hidden()
    assert len(await claims_of(backend, order)) == 1


async def test_a_refusal_stands_beside_its_field_and_nothing_that_was_typed_is_lost(
    backend: Backend, visit: Visits
) -> None:
    order = await backend.order(lines=(NewLine("line-1", "Mug", 5, "10.00", "50.00"),), total="50.00")
    parcel = await backend.parcel(order)
    form = await begin(await visit(order))
    await because(form, REASON)
    await form.get_by_label("What should the shop know?").fill("It was a present.")
    mugs = (await lines_in(backend, parcel))["line-1"]
    await a_claim(backend.app, backend.shop, order, parcel, items=(NewItem(2, shipment_line_id=mugs),))
    await sending(form).click()
    field = form.get_by_label("Mug")
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(field).to_have_accessible_description(
        "There is a report on some of this already. See how many are left. Of 3"
    )
    await expect(form.get_by_label("What should the shop know?")).to_have_value("It was a present.")
    await expect(field).to_have_value("3")
    await sending(form).click()
    await expect(form).to_be_hidden()
    second = next(claim for claim in await claims_of(backend, order) if claim.customer_note)
    assert [item.quantity for item in await items_of(backend, second)] == [3]


async def test_quantities_and_lines_are_looked_at_before_anything_is_sent(backend: Backend, visit: Visits) -> None:
    order = await left_with_a_neighbor(backend)
    form = await begin(await visit(order))
    await because(form, "It came damaged")
    await sending(form).click()
    await expect(form.get_by_text("Choose at least one thing.")).to_be_visible()
    await expect(form.get_by_label("Mug")).to_be_focused()
    await form.get_by_label("Mug").fill("3")
    await sending(form).click()
    await expect(form.get_by_label("Mug")).to_have_accessible_description(
        "Enter a whole number that is not above what you got. Of 2"
    )
    assert await claims_of(backend, order) == []


async def test_it_is_reported_by_keyboard_alone(backend: Backend, visit: Visits) -> None:
    order, _ = await a_silent_parcel(backend)
    shown = await visit(order)
    opener = shown.widget.get_by_role("button", name="Report a problem")
    await opener.focus()
    await shown.page.keyboard.press("Enter")
    await expect(shown.heading("Report a problem")).to_be_focused()
    await shown.page.keyboard.press("Tab")
    await shown.page.keyboard.press("Space")
    send = shown.widget.get_by_role("button", name="Send the report")
    await expect(send).to_be_visible()
    for _ in range(30):
        if await send.evaluate("send => send.getRootNode().activeElement === send"):
            break
        await shown.page.keyboard.press("Tab")
    await shown.page.keyboard.press("Enter")
    await expect(shown.widget.locator("[part=claim]").get_by_role("heading").first).to_be_focused()
    assert (await the_claim(backend, order)).status in {ClaimStatus.SUBMITTED, ClaimStatus.UNDER_REVIEW}


async def test_a_form_that_is_closed_gives_the_focus_back(backend: Backend, visit: Visits) -> None:
    order, _ = await a_silent_parcel(backend)
    shown = await visit(order)
    form = await begin(shown)
    await form.get_by_role("button", name="Cancel").click()
    await expect(shown.widget.get_by_role("button", name="Report a problem")).to_be_focused()


async def test_titles_are_shown_as_text(backend: Backend, visit: Visits) -> None:
    title = "<img src=x onerror=alert(1)>"
    order = await backend.order(lines=(NewLine("line-1", title, 2, "12.50", "25.00"),), total="25.00")
    await backend.parcel(order)
    form = await begin(await visit(order))
    await because(form, REASON)
    await expect(form.get_by_label(title)).to_have_value("2")


@pytest.mark.parametrize(
    ("lang", "opener", "question"),
    [("da", "Meld et problem", "Hvad er der sket?"), ("de", "Problem melden", "Was ist geschehen?")],
)
async def test_it_is_asked_in_the_readers_language(
    backend: Backend, visit: Visits, lang: str, opener: str, question: str
) -> None:
    order, _ = await backend.sent()
    shown = await visit(order, lang=lang)
    await shown.widget.get_by_role("button", name=opener).click()
    await expect(shown.widget.get_by_role("radiogroup", name=question)).to_be_visible()
