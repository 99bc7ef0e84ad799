"""What a customer does about an open claim, inside its card."""

from datetime import timedelta

import pytest
from playwright.async_api import FilePayload, Locator, Route, expect

from services.core.claims import desk
from services.core.claims.model import CancelReason, ClaimReason, ClaimStatus, DenialCode, FoundChoice, ResolutionType
from services.core.clock import system_clock
from services.core.evidence.model import EvidenceState
from services.core.resolutions import operations as resolutions
from services.core.vault import open_vault
from tests.browser.backend import Backend
from tests.browser.kept import becomes, checked_files_of, messages_of, the_claim
from tests.browser.states import denied, left_with_a_neighbor, lost, needs_information, resolved
from tests.browser.visits import Visit, Visits
from tests.builders import VAULT_KEYS, a_claim
from tests.files import a_picture
from tests.selling import a_platform, chosen, target

PHOTO = FilePayload(name="mug.jpg", mimeType="image/jpeg", buffer=a_picture())
STATEMENT = FilePayload(name="statement.txt", mimeType="text/plain", buffer=b"Nothing came. Ida Hansen")
NO_PHOTO = FilePayload(name="mug.jpg", mimeType="image/jpeg", buffer=STATEMENT["buffer"])


def card(visit: Visit) -> Locator:
    """The claim's card."""
    return visit.widget.locator("[part=claim]")


def button(visit: Visit, name: str) -> Locator:
    """One of the card's buttons."""
    return card(visit).get_by_role("button", name=name, exact=True)


async def lose_answers(visit: Visit, mark: str) -> None:
    """Let requests with these words arrive, and their answers be lost; the widget tries again without a pause."""

    async def lose(route: Route) -> None:
        if mark in (route.request.post_data or ""):
            await route.fetch()
            await route.abort()
        else:
            await route.fallback()

    await visit.page.route("**/graphql", lose)
    await visit.page.evaluate("Math.random = () => -1")


async def test_one_of_the_offers_is_chosen_with_what_it_comes_to(backend: Backend, visit: Visits) -> None:
    account = await a_platform(backend.app, open_vault(VAULT_KEYS), backend.shop)
    order = await backend.order(platform_account_id=account)
    claim = await a_claim(backend.app, backend.shop, order, await backend.parcel(order))
    await resolutions.approve(
        backend.shop.write(backend.app), backend.shop.caller, target(claim), system_clock(),
        only=(ResolutionType.REFUND, ResolutionType.STORE_CREDIT),
    )  # fmt: skip
    shown = await visit(order)
    offers = card(shown).get_by_role("radiogroup", name="How shall it be made good?").get_by_role("radio")
    await expect(offers.first).to_be_checked()
    await expect(offers.first).to_have_accessible_name("Money back · €65.00 What the shop suggests")
    await card(shown).get_by_role("radio", name="Store credit · €65.00").check()
    await button(shown, "Choose this").click()
    await expect(card(shown).get_by_role("heading").first).to_be_focused()
    await card(shown).get_by_text("What happened").click()
    await expect(card(shown).get_by_text("Solution chosen")).to_be_visible()
    assert (await chosen(backend.app, backend.shop, claim)).type is ResolutionType.STORE_CREDIT


async def test_a_message_goes_to_the_shop_with_its_files(backend: Backend, visit: Visits) -> None:
    order, _ = await lost(backend)
    shown = await visit(order)
    await button(shown, "Write to the shop").click()
    await expect(shown.heading("Write to the shop")).to_be_focused()
    await card(shown).get_by_label("Message").fill("It was a present.\nFor Saturday.")
    await card(shown).locator("input[type=file]").set_input_files([PHOTO])
    await button(shown, "Send").click()
    await expect(card(shown).get_by_label("Message")).to_be_hidden()
    await expect(card(shown).get_by_role("heading").first).to_be_focused()
    claim = await the_claim(backend, order)
    (message,) = await messages_of(backend, claim)
    assert (message.body, message.attachments) == ("It was a present.\nFor Saturday.", 1)
    await card(shown).get_by_text("What happened").click()
    await expect(card(shown).get_by_text("For Saturday.")).to_be_visible()
    await expect(card(shown).get_by_role("listitem").filter(has_text="mug.jpg")).to_contain_text("Checked")


async def test_an_empty_message_is_not_sent(backend: Backend, visit: Visits) -> None:
    order, _ = await lost(backend)
    shown = await visit(order)
    await button(shown, "Write to the shop").click()
    await button(shown, "Send").click()
    field = card(shown).get_by_label("Message")
    await expect(field).to_be_focused()
    await expect(field).to_have_accessible_description("Write something, or add a file.")
    await button(shown, "Cancel").click()
    await expect(button(shown, "Write to the shop")).to_be_focused()
    assert await messages_of(backend, await the_claim(backend, order)) == []


