from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ExportAudience, ExportLanguage, ExportState


class ClaimExportCreate(BaseModel):
    claim_export_create: "ClaimExportCreateClaimExportCreate" = Field(
        validation_alias="claimExportCreate", serialization_alias="claimExportCreate"
    )


class ClaimExportCreateClaimExportCreate(BaseModel):
    export: Optional["ClaimExportCreateClaimExportCreateExport"]
    user_errors: list["ClaimExportCreateClaimExportCreateUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class ClaimExportCreateClaimExportCreateExport(BaseModel):
    id: str
    audience: ExportAudience
    language: ExportLanguage
    state: ExportState
    url: Optional[str]
    pdf_url: Optional[str] = Field(validation_alias="pdfUrl", serialization_alias="pdfUrl")
    size: Optional[int]
    sha_256: Optional[str] = Field(validation_alias="sha256", serialization_alias="sha256")
    retain_until: datetime = Field(validation_alias="retainUntil", serialization_alias="retainUntil")


class ClaimExportCreateClaimExportCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimExportCreate.model_rebuild()
ClaimExportCreateClaimExportCreate.model_rebuild()
