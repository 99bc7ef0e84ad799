"""What a test or a person can have happen in Shopify's shops.

A shop stands in the path with or without `.myshopify.com`; amounts are text, in what the customer paid in.

Paths are counted from /control/shopify; {s} is /shops/{shop} and {o} is {s}/orders/{its number or id}.

GET    /shops                  all shops
POST   /shops                  make one: `control.shops.Made`
GET    {s}                     one: goods, counts, conduct, subscriptions
PATCH  {s}                     how it behaves: `shop.shop.Conduct`
POST   {s}/points              {"left"}: what its bucket holds now
POST   {s}/variants            sell something: `control.shops.Goods`
POST   {s}/stock               {"sku", "stock", "oversell"}
GET    {s}/credits             store credit accounts and gift cards
GET    {s}/orders              ?tag= source_identifier= by_app=true|false
POST   {s}/orders              place one, as a customer does: `control.orders.Ordered`
GET    {o}                     one
POST   {o}/fulfill             {"company", "number", "url", "lines": [{"id", "quantity"}]}
POST   {o}/track               {"company", "number", "url"}: another number for its newest parcel
POST   {o}/scan                {"status", "message", "fulfillment_id"}: a carrier sees it
POST   {o}/refund              as the merchant's staff does: `control.trade.StaffRefund`
POST   {o}/cancel              {"reason", "refund", "restock"}
POST   {o}/close               archive it
POST   {o}/return              {"lines"}: its customer asks to send goods back
POST   {o}/dispute             {"type", "reason", "network_reason_code", "amount"}
POST   {s}/returns/{id}/{move} approve, decline, cancel, close, reopen
POST   {s}/disputes/{id}       {"status"}
POST   {s}/drafts/{id}/complete
GET    {s}/webhooks            the newest that were sent, newest last
POST   {s}/webhooks            send them again: {"topic", "id", "times", "order": forward|reverse|shuffle}
POST   {s}/privacy             {"topic", "email", "orders"}
POST   {s}/uninstall           the merchant removes the app
PATCH  /app                    {"client_secret", "signing_secret", "privacy_url", "scopes"}
"""

from starlette.routing import Route

from services.sandbox.deliveries import Deliveries
from services.sandbox.shopify.company import Shopify
from services.sandbox.shopify.control.news import NewsControl
from services.sandbox.shopify.control.parcels import ParcelControl
from services.sandbox.shopify.control.shops import ShopsControl
from services.sandbox.shopify.control.trade import TradeControl


class ShopifyControl:
    """The endpoints under `/control/shopify`."""

    def __init__(self, shopify: Shopify, deliveries: Deliveries) -> None:
        self._shops = ShopsControl(shopify)
        self._trade = TradeControl(shopify)
        self._parcels = ParcelControl(shopify)
        self._news = NewsControl(shopify, deliveries)

    def routes(self) -> list[Route]:
        """All of them."""
        shops, trade, parcels, news = self._shops, self._trade, self._parcels, self._news
        shop = "/shops/{shop}"
        order = f"{shop}/orders/{{order}}"
        return [
            Route("/shops", shops.all),
            Route("/shops", shops.make, methods=["POST"]),
            Route(shop, shops.one),
            Route(shop, shops.change, methods=["PATCH"]),
            Route(f"{shop}/points", shops.points, methods=["POST"]),
            Route(f"{shop}/variants", shops.variant, methods=["POST"]),
            Route(f"{shop}/stock", shops.stock, methods=["POST"]),
            Route(f"{shop}/credits", shops.credits),
            Route(f"{shop}/orders", trade.orders),
            Route(f"{shop}/orders", trade.place, methods=["POST"]),
            Route(order, trade.order),
            Route(f"{order}/fulfill", parcels.fulfill, methods=["POST"]),
            Route(f"{order}/track", parcels.track, methods=["POST"]),
            Route(f"{order}/scan", parcels.scan, methods=["POST"]),
            Route(f"{order}/refund", trade.refund, methods=["POST"]),
            Route(f"{order}/cancel", trade.cancel, methods=["POST"]),
            Route(f"{order}/close", trade.close, methods=["POST"]),
            Route(f"{order}/return", parcels.ask_return, methods=["POST"]),
            Route(f"{order}/dispute", trade.dispute, methods=["POST"]),
            Route(f"{shop}/returns/{{id:int}}/{{move}}", parcels.move_return, methods=["POST"]),
            Route(f"{shop}/disputes/{{id:int}}", trade.settle, methods=["POST"]),
            Route(f"{shop}/drafts/{{id:int}}/complete", trade.complete, methods=["POST"]),
            Route(f"{shop}/webhooks", news.sent),
            Route(f"{shop}/webhooks", news.again, methods=["POST"]),
            Route(f"{shop}/privacy", news.privacy, methods=["POST"]),
            Route(f"{shop}/uninstall", news.uninstall, methods=["POST"]),
            Route("/app", news.app, methods=["PATCH"]),
        ]