async def test_what_was_asked_for_is_sent_each_as_what_it_is(backend: Backend, visit: Visits) -> None:
    order = await needs_information(backend)
    shown = await visit(order)
    photo, statement = card(shown).get_by_label("Add a photo"), card(shown).get_by_label("Add a signed statement")
    await photo.set_input_files([PHOTO])
    await statement.set_input_files([STATEMENT])
    await button(shown, "Send").click()
    await expect(shown.heading("Being looked into")).to_be_visible()
    await expect(card(shown).get_by_label("Add a photo")).to_be_hidden()
    files = await checked_files_of(backend, await becomes(backend, order, ClaimStatus.UNDER_REVIEW))
    assert {(file.kind, file.state) for file in files} == {
        ("PHOTO", EvidenceState.READY), ("NON_RECEIPT_DECLARATION", EvidenceState.READY)
    }  # fmt: skip


async def test_a_file_that_is_something_else_is_told_with_what_to_do(backend: Backend, visit: Visits) -> None:
    order = await needs_information(backend)
    shown = await visit(order)
    await card(shown).get_by_label("Add a photo").set_input_files([NO_PHOTO])
    await button(shown, "Send").click()
    row = card(shown).get_by_role("listitem").filter(has_text="mug.jpg")
    await expect(row).to_contain_text("Cannot be used")
    await expect(row).to_contain_text("Please send another.")


async def test_a_claim_is_withdrawn_after_asking_once_more(backend: Backend, visit: Visits) -> None:
    order, _ = await lost(backend)
    shown = await visit(order)
    await button(shown, "Take the report back").click()
    await expect(shown.heading("Take the report back?")).to_be_focused()
    await button(shown, "Cancel").click()
    await expect(button(shown, "Take the report back")).to_be_focused()
    assert (await the_claim(backend, order)).status is ClaimStatus.UNDER_REVIEW
    await button(shown, "Take the report back").click()
    await button(shown, "Yes, take it back").click()
    await expect(card(shown).get_by_text("You took it back.")).to_be_visible()
    await expect(card(shown).get_by_role("heading").first).to_be_focused()
    await expect(card(shown).get_by_role("button")).to_have_count(0)
    assert (await the_claim(backend, order)).cancel_reason is CancelReason.WITHDRAWN


async def test_what_arrived_after_all_ends_the_claim(backend: Backend, visit: Visits) -> None:
    order, _ = await lost(backend)
    shown = await visit(order)
    await button(shown, "It arrived").click()
    await button(shown, "Yes, I have it").click()
    await expect(card(shown).get_by_text("The parcel arrived.")).to_be_visible()
    assert (await the_claim(backend, order)).cancel_reason is CancelReason.PARCEL_ARRIVED


async def test_what_came_damaged_is_not_asked_whether_it_arrived(backend: Backend, visit: Visits) -> None:
    order = await left_with_a_neighbor(backend)
    async with backend.app.read(backend.shop.id) as db:
        parcel = await db.fetchval("select id from shipments where order_id = $1", order)
    await a_claim(backend.app, backend.shop, order, parcel, reason=ClaimReason.DAMAGED_IN_TRANSIT)
    shown = await visit(order)
    await expect(button(shown, "Take the report back")).to_be_visible()
    await expect(button(shown, "It arrived")).to_be_hidden()


async def test_what_turned_up_after_it_was_made_good_goes_back_or_is_paid_for(backend: Backend, visit: Visits) -> None:
    order = await resolved(backend)
    shown = await visit(order)
    await button(shown, "The parcel turned up").click()
    await expect(shown.heading("Did the parcel turn up after all?")).to_be_focused()
    await card(shown).get_by_role("radio", name="Keep it and pay for it").check()
    await button(shown, "Tell the shop").click()
    await expect(card(shown).get_by_text("The parcel has turned up.")).to_be_visible()
    await expect(button(shown, "The parcel turned up")).to_be_hidden()
    claim = await the_claim(backend, order)
    assert (claim.status, claim.found_choice) == (ClaimStatus.RESOLVED, FoundChoice.REPAY)


async def test_a_denial_is_objected_to_with_the_reason_once(backend: Backend, visit: Visits) -> None:
    order = await denied(backend)
    shown = await visit(order)
    await button(shown, "Object").click()
    await card(shown).get_by_label("Why do you disagree?").fill("I was abroad that day.")
    await button(shown, "Send the objection").click()
    await expect(shown.heading("Being looked into")).to_be_visible()
    await expect(button(shown, "Object")).to_be_hidden()
    claim = await the_claim(backend, order)
    assert claim.appealed_at is not None
    assert [message.body for message in await messages_of(backend, claim)] == ["I was abroad that day."]


