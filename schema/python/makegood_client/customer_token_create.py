from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class CustomerTokenCreate(BaseModel):
    customer_token_create: "CustomerTokenCreateCustomerTokenCreate" = Field(
        alias="customerTokenCreate"
    )


class CustomerTokenCreateCustomerTokenCreate(BaseModel):
    token: Optional[str]
    expires_at: Optional[datetime] = Field(alias="expiresAt")
    order_id: Optional[str] = Field(alias="orderId")
    user_errors: list["CustomerTokenCreateCustomerTokenCreateUserErrors"] = Field(
        alias="userErrors"
    )


class CustomerTokenCreateCustomerTokenCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


CustomerTokenCreate.model_rebuild()
CustomerTokenCreateCustomerTokenCreate.model_rebuild()
