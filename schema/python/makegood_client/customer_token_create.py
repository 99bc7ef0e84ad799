from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class CustomerTokenCreate(BaseModel):
    customer_token_create: "CustomerTokenCreateCustomerTokenCreate" = Field(
        validation_alias="customerTokenCreate", serialization_alias="customerTokenCreate"
    )


class CustomerTokenCreateCustomerTokenCreate(BaseModel):
    token: Optional[str]
    expires_at: Optional[datetime] = Field(validation_alias="expiresAt", serialization_alias="expiresAt")
    order_id: Optional[str] = Field(validation_alias="orderId", serialization_alias="orderId")
    user_errors: list["CustomerTokenCreateCustomerTokenCreateUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class CustomerTokenCreateCustomerTokenCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


CustomerTokenCreate.model_rebuild()
CustomerTokenCreateCustomerTokenCreate.model_rebuild()
