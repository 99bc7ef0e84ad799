"""Exports of cases that were asked for and built, and what is in them."""

import io
import zipfile
from typing import Any

import asyncpg
import msgspec
from pypdf import PdfReader

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.documents import operations
from services.core.documents.model import Audience, Language, NewExport, keys
from services.worker import exports
from services.worker.job import Process
from tests.builders import a_key
from tests.worker.evidence import Case, a_job


async def wanted(app: Pool, case: Case, audience: Audience = Audience.SHOP, language: Language = Language.EN) -> str:
    """An export that was asked for; its id."""
    new = NewExport(case.claim_id, audience, language)
    return await operations.request(case.shop.write(app), case.shop.caller, new, key=a_key(), now=system_clock())


async def build(rows: asyncpg.Connection, process: Process, case: Case, export_id: str) -> None:
    """One run of the job."""
    await exports.build(await a_job(rows, process, case.shop, "export.build", export_id))


async def opened(process: Process, case: Case, export_id: str) -> tuple[str, zipfile.ZipFile, dict[str, Any]]:
    """The PDF's text, the archive and its manifest."""
    pdf_key, zip_key = keys(case.shop.id, export_id)
    pdf = PdfReader(io.BytesIO(await process.storage.get(pdf_key, 10**7)))
    archive = zipfile.ZipFile(io.BytesIO(await process.storage.get(zip_key, 10**7)))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    return text, archive, msgspec.json.decode(archive.read("manifest.json"))
