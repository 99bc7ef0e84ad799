"""The words for parcels, described for the wire."""

from services.api.words import describe
from services.core.shipments.model import (
    Direction,
    Discrepancy,
    Handover,
    IncidentReason,
    LabelSource,
    ProgressStep,
    ProofKind,
    ScanSource,
    Severity,
    ShipmentStatus,
    TrackingStatus,
)

__all__ = [
    "Direction",
    "Discrepancy",
    "Handover",
    "IncidentReason",
    "LabelSource",
    "ProgressStep",
    "ProofKind",
    "ScanSource",
    "Severity",
    "ShipmentStatus",
    "TrackingStatus",
]

describe(
    TrackingStatus,
    "TrackingStatus",
    "Where the carrier says that a parcel is.",
    {
        TrackingStatus.UNKNOWN: "The carrier has said nothing yet.",
        TrackingStatus.PRE_TRANSIT: "The carrier knows of the parcel but does not have it.",
        TrackingStatus.IN_TRANSIT: "On its way.",
        TrackingStatus.DELAYED: "On its way, later than promised.",
        TrackingStatus.EXCEPTION: "Something happened that a person should look at.",
        TrackingStatus.OUT_FOR_DELIVERY: "On the last vehicle.",
        TrackingStatus.DELIVERY_ATTEMPTED: "The carrier came and could not hand it over.",
        TrackingStatus.AVAILABLE_FOR_PICKUP: "Waiting at a pick-up point.",
        TrackingStatus.DELIVERED: "Handed over or left at the address.",
        TrackingStatus.RETURN_TO_SENDER: "On its way back.",
        TrackingStatus.RETURNED: "Back with the sender.",
        TrackingStatus.DAMAGED: "The carrier says that it is damaged.",
        TrackingStatus.LOST: "The carrier says that it is lost.",
        TrackingStatus.CANCELED: "Never sent.",
    },
)

describe(
    IncidentReason,
    "IncidentReason",
    "Why a parcel went wrong; the first word says whose doing it was.",
    {
        IncidentReason.CARRIER_DAMAGED: "The carrier damaged it.",
        IncidentReason.CARRIER_LOST: "The carrier lost it.",
        IncidentReason.CARRIER_SORTING_ERROR: "The carrier sent it the wrong way.",
        IncidentReason.CARRIER_ADDRESS_NOT_FOUND: "The carrier did not find the address.",
        IncidentReason.CARRIER_OUT_OF_TIME: "The carrier ran out of time.",
        IncidentReason.CARRIER_CAPACITY: "The carrier had no room.",
        IncidentReason.RETAILER_CANCELED: "The shop canceled it.",
        IncidentReason.RETAILER_INCORRECT_DATA: "The shop gave wrong data.",
        IncidentReason.RETAILER_NOT_READY: "The shop did not have it ready.",
        IncidentReason.RETAILER_PACKAGING: "The shop packed it badly.",
        IncidentReason.CONSIGNEE_REFUSED: "The customer refused it.",
        IncidentReason.CONSIGNEE_NOT_HOME: "Nobody was at home.",
        IncidentReason.CONSIGNEE_INCORRECT_ADDRESS: "The customer's address is wrong.",
        IncidentReason.CONSIGNEE_ACCESS_RESTRICTED: "The carrier could not get to the door.",
        IncidentReason.CONSIGNEE_SAFE_PLACE_UNAVAILABLE: "There was no safe place to leave it.",
        IncidentReason.CONSIGNEE_VERIFICATION_FAILED: "Whoever opened could not show who they are.",
        IncidentReason.CUSTOMS_DELAY: "Customs take their time.",
        IncidentReason.CUSTOMS_DOCUMENTATION: "Customs miss papers.",
        IncidentReason.CUSTOMS_DUTIES_UNPAID: "Duties are unpaid.",
        IncidentReason.CUSTOMS_PROHIBITED: "Customs do not let it pass.",
        IncidentReason.WEATHER: "The weather.",
        IncidentReason.FORCE_MAJEURE: "Beyond anybody's power.",
        IncidentReason.UNDER_INVESTIGATION: "The carrier is looking for the reason.",
        IncidentReason.UNKNOWN: "The carrier gives no reason.",
    },
)

