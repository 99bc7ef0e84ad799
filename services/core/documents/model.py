"""Exports of cases: for whom, in which language, and the keys of their files."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    """Who will read it, which decides what is in it."""

    BANK = "BANK"
    CARRIER = "CARRIER"
    SHOP = "SHOP"


class Language(StrEnum):
    """What it is written in."""

    DA = "DA"
    DE = "DE"
    EN = "EN"


class ExportState(StrEnum):
    """Whether it can be read."""

    PENDING = "PENDING"
    READY = "READY"


@dataclass(frozen=True, slots=True)
class NewExport:
    """An export that somebody wants."""

    claim_id: str
    audience: Audience
    language: Language


@dataclass(frozen=True, slots=True)
class Export:
    """An export that we know of."""

    id: str
    claim_id: str
    order_id: str
    audience: Audience
    language: Language
    state: ExportState
    pdf_key: str | None
    zip_key: str | None
    retain_until: datetime
    deleted_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: where it lies, and the archive's size in bytes and SHA-256 in hex."""

    pdf_key: str
    zip_key: str
    size: int
    sha256: str


def keys(storefront_id: str, export_id: str) -> tuple[str, str]:
    """Where the PDF and the archive lie."""
    folder = f"exports/{storefront_id}/{export_id}"
    return f"{folder}/case.pdf", f"{folder}/case.zip"
