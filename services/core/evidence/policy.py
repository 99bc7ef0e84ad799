"""What may be uploaded, and for how long files stay: pure decisions."""

from datetime import datetime, timedelta

from services.core.claims.model import Claim, ClaimStatus
from services.core.events import ActorKind
from services.core.evidence.model import TYPES, Evidence, Limits, NewEvidence, Visibility
from services.core.orders.policy import texts
from services.core.refusal import Problem, Refused
from services.core.storefronts.model import Caller

LONGEST_NAME = 255
UPLOAD_TIME = timedelta(days=1)
"""How long an upload may stay uncompleted, and the original of a rejected file stays."""
CLOSED = frozenset({ClaimStatus.RESOLVED, ClaimStatus.DENIED, ClaimStatus.CANCELED})


def check(new: NewEvidence, caller: Caller, limits: Limits) -> None:
    """Refuse what cannot be right whatever is uploaded. Raises `Refused` with every problem found."""
    problems = faults(new, limits)
    if caller.is_customer and new.visibility is not Visibility.PUBLIC:
        problems.append(Problem("INVALID", "What a customer sends is public to them.", ("visibility",)))
    if problems:
        raise Refused(*problems)


def faults(new: NewEvidence, limits: Limits) -> list[Problem]:
    """What is wrong with a file that somebody sends, whoever it is: its name, type or size."""
    problems = texts((new.file_name, LONGEST_NAME, True, ("fileName",)))
    if new.content_type not in TYPES:
        allowed = "JPEG, PNG, WebP, PDF, plain text or an e-mail as text (message/rfc822)"
        problems.append(Problem("TYPE_NOT_ALLOWED", f"Send one of these: {allowed}.", ("contentType",)))
    if new.size < 1:
        problems.append(Problem("EMPTY", "The file is empty.", ("size",)))
    if new.size > limits.size:
        mebibytes = f"{limits.size / 1024**2:g}"
        problems.append(Problem("TOO_LARGE", f"A file may have up to {mebibytes} MiB.", ("size",)))
    return problems


def reaches(caller: Caller, evidence: Evidence) -> bool:
    """Whether the caller may complete this upload: a customer only their own."""
    return not caller.is_customer or evidence.uploaded_by is ActorKind.CUSTOMER


def answers(evidence: Evidence) -> bool:
    """Whether the file is the customer's word, by themselves or handed in for them, and not the shop's own note."""
    return evidence.visibility is Visibility.PUBLIC and evidence.uploaded_by is not ActorKind.STAFF


def retained_until(claim: Claim, days: int, now: datetime) -> datetime | None:
    """When a claim's files are deleted: so many days after it was closed; an open one keeps them."""
    return now + timedelta(days=days) if claim.status in CLOSED else None
