from typing import Literal, Optional

from pydantic import Field

from .base_model import BaseModel


class Node(BaseModel):
    node: Optional["NodeNode"]


class NodeNode(BaseModel):
    typename__: Literal[
        "Account",
        "Claim",
        "ClaimExport",
        "ClaimPolicy",
        "Coverage",
        "Dispute",
        "Effect",
        "Evidence",
        "LedgerEntry",
        "Message",
        "Node",
        "Order",
        "PrivacyRequest",
        "Recovery",
        "RecoveryExport",
        "RecoveryMessage",
        "RecoveryPayment",
        "Resolution",
        "Shipment",
        "Storefront",
        "Task",
    ] = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str


Node.model_rebuild()
