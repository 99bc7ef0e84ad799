"""The words for evidence, described for the wire."""

from services.api.claims.words import EvidenceKind
from services.api.words import describe
from services.core.evidence.model import EvidenceState, Rejection, Visibility

__all__ = ["EvidenceKind", "EvidenceState", "Rejection", "Visibility"]

describe(
    EvidenceState,
    "EvidenceState",
    "Whether a file was looked through, and what came of it.",
    {
        EvidenceState.PENDING: "Not uploaded yet, or being looked through.",
        EvidenceState.READY: "Looked through; `url` reads a clean copy.",
        EvidenceState.REJECTED: "It cannot be used; `rejectionCode` tells why. Another file may be sent.",
    },
)

describe(
    Rejection,
    "EvidenceRejectionCode",
    "Why a file cannot be used.",
    {
        Rejection.EMPTY: "Nothing is in it.",
        Rejection.TOO_LARGE: "It has too many bytes, pixels or pages.",
        Rejection.TYPE_NOT_ALLOWED: "It is no JPEG, PNG, WebP, PDF or plain text, whatever its name says.",
        Rejection.TYPE_MISMATCH: "It is something else than was said before it was uploaded.",
        Rejection.UNREADABLE: "It is damaged or encrypted.",
    },
)

describe(
    Visibility,
    "Visibility",
    "Who may see something.",
    {
        Visibility.PUBLIC: "The customer too.",
        Visibility.INTERNAL: "The shop's own side alone.",
    },
)
