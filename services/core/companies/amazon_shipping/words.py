"""Amazon's words for where a parcel is, where it was left and what went wrong, in ours."""

from collections.abc import Mapping

from services.core.outside import Meaning, Vocabulary
from services.core.shipments.model import Handover
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

SOURCE = "https://github.com/amzn/selling-partner-api-models: shipping-api-model/shippingV2.json"

PICKUP_CANCELLED = Meaning(Status.EXCEPTION, Reason.RETAILER_CANCELED)  # another may be booked, so it ends nothing
REFUSED = Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED)
UNDELIVERABLE = Meaning(Status.EXCEPTION, Reason.UNKNOWN)
LOST = Meaning(Status.LOST, Reason.CARRIER_LOST)

STATUSES = Vocabulary(
    "amazon_shipping",
    "status",
    f"{SOURCE}, Status",
    {
        "PreTransit": Meaning(Status.PRE_TRANSIT),
        "InTransit": Meaning(Status.IN_TRANSIT),
        "Delivered": Meaning(Status.DELIVERED),
        "Lost": LOST,
        "OutForDelivery": Meaning(Status.OUT_FOR_DELIVERY),
        "Rejected": REFUSED,
        "Undeliverable": UNDELIVERABLE,
        "DeliveryAttempted": Meaning(Status.DELIVERY_ATTEMPTED),
        "PickupCancelled": PICKUP_CANCELLED,
        "AwaitingCustomerPickup": Meaning(Status.AVAILABLE_FOR_PICKUP),
    },
)

EVENTS = Vocabulary(
    "amazon_shipping",
    "event",
    f"{SOURCE}, EventCode",
    {
        "ReadyForReceive": Meaning(Status.PRE_TRANSIT),
        "PickupDone": Meaning(Status.IN_TRANSIT),
        "Delivered": Meaning(Status.DELIVERED),
        "Departed": Meaning(Status.IN_TRANSIT),
        "DeliveryAttempted": Meaning(Status.DELIVERY_ATTEMPTED),
        "Lost": LOST,
        "OutForDelivery": Meaning(Status.OUT_FOR_DELIVERY),
        "ArrivedAtCarrierFacility": Meaning(Status.IN_TRANSIT),
        "Rejected": REFUSED,
        "Undeliverable": UNDELIVERABLE,
        "PickupCancelled": PICKUP_CANCELLED,
        "ReturnInitiated": Meaning(Status.RETURN_TO_SENDER),
        "AvailableForPickup": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "RecipientRequestedAlternateDeliveryTiming": Meaning(None),
    },
)

# what is known of a leg as a whole; it explains the leg's last event
DETAILS = Vocabulary(
    "amazon_shipping",
    "detail",
    f"{SOURCE}, DetailCodes",
    {
        "BusinessClosed": Meaning(None, Reason.CONSIGNEE_NOT_HOME),
        "CustomerUnavailable": Meaning(None, Reason.CONSIGNEE_NOT_HOME),
        "PaymentNotReady": Meaning(None, Reason.CONSIGNEE_VERIFICATION_FAILED),
        "OtpNotAvailable": Meaning(None, Reason.CONSIGNEE_VERIFICATION_FAILED),
        "DeliveryAttempted": Meaning(None),
        "UnableToAccess": Meaning(None, Reason.CONSIGNEE_ACCESS_RESTRICTED),
        "UnableToContactRecipient": Meaning(None, Reason.CONSIGNEE_NOT_HOME),
        "DeliveredToBehindWheelieBin": Meaning(None),
        "DeliveredToPorch": Meaning(None),
        "DeliveredToGarage": Meaning(None),
        "DeliveredToGarden": Meaning(None),
        "DeliveredToGreenhouse": Meaning(None),
        "DeliveredToMailSlot": Meaning(None),
        "DeliveredToMailRoom": Meaning(None),
        "DeliveredToNeighbor": Meaning(None),
        "DeliveredToRearDoor": Meaning(None),
        "DeliveredToReceptionist": Meaning(None),
        "DeliveredToShed": Meaning(None),
        "DeliveredWithOTP": Meaning(None),
        "Signed": Meaning(None),
        "Damaged": Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED),
        "IncorrectItems": Meaning(None, Reason.RETAILER_INCORRECT_DATA),
        "NotRequired": Meaning(None, Reason.CONSIGNEE_REFUSED),
        "Rejected": Meaning(None, Reason.CONSIGNEE_REFUSED),
        "RejectedByRecipientWithVerification": Meaning(None, Reason.CONSIGNEE_REFUSED),
        "CancelledByRecipient": Meaning(None, Reason.CONSIGNEE_REFUSED),
        "AddressNotFound": Meaning(None, Reason.CONSIGNEE_INCORRECT_ADDRESS),
        "HazmatShipment": Meaning(None, Reason.RETAILER_PACKAGING),
        "Undeliverable": Meaning(None),
        "ArrivedAtLocalFacility": Meaning(None),
    },
)

HANDOVERS: Mapping[str, Handover] = {
    "DeliveredToBehindWheelieBin": Handover.SAFE_PLACE,
    "DeliveredToPorch": Handover.SAFE_PLACE,
    "DeliveredToGarage": Handover.SAFE_PLACE,
    "DeliveredToGarden": Handover.SAFE_PLACE,
    "DeliveredToGreenhouse": Handover.SAFE_PLACE,
    "DeliveredToMailSlot": Handover.MAILBOX,
    "DeliveredToMailRoom": Handover.RECEPTION,
    "DeliveredToNeighbor": Handover.NEIGHBOR,
    "DeliveredToRearDoor": Handover.SAFE_PLACE,
    "DeliveredToReceptionist": Handover.RECEPTION,
    "DeliveredToShed": Handover.SAFE_PLACE,
    "DeliveredWithOTP": Handover.RECIPIENT,
}
"""To whom or where; `Signed` alone says that somebody signed, and not who."""
