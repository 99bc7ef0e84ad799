"""The pictures and papers of a delivery: what is kept of them, for how long at first, and under which key."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import filetype

from services.core.shipments.model import ProofFile, ProofKind

MOST_FILES = 10
"""Of one parcel; carriers show two or three."""
FILE_TIME = timedelta(days=1)
"""How long a file may be announced without its bytes."""
SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "application/pdf": "pdf",
}
"""The types that are shown for what they are; everything else is handed out as bytes."""
BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A picture or paper of a delivery that we know of; its bytes are in storage once it has a key."""

    id: str
    shipment_id: str
    kind: ProofKind
    media_type: str
    size: int
    sha256: str
    file_key: str | None = None
    retain_until: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A file whose bytes are in storage under this key, and until when they stay there."""

    id: str
    key: str
    retain_until: datetime


def media_type(file: ProofFile) -> str:
    """What a file really is, by its own first bytes; whatever the carrier calls it."""
    guess = filetype.guess(file.content[:8192])
    return str(guess.mime) if guess is not None and guess.mime in SUFFIXES else BYTES


def file_key(storefront_id: str, file: KeptFile) -> str:
    """Where its bytes lie: named by its content, so that a second try writes the same."""
    return f"proofs/{storefront_id}/{file.id}/{file.sha256[:16]}.{SUFFIXES.get(file.media_type, 'bin')}"
