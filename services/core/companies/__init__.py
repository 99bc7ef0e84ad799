"""The companies outside, one file or package each; this is the only list."""

from collections.abc import Mapping

from services.core.companies.easypost import EasyPost
from services.core.companies.generic import GenericPlatform
from services.core.companies.mailgun import Mailgun
from services.core.companies.shopify import App, Shopify, ShopifyHooks
from services.core.outside import Outside
from services.core.ports import Carrier, Hooks, MailHooks, Platform, PlatformHooks, ShopHooks

HOOKS: Mapping[str, Hooks] = {
    "easypost": EasyPost,
}
"""Every company that posts to us, by the name in its route; all of it pure."""

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


def carriers(outside: Outside, base_urls: Mapping[str, str]) -> Mapping[str, Carrier]:
    """Every company that tracks parcels, by the name that accounts carry; `base_urls` has the same names."""
    return {
        "easypost": EasyPost(outside, base_urls["easypost"]),
    }


def platforms(
    outside: Outside, private_hosts: frozenset[str], *, shopify_url: str, shopify_app: App
) -> Mapping[str, Platform]:
    """Every commerce platform, by the name that accounts carry; only `private_hosts` may have private addresses."""
    return {
        "shopify": Shopify(outside, shopify_url, shopify_app),
        "generic": GenericPlatform(outside, private_hosts),
    }
