from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class PrivacyRequestComplete(BaseModel):
    privacy_request_complete: "PrivacyRequestCompletePrivacyRequestComplete" = Field(
        alias="privacyRequestComplete"
    )


class PrivacyRequestCompletePrivacyRequestComplete(BaseModel):
    privacy_request: Optional[
        "PrivacyRequestCompletePrivacyRequestCompletePrivacyRequest"
    ] = Field(alias="privacyRequest")
    user_errors: list["PrivacyRequestCompletePrivacyRequestCompleteUserErrors"] = Field(
        alias="userErrors"
    )


class PrivacyRequestCompletePrivacyRequestCompletePrivacyRequest(BaseModel):
    id: str
    completed_at: Optional[datetime] = Field(alias="completedAt")
    completed_by: Optional[str] = Field(alias="completedBy")


class PrivacyRequestCompletePrivacyRequestCompleteUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


PrivacyRequestComplete.model_rebuild()
PrivacyRequestCompletePrivacyRequestComplete.model_rebuild()
