"""All shops of the sandbox, each with its Admin API and its webhooks; two of them are there from the start."""

from dataclasses import dataclass
from decimal import Decimal

from services.sandbox.deliveries import Deliveries
from services.sandbox.parcels import Clock, Full
from services.sandbox.shopify.admin.endpoint import Endpoint
from services.sandbox.shopify.app import App
from services.sandbox.shopify.news.webhooks import Webhooks
from services.sandbox.shopify.shop.shop import Access, Shop

MOST_SHOPS = 100
SUFFIX = ".myshopify.com"
DEMO_STOCK = 25


@dataclass(frozen=True, slots=True)
class Open:
    """A shop with its doors."""

    shop: Shop
    webhooks: Webhooks
    endpoint: Endpoint


@dataclass(frozen=True, slots=True)
class Demo:
    """A shop that is there from the start; goods are product, variant, SKU and price."""

    domain: str
    name: str
    currency: str
    goods: tuple[tuple[str, str, str, str], ...]


DEMOS = (
    Demo(
        "makegood-demo.myshopify.com",
        "Nordlys Keramik",
        "DKK",
        (
            ("Stoneware bowl", "Moss", "NK-BOWL-MOSS", "249.50"),
            ("Stoneware bowl", "Sand", "NK-BOWL-SAND", "249.50"),
            ("Tall vase", "Default Title", "NK-VASE", "499.00"),
        ),
    ),
    Demo(
        "makegood-demo-us.myshopify.com",
        "Harbor Outfitters",
        "USD",
        (
            ("Deck jacket", "M", "HO-JACKET-M", "189.00"),
            ("Deck jacket", "L", "HO-JACKET-L", "189.00"),
            ("Wool beanie", "Default Title", "HO-BEANIE", "29.00"),
        ),
    ),
)


class Shops:
    """The shops by domain."""

    def __init__(self, app: App, token: str, deliveries: Deliveries, clock: Clock) -> None:
        self._app = app
        self._token = token
        self._deliveries = deliveries
        self._clock = clock
        self._by_domain: dict[str, Open] = {}
        self._open_demos()

    def open(self, domain: str, name: str, currency: str, token: str | None = None) -> Open:
        """Make a shop in which the app is installed. Raises `Full`."""
        if len(self._by_domain) >= MOST_SHOPS:
            raise Full(f"the sandbox keeps {MOST_SHOPS} shops and no more")
        webhooks = Webhooks(domain, self._app, self._deliveries, self._clock)
        shop = Shop(domain, name, currency, self._clock, webhooks.tell)
        shop.access = Access({token or self._token}, self._app.scopes)
        opened = self._by_domain[domain] = Open(shop, webhooks, Endpoint(shop, webhooks))
        return opened

    def find(self, name: str) -> Open | None:
        """The shop with this domain, given with or without its ending."""
        return self._by_domain.get(domain_of(name))

    def all(self) -> list[Open]:
        """Every shop, oldest first."""
        return list(self._by_domain.values())

    def forget(self) -> None:
        """Have only the shops of the start, as new."""
        for opened in self._by_domain.values():
            opened.webhooks.forget()
        self._by_domain.clear()
        self._open_demos()

    def _open_demos(self) -> None:
        for demo in DEMOS:
            shop = self.open(demo.domain, demo.name, demo.currency).shop
            for product, variant, sku, price in demo.goods:
                shop.add_variant(product, variant, sku, Decimal(price), DEMO_STOCK, oversell=False)


def domain_of(name: str) -> str:
    """A shop's domain, whether it was given whole or not."""
    name = name.lower()
    return name if "." in name else f"{name}{SUFFIX}"
