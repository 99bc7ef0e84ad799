"""What a shopper sees of an order, and that it moves by itself."""

from playwright.async_api import expect

from tests.browser.backend import Backend
from tests.browser.visits import Visits


async def test_a_parcel_that_moves_shows_without_a_reload(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    shown = await visit(order)
    await expect(shown.heading("Getting ready")).to_be_visible()
    await expect(shown.widget.get_by_text("Live", exact=True)).to_be_visible()
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("On its way")).to_be_visible()
    assert await shown.told("live") == [{"live": True, "via": "sse"}]
