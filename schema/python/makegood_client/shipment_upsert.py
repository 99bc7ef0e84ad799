from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ShipmentStatus, TrackingStatus


class ShipmentUpsert(BaseModel):
    shipment_upsert: "ShipmentUpsertShipmentUpsert" = Field(validation_alias="shipmentUpsert", serialization_alias="shipmentUpsert")


class ShipmentUpsertShipmentUpsert(BaseModel):
    shipment: Optional["ShipmentUpsertShipmentUpsertShipment"]
    user_errors: list["ShipmentUpsertShipmentUpsertUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class ShipmentUpsertShipmentUpsertShipment(BaseModel):
    id: str
    cursor: str
    carrier: str
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    status: ShipmentStatus
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    version: int
    lines: list["ShipmentUpsertShipmentUpsertShipmentLines"]


class ShipmentUpsertShipmentUpsertShipmentLines(BaseModel):
    id: str
    quantity: int
    order_line: Optional["ShipmentUpsertShipmentUpsertShipmentLinesOrderLine"] = Field(
        validation_alias="orderLine", serialization_alias="orderLine"
    )


class ShipmentUpsertShipmentUpsertShipmentLinesOrderLine(BaseModel):
    id: str
    external_id: str = Field(validation_alias="externalId", serialization_alias="externalId")


class ShipmentUpsertShipmentUpsertUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ShipmentUpsert.model_rebuild()
ShipmentUpsertShipmentUpsert.model_rebuild()
ShipmentUpsertShipmentUpsertShipment.model_rebuild()
ShipmentUpsertShipmentUpsertShipmentLines.model_rebuild()
