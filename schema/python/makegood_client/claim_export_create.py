from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ExportAudience, ExportLanguage, ExportState


class ClaimExportCreate(BaseModel):
    claim_export_create: "ClaimExportCreateClaimExportCreate" = Field(
        alias="claimExportCreate"
    )


class ClaimExportCreateClaimExportCreate(BaseModel):
    export: Optional["ClaimExportCreateClaimExportCreateExport"]
    user_errors: list["ClaimExportCreateClaimExportCreateUserErrors"] = Field(
        alias="userErrors"
    )


class ClaimExportCreateClaimExportCreateExport(BaseModel):
    id: str
    audience: ExportAudience
    language: ExportLanguage
    state: ExportState
    url: Optional[str]
    pdf_url: Optional[str] = Field(alias="pdfUrl")
    size: Optional[int]
    sha_256: Optional[str] = Field(alias="sha256")
    retain_until: datetime = Field(alias="retainUntil")


class ClaimExportCreateClaimExportCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimExportCreate.model_rebuild()
ClaimExportCreateClaimExportCreate.model_rebuild()
