from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class GuestTokenCreate(BaseModel):
    guest_token_create: "GuestTokenCreateGuestTokenCreate" = Field(
        validation_alias="guestTokenCreate", serialization_alias="guestTokenCreate"
    )


class GuestTokenCreateGuestTokenCreate(BaseModel):
    token: Optional[str]
    expires_at: Optional[datetime] = Field(validation_alias="expiresAt", serialization_alias="expiresAt")
    order_id: Optional[str] = Field(validation_alias="orderId", serialization_alias="orderId")
    user_errors: list["GuestTokenCreateGuestTokenCreateUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class GuestTokenCreateGuestTokenCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


GuestTokenCreate.model_rebuild()
GuestTokenCreateGuestTokenCreate.model_rebuild()