describe(
    ScanSource,
    "TrackingSource",
    "How a tracking event came to us.",
    {
        ScanSource.WEBHOOK: "The company told us.",
        ScanSource.POLL: "We asked.",
        ScanSource.MANUAL: "A person told us.",
    },
)

describe(
    Direction,
    "ShipmentDirection",
    "Which way a parcel goes.",
    {
        Direction.OUTBOUND: "To the customer.",
        Direction.RETURN: "Back to the shop.",
        Direction.REPLACEMENT: "To the customer, in place of an earlier parcel.",
    },
)

describe(
    LabelSource,
    "LabelSource",
    "Who sold the label; it decides who can be asked for the money back.",
    {
        LabelSource.SHOPIFY_SHIPPING: "Shopify Shipping.",
        LabelSource.CARRIER_ACCOUNT: "The shop's own account at the carrier.",
        LabelSource.SHIPPING_AGGREGATOR: "A company that sells labels of many carriers.",
        LabelSource.MARKETPLACE: "The marketplace of the sale.",
        LabelSource.OTHER: "Somebody else, or nobody said.",
    },
)

describe(
    ShipmentStatus,
    "ShipmentStatus",
    "What the shop says that it did with a parcel; carriers never change it.",
    {
        ShipmentStatus.PENDING: "Not handed to the carrier yet.",
        ShipmentStatus.SHIPPED: "Handed to the carrier.",
        ShipmentStatus.DELIVERED: "Delivered, says the shop.",
        ShipmentStatus.CANCELED: "Will not be sent.",
    },
)

describe(
    Handover,
    "Handover",
    "To whom, or where, a parcel is left.",
    {
        Handover.RECIPIENT: "To the person who ordered.",
        Handover.HOUSEHOLD: "To somebody of their household.",
        Handover.NEIGHBOR: "To a neighbor.",
        Handover.RECEPTION: "At a reception, a mail room or with a guard.",
        Handover.MAILBOX: "In the mailbox.",
        Handover.SAFE_PLACE: "At a place without anybody, such as the porch.",
        Handover.PARCEL_SHOP: "At a parcel shop or locker.",
        Handover.OTHER: "Somewhere else.",
    },
)

describe(
    Discrepancy,
    "DeliveryDiscrepancy",
    "How a delivery is not what was ordered or agreed.",
    {
        Discrepancy.NAME_MISMATCH: "Somebody signed whose name is not that of who ordered, nor of their household.",
        Discrepancy.NEIGHBOR: "A neighbor got it, as was not agreed.",
        Discrepancy.NO_SIGNATURE: "Delivery against signature was bought, and there is none.",
        Discrepancy.WRONG_PLACE: "It was left elsewhere than agreed.",
        Discrepancy.NO_PHOTO: "A photo was ordered, and there is none.",
    },
)

describe(
    Severity,
    "DiscrepancySeverity",
    "How much a discrepancy says against a delivery.",
    {
        Severity.LOW: "Little; it may be as it should.",
        Severity.MEDIUM: "Enough to ask the carrier.",
        Severity.HIGH: "What was paid for was not done.",
    },
)

describe(
    ProofKind,
    "ProofFileKind",
    "What a picture or paper of a delivery is.",
    {
        ProofKind.SIGNATURE: "The signature.",
        ProofKind.PHOTO: "A photo of the parcel where it was left.",
        ProofKind.DOCUMENT: "The carrier's paper about the delivery.",
    },
)

describe(
    ProgressStep,
    "CarrierClaimStep",
    "How a claim that was filed with a carrier stands, as its tracking tells.",
    {
        ProgressStep.OPENED: "The carrier opened it.",
        ProgressStep.UNDER_REVIEW: "The carrier looks into it.",
        ProgressStep.INFORMATION_REQUESTED: "The carrier wants something more.",
        ProgressStep.APPROVED: "The carrier will pay.",
        ProgressStep.PAID: "The carrier paid.",
        ProgressStep.REJECTED: "The carrier will not pay.",
        ProgressStep.CLOSED: "The carrier closed it.",
        ProgressStep.WITHDRAWN: "It was taken back.",
    },
)
