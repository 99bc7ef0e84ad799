from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class OrderUpsert(BaseModel):
    order_upsert: "OrderUpsertOrderUpsert" = Field(validation_alias="orderUpsert", serialization_alias="orderUpsert")


class OrderUpsertOrderUpsert(BaseModel):
    order: Optional["OrderUpsertOrderUpsertOrder"]
    user_errors: list["OrderUpsertOrderUpsertUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class OrderUpsertOrderUpsertOrder(BaseModel):
    id: str
    cursor: str
    external_id: str = Field(validation_alias="externalId", serialization_alias="externalId")
    number: str
    version: int
    lines: list["OrderUpsertOrderUpsertOrderLines"]


class OrderUpsertOrderUpsertOrderLines(BaseModel):
    id: str
    external_id: str = Field(validation_alias="externalId", serialization_alias="externalId")
    quantity: int


class OrderUpsertOrderUpsertUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


OrderUpsert.model_rebuild()
OrderUpsertOrderUpsert.model_rebuild()
OrderUpsertOrderUpsertOrder.model_rebuild()
