"""What leaves the house: planned → sending → confirmed, or unknown → resent, looked up or reviewed by a person."""

from services.core.effects.model import (
    LOOK_PAUSE_SECONDS,
    LOOKS,
    MOST_ATTEMPTS,
    TERMS,
    Decision,
    Effect,
    EffectState,
    Recovery,
    Terms,
    recovery,
    seconds_until_look,
)
from services.core.effects.moves import (
    begin,
    confirm,
    decide,
    doubt,
    drop,
    not_found,
    not_sent,
    refused,
    review,
)
from services.core.effects.rows import get, latest, newest, plan

__all__ = [
    "LOOKS",
    "LOOK_PAUSE_SECONDS",
    "MOST_ATTEMPTS",
    "TERMS",
    "Decision",
    "Effect",
    "EffectState",
    "Recovery",
    "Terms",
    "begin",
    "confirm",
    "decide",
    "doubt",
    "drop",
    "get",
    "latest",
    "newest",
    "not_found",
    "not_sent",
    "plan",
    "recovery",
    "refused",
    "review",
    "seconds_until_look",
]
