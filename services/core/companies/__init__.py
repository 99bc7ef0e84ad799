"""The companies outside, one file or package each; this is the only list."""

from collections.abc import Mapping

from services.core.companies.easypost import EasyPost
from services.core.outside import Outside
from services.core.ports import Carrier, Hooks, Platform

HOOKS: Mapping[str, Hooks] = {
    "easypost": EasyPost,
}
"""Every company that posts to us, by the name in its route; all of it pure."""


def carriers(outside: Outside, base_urls: Mapping[str, str]) -> Mapping[str, Carrier]:
    """Every company that tracks parcels, by the name that accounts carry; `base_urls` has the same names."""
    return {
        "easypost": EasyPost(outside, base_urls["easypost"]),
    }


def platforms(outside: Outside, private_hosts: frozenset[str]) -> Mapping[str, Platform]:
    """Every commerce platform, by the name that accounts carry; only `private_hosts` may have private addresses."""
    return {}
