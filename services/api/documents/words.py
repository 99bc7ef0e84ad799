"""The words for exports, described for the wire."""

from services.api.words import describe
from services.core.documents.model import Audience, ExportState, Language

__all__ = ["Audience", "ExportState", "Language"]

describe(
    Audience,
    "ExportAudience",
    "Who will read an export, which decides what is in it.",
    {
        Audience.BANK: "A bank or card issuer, in a dispute: all that the customer may see, with who they are.",
        Audience.CARRIER: "A carrier or insurer: goods, parcels, the claim and its public evidence; nothing by which "
        "the customer can be reached, and nothing that was written or paid.",
        Audience.SHOP: "The shop itself: everything.",
    },
)

describe(
    Language,
    "ExportLanguage",
    "What an export is written in; what people wrote stays as they wrote it.",
    {Language.DA: "Danish.", Language.DE: "German.", Language.EN: "English."},
)

describe(
    ExportState,
    "ExportState",
    "Whether an export can be read.",
    {ExportState.PENDING: "A worker builds it.", ExportState.READY: "It can be read by its links."},
)
