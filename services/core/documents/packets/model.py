"""Exports of recoveries as packets: in which language, how far they are, and the keys of their files."""

from dataclasses import dataclass
from datetime import datetime

from services.core.documents.model import ExportState, Language

LANGUAGES = {"da": Language.DA, "de": Language.DE, "en": Language.EN}
"""Languages of counterparties (ISO 639) that packets are written in; others get English."""


@dataclass(frozen=True, slots=True)
class NewRecoveryExport:
    """A packet that somebody wants; without a language it is the counterparty's."""

    recovery_id: str
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class RecoveryExport:
    """An export of a recovery that we know of."""

    id: str
    recovery_id: str
    language: Language
    state: ExportState
    pdf_key: str | None
    zip_key: str | None
    retain_until: datetime
    deleted_at: datetime | None
    created_at: datetime


def keys(storefront_id: str, export_id: str) -> tuple[str, str]:
    """Where the PDF and the archive lie."""
    folder = f"packets/{storefront_id}/{export_id}"
    return f"{folder}/packet.pdf", f"{folder}/packet.zip"
