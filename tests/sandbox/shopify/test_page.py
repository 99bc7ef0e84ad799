"""The page shows what happened in a shop, and nothing that stands in an order can run on it."""

from tests.sandbox.shopify.conftest import CREATE, CREDIT, SHOP, Shop, back, refund

EVIL = "<script>alert(1)</script>"


async def test_all_shops_are_listed(shop: Shop) -> None:
    page = await shop.http.get("/shopify/")

    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert f'<a href="/shopify/{SHOP}/">Nordlys Keramik</a>' in page.text


async def test_a_shop_shows_everything_that_happened_in_it(shop: Shop) -> None:
    order = await shop.order("249.50", tags=["fragile"])
    await shop.do(f"/orders/{order['id']}/fulfill", company="UPS", number="1Z999")
    await shop.subscribe("http://127.0.0.1:9/", "REFUNDS_CREATE")
    await refund(shop, await back(shop, order, "100.00", note="res_1"))
    customer = f"gid://shopify/Customer/{order['rest']['customer']['id']}"
    await shop.ask(CREDIT, id=customer, input={"creditAmount": {"amount": "12.50", "currencyCode": "DKK"}})
    line = {"title": "Bowl again", "quantity": 1}
    await shop.ask(CREATE, order={"lineItems": [line], "sourceIdentifier": "res_2"}, options={})
    await shop.do(f"/orders/{order['id']}/dispute")

    page = (await shop.http.get(f"/shopify/{SHOP}/")).text

    for shown in (
        "#1001", "249.50 DKK", "fragile", "1Z999", "100.00 DKK", "res_1", "12.50 DKK", "Bowl again", "res_2",
        "product not received", "refunds/create", "refundCreate", "Stoneware bowl", "robin@example.com",
    ):  # fmt: skip
        assert shown in page, shown
    assert 'http-equiv="refresh"' in page


async def test_what_stands_in_an_order_is_text_and_stays_text(shop: Shop) -> None:
    order = await shop.do(
        "/orders",
        lines=[{"title": EVIL, "price": "10.00"}],
        tags=[EVIL],
        note=EVIL,
        source_identifier=EVIL,
        customer={"email": EVIL},
    )
    await shop.do(f"/orders/{order['id']}/fulfill", company=EVIL, number=EVIL)
    await shop.do(f"/orders/{order['id']}/refund", amount="1.00", note=EVIL)
    await shop.http.post("/control/shopify/shops", json={"domain": "evil", "name": EVIL})

    for path in ("/shopify/", f"/shopify/{SHOP}/", "/shopify/evil/"):
        page = await shop.http.get(path)
        assert "<script" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "&lt;script&gt;" in (await shop.http.get(f"/shopify/{SHOP}/")).text


async def test_looking_is_no_call_and_meets_no_fault(shop: Shop) -> None:
    await shop.http.post("/control/faults", json={"fault": 500, "company": "shopify", "times": None})

    assert (await shop.http.get("/shopify/")).status_code == 200
    assert (await shop.http.get(f"/shopify/{SHOP}/")).status_code == 200
    assert (await shop.http.get("/control/calls")).json()["count"] == 0


async def test_a_shop_that_is_not_there_has_a_way_back(shop: Shop) -> None:
    page = await shop.http.get("/shopify/nobody/")

    assert page.status_code == 404
    assert '<a href="/shopify/">' in page.text
