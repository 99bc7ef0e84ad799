from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ExportLanguage, ExportState


class RecoveryExport(BaseModel):
    recovery_export: "RecoveryExportRecoveryExport" = Field(validation_alias="recoveryExport", serialization_alias="recoveryExport")


class RecoveryExportRecoveryExport(BaseModel):
    export: Optional["RecoveryExportRecoveryExportExport"]
    user_errors: list["RecoveryExportRecoveryExportUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class RecoveryExportRecoveryExportExport(BaseModel):
    id: str
    language: ExportLanguage
    state: ExportState
    url: Optional[str]
    pdf_url: Optional[str] = Field(validation_alias="pdfUrl", serialization_alias="pdfUrl")
    size: Optional[int]
    sha_256: Optional[str] = Field(validation_alias="sha256", serialization_alias="sha256")
    retain_until: datetime = Field(validation_alias="retainUntil", serialization_alias="retainUntil")


class RecoveryExportRecoveryExportUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryExport.model_rebuild()
RecoveryExportRecoveryExport.model_rebuild()
