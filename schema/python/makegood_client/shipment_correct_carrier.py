from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import TrackingStatus


class ShipmentCorrectCarrier(BaseModel):
    shipment_correct_carrier: "ShipmentCorrectCarrierShipmentCorrectCarrier" = Field(
        alias="shipmentCorrectCarrier"
    )


class ShipmentCorrectCarrierShipmentCorrectCarrier(BaseModel):
    shipment: Optional["ShipmentCorrectCarrierShipmentCorrectCarrierShipment"]
    user_errors: list["ShipmentCorrectCarrierShipmentCorrectCarrierUserErrors"] = Field(
        alias="userErrors"
    )


class ShipmentCorrectCarrierShipmentCorrectCarrierShipment(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(alias="trackingNumber")
    tracked_by: Optional[str] = Field(alias="trackedBy")
    tracking_status: TrackingStatus = Field(alias="trackingStatus")
    version: int


class ShipmentCorrectCarrierShipmentCorrectCarrierUserErrors(BaseModel):
    code: str
    message: str
    field: Optional[list[str]]


ShipmentCorrectCarrier.model_rebuild()
ShipmentCorrectCarrierShipmentCorrectCarrier.model_rebuild()
