"""What a test or a person can have happen in Shopify's shops.

A shop stands in the path with or without `.myshopify.com`; amounts are text, in what the customer paid in.

GET    /control/shopify/shops                                    all shops
POST   /control/shopify/shops                                    {"domain", "name", "currency", "currencies", "token"}
GET    /control/shopify/shops/{shop}                             one: goods, counts, conduct, subscriptions
PATCH  /control/shopify/shops/{shop}                             conduct: `services.sandbox.shopify.shop.shop.Conduct`
POST   /control/shopify/shops/{shop}/points                      {"left"}: what its bucket holds now
POST   /control/shopify/shops/{shop}/variants                    {"product", "title", "sku", "price", "stock", "oversell"}
POST   /control/shopify/shops/{shop}/stock                       {"sku", "stock", "oversell"}
GET    /control/shopify/shops/{shop}/orders                      ?tag= source_identifier= by_app=true
POST   /control/shopify/shops/{shop}/orders                      `services.sandbox.shopify.control.orders.Ordered`
GET    /control/shopify/shops/{shop}/orders/{order}              one, by its number or its id
POST   /control/shopify/shops/{shop}/orders/{order}/fulfill      {"company", "number", "url", "lines": [{"id", "quantity"}]}
POST   /control/shopify/shops/{shop}/orders/{order}/scan         {"status", "message", "fulfillment_id"}
POST   /control/shopify/shops/{shop}/orders/{order}/refund       {"lines", "shipping", "amount", "store_credit", "note", "restock"}
POST   /control/shopify/shops/{shop}/orders/{order}/cancel       {"reason", "refund", "restock"}
POST   /control/shopify/shops/{shop}/orders/{order}/close        archive it
POST   /control/shopify/shops/{shop}/orders/{order}/return       {"lines"}: a customer asks
POST   /control/shopify/shops/{shop}/orders/{order}/dispute      {"type", "reason", "network_reason_code", "amount"}
POST   /control/shopify/shops/{shop}/returns/{id}/{move}         approve, decline, cancel, close, reopen
POST   /control/shopify/shops/{shop}/disputes/{id}               {"status"}
GET    /control/shopify/shops/{shop}/credits                     store credit accounts, gift cards
GET    /control/shopify/shops/{shop}/webhooks                    the newest that were sent, newest last
POST   /control/shopify/shops/{shop}/webhooks                    {"topic", "id", "times", "order": forward|reverse|shuffle}: again
POST   /control/shopify/shops/{shop}/privacy                     {"topic", "email", "orders"}
POST   /control/shopify/shops/{shop}/uninstall                   the merchant removes the app
PATCH  /control/shopify/app                                      {"client_secret", "signing_secret", "privacy_url", "scopes"}
"""

from starlette.routing import Route

from services.sandbox.deliveries import Deliveries
from services.sandbox.shopify.company import Shopify
from services.sandbox.shopify.control.news import NewsControl
from services.sandbox.shopify.control.shops import ShopsControl
from services.sandbox.shopify.control.trade import TradeControl


class ShopifyControl:
    """The endpoints under `/control/shopify`."""

    def __init__(self, shopify: Shopify, deliveries: Deliveries) -> None:
        self._shops = ShopsControl(shopify)
        self._trade = TradeControl(shopify)
        self._news = NewsControl(shopify, deliveries)

    def routes(self) -> list[Route]:
        """All of them."""
        shops, trade, news = self._shops, self._trade, self._news
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
            Route(f"{order}/fulfill", trade.fulfill, methods=["POST"]),
            Route(f"{order}/scan", trade.scan, methods=["POST"]),
            Route(f"{order}/refund", trade.refund, methods=["POST"]),
            Route(f"{order}/cancel", trade.cancel, methods=["POST"]),
            Route(f"{order}/close", trade.close, methods=["POST"]),
            Route(f"{order}/return", trade.ask_return, methods=["POST"]),
            Route(f"{order}/dispute", trade.dispute, methods=["POST"]),
            Route(f"{shop}/returns/{{id:int}}/{{move}}", trade.move_return, methods=["POST"]),
            Route(f"{shop}/disputes/{{id:int}}", trade.settle, methods=["POST"]),
            Route(f"{shop}/webhooks", news.sent),
            Route(f"{shop}/webhooks", news.again, methods=["POST"]),
            Route(f"{shop}/privacy", news.privacy, methods=["POST"]),
            Route(f"{shop}/uninstall", news.uninstall, methods=["POST"]),
            Route("/app", news.app, methods=["PATCH"]),
        ]
