"""Evidence, its states, and the keys of its files."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.core.claims.model import EvidenceKind
from services.core.events import ActorKind


class EvidenceState(StrEnum):
    """Whether a file was looked through, and what came of it."""

    PENDING = "PENDING"
    READY = "READY"
    REJECTED = "REJECTED"


class Rejection(StrEnum):
    """Why a file cannot be used."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    TYPE_NOT_ALLOWED = "TYPE_NOT_ALLOWED"
    TYPE_MISMATCH = "TYPE_MISMATCH"
    UNREADABLE = "UNREADABLE"


class Visibility(StrEnum):
    """Who may see it: the customer too, or the shop's own side alone."""

    PUBLIC = "PUBLIC"
    INTERNAL = "INTERNAL"


SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "text/plain": "txt",
}
"""The types of clean copies, and how their keys end."""

TYPES = frozenset({*SUFFIXES, "message/rfc822"})
"""What may be uploaded; an e-mail is kept as plain text."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many files a claim may have, and how many bytes each."""

    count: int
    size: int


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A file that somebody is about to upload, as they describe it."""

    claim_id: str
    kind: EvidenceKind
    file_name: str
    content_type: str
    size: int
    visibility: Visibility = Visibility.PUBLIC


@dataclass(frozen=True, slots=True)
class Clean:
    """What a file was found to be, and its clean copy. Hashes are SHA-256 in hex; pages are those of a PDF."""

    mime_type: str
    size: int
    sha256: str
    original_sha256: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file cannot be used; the hash of what was uploaded, where there was something."""

    code: Rejection
    original_sha256: str | None = None


Finding = Clean | Refusal


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that we know of. It was uploaded once `added_at` is there; before that it is only announced."""

    id: str
    claim_id: str
    order_id: str
    kind: EvidenceKind
    visibility: Visibility
    state: EvidenceState
    file_name: str
    declared_type: str
    declared_size: int
    mime_type: str | None
    size: int | None
    sha256: str | None
    original_sha256: str | None
    pages: int | None
    file_key: str | None
    original_kept: bool
    uploaded_by: ActorKind
    uploader_id: str | None
    added_at: datetime | None
    retain_until: datetime | None
    deleted_at: datetime | None
    created_at: datetime


def upload_key(storefront_id: str, evidence_id: str) -> str:
    """Where the original lies until it was looked through; nobody can read it there by a link."""
    return f"uploads/{storefront_id}/{evidence_id}"


def file_key(storefront_id: str, evidence_id: str, clean: Clean) -> str:
    """Where the clean copy lies: named by its content, so that a second try writes the same."""
    return f"evidence/{storefront_id}/{evidence_id}/{clean.sha256[:16]}.{SUFFIXES[clean.mime_type]}"
