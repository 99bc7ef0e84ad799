"""The words for ledger entries, described for the wire."""

from services.api.words import describe
from services.core.ledger.model import EntryType, Side

__all__ = ["EntryType", "Side"]

describe(
    Side,
    "LedgerSide",
    "Whether an entry is a loss or brings some of it back.",
    {Side.COST: "It costs the shop.", Side.RECOVERY: "It brings something back."},
)

describe(
    EntryType,
    "LedgerEntryType",
    "What an entry of a case's ledger is for. Its side follows from it.",
    {
        EntryType.REFUND: "Money back to the customer: a cost.",
        EntryType.STORE_CREDIT: "Credit at the shop: a cost.",
        EntryType.GIFT_CARD: "A gift card: a cost.",
        EntryType.REPLACEMENT_GOODS: "The goods that were sent again, at what was paid for them: a cost.",
        EntryType.REPLACEMENT_FREIGHT: "Sending them: a cost.",
        EntryType.RETURN_FREIGHT: "Bringing goods back: a cost.",
        EntryType.GOODWILL: "What was given beyond what was paid: a cost.",
        EntryType.DISPUTE_LOSS: "What the bank took back: a cost.",
        EntryType.DISPUTE_FEE: "What the bank asks for a dispute: a cost.",
        EntryType.CLAIM_FEE: "What somebody asks for filing a claim: a cost.",
        EntryType.CARRIER_PAYOUT: "The carrier pays: a recovery.",
        EntryType.INSURER_PAYOUT: "The insurer pays: a recovery.",
        EntryType.PLATFORM_PAYOUT: "The platform that sold the label pays: a recovery.",
        EntryType.DISPUTE_REVERSAL: "The bank gave it back: a recovery.",
        EntryType.SALVAGE: "What damaged or found goods brought: a recovery.",
        EntryType.REPAYMENT: "The customer paid for what turned up: a recovery.",
        EntryType.PAYOUT_RETURNED: "What was paid for a parcel goes back, as it turned up: a cost.",
    },
)
