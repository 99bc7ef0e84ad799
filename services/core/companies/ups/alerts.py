"""Track Alert: how UPS is asked to push a parcel's news, and which numbers it takes."""

from datetime import timedelta

from services.core.companies.ups.tracking import bare
from services.core.companies.ups.wire import part
from services.core.outside.reading import decode, text
from services.core.ports import Unintelligible

PATHS = {
    "standard": "/api/track/v2/subscription/standard/package",
    "enhanced": "/api/track/v2/subscription/enhanced/package",
}

RENEWAL = timedelta(days=13)
"""A subscription ends silently after 14 days; it is asked for anew a day before."""

AGAIN = timedelta(hours=1)
"""When a subscription is tried again that UPS could not answer; the parcel is looked at meanwhile."""


def takes(number: str) -> bool:
    """Whether UPS pushes for this kind of number: its own and Roadie's."""
    return bare(number).startswith(("1Z", "1R"))


def subscription(number: str) -> dict[str, object]:
    """What is sent to have one parcel's news pushed; to which address stands in UPS's portal."""
    return {
        "locale": "en_US",
        "countryCode": "US",
        "trackingNumberList": [bare(number)],
        "eventPreferences": ["D", "I", "M", "X"],
    }


def is_subscribed(body: bytes, number: str) -> bool:
    """Whether the answer took the number: a call with bad ones among good ones succeeds. Raises `Unintelligible`."""
    told = decode("ups", body, object)
    valid, invalid = (_numbers(part(told, name)) for name in ("validTrackingNumbers", "invalidTrackingNumbers"))
    if not valid and not invalid:
        raise Unintelligible("ups: The answer names no number.")
    return bare(number) in valid


def _numbers(listed: object) -> set[str]:
    return {bare(text(number, 100)) for number in listed} if isinstance(listed, list) else set()
