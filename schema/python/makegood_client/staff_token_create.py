from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class StaffTokenCreate(BaseModel):
    staff_token_create: "StaffTokenCreateStaffTokenCreate" = Field(
        alias="staffTokenCreate"
    )


class StaffTokenCreateStaffTokenCreate(BaseModel):
    token: Optional[str]
    expires_at: Optional[datetime] = Field(alias="expiresAt")
    user_errors: list["StaffTokenCreateStaffTokenCreateUserErrors"] = Field(
        alias="userErrors"
    )


class StaffTokenCreateStaffTokenCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


StaffTokenCreate.model_rebuild()
StaffTokenCreateStaffTokenCreate.model_rebuild()
