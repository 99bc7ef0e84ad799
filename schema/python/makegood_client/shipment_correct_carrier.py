from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import TrackingStatus


class ShipmentCorrectCarrier(BaseModel):
    shipment_correct_carrier: "ShipmentCorrectCarrierShipmentCorrectCarrier" = Field(
        validation_alias="shipmentCorrectCarrier", serialization_alias="shipmentCorrectCarrier"
    )


class ShipmentCorrectCarrierShipmentCorrectCarrier(BaseModel):
    shipment: Optional["ShipmentCorrectCarrierShipmentCorrectCarrierShipment"]
    user_errors: list["ShipmentCorrectCarrierShipmentCorrectCarrierUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class ShipmentCorrectCarrierShipmentCorrectCarrierShipment(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    tracked_by: Optional[str] = Field(validation_alias="trackedBy", serialization_alias="trackedBy")
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    version: int


class ShipmentCorrectCarrierShipmentCorrectCarrierUserErrors(BaseModel):
    code: str
    message: str
    field: Optional[list[str]]


ShipmentCorrectCarrier.model_rebuild()
ShipmentCorrectCarrierShipmentCorrectCarrier.model_rebuild()
