from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class PrivacyRequestComplete(BaseModel):
    privacy_request_complete: "PrivacyRequestCompletePrivacyRequestComplete" = Field(
        validation_alias="privacyRequestComplete", serialization_alias="privacyRequestComplete"
    )


class PrivacyRequestCompletePrivacyRequestComplete(BaseModel):
    privacy_request: Optional[
        "PrivacyRequestCompletePrivacyRequestCompletePrivacyRequest"
    ] = Field(validation_alias="privacyRequest", serialization_alias="privacyRequest")
    user_errors: list["PrivacyRequestCompletePrivacyRequestCompleteUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class PrivacyRequestCompletePrivacyRequestCompletePrivacyRequest(BaseModel):
    id: str
    completed_at: Optional[datetime] = Field(validation_alias="completedAt", serialization_alias="completedAt")
    completed_by: Optional[str] = Field(validation_alias="completedBy", serialization_alias="completedBy")


class PrivacyRequestCompletePrivacyRequestCompleteUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


PrivacyRequestComplete.model_rebuild()
PrivacyRequestCompletePrivacyRequestComplete.model_rebuild()
