"""The companies outside, one file or package each; this is the only list."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

from services.core.companies.aftership import AfterShip
from services.core.companies.amazon_shipping import AmazonShipping
from services.core.companies.bring import Bring
from services.core.companies.dao import Dao
from services.core.companies.dhl import DHL
from services.core.companies.dhl_parcel_de import DHLParcelDE
from services.core.companies.easypost import EasyPost
from services.core.companies.fedex import FedEx
from services.core.companies.generic import GenericPlatform
from services.core.companies.gls import Gls
from services.core.companies.mailgun import Mailgun
from services.core.companies.mydhl import MyDHL
from services.core.companies.postnord import PostNord
from services.core.companies.shopify import App, Shopify, ShopifyHooks
from services.core.companies.ups import UPS
from services.core.companies.usps import Usps
from services.core.outside import Outside
from services.core.ports import Carrier, Filer, Hooks, Insurer, MailHooks, Platform, PlatformHooks, ShopHooks


class Listed(Protocol):
    """A company as it stands in the list: what it is called, and how it is made."""

    name: str
    base_url: str
    credential_names: tuple[str, ...]
    hook_secret_names: tuple[str, ...]

    def __call__(self, outside: Outside, base_url: str) -> Carrier:
        """The company at an address."""
        ...


CARRIERS: tuple[Listed, ...] = (
    EasyPost,
    DHL,
    DHLParcelDE,
    MyDHL,
    PostNord,
    Gls,
    Bring,
    Dao,
    FedEx,
    Usps,
    AmazonShipping,
    AfterShip,
    UPS,
)
"""Every company that tracks parcels."""

HOOKS: Mapping[str, Hooks] = {company.name: company for company in CARRIERS if isinstance(company, Hooks)}
"""Every company of these that posts to us, by the name in its route; all of it pure."""

PLATFORM_HOOKS: Mapping[str, PlatformHooks] = {
    "shopify": ShopifyHooks,
}
"""Every platform that posts its news to one address for all shops, by the name in its route; all of it pure."""

SHOP_HOOKS: Mapping[str, ShopHooks] = {
    "generic": GenericPlatform,
}
"""Every platform whose shops post to an address of their own account, in the same way."""

MAILS: Mapping[str, MailHooks] = {
    "mailgun": Mailgun(),
}
"""Every company that posts received mails to us, in the same way."""


def carriers(outside: Outside, urls: Mapping[str, str]) -> Mapping[str, Carrier]:
    """Every company that tracks parcels, by the name that accounts carry; `urls` as in `Settings.urls`."""
    return {company.name: company(outside, address(company.name, company.base_url, urls)) for company in CARRIERS}


def filers(made: Mapping[str, Carrier]) -> Mapping[str, Filer]:
    """Those of the companies that take claims; `made` is what `carriers` gave."""
    return {name: company for name, company in made.items() if isinstance(company, Filer)}


def insurers(made: Mapping[str, Carrier]) -> Mapping[str, Insurer]:
    """Those of the companies that insure parcels; `made` is what `carriers` gave."""
    return {name: company for name, company in made.items() if isinstance(company, Insurer)}


def address(name: str, own: str, urls: Mapping[str, str]) -> str:
    """Where a company is reached: as `urls` says by its name, else below that of `*`, else at its `own` address."""
    if name in urls or "*" not in urls:
        return urls.get(name, own)
    return f"{urls['*']}/{name}{urlsplit(own).path}"


def platforms(
    outside: Outside, private_hosts: frozenset[str], *, shopify_url: str, shopify_app: App
) -> Mapping[str, Platform]:
    """Every commerce platform, by the name that accounts carry; only `private_hosts` may have private addresses."""
    return {
        "shopify": Shopify(outside, shopify_url, shopify_app),
        "generic": GenericPlatform(outside, private_hosts),
    }
