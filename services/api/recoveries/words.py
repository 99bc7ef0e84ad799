"""The words for recoveries, described for the wire."""

from services.api.words import describe
from services.core.recoveries.model import (
    CounterpartyType,
    MessageAuthor,
    MessageState,
    PaymentDirection,
    Peril,
    RecoveryStatus,
    RouteKind,
)

__all__ = [
    "CounterpartyType",
    "MessageAuthor",
    "MessageState",
    "PaymentDirection",
    "Peril",
    "RecoveryStatus",
    "RouteKind",
]

describe(
    RecoveryStatus,
    "RecoveryStatus",
    "Where the money asked back from one counterparty stands. It does not depend on the claim's state.",
    {
        RecoveryStatus.DRAFT: "Documents are missing, or another cover of the parcel comes first.",
        RecoveryStatus.READY: "It can be filed.",
        RecoveryStatus.SUBMITTED: "It was filed.",
        RecoveryStatus.UNDER_REVIEW: "The counterparty looks into it.",
        RecoveryStatus.INFORMATION_REQUESTED: "The counterparty waits for more.",
        RecoveryStatus.APPROVED: "All of it was granted; the money is awaited.",
        RecoveryStatus.APPROVED_PARTIAL: "Part of it was granted; the money is awaited.",
        RecoveryStatus.PAID: "The money came.",
        RecoveryStatus.CLOSED: "Nothing more is to come.",
        RecoveryStatus.REJECTED: "The counterparty pays nothing; it may be appealed.",
        RecoveryStatus.APPEALED: "It was appealed.",
        RecoveryStatus.WITHDRAWN: "It was taken back.",
        RecoveryStatus.EXPIRED: "Nobody filed it in time.",
        RecoveryStatus.NOT_FILEABLE: "It is not covered, or not worth filing.",
    },
)

describe(
    RouteKind,
    "RecoveryRoute",
    "By which way a counterparty is asked.",
    {
        RouteKind.PLATFORM: "By hand, at the platform that sold the label.",
        RouteKind.INSURER_API: "By a call to an insurer.",
        RouteKind.AGGREGATOR_API: "By a call to whoever resold the carrier's label.",
        RouteKind.CARRIER_API: "By a call to the carrier.",
        RouteKind.INSURER_PACKET: "By hand at an insurer, with a packet that is prepared here.",
        RouteKind.CARRIER_PACKET: "By hand at the carrier, with a packet that is prepared here.",
        RouteKind.MANUAL: "By hand, in whatever way there is.",
        RouteKind.SELF_INSURED: "Not at all: the shop insures itself.",
        RouteKind.NONE: "Not at all: nobody else pays.",
    },
)

describe(
    CounterpartyType,
    "RecoveryCounterpartyType",
    "What a counterparty is to the parcel.",
    {
        CounterpartyType.CARRIER: "It carried it.",
        CounterpartyType.INSURER: "It insured it.",
        CounterpartyType.LABEL_PROVIDER: "It sold the label, with cover.",
    },
)

describe(
    Peril,
    "RecoveryReason",
    "What a counterparty is told that happened.",
    {
        Peril.LOSS: "It never came.",
        Peril.DAMAGE: "It came broken.",
        Peril.THEFT: "It was left somewhere, and was gone.",
        Peril.MISSING_CONTENTS: "It came, and something was missing.",
        Peril.DELAY: "It came too late.",
    },
)

describe(
    PaymentDirection,
    "RecoveryPaymentDirection",
    "Which way money went.",
    {PaymentDirection.PAYOUT: "To the shop.", PaymentDirection.REPAYMENT: "Back to the counterparty."},
)

describe(
    MessageAuthor,
    "RecoveryMessageAuthor",
    "Who wrote about a recovery.",
    {
        MessageAuthor.COUNTERPARTY: "The adjuster.",
        MessageAuthor.STAFF: "Somebody of the shop's staff.",
        MessageAuthor.PARTNER: "A program with a key of its own.",
        MessageAuthor.SYSTEM: "Makegood itself.",
    },
)

describe(
    MessageState,
    "RecoveryMessageState",
    "What became of a message.",
    {
        MessageState.RECEIVED: "It came from the counterparty.",
        MessageState.RECORDED: "Somebody noted what was said by other means.",
        MessageState.PENDING: "It is on its way.",
        MessageState.SENT: "The counterparty has it.",
        MessageState.FAILED: "The counterparty does not take it.",
    },
)
