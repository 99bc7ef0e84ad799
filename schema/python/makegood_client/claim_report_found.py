from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimStatus, FoundChoice


class ClaimReportFound(BaseModel):
    claim_report_found: "ClaimReportFoundClaimReportFound" = Field(
        validation_alias="claimReportFound", serialization_alias="claimReportFound"
    )


class ClaimReportFoundClaimReportFound(BaseModel):
    claim: Optional["ClaimReportFoundClaimReportFoundClaim"]
    user_errors: list["ClaimReportFoundClaimReportFoundUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class ClaimReportFoundClaimReportFoundClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    found: Optional["ClaimReportFoundClaimReportFoundClaimFound"]


class ClaimReportFoundClaimReportFoundClaimFound(BaseModel):
    at: datetime
    choice: Optional[FoundChoice]


class ClaimReportFoundClaimReportFoundUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimReportFound.model_rebuild()
ClaimReportFoundClaimReportFound.model_rebuild()
ClaimReportFoundClaimReportFoundClaim.model_rebuild()
