"""The words for what leaves the house, what companies offer for an unknown outcome, and when they may be asked."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class EffectState(StrEnum):
    """How far an effect got."""

    PLANNED = "PLANNED"
    SENDING = "SENDING"
    UNKNOWN = "UNKNOWN"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"
    REVIEW = "REVIEW"
    ABANDONED = "ABANDONED"


class Recovery(StrEnum):
    """What a company offers for an outcome that we do not know."""

    RESEND = "RESEND"  # the same request again is the same effect
    LOOKUP = "LOOKUP"  # after a quiet wait they can be asked whether it was done
    REVIEW = "REVIEW"  # nothing: a person looks


class Decision(StrEnum):
    """What a person may decide about an effect in review."""

    CONFIRM = "CONFIRM"
    RETRY = "RETRY"
    ABANDON = "ABANDON"


MOST_ATTEMPTS = 25
"""After so many tries with unknown outcome a person decides, whatever the company offers."""

LOOKS = 2
"""How many look-ups in a row have to find nothing before an effect is sent again."""

LOOK_PAUSE_SECONDS = 10.0
"""Between two of them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a company offers for one kind of effect.

    `quiet_seconds` is how long after a try began a look-up may still miss what it did. A key is the same effect for
    `key_seconds` after the first try, or for ever; later only a look-up can tell.
    """

    recovery: Recovery
    quiet_seconds: float = 0.0
    key_seconds: float | None = None


TERMS = {
    # EasyPost answers a second POST of the same code and carrier with the same tracker
    "tracker.register": Terms(Recovery.RESEND),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing to be done outside, once for each `generation` of its kind and subject.

    `attempts` counts the tries that may have been carried out, `looks` the look-ups since the last of them that found
    nothing. `number` and `amount` are what the company said of a confirmed one, in the currency that it was asked for.
    """

    id: str
    kind: str
    subject: str
    generation: int
    account_id: str | None
    state: EffectState
    attempts: int
    reference: str | None
    last_error: str | None
    number: str | None = None
    amount: Decimal | None = None
    first_sent_at: datetime | None = None
    last_sent_at: datetime | None = None
    looks: int = 0
    looked_at: datetime | None = None


def recovery(effect: Effect, terms: Terms, now: datetime) -> Recovery:
    """What to do about an effect whose outcome is unknown: resending ends with the company's memory of the key."""
    if effect.attempts >= MOST_ATTEMPTS:
        return Recovery.REVIEW
    if terms.recovery is Recovery.RESEND and terms.key_seconds is not None and effect.first_sent_at is not None:
        remembered = (now - effect.first_sent_at).total_seconds() < terms.key_seconds
        return Recovery.RESEND if remembered else Recovery.LOOKUP
    return terms.recovery


def seconds_until_look(effect: Effect, terms: Terms, now: datetime) -> float:
    """How long to wait before the next look-up: first until the last try has settled, then a pause."""
    since, wait = effect.last_sent_at, terms.quiet_seconds
    if effect.looked_at is not None and effect.looks:
        since, wait = effect.looked_at, LOOK_PAUSE_SECONDS
    return max(wait - (now - since).total_seconds(), 0.0) if since is not None else wait
