"""The words for tasks and effects, described for the wire."""

from services.api.words import describe
from services.core.effects import Decision, EffectState
from services.core.operating.model import TaskState

__all__ = ["Decision", "EffectState", "TaskState"]

describe(
    TaskState,
    "TaskState",
    "How far a task got.",
    {
        TaskState.WAITING: "Due now or later.",
        TaskState.RELEASED: "Handed to the queue.",
        TaskState.RUNNING: "A worker has it.",
        TaskState.DONE: "Done.",
        TaskState.DEAD: "Given up; `taskReplay` brings it back.",
    },
)

describe(
    EffectState,
    "EffectState",
    "How far an effect outside got.",
    {
        EffectState.PLANNED: "Written down, not sent.",
        EffectState.SENDING: "May be on its way.",
        EffectState.UNKNOWN: "Sent, and nobody knows with what outcome; it is found out.",
        EffectState.CONFIRMED: "Done, says the company.",
        EffectState.REFUSED: "Refused for good by the company.",
        EffectState.REVIEW: "Nobody can find out; a person decides.",
        EffectState.ABANDONED: "Given up by a person.",
    },
)

describe(
    Decision,
    "EffectDecision",
    "What a person decides about an effect in `REVIEW` or `REFUSED`.",
    {
        Decision.CONFIRM: "It was done; nothing more is sent.",
        Decision.RETRY: "It was not done; send it again.",
        Decision.ABANDON: "It was not done and shall not be.",
    },
)
