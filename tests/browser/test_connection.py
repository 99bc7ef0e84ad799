"""The widget on bad days: streams that are cut, held back or refused, networks and servers that go away."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial

import pytest_asyncio
from playwright.async_api import expect

from services.dev.ports import free_port
from tests.browser.backend import Backend
from tests.browser.visits import Visit, Visits
from tests.browser.wire import Wire, a_wire
from tests.processes import Service, environment
from tests.watching import until

LIVE, NOT_LIVE, POLLING = "Live", "Not live: reconnecting", "Not live: looking again and again"
AWAY = "No connection; what you see may be old. We keep trying."


@pytest_asyncio.fixture(loop_scope="package")
async def wire(backend: Backend) -> AsyncIterator[Wire]:
    """Something between the page and the API that can fail."""
    async with a_wire(backend.url) as wire:
        yield wire


async def hide(visit: Visit) -> None:
    """Put the tab behind another, as far as its scripts can tell."""
    await _show(visit, "hidden")


async def show(visit: Visit) -> None:
    """Bring it to the front."""
    await _show(visit, "visible")


async def _show(visit: Visit, state: str) -> None:
    await visit.page.evaluate(
        """state => {
            Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
            Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
        }""",
        state,
    )


async def ways(visit: Visit) -> list[str | None]:
    """The ways on which the widget was live, in order."""
    return [told["via"] for told in await visit.told("live")]


async def test_a_stream_that_was_cut_goes_on_behind_the_last_event(backend: Backend, visit: Visits, wire: Wire) -> None:
    order, parcel = await backend.sent()
    shown = await visit(order, reached=wire.url)
    await expect(shown.says(LIVE)).to_be_visible()
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("On its way")).to_be_visible()
    wire.is_down = True
    wire.cut()
    await backend.scan(parcel, "OUT_FOR_DELIVERY")
    wire.is_down = False
    await expect(shown.heading("Out for delivery")).to_be_visible()
    read, told = (await shown.told("now"))["cursor"], wire.told
    assert wire.behind == [read, told[0]]
    assert await ways(shown) == ["sse"]


async def test_where_streams_are_refused_it_takes_a_websocket(backend: Backend, visit: Visits, wire: Wire) -> None:
    order, parcel = await backend.sent()
    wire.blocked = {"sse"}
    shown = await visit(order, reached=wire.url)
    await expect(shown.says(LIVE)).to_be_visible()
    assert (await ways(shown))[-1] == "websocket"
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("On its way")).to_be_visible()


async def test_where_streams_are_held_back_it_says_so_and_takes_a_websocket(
    backend: Backend, visit: Visits, wire: Wire
) -> None:
    order, parcel = await backend.sent()
    wire.held = {"sse"}
    page = await visit.prepare(order, reached=wire.url)
    await page.page.clock.install()
    await page.page.goto(page.url)
    await expect(page.says(NOT_LIVE)).to_be_visible()
    for failure in range(1, 4):
        await until(partial(_reached, wire, "sse", failure))
        await page.page.clock.fast_forward(9_000)
    await expect(page.says(LIVE)).to_be_visible()
    assert (await ways(page))[-1] == "websocket"
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(page.heading("On its way")).to_be_visible()


async def test_where_nothing_stays_open_it_looks_again_and_again_and_later_returns(
    backend: Backend, visit: Visits, wire: Wire
) -> None:
    order, parcel = await backend.sent()
    wire.blocked = {"sse", "websocket"}
    page = await visit.prepare(order, reached=wire.url)
    await page.page.clock.install()
    await page.page.goto(page.url)
    await expect(page.says(POLLING)).to_be_visible()
    await backend.scan(parcel, "IN_TRANSIT")
    await page.page.clock.fast_forward(11_000)
    await expect(page.heading("On its way")).to_be_visible()
    wire.blocked = set()
    await page.page.clock.fast_forward(121_000)
    await expect(page.says(LIVE)).to_be_visible()
    assert (await ways(page))[-2:] == ["polling", "sse"]


async def test_a_tab_that_nobody_sees_gives_its_connection_back_and_catches_up(
    backend: Backend, visit: Visits, wire: Wire
) -> None:
    order, parcel = await backend.sent()
    page = await visit.prepare(order, reached=wire.url)
    await page.page.clock.install()
    await page.page.goto(page.url)
    await expect(page.says(LIVE)).to_be_visible()
    await hide(page)
    await page.page.clock.fast_forward(31_000)
    await until(lambda: _lines(wire, "sse", 0))
    await backend.scan(parcel, "IN_TRANSIT")
    await show(page)
    await expect(page.heading("On its way")).to_be_visible()
    await expect(page.says(LIVE)).to_be_visible()
    assert wire.asked["sse"] == 2


async def test_a_look_at_another_tab_costs_no_connection(backend: Backend, visit: Visits, wire: Wire) -> None:
    order, _ = await backend.sent()
    page = await visit.prepare(order, reached=wire.url)
    await page.page.clock.install()
    await page.page.goto(page.url)
    await expect(page.says(LIVE)).to_be_visible()
    await hide(page)
    await page.page.clock.fast_forward(20_000)
    await show(page)
    await page.page.clock.fast_forward(5_000)
    assert wire.asked["sse"] == 1
    assert await ways(page) == ["sse"]


async def test_a_tab_that_was_frozen_comes_back_up_to_date(backend: Backend, visit: Visits, wire: Wire) -> None:
    order, parcel = await backend.sent()
    shown = await visit(order, reached=wire.url)
    await expect(shown.says(LIVE)).to_be_visible()
    devtools = await shown.context.new_cdp_session(shown.page)
    await devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    wire.cut()
    await backend.scan(parcel, "IN_TRANSIT")
    await devtools.send("Page.setWebLifecycleState", {"state": "active"})
    await expect(shown.heading("On its way")).to_be_visible()


async def test_without_a_network_it_says_so_and_catches_up_later(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    shown = await visit(order)
    await expect(shown.says(LIVE)).to_be_visible()
    await shown.context.set_offline(True)
    await expect(shown.says(NOT_LIVE)).to_be_visible()
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("Getting ready")).to_be_visible()
    await shown.context.set_offline(False)
    await expect(shown.heading("On its way")).to_be_visible()
    await expect(shown.says(LIVE)).to_be_visible()


async def test_an_api_that_restarts_is_only_a_pause(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    port = free_port()
    async with AsyncExitStack() as running:
        api = Service(f"http://127.0.0.1:{port}", environment(backend.settings, PORT=str(port)), running)
        await api.start_api()
        shown = await visit(order, reached=api.url)
        await expect(shown.says(LIVE)).to_be_visible()
        assert api.api is not None
        await api.api.end(signal.SIGKILL)
        await backend.scan(parcel, "IN_TRANSIT")
        await expect(shown.says(NOT_LIVE)).to_be_visible()
        await api.start_api()
        await expect(shown.heading("On its way")).to_be_visible()
        await expect(shown.says(LIVE)).to_be_visible()


async def test_a_page_opened_while_the_api_is_away_says_so_and_shows_the_order_later(
    backend: Backend, visit: Visits, wire: Wire
) -> None:
    order, _ = await backend.sent()
    wire.is_down = True
    shown = await visit(order, reached=wire.url)
    await expect(shown.says(AWAY)).to_be_visible()
    wire.is_down = False
    await expect(shown.heading("Getting ready")).to_be_visible()
    await expect(shown.says(AWAY)).to_be_hidden()


async def test_maintenance_is_waited_for_as_long_as_the_server_asks(
    backend: Backend, visit: Visits, wire: Wire
) -> None:
    order, _ = await backend.sent()
    wire.in_maintenance = True
    page = await visit.prepare(order, reached=wire.url)
    await page.page.clock.install()
    await page.page.goto(page.url)
    await expect(page.says(AWAY)).to_be_visible()
    await page.page.clock.pause_at(await page.page.evaluate("Date.now() / 1000 + 0.1"))
    asked = wire.asked["ask"]
    wire.in_maintenance = False
    await asyncio.sleep(1.5)
    assert wire.asked["ask"] == asked
    await page.page.clock.fast_forward(1_000)
    await page.page.clock.resume()
    await expect(page.heading("Getting ready")).to_be_visible()


async def test_a_thousand_events_while_the_tab_slept_end_in_what_is_so_now(
    backend: Backend, visit: Visits, wire: Wire
) -> None:
    order, parcel = await backend.sent()
    page = await visit.prepare(order, reached=wire.url)
    await page.page.clock.install()
    await page.page.goto(page.url)
    await expect(page.says(LIVE)).to_be_visible()
    await hide(page)
    await page.page.clock.fast_forward(31_000)
    await until(lambda: _lines(wire, "sse", 0))
    await backend.happen(parcel, 1_000)
    await backend.scan(parcel, "OUT_FOR_DELIVERY")
    await show(page)
    await expect(page.heading("Out for delivery")).to_be_visible()

    async def has_all() -> bool:
        return bool(await page.told("changed") == 1 + 1_001)

    await until(has_all)
    assert len(set(wire.told)) == 1_001


async def _reached(wire: Wire, kind: str, times: int) -> bool:
    return wire.asked[kind] >= times


async def _lines(wire: Wire, kind: str, count: int) -> bool:
    return sum(line.kind == kind for line in wire.lines) == count
