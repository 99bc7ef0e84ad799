"""The companies outside, one file or package each; this is the only list."""

from collections.abc import Mapping

from services.core.companies.easypost import EasyPost
from services.core.companies.mailgun import Mailgun
from services.core.outside import Outside
from services.core.ports import Carrier, Hooks, MailHooks

HOOKS: Mapping[str, Hooks] = {
    "easypost": EasyPost,
}
"""Every company that posts to us, by the name in its route; all of it pure."""

MAILS: Mapping[str, MailHooks] = {
    "mailgun": Mailgun(),
}
"""Every company that posts received mails to us, in the same way."""


def carriers(outside: Outside, base_urls: Mapping[str, str]) -> Mapping[str, Carrier]:
    """Every company that tracks parcels, by the name that accounts carry; `base_urls` has the same names."""
    return {
        "easypost": EasyPost(outside, base_urls["easypost"]),
    }
