"""The widget as a guest on pages: their policies, their styles, and browsers that keep nothing."""

from playwright.async_api import Route, expect

from tests.browser import states
from tests.browser.backend import Backend
from tests.browser.visits import Visits

NO_STORAGE = """
for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
  Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });
Object.defineProperty(Document.prototype, 'cookie', { get() { throw new DOMException('blocked', 'SecurityError'); } });
"""


async def test_it_needs_neither_storage_nor_cookies(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    page = await visit.prepare(order)
    await page.context.add_init_script(NO_STORAGE)
    await page.page.goto(page.url)
    await expect(page.says("Live")).to_be_visible()
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(page.heading("On its way")).to_be_visible()


async def test_it_keeps_nothing_in_the_browser_and_sends_no_cookie(backend: Backend, visit: Visits) -> None:
    order, _ = await states.lost(backend)
    page = await visit.prepare(order)
    sent: list[str] = []
    page.page.on("request", lambda request: sent.append(request.headers.get("cookie", "")))
    await page.page.goto(page.url)
    await expect(page.says("Live")).to_be_visible()
    kept = await page.context.storage_state(indexed_db=True)
    assert kept == {"cookies": [], "origins": []}
    assert set(sent) == {""}


async def test_a_policy_without_unsafe_inline_has_nothing_to_refuse(backend: Backend, visit: Visits) -> None:
    page = await visit.prepare(await states.lost_with_a_claim(backend))
    answer = await page.page.goto(page.url)
    assert answer is not None
    policy = await answer.header_value("content-security-policy") or ""
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    await expect(page.says("Live")).to_be_visible()
    await expect(page.widget.get_by_role("article").first).to_have_css("border-top-width", "1px")
    assert await page.told("violations") == []


async def test_pages_theme_it_by_custom_properties_and_parts(backend: Backend, visit: Visits) -> None:
    order, _ = await backend.sent()
    shown = await visit(order)
    await expect(shown.heading("Getting ready")).to_be_visible()
    await shown.page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`makegood-status { --makegood-accent: rgb(1, 2, 3); --makegood-radius: 0; }
                makegood-status::part(headline) { font-size: 33px; }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    button = shown.widget.get_by_role("button", name="Report a problem")
    await expect(button).to_have_css("color", "rgb(1, 2, 3)")
    await expect(button).to_have_css("border-radius", "0px")
    await expect(shown.heading("Getting ready")).to_have_css("font-size", "33px")


async def test_it_is_dark_where_the_reader_or_the_page_wants_it(backend: Backend, visit: Visits) -> None:
    order, _ = await backend.sent()
    grounds = []
    for scheme, theme in (("light", "auto"), ("dark", "auto"), ("light", "dark"), ("dark", "light")):
        shown = await visit(order, color_scheme=scheme, attributes={"theme": theme})
        section = shown.widget.locator("section")
        grounds.append(await section.evaluate("one => getComputedStyle(one).backgroundColor"))
    assert grounds == [grounds[0], grounds[1], grounds[1], grounds[0]]
    assert grounds[0] != grounds[1]


async def test_nothing_moves_for_those_who_want_no_motion(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    shown = await visit(order, reduced_motion="reduce")
    await expect(shown.says("Live")).to_be_visible()
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("On its way")).to_be_visible()
    assert (
        await shown.widget.evaluate(
            """one => [...one.shadowRoot.querySelectorAll('*')].flatMap((part) => {
            const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(part);
            return [transitionDuration, animationName, scrollBehavior];
        }).filter((value) => !['0s', 'none', 'auto'].includes(value))"""
        )
        == []
    )


async def test_everything_can_be_reached_by_the_keyboard_alone(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent(tracking_url="https://post.example/track")
    await backend.scan(parcel, "IN_TRANSIT")
    shown = await visit(order)
    await expect(shown.says("Live")).to_be_visible()
    reached = []
    for _ in range(3):
        await shown.page.keyboard.press("Tab")
        focus = "document.activeElement.shadowRoot?.activeElement"
        reached.append(await shown.page.evaluate(f"{focus}?.textContent"))
        outline = await shown.page.evaluate(f"{focus} && getComputedStyle({focus}).outlineStyle")
        assert outline == "solid"
    assert reached == ["All scans", "Track with the carrier", "Report a problem"]
    await shown.page.keyboard.press("Shift+Tab")
    await shown.page.keyboard.press("Shift+Tab")
    await shown.page.keyboard.press("Enter")
    await expect(shown.widget.locator("[data-id]").first).to_be_visible()


async def test_what_is_open_and_focused_stays_so_when_something_changes(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    await backend.scan(parcel, "IN_TRANSIT")
    shown = await visit(order)
    await expect(shown.says("Live")).to_be_visible()
    await shown.widget.get_by_text("All scans").focus()
    await shown.page.keyboard.press("Enter")
    await backend.scan(parcel, "OUT_FOR_DELIVERY")
    await expect(shown.widget.locator("[data-id]")).to_have_count(2)
    await expect(shown.widget.locator("[data-id]").last).to_be_visible()
    await expect(shown.widget.get_by_text("All scans")).to_be_focused()


async def test_an_element_that_is_taken_away_lets_its_connection_go(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    shown = await visit(order)
    await expect(shown.says("Live")).to_be_visible()
    async with shown.page.expect_event("requestfailed"):
        await shown.page.evaluate("window.kept = document.querySelector('makegood-status'); window.kept.remove()")
    await backend.scan(parcel, "IN_TRANSIT")
    await shown.page.evaluate("document.querySelector('main').append(window.kept)")
    await expect(shown.heading("On its way")).to_be_visible()


async def test_what_stands_inside_it_is_shown_where_its_script_does_not_come(backend: Backend, visit: Visits) -> None:
    order, _ = await backend.sent()
    page = await visit.prepare(order, inside="See your mails for this order.")
    await page.page.route("**/widget/**", lambda route: route.abort())
    await page.page.goto(page.url)
    await expect(page.page.get_by_text("See your mails")).to_be_visible()
    await page.page.unroute("**/widget/**")
    await page.page.reload()
    await expect(page.heading("Getting ready")).to_be_visible()
    await expect(page.page.locator("body")).not_to_contain_text("See your mails", use_inner_text=True)


async def test_two_of_them_on_a_page_follow_each_its_own_order(backend: Backend, visit: Visits) -> None:
    order, parcel = await backend.sent()
    other, _ = await backend.sent()
    shown = await visit(order)
    await expect(shown.says("Live")).to_be_visible()
    await shown.page.evaluate(
        """([order, token]) => {
            const second = document.createElement('makegood-status');
            Object.assign(second, { token });
            second.setAttribute('order', order);
            second.setAttribute('api', document.querySelector('script[src*=widget]').src);
            document.querySelector('main').append(second);
        }""",
        [other, backend.token(other)],
    )
    await expect(shown.heading("Getting ready")).to_have_count(2)
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("On its way")).to_have_count(1)
    await expect(shown.heading("Getting ready")).to_have_count(1)


async def test_after_an_update_a_page_of_before_it_is_loaded_anew_by_its_reader(
    backend: Backend, visit: Visits
) -> None:
    order, _ = await backend.sent()
    page = await visit.prepare(order)

    async def of_before(route: Route) -> None:
        await route.continue_(post_data=(route.request.post_data or "").replace("sha256:", "sha256:0"))

    await page.page.route("**/graphql", of_before)
    await page.page.goto(page.url)
    await expect(page.says("This cannot be shown at the moment.")).to_be_visible()
    await page.page.unroute("**/graphql")
    async with page.page.expect_navigation():
        await page.widget.get_by_role("button", name="Try again").click()
    await expect(page.heading("Getting ready")).to_be_visible()
