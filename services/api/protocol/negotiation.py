"""What an Accept header asks for (RFC 9110, section 12.5.1)."""

from functools import lru_cache
from typing import NamedTuple

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
EVENT_STREAM = "text/event-stream"
MULTIPART = "multipart/mixed"

DOCUMENTS = (JSON, GRAPHQL_JSON)
OFFERED = (*DOCUMENTS, EVENT_STREAM, MULTIPART)
"""What we can answer with; the first is what we send to who does not mind."""
LONGEST_HEADER = 1000
"""Characters that are looked at."""


class Range(NamedTuple):
    """One entry of the header."""

    media: str
    weight: float
    subscriptions: bool
    """Whether it speaks of Apollo's multipart subscriptions, and not of another use of multipart/mixed."""

    def closeness(self, media: str) -> int:
        """How closely it names the media type; 0 when it does not mean it at all."""
        if self.media == media:
            return 3 if media != MULTIPART or self.subscriptions else 0
        if media == MULTIPART:
            return 0  # only who names it can read it
        return 2 if self.media == f"{media.partition('/')[0]}/*" else int(self.media == "*/*")


@lru_cache(256)
def negotiate(accept: str) -> str | None:
    """The offered media type that the client likes best, nothing when it likes none.

    Some clients name text/event-stream with every query, behind JSON; what stands first wins at the same weight.
    """
    return _negotiate(accept[:LONGEST_HEADER])


@lru_cache(maxsize=256)
def _negotiate(accept: str) -> str | None:
    if not accept.strip():
        return JSON
    ranges = [_range(part) for part in accept.split(",")]
    liked = [(liking, media) for media in OFFERED if (liking := _liking(ranges, media)) is not None]
    return max(liked, key=lambda one: one[0])[1] if liked else None  # the first of equals is the one we like best


def json_type(accept: str) -> str:
    """The JSON media type for an answer that is no stream, such as an error; the older one unless it is named."""
    media = negotiate(accept)
    return media if media in DOCUMENTS else JSON


def _liking(ranges: list[Range], media: str) -> tuple[float, int] | None:
    """Weight and place in the header, by the range that names the media type most closely."""
    named = [(one.closeness(media), -place, one) for place, one in enumerate(ranges) if one.closeness(media)]
    if not named:
        return None
    _, place, closest = max(named, key=lambda one: one[:2])
    return (closest.weight, place) if closest.weight > 0 else None


def _range(part: str) -> Range:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    told = {name.strip(): value.strip(" '\"") for name, _, value in (one.partition("=") for one in parameters)}
    try:
        weight = float(told.get("q", "1"))
    except ValueError:
        weight = 0.0
    return Range(media, weight if 0 <= weight <= 1 else 0.0, told.get("subscriptionspec", "").startswith("1."))
