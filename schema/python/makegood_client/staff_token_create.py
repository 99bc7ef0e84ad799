from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class StaffTokenCreate(BaseModel):
    staff_token_create: "StaffTokenCreateStaffTokenCreate" = Field(
        validation_alias="staffTokenCreate", serialization_alias="staffTokenCreate"
    )


class StaffTokenCreateStaffTokenCreate(BaseModel):
    token: Optional[str]
    expires_at: Optional[datetime] = Field(validation_alias="expiresAt", serialization_alias="expiresAt")
    user_errors: list["StaffTokenCreateStaffTokenCreateUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class StaffTokenCreateStaffTokenCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


StaffTokenCreate.model_rebuild()
StaffTokenCreateStaffTokenCreate.model_rebuild()
