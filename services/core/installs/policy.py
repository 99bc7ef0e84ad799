"""Which shops there can be: pure checks."""

import re

_SHOPIFY = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com")


def shop_domain(text: str) -> str | None:
    """A Shopify shop's `….myshopify.com`, from that or from its first part or its address; nothing for anything else.

    Only this form is ever called, so that nobody can have a token or a secret sent elsewhere.
    """
    name = text.strip().lower().removeprefix("https://").removesuffix("/")
    if "." not in name:
        name = f"{name}.myshopify.com"
    return name if is_shop(name) else None


def is_shop(text: str) -> bool:
    """Whether this is a shop's domain, written exactly as Shopify writes it."""
    return _SHOPIFY.fullmatch(text) is not None
