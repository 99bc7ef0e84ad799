"""The words for accounts, described for the wire."""

from enum import Enum

from services.api.words import describe
from services.core.installs.model import AccountStatus
from services.core.storefronts.model import AccountKind

__all__ = ["AccountKind", "AccountMode", "AccountStatus"]


class AccountMode(Enum):
    """What calls with an account reach."""

    LIVE = "LIVE"
    TEST = "TEST"


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
        AccountStatus.CONNECTING: "It was told, or the shop's owner agreed; the rest takes a moment.",
        AccountStatus.CONNECTED: "In use.",
        AccountStatus.INCOMPLETE: "In use, but not allowed everything; see `missingScopes` and connect again.",
        AccountStatus.FAILED: "Not let in; see `failure`, and connect it again.",
        AccountStatus.DISCONNECTED: "The shop took our access away; connect it again.",
    },
)

describe(
    AccountMode,
    "AccountMode",
    "What calls with an account reach.",
    {
        AccountMode.LIVE: "The company's real world.",
        AccountMode.TEST: "Its place for tests. A storefront for tests reaches nothing else.",
    },
)