async def test_a_denial_is_final_once_the_time_to_object_is_over(backend: Backend, visit: Visits) -> None:
    order, claim = await lost(backend)
    now = system_clock()
    await desk.deny(
        backend.shop.write(backend.app), backend.shop.caller, target(claim), DenialCode.OTHER, "No.",
        now + timedelta(seconds=1), now,
    )  # fmt: skip
    shown = await visit(order)
    await expect(shown.heading("Declined")).to_be_visible()
    await shown.page.wait_for_timeout(1000)
    await shown.page.reload()
    await expect(button(shown, "Write to the shop")).to_be_visible()
    await expect(button(shown, "Object")).to_be_hidden()


async def test_what_changed_meanwhile_is_read_again_before_anybody_decides(backend: Backend, visit: Visits) -> None:
    order, claim = await lost(backend)
    shown = await visit(order)

    async def be_faster(route: Route) -> None:
        if "expectedVersion" in (route.request.post_data or ""):
            await desk.request_information(
                backend.shop.write(backend.app), backend.shop.caller, target(claim), (), None, system_clock()
            )
            await shown.page.unroute("**/graphql")
        await route.fallback()

    await shown.page.route("**/graphql", be_faster)
    await button(shown, "Take the report back").click()
    await button(shown, "Yes, take it back").click()
    await expect(card(shown).get_by_text("Something changed meanwhile.")).to_be_visible()
    await expect(shown.heading("We need something from you")).to_be_visible()
    await button(shown, "Yes, take it back").click()
    await expect(card(shown).get_by_text("You took it back.")).to_be_visible()


@pytest.mark.parametrize("is_changed", [False, True])
async def test_a_message_whose_answer_was_lost_is_kept_once(backend: Backend, visit: Visits, is_changed: bool) -> None:
    order, _ = await lost(backend)
    shown = await visit(order)
    await button(shown, "Write to the shop").click()
    field = card(shown).get_by_label("Message")
    await field.fill("It was a present.")
    await lose_answers(shown, "attachmentIds")
    await button(shown, "Send").click()
    await expect(card(shown).get_by_text("There is no connection.")).to_be_visible()
    await expect(field).to_have_value("It was a present.")
    await shown.page.unroute("**/graphql")
    if is_changed:
        await field.fill("It was a present, for Saturday.")
    await button(shown, "Send").click()
    if is_changed:
        await expect(card(shown).get_by_text("This was sent before, as you had entered it then.")).to_be_visible()
        await expect(field).to_have_value("It was a present, for Saturday.")
    else:
        await expect(field).to_be_hidden()
    assert [one.body for one in await messages_of(backend, await the_claim(backend, order))] == ["It was a present."]


async def test_a_file_that_failed_keeps_the_message_until_it_is_sent_or_removed(
    backend: Backend, visit: Visits
) -> None:
    order, _ = await lost(backend)
    shown = await visit(order)
    await button(shown, "Write to the shop").click()
    await card(shown).get_by_label("Message").fill("See the photo.")
    await card(shown).locator("input[type=file]").set_input_files([PHOTO])
    await shown.page.route("**/files/**", lambda route: route.abort())
    await button(shown, "Send").click()
    await expect(card(shown).get_by_text("Not all files arrived.")).to_be_visible()
    claim = await the_claim(backend, order)
    assert await messages_of(backend, claim) == []
    await button(shown, "Remove mug.jpg").click()
    await button(shown, "Send").click()
    await expect(card(shown).get_by_label("Message")).to_be_hidden()
    (message,) = await messages_of(backend, claim)
    assert (message.body, message.attachments) == ("See the photo.", 0)


async def test_what_is_being_written_stays_when_the_claim_moves_on(backend: Backend, visit: Visits) -> None:
    order, claim = await lost(backend)
    shown = await visit(order)
    await button(shown, "Write to the shop").click()
    field = card(shown).get_by_label("Message")
    await field.fill("It was a pre")
    await desk.request_information(
        backend.shop.write(backend.app), backend.shop.caller, target(claim), (), None, system_clock()
    )
    await backend.ring()
    await expect(shown.heading("We need something from you")).to_be_visible()
    await expect(field).to_have_value("It was a pre")
    await expect(field).to_be_focused()


async def test_what_could_not_be_loaded_is_said_and_loaded_with_the_next_news(backend: Backend, visit: Visits) -> None:
    order, claim = await lost(backend)
    shown = await visit.prepare(order)
    await shown.page.route("**/desk.js", lambda route: route.abort())
    await shown.page.goto(shown.url)
    await expect(shown.heading("Being looked into")).to_be_visible()
    await expect(shown.widget.get_by_text("No connection; what you see may be old")).to_be_visible()
    await shown.page.unroute("**/desk.js")
    await desk.request_information(
        backend.shop.write(backend.app), backend.shop.caller, target(claim), (), None, system_clock()
    )
    await backend.ring()
    await expect(card(shown).get_by_label("Message")).to_be_visible()
    await expect(shown.widget.get_by_text("No connection; what you see may be old")).to_be_hidden()
