"""The words for accounts, described for the wire."""

from services.api.words import describe
from services.core.installs.model import AccountStatus
from services.core.storefronts.model import AccountKind

__all__ = ["AccountKind", "AccountStatus"]

describe(
    AccountKind,
    "AccountKind",
    "What a company outside does for a storefront.",
    {
        AccountKind.CARRIER: "Tracks or carries its parcels.",
        AccountKind.PLATFORM: "Runs the shop that its orders are sold in.",
        AccountKind.MAIL: "Receives the storefront's mails.",
        AccountKind.INSURER: "Insures its parcels.",
    },
)

describe(
    AccountStatus,
    "AccountStatus",
    "How far an account at a company got.",
    {
        AccountStatus.CONNECTING: "The shop's owner agreed; the rest takes a moment.",
        AccountStatus.CONNECTED: "In use.",
        AccountStatus.INCOMPLETE: "In use, but not allowed everything; see `missingScopes` and connect again.",
        AccountStatus.FAILED: "Not in use; see `failure`, and connect the shop again.",
        AccountStatus.DISCONNECTED: "The shop took our access away; connect it again.",
    },
)
