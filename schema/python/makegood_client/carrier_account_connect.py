from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import AccountStatus


class CarrierAccountConnect(BaseModel):
    carrier_account_connect: "CarrierAccountConnectCarrierAccountConnect" = Field(
        validation_alias="carrierAccountConnect", serialization_alias="carrierAccountConnect"
    )


class CarrierAccountConnectCarrierAccountConnect(BaseModel):
    account: Optional["CarrierAccountConnectCarrierAccountConnectAccount"]
    user_errors: list["CarrierAccountConnectCarrierAccountConnectUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class CarrierAccountConnectCarrierAccountConnectAccount(BaseModel):
    id: str
    company: str
    label: str
    status: AccountStatus
    failure: Optional[str]
    failure_text: Optional[str] = Field(validation_alias="failureText", serialization_alias="failureText")


class CarrierAccountConnectCarrierAccountConnectUserErrors(BaseModel):
    code: str
    message: str
    field: Optional[list[str]]


CarrierAccountConnect.model_rebuild()
CarrierAccountConnectCarrierAccountConnect.model_rebuild()
